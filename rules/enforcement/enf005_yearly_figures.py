"""ENF005: no figures of last year's enforcement by the end of January."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Flaw, SectionKind, SectionView, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import ENFORCEMENT_NOTICE
from ..shelves import Shelf, any_title, shelves, site_titles

_OVERALL = pattern(r"执法|事后公开|统计|年报|数据")  # sections where a year's figures can be expected
_ALL_UNITS = pattern(r"全[区市县州省]|各(?:行政)?执法|各(?:单位|部门|级)|汇总|本级")
_FIGURES = r"(?:执法|许可|处罚|检查).{0,20}(?:数据|统计|总体|情况|年报|年度报告)"


@site_rule(
    "ENF005",
    "年度执法数据未公开",
    Severity.ORDINARY,
    basis=(ENFORCEMENT_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def yearly_figures(site: Site, *, grace_days: int = 7) -> Iterator[Flaw]:
    """行政执法机关应当在每年1月31日前公开本机关上年度行政执法总体情况有关数据。

    怎么算：2月7日以后，单位有行政执法、执法公示、事后公开、执法统计等综合栏目，它的执法类栏目都读全了，而没有标题写明上年度执法数据、统计或总体情况的，列出来核对；有而列表日期晚于1月31日7天以上的，不论放在哪个执法类栏目，也列出来核对。
    转人工核对：全部，标题可能换了说法，数据也可能放在年报里。
    不算：由司法局等汇总公布了全区数据的；没有行政执法栏目，或者没有公布数据、只有行政许可、行政处罚、双随机等单项栏目的；栏目空白的（看 COL001）。
    改法：补充公开上年度行政执法数据。
    不管什么：单件决定公示得晚看 ENF001、ENF002。
    """
    year, today = site.as_of.year - 1, site.as_of.date()
    due_on = dt.date(today.year, 1, 31) + dt.timedelta(days=grace_days)
    named = f"{year}年?度?(?!\\d)"
    figures = re.compile(rf"{named}.{{0,30}}{_FIGURES}|{_FIGURES}.{{0,12}}{named}")
    told = [title for title in site_titles(site) if figures.search(title)]
    if today < due_on or any_title(tuple(told), _ALL_UNITS):
        return
    for shelf in shelves(site, _is_enforcement):
        if shelf.titles:
            expected = any(_OVERALL.search(view.section.title) for view in shelf.views)
            yield from _judged(shelf, figures, year, due_on, expected=expected)


def _judged(
    shelf: Shelf, figures: re.Pattern[str], year: int, due_on: dt.date, *, expected: bool
) -> Iterator[Flaw]:
    """A late day wherever the figures stand; their absence only where they can be `expected`."""
    told = [(e, v) for v in shelf.views for e in v.entries if figures.search(e.title)]
    dated = [(e.published_on, e, v) for e, v in told if e.published_on]
    if expected and not any_title(shelf.titles, figures):
        lacking = f"没有找到{year}年度行政执法总体情况数据，请人工核对"
        yield _flaw(shelf.views[0], year, lacking, shelf.titles[:3])
    elif dated and len(dated) == len(told):
        first, entry, view = min(dated, key=lambda each: each[0])
        if first > due_on:
            late = f"{year}年度行政执法数据{first}才公开，请人工核对"
            yield _flaw(view, year, late, (f"{entry.title} {first}",), entry.url)


def _flaw(
    view: SectionView, year: int, message: str, quotes: tuple[str, ...], url: str | None = None
) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=message,
        subject=f"{year}年度",
        quote=f"栏目现有：{'；'.join(quotes)}",
        expected=f"{year + 1}年1月31日前公开{year}年度数据",
        section=view.section,
        url=url,
    )


def _is_enforcement(view: SectionView) -> bool:
    return view.section.kind is SectionKind.ENFORCEMENT
