"""`python -m ffp_desktop`: opens the window."""

import gc
import sys


def main() -> int:
    # Nothing made before the first page is garbage; looking for it while Qt's classes are imported takes a tenth of
    # the start. The window turns it on again.
    gc.disable()
    from ffp_desktop.app import start_app

    return start_app(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
