"""核对底稿: what a person has to look at before it is a fault, for the inspector's own use. It goes to nobody else."""

from __future__ import annotations

from pathlib import Path

from auditor.inspection.inspected import Inspected
from reports.printing import print_page


def write(inspected: Inspected, out_dir: Path) -> Path:
    """Print every doubtful row as one HTML file; returns its path."""
    rows = tuple(row for row in inspected.rows if not row.failed)
    return print_page("doubts.html", out_dir / "doubts.html", inspected=inspected, rows=rows)
