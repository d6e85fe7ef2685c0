"""COL016: numbers missing from a unit's series of papers, which may not have been published."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.models import Flaw, Page, PageKind, Section, SectionView, Severity, Site, Verdict, VisitState
from auditor.rule import site_rule
from auditor.text.document_number import DocumentNumber, parse_number
from auditor.workdays import UnknownYearError

from ..basis import REGULATION_20
from ..document_classes import PAPERS
from ..relations import is_superior


class _Series(NamedTuple):
    """Papers numbered one after another: one 代字 in one year."""

    word: str
    year: int


@site_rule("COL016", "文号不连续", Severity.NOTE, basis=(REGULATION_20,), verdicts=(Verdict.REVIEW,))
def missing_numbers(
    site: Site, *, fewest: int = 6, most_missing_percent: int = 30, limit_workdays: int = 20
) -> Iterator[Flaw]:
    """新制定的文件应当全部在法定主动公开内容中公开，文号中间缺的，要查一查是不是漏了公开。

    怎么算：本年和上一年，同一代字、同一年份的文件读到6件以上，首尾之间缺的号不超过三成，才看作一个完整的系列；首尾之间缺的号，每个系列提示一条。
    转人工核对：缺的文件可能依法不予公开、没有用这个号，或者登在别处，一律对照发文登记簿由人核对，机器不判错。
    不算：后一号的文件形成还不到20个工作日的（缺的那件还在公开期限内）；最后一号以后的；号数跳得多、看不出是一个系列的；上级文件；
    公文栏目最近一次没有完整读到的单位。
    改法：漏公开的补充公开；不予公开的在发文登记簿注明依据。
    不管什么：已经公开的文件是否超期看 LAG001，文号的写法看 FMT001。
    """
    for series, numbered in _by_series(site).items():
        unit = Counter(page.unit for page in numbered.values()).most_common(1)[0][0]
        if len(numbered) < fewest or unit is None or not _wholly_read(site.sections, unit):
            continue
        missing = [n for n in range(min(numbered), max(numbered)) if n not in numbered]
        if len(missing) * 100 > most_missing_percent * (len(missing) + len(numbered)):
            continue
        overdue = [n for n in missing if _is_overdue(_next(n, numbered), site, limit_workdays)]
        if overdue:
            yield _flaw(series, overdue, len(numbered), numbered[max(numbered)], unit)


def _by_series(site: Site) -> Mapping[_Series, dict[int, Page]]:
    """A paper for every serial that was read, by series."""
    years = (site.year - 1, site.year)
    found: dict[_Series, dict[int, Page]] = defaultdict(dict)
    for page in site.pages:
        if page.kind is not PageKind.ARTICLE or is_superior(page, site.portal):
            continue
        number = _number(page)
        if number and number.word and number.year in years and number.serial.isdecimal():
            found[_Series(number.word, number.year)].setdefault(int(number.serial), page)
    return found


def _number(page: Page) -> DocumentNumber | None:
    number = parse_number(page.fields.get("document_number"))
    if number or page.document_class not in PAPERS:
        return number
    return parse_number(page.document.document_number)


def _wholly_read(views: Sequence[SectionView], unit: str) -> bool:
    """Whether no section of the unit was blocked or read in part when it was last visited."""
    states = {view.newest_state for view in views if view.section.unit == unit} - {None}
    return states <= {VisitState.READABLE}


def _next(missing: int, numbered: Mapping[int, Page]) -> Page:
    return numbered[min(n for n in numbered if n > missing)]


def _is_overdue(following: Page, site: Site, limit: int) -> bool:
    """Whether the paper after the missing one, which is hardly older, was formed more than the limit ago."""
    formed_on = following.date("dated_on") or following.document.signed.dated_on or following.shown_on
    try:
        return formed_on is not None and site.calendar.between(formed_on, site.as_of.date()) > limit
    except UnknownYearError:
        return False


def _flaw(series: _Series, missing: Sequence[int], seen: int, last: Page, unit: str) -> Flaw:
    name = f"{series.word}〔{series.year}〕"
    listed = "、".join(f"{n}号" for n in missing[:20])
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"{unit}的“{name}”系列读到{seen}件，中间缺{listed}，请对照发文登记簿核对是否漏公开",
        subject=name,
        quote=f"{name}缺{listed}",
        expected="应公开的文件都已公开；不予公开的有依据",
        amount=len(missing),
        section=Section(unit=unit, path=last.section or "政策文件", url=last.section_url),
    )
