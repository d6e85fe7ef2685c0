"""How fresh a section is: what its last full reading showed, and what makes the question pointless."""

import datetime as dt
from collections.abc import Iterator, Mapping

from auditor.models import Flaw, Section, SectionKind, SectionView, Site, Verdict, Visit


def judged_views(site: Site) -> Iterator[tuple[SectionView, Visit]]:
    """Sections in force that hold content of their own, with their newest visit, which read the whole list.

    Left out: sections whose newest visit was blocked or partial, parents, redirects, declared nil returns.
    """
    today = site.as_of.date()
    for view in site.sections:
        section, visit = view.section, view.visits[-1] if view.visits else None
        if visit is None or visit is not view.last_readable or section.kind is SectionKind.PARENT:
            continue
        if visit.aggregates or visit.redirected_to or not section.period.covers(today):
            continue
        if not any(nil.period.covers(today) for nil in section.nil_returns):
            yield view, visit


def stale_flaws(
    site: Site, limits: Mapping[Section, dt.date], quote_limit: str | Mapping[Section, str]
) -> Iterator[Flaw]:
    """A flaw for every judged section whose newest entry is older than its limit day; `quote_limit`: that, in words."""
    newest_pages = _newest_pages(site)
    for view, visit in judged_views(site):
        earliest = limits.get(view.section)
        if earliest is None or not visit.entry_count:
            continue
        dates = [
            d
            for d in (
                visit.newest_on,
                newest_pages.get(view.section.url),
                *(e.published_on for e in view.entries),
            )
            if d
        ]
        if not dates:
            yield _undated(view, visit)
        elif max(dates) < earliest:
            told = quote_limit if isinstance(quote_limit, str) else quote_limit[view.section]
            yield _stale(site, view, visit, max(dates), told)


def _newest_pages(site: Site) -> dict[str | None, dt.date]:
    newest: dict[str | None, dt.date] = {}
    for page in site.pages:
        shown_on = page.shown_on
        if shown_on and shown_on <= site.as_of.date():
            newest[page.section_url] = max(shown_on, newest.get(page.section_url, shown_on))
    return newest


def _stale(site: Site, view: SectionView, visit: Visit, newest_on: dt.date, limit: str) -> Flaw:
    days = (site.as_of.date() - newest_on).days
    return Flaw(
        verdict=Verdict.FAIL,
        message=f"“{view.section.title}”栏目自{newest_on}以来未更新，至检查日已{days}天",
        quote=f"最近一条信息的日期：{newest_on}",
        expected=limit,
        amount=days,
        section=view.section,
        capture=visit.capture,
    )


def _undated(view: SectionView, visit: Visit) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"“{view.section.title}”栏目的{visit.entry_count}条信息未读到发布时间，请人工核对是否按时更新",
        expected="列表或内容页注明发布时间",
        section=view.section,
        capture=visit.capture,
    )
