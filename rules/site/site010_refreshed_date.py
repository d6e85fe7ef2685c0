"""SITE010: a page that was there before the day it says it was published."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.models import DocumentClass, Flaw, Page, PageKind, SectionKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern
from auditor.workdays import BEIJING

from ..basis import SITE_INDICATORS

_UPDATED = pattern(
    r"(?:最近|最后|最新)更新|更新(?:日期|时间|至|于)|[每按]?[年季月周日]度?更新|定期更新|实时更新|动态(?:调整|更新)|滚动更新"
)
_KEPT_UP = frozenset(
    {SectionKind.GUIDE, SectionKind.CATALOGUE, SectionKind.ON_REQUEST, SectionKind.ORGANISATION}
)
_SHORTEST = 20  # characters of a text that can be told from another


@dataclass(frozen=True, slots=True)
class _Before:
    """A day by which the page was published."""

    on: dt.date
    words: str
    label: str


@site_rule(
    "SITE010", "模拟日期造假", Severity.VETO, basis=(SITE_INDICATORS,), verdicts=(Verdict.REVIEW,), version=3
)
def refreshed_date(site: Site, *, tolerance_days: int = 1, repeat_days: int = 30) -> Iterator[Flaw]:
    """页面显示的发布日期应当是首次发布的日期，不得用改日期的办法“刷新”旧信息。

    怎么算：页面现在显示的发布日期，比系统首次抓取到这个地址的日期晚1天以上，或者比同一地址、同一标题首次读到时显示的发布日期晚1天以上，说明发布日期后来被改晚；
    同一栏目里标题和正文都相同的两条，后一条的发布日期晚30天以上。
    转人工核对：只作为线索，机器不判错；要调出历次快照，对照正文有没有变化，更正后重新发布、同一地址换了内容的都会这样。
    不算：没有发布日期的；只有“发文日期”的；每次更新都改日期的目录、指南、机构职能等页面；正文写明更新日期、按月更新、动态调整的页面。
    改法：恢复首次发布的日期；确实更新了内容的，注明更新日期。
    不管什么：短期内重复发布的看 COL009，发布日期改早的（倒填）看 LAG004，发布日期在将来的看 FLD007。
    """
    today, kept_up = site.as_of.date(), _kept_up_sections(site)
    articles = [p for p in site.pages if _is_dated(p, today) and p.section_url not in kept_up]
    for page in articles:
        shown_on = page.date("published_on")
        before = _before(page)
        if not shown_on or not before or (shown_on - before.on).days <= tolerance_days:
            continue
        if not _is_kept_up(page, site):
            words = f"{before.words}，现在显示的发布日期却是{shown_on}，请对照历次快照核对"
            label = page.labels.get("published_on", "发布日期")
            yield _flaw(
                page, words, f"{label}：{shown_on}；{before.label}：{before.on}", (shown_on - before.on).days
            )
    for page, earlier, days in _again(articles, repeat_days):
        words = f"与{earlier.date('published_on')}发布的一条标题和正文都相同，却以新的日期再次发布，请核对"
        yield _flaw(page, words, f"发布日期：{page.date('published_on')}；原来的一条：{earlier.url}", days)


def _kept_up_sections(site: Site) -> frozenset[str | None]:
    """Sections whose pages are brought up to date in their place."""
    return frozenset(s.url for s in site.portal.sections if s.kind in _KEPT_UP and s.url)


def _is_dated(page: Page, today: dt.date) -> bool:
    shown_on = page.date("published_on")
    is_article = page.kind is PageKind.ARTICLE and page.readable
    return (
        is_article and page.document_class is not DocumentClass.GUIDE and bool(shown_on and shown_on <= today)
    )


def _again(pages: Sequence[Page], repeat_days: int) -> Iterator[tuple[Page, Page, int]]:
    """Items of one section that repeat an older one word for word, with the days between."""
    groups: dict[tuple[str | None, ...], list[Page]] = defaultdict(list)
    for page in pages:
        if page.title and page.text_length >= _SHORTEST:
            groups[page.unit, page.section_url, squeeze(page.title), page.text_digest].append(page)
    for group in groups.values():
        earliest, *others = sorted(group, key=lambda page: page.fields["published_on"] or "")
        for page in others:
            first, then = earliest.date("published_on"), page.date("published_on")
            if first and then and (then - first).days > repeat_days:
                yield page, earliest, (then - first).days


def _flaw(page: Page, words: str, quote: str, days: int) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{page.title or page.url}》{words}",
        quote=quote,
        expected="首次发布的日期",
        amount=days,
        page=page,
    )


def _is_kept_up(page: Page, site: Site) -> bool:
    """Whether the page itself says that its content is brought up to date."""
    document = site.documents.get(canonical(page.url))
    return document is not None and _UPDATED.search(document.text) is not None


def _before(page: Page) -> _Before | None:
    """The earliest day that speaks of this page: the date it showed when first read, else that reading itself."""
    seen_on = _first_seen(page)
    days = []
    if page.first_shown_on:
        words = f"首次读到时显示{page.first_shown_on}发布"
        days.append(_Before(page.first_shown_on, words, "首次读到时的发布日期"))
    if seen_on:
        days.append(_Before(seen_on, f"{seen_on}已经能够访问", "首次抓取"))
    return min(days, key=lambda day: day.on, default=None)


def _first_seen(page: Page) -> dt.date | None:
    return page.first_seen_at.astimezone(BEIJING).date() if page.first_seen_at else None
