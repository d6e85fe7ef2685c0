"""The version of extraction, by itself: whoever only asks for it loads no reader."""

import hashlib
from functools import cache
from pathlib import Path

# Raise it whenever the same bytes are read to another page or list than before: stored pages are then read again.
EXTRACTOR_VERSION = 11


@cache
def readers_version() -> str:
    """That number, with a digest of the families' modules: whoever mends one need not think of the number."""
    families = sorted((Path(__file__).parents[1] / "cms").glob("*.py"))
    digest = hashlib.sha256(b"".join(family.read_bytes() for family in families))
    return f"{EXTRACTOR_VERSION}-{digest.hexdigest()[:12]}"
