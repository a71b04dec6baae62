"""``python -m ui.cli``."""

from __future__ import annotations

import sys

from ui.cli.frame import main

sys.exit(main())
