"""The project's own Python (``.venv``): people give a command with the one that their shell finds, as messages say."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What no Python has of itself, and every command needs.
_NEEDED = "lxml"
WRONG_USE = 2


def go_on_with_own() -> None:
    """Go on with the Python of ``.venv`` where this one lacks the libraries; end in words where that is not there yet."""
    own = ROOT / ".venv/bin/python"
    if find_spec(_NEEDED) is not None:
        return
    if own.is_file() and Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        os.execv(own, [str(own), *sys.argv])
    print(f"{sys.argv[0]}: the libraries of this project are not set up; run make site first", file=sys.stderr)
    sys.exit(WRONG_USE)
