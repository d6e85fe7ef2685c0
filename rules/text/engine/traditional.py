"""Traditional and variant characters with the standard ones they stand for, and all standard ones."""

from __future__ import annotations

from pathlib import Path

_TABLE = Path(__file__).with_name("traditional.txt").read_text("utf-8").splitlines()

# traditional -> standard
TRADITIONAL = {pair[0]: pair[1] for line in _TABLE if not line.startswith("#") for pair in line.split()}
_STANDARD = Path(__file__).with_name("standard.txt").read_text("utf-8").splitlines()

STANDARD = frozenset(char for line in _STANDARD if not line.startswith("#") for char in line)
