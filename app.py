"""`python app.py` serves the chat page, as `nianbao serve` does."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.web import words
from assistant.web.serve import serve
from corpus.errors import NianbaoError
from corpus.settings import load_settings


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """What was written on the command line; None where nothing was said, so that the settings decide."""
    parser = argparse.ArgumentParser(prog="app.py", description=words.SERVE_HELP)
    parser.add_argument("--host", help=words.HOST_HELP)
    parser.add_argument("--port", type=int, help=words.PORT_HELP)
    parser.add_argument("--data", type=Path, help=words.DATA_HELP)
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Serves until stopped; 1 and a sentence on stderr where the page can't be served."""
    given = arguments(argv)
    try:
        serve(load_settings(data=given.data, host=given.host, port=given.port))
    except NianbaoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
