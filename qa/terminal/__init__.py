"""The command line and the local chat."""
