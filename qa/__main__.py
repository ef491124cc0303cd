"""`python -m qa` is `pullquote`."""

from qa.terminal.cli import main

main()
