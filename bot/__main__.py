"""`python -m bot` is `pullquote bot`."""

import sys

from bot.entry import main

if __name__ == "__main__":
    sys.argv.insert(1, "bot")
    main()
