"""``python -m mt`` is the command ``mt``."""

import sys

from .cli import main

sys.exit(main())
