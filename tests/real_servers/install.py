"""Fetches the database servers that the tests marked `real_servers` run against.

    python -m tests.real_servers.install

What cannot be had here is named in one line, and its tests are skipped with the same line; in
continuous integration that is a failure.
"""

import os
import sys

from tests.real_servers import mongodb_install, questdb_install
from tests.real_servers.availability import CannotBeHad

INSTALLERS = (questdb_install.install, mongodb_install.install)


def main() -> int:
    """Fetch what is missing and say where it is."""
    missing = 0
    for install in INSTALLERS:
        try:
            sys.stdout.write(f"{install()}\n")
        except CannotBeHad as reason:
            missing += 1
            sys.stderr.write(f"{reason}\n")
    return 1 if missing and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
