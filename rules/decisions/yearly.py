"""How many titles of a year speak of an event, for rules that expect a number of them."""

import datetime as dt
import re

from auditor.models import Site

TOWN = "镇"  # Unit.group of towns, which are counted apart


def titles_of_year(site: Site, year: int, pattern: re.Pattern[str], *, without: str = "") -> list[str]:
    """Distinct titles shown in `year` that match, in the order of the pages; units of group `without` left out."""
    left_out = {unit.name for unit in site.portal.units if unit.group == without}
    shown = ((title, day, unit) for title, day, unit in _shown(site) if day and day.year == year)
    return list(dict.fromkeys(t for t, _, unit in shown if unit not in left_out and pattern.search(t)))


def _shown(site: Site) -> list[tuple[str, dt.date | None, str | None]]:
    pages = [(page.title or "", page.shown_on, page.unit) for page in site.pages]
    return pages + [
        (entry.title, entry.published_on, view.section.unit)
        for view in site.sections
        for entry in view.entries
    ]
