"""Consultations long over of which nothing tells what became of the opinions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from auditor.models import DocumentClass, Page, SectionKind, Site
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

from ..freshness import judged_views
from ..relations import feedbacks, named_works
from .kinds import asks_for_opinions, is_excused, is_major, is_prolonging, text_of
from .period import Period, consultation_period

_TOLD = pattern(r"采纳|反馈|结果")
TOLD_HERE = pattern(r"(?:收到|征集到|未收到|没有收到)[^。；\n]{0,24}(?:意见|建议)|采纳(?:情况|\d)")


def unanswered(site: Site, *, silent_days: int, recent_days: int) -> Iterator[tuple[Page, Period]]:
    """Those of units whose feedback section was read whole; names found anywhere in the unit's feedbacks answer them."""
    told = _told(site)
    paired = {canonical(pair.paper.url) for pair in feedbacks(site)}
    sections = {canonical(section.url) for section in site.portal.sections if section.url}
    for page in site.pages:
        if page.unit not in told or not asks_for_opinions(page) or is_prolonging(page):
            continue
        text = text_of(site, page)
        period = consultation_period(page, text, site.calendar)
        if period is None or is_excused(page, text) or is_major(page, text) or TOLD_HERE.search(text):
            continue
        since = site.as_of.date() - period.end_on
        if not dt.timedelta(days=silent_days) < since <= dt.timedelta(days=recent_days):
            continue
        links = (link for link in (*page.links, *page.frame_links) if canonical(link.url) not in sections)
        if canonical(page.url) in paired or any(_TOLD.search(link.text) for link in links):
            continue
        names = named_works(page.title or "")
        if names and not any(name in told[page.unit] for name in names):
            yield page, period


def _told(site: Site) -> dict[str | None, str]:
    """All that a unit's feedbacks say, by units whose feedback section was read whole."""
    said: dict[str | None, list[str]] = defaultdict(list)
    for view, _ in judged_views(site):
        if view.section.kind is SectionKind.CONSULTATION_FEEDBACK:
            said[view.section.unit].extend(squeeze(entry.title) for entry in view.entries)
    for page in site.pages:
        if page.document_class is DocumentClass.CONSULTATION_FEEDBACK and page.unit in said:
            said[page.unit].append(squeeze(f"{page.title}{text_of(site, page)}"))
    return {unit: "\n".join(words) for unit, words in said.items()}
