"""DEC001: the year's catalogue of major decisions, missing or late."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.models import Flaw, Page, SectionKind, SectionView, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.numerals import with_arabic_years
from auditor.text.patterns import pattern

from ..basis import DECISION_REGULATION
from ..shelves import Shelf, shelves

_CATALOGUE = pattern(r"重大(?:行政)?决策.{0,12}(?:目录|事项|清单)")
_OTHER_TOPIC = pattern(r"会议|列席|评价|评估|征[求集]|听证|论证|采纳|反馈|解读|执行|落实")
_OWN_SECTION = pattern(r"重大(?:行政)?决策|决策.{0,6}(?:目录|清单|事项)")
_ADJUSTED = pattern(r"调整|变更|补充|修订")
_YEARS = pattern(r"(?<!\d)(20\d\d)(?:\s*年?\s*[-—~至\uff5e]\s*(20\d\d))?(?!\d)")
_IN_FORCE = 2020  # the regulation is in force since 2019-09-01


@site_rule(
    "DEC001",
    "决策事项目录未公布",
    Severity.SERIOUS,
    basis=(DECISION_REGULATION,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def missing_catalogue(site: Site, *, due_month: int = 3, due_day: int = 31) -> Iterator[Flaw]:
    """重大行政决策事项目录应当按年度编制，及时向社会公布，并根据实际情况调整。

    怎么算：单位有重大行政决策栏目且读全了，过了3月31日（选项due_month、due_day，由主管单位定）栏目和全站都没有标题写明当年目录的，判不通过。逐个单位看。
    转人工核对：本单位没有、别的单位公布了当年目录的，可能已包括在内；公布过目录以后中间缺某一年度的；当年、上年目录在期限以后才公布的，可能是经批准后形成的；栏目里有标题不含年份的目录的；栏目只叫“决策公开”的。
    不算：没有重大行政决策栏目的单位；会议、列席、评价、征集、采纳等专门栏目；栏目空白的（看 COL001）；调整后重新公布的。
    改法：编制并公布当年目录；当年没有的，在栏目里说明。
    不管什么：目录有没有链到各环节看 DEC002。
    """
    titles, newest = _titles_by_unit(site), _newest_due(site.as_of.date(), due_month, due_day)
    for shelf in shelves(site, _is_decision):
        if shelf.titles:
            told = {year for title in titles[shelf.unit] for year in _years(title)}
            if newest.year == site.as_of.year and newest.year not in told:
                yield _missing(shelf, newest, titles)
            yield from _gaps(shelf, told, site.as_of.year)
    for year in (newest.year - 1, newest.year):
        yield from _late(site, year, newest.replace(year=year))


def _newest_due(today: dt.date, month: int, day: int) -> dt.date:
    """The last day by which a catalogue was due: this year's, or last year's where this year's is not over."""
    due = dt.date(today.year, month, day)
    return due if today > due else due.replace(year=today.year - 1)


def _titles_by_unit(site: Site) -> Mapping[str | None, list[str]]:
    """Every title that a unit shows, in lists or on pages."""
    titles: dict[str | None, list[str]] = defaultdict(list)
    for view in site.sections:
        titles[view.section.unit] += [entry.title for entry in view.entries]
    for page in site.pages:
        titles[page.unit] += [page.title] if page.title else []
    return titles


def _years(title: str) -> Iterator[int]:
    """The years whose catalogue a title names: 2023年度…, 2021—2023年…."""
    if _CATALOGUE.search(title):
        for first, last in _YEARS.findall(with_arabic_years(title)):
            yield from range(int(first), int(last or first) + 1)


def _missing(shelf: Shelf, due: dt.date, titles: Mapping[str | None, list[str]]) -> Flaw:
    """No catalogue of the year: certain only where nobody else's may hold this unit's matters."""
    undated = any(
        _CATALOGUE.search(t) and not re.search(r"20\d\d", with_arabic_years(t)) for t in shelf.titles
    )
    others = [unit or "全站" for unit, said in titles.items() if any(due.year in _years(t) for t in said)]
    named = any(_OWN_SECTION.search(view.section.path) for view in shelf.views)
    certain = named and not undated and not others
    return Flaw(
        verdict=Verdict.FAIL if certain else Verdict.REVIEW,
        message=f"没有找到{due.year}年度重大行政决策事项目录"
        + ("；栏目里有标题不含年份的目录" if undated else "")
        + (f"；{'、'.join(others[:3])}公布了当年目录，可能已包括在内" if others else "")
        + ("" if certain else "，请人工核对"),
        subject=f"{due.year}年度",
        quote=f"栏目现有：{'；'.join(shelf.titles[:3])}",
        expected=f"{due}前公布{due.year}年度目录",
        section=shelf.views[0].section,
    )


def _gaps(shelf: Shelf, told: set[int], this_year: int) -> Iterator[Flaw]:
    """Years without a catalogue after the unit's first one."""
    for year in range(max(min(told, default=this_year), _IN_FORCE), this_year):
        if year not in told:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"没有找到{year}年度重大行政决策事项目录，而更早年度的已经公布，请人工核对",
                subject=f"{year}年度",
                quote=f"栏目现有：{'；'.join(shelf.titles[:3])}",
                expected=f"公布{year}年度目录，当年没有的作说明",
                section=shelf.views[0].section,
            )


def _late(site: Site, year: int, due: dt.date) -> Iterator[Flaw]:
    """Of each unit the first catalogue of the year, where it came after the day."""
    first: dict[str | None, Page] = {}
    for page in site.pages:
        title = page.title or ""
        if page.shown_on and year in _years(title) and not _ADJUSTED.search(title):
            known = first.setdefault(page.unit, page)
            first[page.unit] = min(known, page, key=lambda page: (page.shown_on or due, page.url))
    for page in first.values():
        if page.shown_on and page.shown_on > due:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"目录{page.shown_on}才公布，晚于{due}，请核对形成和批准日期",
                subject="晚公布",
                quote=f"《{page.title}》",
                expected=f"{due}前公布",
                amount=(page.shown_on - due).days,
                page=page,
            )


def _is_decision(view: SectionView) -> bool:
    return view.section.kind is SectionKind.DECISION and not _OTHER_TOPIC.search(view.section.title)
