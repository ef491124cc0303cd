"""`python -m qa` is `pullquote`."""

from qa.terminal.app import main

main()
