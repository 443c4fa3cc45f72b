"""``python -m simdesk`` is the command ``simdesk``."""

import sys

from simdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
