"""LAG011: a monthly or quarterly series that leaves a period out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from auditor.models import Flaw, SectionView, Severity, Site, Verdict, Visit
from auditor.portal import SectionKind
from auditor.rule import site_rule

from ..basis import REGULATION_20
from ..sections.freshness import judged_views

_MONTH = re.compile(r"(?P<year>20\d\d)年?(?:1\s*[-—–~\uff5e至到]\s*)?(?P<month>1[0-2]|[1-9])月(?:份)?")
_QUARTER = re.compile(r"(?P<year>20\d\d)年?(?:第)?(?P<quarter>[一二三四1-4])季度")
_QUARTERS = {**{c: n for n, c in enumerate("一二三四", 1)}, **{str(n): n for n in range(1, 5)}}
_FIRST = {12: frozenset({1, 2}), 4: frozenset()}  # January goes out with February around the spring festival

_Series = tuple[str, int]  # the title without its period; how many periods a year


@site_rule(
    "LAG011", "统计/周期信息断档", Severity.ORDINARY, basis=(REGULATION_20,), verdicts=(Verdict.REVIEW,)
)
def series_gap(site: Site, *, fewest: int = 4) -> Iterator[Flaw]:
    """按月、按季公开的统计信息应当连续，不得缺期。

    怎么算：统计类栏目的列表中，标题除年月、季度外都相同的4条以上算一个系列，前后都有而中间缺的月份、季度，每个系列提示一条。
    转人工核对：缺的一期可能换了标题、发在别处，一律由人核对，机器不判错。
    不算：1月、2月（与春节合并发布）；最新一期以后还没有公布的；没有完整读到的栏目；区级没有独立统计职能而没有这类系列的。
    改法：补充公开缺少的各期。
    不管什么：栏目长期不更新看 COL004。
    """
    for view, visit in judged_views(site):
        if view.section.kind is SectionKind.STATISTICS:
            for (name, per_year), found in _series(entry.title for entry in view.entries).items():
                gaps = _gaps(found, per_year)
                if len(found) >= fewest and gaps:
                    yield _flaw(view, visit, name, [_period(n, per_year) for n in gaps])


def _series(titles: Iterable[str]) -> Mapping[_Series, set[int]]:
    """Periods by series, each counted from the year 0."""
    found: dict[_Series, set[int]] = defaultdict(set)
    for title in titles:
        words = "".join(title.split())
        if match := _QUARTER.search(words):
            found[_QUARTER.sub("", words), 4].add(int(match["year"]) * 4 + _QUARTERS[match["quarter"]] - 1)
        elif match := _MONTH.search(words):
            found[_MONTH.sub("", words), 12].add(int(match["year"]) * 12 + int(match["month"]) - 1)
    return found


def _gaps(found: set[int], per_year: int) -> list[int]:
    return [
        n
        for n in range(min(found), max(found))
        if n not in found and n % per_year + 1 not in _FIRST[per_year]
    ]


def _period(number: int, per_year: int) -> str:
    year, rest = divmod(number, per_year)
    return f"{year}年{rest + 1}月" if per_year == 12 else f"{year}年第{rest + 1}季度"


def _flaw(view: SectionView, visit: Visit, name: str, gaps: list[str]) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"“{view.section.title}”栏目的“{name}”缺{'、'.join(gaps[:12])}，请核对",
        subject=name,
        quote="、".join(gaps[:12]),
        expected="各期连续",
        amount=len(gaps),
        section=view.section,
        capture=visit.capture,
    )
