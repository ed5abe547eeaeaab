"""`python -m ffp_desktop`: opens the window."""

import sys

from ffp_desktop.app import start_app


def main() -> int:
    return start_app(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
