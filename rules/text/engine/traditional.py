"""Traditional and variant characters, and the standard ones they stand for."""

from __future__ import annotations

from pathlib import Path

_TABLE = Path(__file__).with_name("traditional.txt").read_text("utf-8").splitlines()

# traditional -> standard
TRADITIONAL = {pair[0]: pair[1] for line in _TABLE if not line.startswith("#") for pair in line.split()}
