"""Days in the addresses of a portal whose pages bear in theirs the day they were published."""

import datetime as dt
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from auditor.models import Page, Site
from auditor.models.address import canonical
from auditor.text.patterns import pattern

_DAY = pattern(
    r"/(20\d\d)/(\d{1,2})/(\d{1,2})/|(?<!\d)(20\d\d)([-_/]?)(0[1-9]|1[0-2])\5(0[1-9]|[12]\d|3[01])(?!\d)"
)


def later_addresses(
    site: Site, exceeds: Callable[[dt.date, dt.date], bool], against_each: int
) -> Mapping[str, dt.date]:
    """Days of addresses later than the days shown, by canonical address.

    Empty where they are more than one against so many that agree: then a portal writes another day into its addresses.
    Pages whose platform tells when they were made are left out.
    """
    dated = [(p, p.shown_on, day) for p in site.pages if p.shown_on and (day := _address_date(p))]
    later = {canonical(page.url): day for page, shown_on, day in dated if exceeds(shown_on, day)}
    alike = sum(not exceeds(*sorted((shown_on, day))) for _, shown_on, day in dated)
    return later if alike >= against_each * len(later) else {}


def _address_date(page: Page) -> dt.date | None:
    found = None if page.recorded_at else _DAY.search(urlsplit(page.url).path)
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[4], found[6], found[7])
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
