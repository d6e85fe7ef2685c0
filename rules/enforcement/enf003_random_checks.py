"""ENF003: random checks without list, plan or results."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Document, Flaw, Page, SectionKind, SectionView, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern
from auditor.workdays import Calendar, UnknownYearError

from ..basis import RANDOM_CHECK_NOTICE
from ..shelves import Shelf, any_title, shelves, texts_on
from .check_days import check_finished_on

_PARTS = {
    "抽查事项清单": pattern(r"清单|事项.{0,4}(?:目录|一览|表|汇编)|名录|抽查事项"),
    "抽查计划": pattern(r"计划|方案|安排"),
    "抽查结果": pattern(r"结果|公示|(?:检|抽)查情况|通报|公告|结论"),
}
_ELSEWHERE = pattern(r"统一公示|[省市]平台|国家企业信用|平台链接|信用公示系统|监管(?:工作)?平台|结果查询")
_ENTRANCE = pattern(
    r"说明|入口|查询|链接|公示(?:平台|系统|网)"
)  # a page that only leads to the common platform
_SHOWN_THERE = pattern(
    r"在[^。；\n]{0,16}(?:国家企业信用信息公示系统|监管(?:工作)?平台|[省市](?:级)?(?:统一)?平台)[^。；\n]{0,16}(?:公示|公开|公布|查询|查看)"
)
_YEARLY = ("抽查计划", "抽查结果")
_AT_RANDOM = pattern("随机|抽查")
_YEAR = pattern(r"20\d\d")
_RESULT = pattern(r"随机.{0,20}(?:结果|抽查情况)")


@site_rule(
    "ENF003",
    "双随机公开不全",
    Severity.ORDINARY,
    basis=(RANDOM_CHECK_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=6,
)
def random_checks(site: Site, *, limit_workdays: int = 20) -> Iterator[Flaw]:
    """开展“双随机、一公开”抽查的单位应当公开抽查事项清单、抽查计划和抽查结果，结果应当在抽查完成后20个工作日内公示。

    怎么算：单位有“双随机”栏目，或者行政执法栏目里有双随机信息，栏目读全了的，看信息标题里有没有清单、计划、结果三类，缺的合为一条；计划、结果最近的比上年还早的也算缺。随机抽查结果的页面写明检查日期、起止日期或者抽查结束日期的，从次日起数工作日，第20个工作日公示不算超期；列了几个日期、写明起止的取最晚的。
    转人工核对：全部，信息可能公示在省统一平台，标题也可能换了说法。
    不算：没有双随机栏目、也没有双随机信息的单位；信息都是近四个月发的，不问结果；栏目空白的（看 COL001）；标题或者栏目里的说明写明在统一平台公示的。
    改法：补充公开，或者链接到统一平台上本单位的页面。
    不管什么：不是随机抽查的检查结果公示晚不晚看 ENF002。
    """
    for shelf in shelves(site, _is_random_check):
        titles = _of_random_checks(shelf)
        missing = [name for name, pattern in _PARTS.items() if not any_title(titles, pattern)]
        if _is_new(site, shelf):  # what was planned has hardly been done
            missing = [name for name in missing if name != "抽查结果"]
        missing += [
            f"{site.year - 1}年以来的{name}" for name in _YEARLY if _is_old(site, shelf, _PARTS[name])
        ]
        if titles and missing and not _is_elsewhere(site, shelf):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"“双随机”的信息没有找到{'、'.join(missing)}，请人工核对",
                subject="双随机",
                quote=f"栏目现有：{'；'.join(titles[:3])}",
                expected="清单、计划、结果三项都公开",
                amount=len(missing),
                section=shelf.views[0].section,
            )

    for page in site.pages:
        if page.readable and _RESULT.search(squeeze(page.title)):
            document = site.documents.get(canonical(page.url), page.document)
            yield from _late_result(page, document, limit_workdays, site.calendar)


def _is_new(site: Site, shelf: Shelf, days: int = 120) -> bool:
    """Whether all that tells of random checks is dated, and of the last months."""
    told = (e for view in shelf.views for e in view.entries if _AT_RANDOM.search(e.title))
    shown = [entry.published_on for entry in told]
    since = site.as_of.date() - dt.timedelta(days=days)
    return bool(shown) and all(day and day > since for day in shown)


def _is_old(site: Site, shelf: Shelf, part: re.Pattern[str]) -> bool:
    """Whether titles of the part are there, and the newest is of a year before the last; an unknown year is not old."""
    shown = [(e.title, e.published_on) for view in shelf.views for e in view.entries if part.search(e.title)]
    years = [_year(title, day) for title, day in shown]
    return bool(years) and all(year is not None and year < site.year - 1 for year in years)


def _year(title: str, shown_on: dt.date | None) -> int | None:
    named = [int(year) for year in _YEAR.findall(title)]
    return max((*named, *([shown_on.year] if shown_on else [])), default=None)


def _is_elsewhere(site: Site, shelf: Shelf) -> bool:
    """Whether a title says that all stands on the common platform, or a page tells where to look there."""
    if any_title(shelf.titles, _ELSEWHERE):
        return True
    return any(_SHOWN_THERE.search(text) for text in texts_on(site, shelf, _ENTRANCE))


def _late_result(page: Page, document: Document, limit_workdays: int, calendar: Calendar) -> Iterator[Flaw]:
    finished_on, published_on = check_finished_on(document), page.shown_on
    if finished_on is None or published_on is None:
        return
    try:
        lag = calendar.between(finished_on, published_on)
    except UnknownYearError:
        return
    if lag > limit_workdays:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"抽查{finished_on}完成，{published_on}公示结果，第{lag}个工作日，请人工核对抽查完成的日期",
            subject="结果公示",
            quote=f"抽查完成：{finished_on}；发布：{published_on}",
            expected=f"抽查完成后{limit_workdays}个工作日内公示结果",
            amount=lag,
            page=page,
        )


def _of_random_checks(shelf: Shelf) -> tuple[str, ...]:
    """The titles of a section of its own; of one for all enforcement those that speak of checks at random."""
    if any("随机" in view.section.path for view in shelf.views):
        return shelf.titles
    return tuple(title for title in shelf.titles if _AT_RANDOM.search(title))


def _is_random_check(view: SectionView) -> bool:
    if "随机" in view.section.path:
        return True
    is_enforcement = view.section.kind is SectionKind.ENFORCEMENT
    return is_enforcement and any("双随机" in entry.title for entry in view.entries)
