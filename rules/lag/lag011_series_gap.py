"""LAG011: a monthly, quarterly or yearly series that leaves a period out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from auditor.models import Entry, Flaw, SectionKind, SectionView, Severity, Site, Verdict, Visit
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import REGULATION_20
from ..freshness import judged_views

_MONTH = pattern(r"(?P<year>20\d\d)年?(?:1\s*[-—–~\uff5e至到]\s*)?(?P<month>1[0-2]|[1-9])月(?:份)?")
_BARE_MONTH = pattern(
    r"(?<![\d年])(?:1\s*[-—–~\uff5e至到]\s*)?(?P<month>1[0-2]|[1-9])月(?:份)?(?!\s*\d{1,2}\s*日)"
)
_QUARTER = pattern(r"(?P<year>20\d\d)年?(?:第)?(?P<quarter>[一二三四1-4])季度")
_SPAN = pattern(r"(?P<year>20\d\d)年?(?P<span>上半年|前三季度|下半年|全年)")
_YEAR = pattern(r"(?P<year>20\d\d)年?度?")
_ONCE = pattern(r"普查|专项调查")  # not every year by its nature
_QUARTERS = {**{c: n for n, c in enumerate("一二三四", 1)}, **{str(n): n for n in range(1, 5)}}
_LAST_MONTHS = {"上半年": 6, "前三季度": 9, "下半年": 12, "全年": 12}
_FIRST = {
    12: frozenset({1, 2}),
    4: frozenset(),
    1: frozenset(),
}  # January goes out with February around the spring festival

_Series = tuple[str, int]  # the title without its period; how many periods a year


@site_rule(
    "LAG011",
    "统计/周期信息断档",
    Severity.ORDINARY,
    basis=(REGULATION_20,),
    verdicts=(Verdict.REVIEW,),
    version=3,
)
def series_gap(site: Site, *, fewest: int = 4, fewest_quarters: int = 3) -> Iterator[Flaw]:
    """按月、按季、按年公开的统计信息应当连续，不得缺期。

    怎么算：统计类栏目的列表中，标题除年月、季度、年份外都相同的4条以上（按季的3条以上）算一个系列（月份没有写年份的按发布日期认定），前后都有而中间缺的月份、季度、年份，每个系列提示一条。
    转人工核对：缺的一期可能换了标题、发在别处，一律由人核对，机器不判错。
    不算：1月、2月（与春节合并发布）；用“上半年”“前三季度”“全年”或者季度名称发布的季末月份、季度；普查等本来就不是每年都有的；
    最新一期以后还没有公布的；没有完整读到的栏目；区级没有独立统计职能而没有这类系列的。
    改法：补充公开缺少的各期。
    不管什么：栏目长期不更新看 COL004。
    """
    for view, visit in judged_views(site):
        if view.section.kind is SectionKind.STATISTICS:
            titles = [entry.title for entry in view.entries]
            found, ends = _series(_with_year(entry) for entry in view.entries)
            for (name, per_year), periods in found.items():
                gaps = _gaps(periods, per_year, ends[name])
                least = fewest_quarters if per_year == 4 and not _has_spans(titles) else fewest
                if len(periods) >= least and gaps:
                    yield _flaw(view, visit, name, [_period(n, per_year) for n in gaps])


def _with_year(entry: Entry) -> str:
    """The title with a year right before its month: one that stands elsewhere in it, else that of publication."""
    words = squeeze(entry.title)
    told = _YEAR.search(words)
    rest = words[: told.start()] + words[told.end() :] if told else words
    bare = _BARE_MONTH.search(rest)
    if bare is None or _MONTH.search(words):
        return words
    if told:
        year = int(told["year"])
    elif entry.published_on:
        year = entry.published_on.year - (int(bare["month"]) > entry.published_on.month)
    else:
        return words
    return f"{rest[: bare.start()]}{year}年{rest[bare.start() :]}"


def _series(titles: Iterable[str]) -> tuple[Mapping[_Series, set[int]], Mapping[str, set[int]]]:
    """Periods by series, each counted from the year 0; and the last months of quarters and halves, by name."""
    found: dict[_Series, set[int]] = defaultdict(set)
    ends: dict[str, set[int]] = defaultdict(set)
    for words in titles:
        if match := _SPAN.search(words):
            ends[_SPAN.sub("", words)].add(int(match["year"]) * 12 + _LAST_MONTHS[match["span"]] - 1)
        elif match := _QUARTER.search(words):
            name, quarter = _QUARTER.sub("", words), _QUARTERS[match["quarter"]]
            found[name, 4].add(int(match["year"]) * 4 + quarter - 1)
            ends[name].add(int(match["year"]) * 12 + quarter * 3 - 1)
        elif match := _MONTH.search(words):
            found[_MONTH.sub("", words), 12].add(int(match["year"]) * 12 + int(match["month"]) - 1)
        elif (match := _YEAR.search(words)) and not _ONCE.search(words):
            found[_YEAR.sub("", words), 1].add(int(match["year"]))
    return found, ends


def _gaps(found: set[int], per_year: int, ends: set[int]) -> list[int]:
    """Periods between the first and the last that neither stand there nor under a longer name."""
    months = 12 // per_year
    return [
        n
        for n in range(min(found), max(found))
        if n not in found
        and n % per_year + 1 not in _FIRST[per_year]
        and (per_year == 1 or (n + 1) * months - 1 not in ends)
    ]


def _has_spans(titles: Iterable[str]) -> bool:
    """Whether anything in the list tells of half a year or longer: a quarter may stand there under another name."""
    return any(_SPAN.search(squeeze(title)) for title in titles)


def _period(number: int, per_year: int) -> str:
    if per_year == 1:
        return f"{number}年"
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
