"""核对底稿: what a person has to look at before it is a fault, for the inspector's own use. It goes to nobody else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from auditor.inspection.inspected import Inspected
from reports.cover import UNSTAMPED, Stamp, cover
from reports.printing import print_page


def write(
    inspected: Inspected, out_dir: Path, since: dt.date | None = None, stamp: Stamp = UNSTAMPED
) -> Path:
    """Print every doubtful row as one HTML file; returns its path."""
    rows = tuple(row for row in inspected.rows if not row.failed)
    told = cover(stamp, inspected.coverage, since, inspected.as_of)
    return print_page("doubts.html", out_dir / "doubts.html", inspected=inspected, rows=rows, on_cover=told)
