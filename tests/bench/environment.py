"""The environment that measured processes run in: compiled files are kept, as an installed program has them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache

_USED = "auditor.night.nightly, auditor.office.papers, reports.bulletin, spiders.crawling, scrapy.spiders"


@cache
def _compiled() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="bench-compiled-")
    loads = f"import {_USED}; from auditor.rule.book import rulebook; rulebook()"
    subprocess.run([sys.executable, "-c", loads], check=True, env=_with(folder.name))
    return folder


def installed() -> dict[str, str]:
    """Ours, with a folder of compiled files that every measured process of this run shares."""
    return _with(_compiled().name)


def _with(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": folder}
