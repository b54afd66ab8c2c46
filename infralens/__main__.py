"""``python -m infralens``: the command line."""

from infralens.doors.cli import main

main()
