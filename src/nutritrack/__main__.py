"""`python -m nutritrack` is the `nutritrack` command."""

from nutritrack.cli import main

main()
