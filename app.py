"""The web page on this machine: ``python app.py``, or ``mt serve`` for the page and the HTTP API together."""

import argparse
import sys

from mt import page
from mt.stop import unwinding


def main(arguments: list[str] | None = None) -> int:
    """Open the page for the user of this machine; return the exit code."""
    parser = argparse.ArgumentParser(prog="app.py", description="Open the page on this machine.")
    parser.add_argument("--port", type=int, metavar="N", help="port to listen on (default: the first free from 7860)")
    parser.add_argument("--admin", action="store_true", help="let the page fetch models")
    chosen = parser.parse_args(arguments)
    if not page.is_available():
        parser.error("the page needs the ui extra: pip install 'mt-digest[ui]'")
    with unwinding():
        page.launch(page.Desk(rights=page.Rights(addresses=True, models=chosen.admin)), port=chosen.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
