"""DEC006: what became of the opinions, told later than ten working days after the decision."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.dates import parse_date
from auditor.text.patterns import pattern
from auditor.workdays import UnknownYearError

from ..basis import DECISION_REGULATION
from ..document_classes import DISCLOSED
from ..relations import Pair, by_paper, core, feedbacks, leads, named_works
from .catalogue import is_catalogued
from .kinds import asks_for_opinions, in_decision_section, is_major, text_of
from .unanswered import TOLD_HERE

_TOLD = pattern(r"采纳|反馈|结果")
_ON_TRIAL = pattern(r"[（(](?:试行|暂行)[)）]$")
_PUT_IN_FORCE = pattern(r"(?:实施|施行|执行)《(.+)》的?(?:通知|公告|通告)$")
_DECIDED = pattern(
    r"(?P<day>20\d\d年\d{1,2}月\d{1,2}日)[^。；\n]{0,24}?(?:(?:审议|研究|会议|讨论|表决|审定)通过|印发|出台|公布(?:施行|实施))"
)


@site_rule(
    "DEC006",
    "采纳反馈超期",
    Severity.SERIOUS,
    basis=(DECISION_REGULATION,),
    verdicts=(Verdict.REVIEW,),
    version=5,
)
def late_feedback(site: Site, *, limit_workdays: int = 10) -> Iterator[Flaw]:
    """重大行政决策文件出台后应当公开意见采纳情况，宜在10个工作日内公开。

    怎么算：征集页写明是重大行政决策、放在重大行政决策栏目，或者征集的事项列在决策事项目录里的，同一单位有标题相同的文件出台（“试行”“暂行”不论），从文件成文日（没有的取发布日）的次日起数工作日，第10个工作日公开采纳情况不算超期；没有文件而采纳情况、决策事项的专页里自己写明哪天审议通过、印发的，从那天数；
    文件出台10个工作日以后仍找不到采纳情况的，也列出来。
    转人工核对：全部，出台日以签发或会议通过日为准，机器只看页面上的日期。
    不算：不是重大行政决策的征集；文件没有出台或者标题对不上的；采纳情况比文件早的；文件比征集还早的；征集页链到采纳情况或结果的、征集页自己写明采纳情况的；当年放假安排未收录的。
    改法：文件出台后及时公开采纳情况。
    不管什么：采纳情况写了什么看 DEC007，有没有互相链接看 DEC008。
    """
    issued = _issued(site)
    told = {canonical(asked.url): pairs for asked, pairs in by_paper(feedbacks(site))}
    for asked in site.pages:
        if not asks_for_opinions(asked) or not _is_decision(asked, site):
            continue
        names = _names(asked.title or "")
        papers = {canonical(p.url): p for name in names for p in issued.get((asked.unit, name), ())}
        pairs = told.get(canonical(asked.url), [])
        if len(papers) == 1:
            paper = next(iter(papers.values()))
            issued_on = paper.date("dated_on") or paper.shown_on
            yield from (
                _late(paper.title or paper.url, issued_on, pairs, site, limit_workdays)
                if pairs
                else _untold(asked, paper, site, limit_workdays)
            )
        elif not papers:
            day = _told_day(asked, pairs, site)
            yield from _late(asked.title or asked.url, day, pairs, site, limit_workdays)


def _is_decision(asked: Page, site: Site) -> bool:
    said = is_major(asked, text_of(site, asked)) or in_decision_section(asked, site)
    return said or is_catalogued(asked, site)


def _names(title: str) -> frozenset[str]:
    """What a draft is called."""
    return frozenset(_ON_TRIAL.sub("", name) for name in named_works(title))


def _issued_names(title: str) -> frozenset[str]:
    """What a paper puts in force: 试行 and 暂行 are often decided on at the end."""
    names = (title, *_PUT_IN_FORCE.findall(squeeze(title)))
    return frozenset(_ON_TRIAL.sub("", core(name)) for name in names)


def _issued(site: Site) -> dict[tuple[str | None, str], list[Page]]:
    found: dict[tuple[str | None, str], list[Page]] = defaultdict(list)
    for page in site.pages:
        if page.document_class in DISCLOSED and page.readable and page.title:
            for name in _issued_names(page.title):
                found[page.unit, name].append(page)
    return found


def _told_day(asked: Page, pairs: Sequence[Pair], site: Site) -> dt.date | None:
    """The day on which the decision was made, where the feedback, or the decision's own page, tells one and no other."""
    told_by = (*(pair.companion for pair in pairs), *site.once(_own_pages).get(canonical(asked.url), ()))
    texts = (text_of(site, page) for page in told_by)
    days = {parse_date(match["day"]) for text in texts for match in _DECIDED.finditer(text)}
    return days.pop() if len(days) == 1 else None


def _own_pages(site: Site) -> dict[str, list[Page]]:
    """By the address of a consultation, the pages among the portal's decisions that lead to it and to no other."""
    asked = {canonical(page.url) for page in site.pages if asks_for_opinions(page)}
    found: dict[str, list[Page]] = defaultdict(list)
    for page in site.pages:
        if not asks_for_opinions(page) and in_decision_section(page, site):
            led = set(leads(page) & asked)
            if len(led) == 1:
                found[led.pop()].append(page)
    return found


def _late(
    name: str, issued_on: dt.date | None, pairs: Sequence[Pair], site: Site, limit: int
) -> Iterator[Flaw]:
    for feedback in (pair.companion for pair in pairs):
        told_on = feedback.shown_on
        if issued_on is None or told_on is None or (lag := _workdays(site, issued_on, told_on)) <= limit:
            continue
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"《{name}》{issued_on}出台，采纳情况{told_on}公开，第{lag}个工作日，请核对出台日期",
            subject=name,
            quote=f"文件：{issued_on}；采纳情况：{told_on}",
            expected=f"出台后{limit}个工作日内公开采纳情况",
            amount=lag,
            page=feedback,
        )


def _untold(asked: Page, paper: Page, site: Site, limit: int) -> Iterator[Flaw]:
    """The decision came after the question, and nobody told what became of the answers."""
    issued_on, asked_on = paper.date("dated_on") or paper.shown_on, asked.shown_on
    if issued_on is None or asked_on is None or issued_on <= asked_on:
        return
    linked = any(_TOLD.search(link.text) for link in (*asked.links, *asked.frame_links))
    told = linked or TOLD_HERE.search(text_of(site, asked))
    if not told and (lag := _workdays(site, issued_on, site.as_of.date())) > limit:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"《{paper.title}》{issued_on}出台，已过{lag}个工作日，没有找到意见采纳情况，请人工核对",
            subject=paper.title or paper.url,
            quote=f"征集：《{asked.title}》；文件：{issued_on}",
            expected=f"出台后{limit}个工作日内公开采纳情况",
            amount=lag,
            page=asked,
        )


def _workdays(site: Site, since: dt.date, until: dt.date) -> int:
    """Working days between; 0 where the calendar does not know the year, or nothing lies between."""
    try:
        return site.calendar.between(since, until) if until > since else 0
    except UnknownYearError:
        return 0
