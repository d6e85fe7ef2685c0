"""When information was formed and shown, as far as the page itself says."""

import datetime as dt

from auditor.models import Page
from auditor.workdays import Calendar, UnknownYearError


def formed_on(page: Page) -> dt.date | None:
    """The later of 成文日期 and the 落款 date."""
    return max((d for d in (page.date("dated_on"), page.document.signed.dated_on) if d), default=None)


def workdays_late(page: Page, calendar: Calendar) -> int | None:
    """Working days from formation to publication; None where a date or the calendar is not known."""
    formed, shown = formed_on(page), page.date("published_on")
    if formed is None or shown is None:
        return None
    try:
        return calendar.between(formed, shown)
    except UnknownYearError:
        return None
