"""``python3 -m infralens.bootstrap``: this file must be readable by any Python 3."""

import sys

if sys.version_info < (3, 11, 5):
    raise SystemExit(
        "Python 3.11.5 or newer is needed; this is %s (%s)."
        % (sys.version.split()[0], sys.executable)
    )

from infralens.bootstrap.commands import main

raise SystemExit(main(sys.argv[1:]))
