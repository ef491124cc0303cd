"""The start of the command `pullquote`: Ctrl-C while the program still loads ends it without a traceback."""

import gc
import os
import signal

INTERRUPTED = 130


def main() -> None:
    """Load the command line and run it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    gc.disable()  # what is loaded stays: to look through it again and again takes a tenth of the time
    from bot.cli import main as run  # takes a while to load

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
