"""`python -m ffp_desktop.cli`, the same as `ffp`."""

import sys

from ffp_desktop.cli.main import main

sys.exit(main())
