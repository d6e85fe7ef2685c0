"""How many titles of a year speak of an event, for rules that expect a number of them."""

import re

from auditor.models import Site


def titles_of_year(site: Site, year: int, pattern: re.Pattern[str]) -> list[str]:
    """Distinct titles shown in `year` that match, in the order of the pages."""
    dated = [(page.title or "", page.shown_on) for page in site.pages]
    dated += [(entry.title, entry.published_on) for view in site.sections for entry in view.entries]
    shown = (title for title, day in dated if day and day.year == year)
    return list(dict.fromkeys(title for title in shown if pattern.search(title)))
