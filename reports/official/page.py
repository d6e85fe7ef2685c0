"""公文 as a page that prints on A4 as the Word file does; the same words."""

from __future__ import annotations

from pathlib import Path

from reports.official.paper import Paper, annex_name, title_lines
from reports.printing import print_page


def write(paper: Paper, path: Path) -> Path:
    """Print the paper as one HTML file; returns the path."""
    names = [annex_name(paper, place) for place in range(1, len(paper.annexes) + 1)]
    return print_page("official.html", path, paper=paper, title=title_lines(paper.title), names=names)
