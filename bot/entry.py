"""The start of the command `pullquote`: Ctrl-C while the program still loads ends it without a traceback."""

import os
import signal

INTERRUPTED = 130


def main() -> None:
    """Load the command line and run it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    from bot.cli import main as run  # takes a while to load

    run()


if __name__ == "__main__":
    main()
