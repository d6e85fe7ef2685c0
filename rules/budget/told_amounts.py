"""Amounts a budget or final accounts tell in words, held against its tables. Pure."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

from .amounts import amount_of, unit_of_words
from .captions import Captioned
from .sums import Gap

_NUMBER = r"(\d[\d,]*(?:\.\d+)?)(万元|元)"
_IS = r"(?:各|均|分别)?(?:为|是|共|共计|合计)?"
_TOLD = (  # what is told; how; where it must stand: everywhere "" is
    (
        "收支总额",
        pattern(
            rf"(?:收、?支|收入支出|收入|支出)(?:总计|总预算|总决算){_IS}{_NUMBER}"
            rf"|(?:年度?|部门|单位|本年)(?:决算|预算|总)?(?:收入|支出)(?:总计|合计|总额|预算|决算)?{_IS}{_NUMBER}"
        ),
        pattern(""),
    ),
    (
        "“三公”经费",
        pattern(
            rf"三公经费(?:财政拨款)?(?:支出)?(?:预算|决算)(?:数|总额|安排|支出|合计|总计)*{_IS}{_NUMBER}"
        ),
        pattern(r"三公经费.{0,20}表|因公出国"),
    ),
)
_SPENT = pattern(  # 支出1400万元，其中基本支出1000万元，占71%，项目支出400万元
    rf"支出[^，。；\d]{{0,8}}{_NUMBER}，?其中[:：]?基本支出[^，。；\d]{{0,6}}{_NUMBER}"
    rf"(?:，占[^，。；]{{0,14}})?[，、；]项目支出[^，。；\d]{{0,6}}{_NUMBER}"
)
_TOTAL = pattern("(?:收入|支出)总计")
_ANOTHER_YEAR = pattern("上年|去年|同期|[比较]")
_NEARLY = Decimal("0.01")  # 万元
_PER_UNIT = {"万元": Decimal(1), "元": Decimal(10_000)}


def told_gaps(narrative: str, shown: Sequence[Captioned]) -> Iterator[tuple[Captioned, Gap]]:
    """Amounts told of a table that stand in none of its cells, whatever the unit."""
    for what, told, named in _TOLD:
        tables = [t for t in shown if any(named.search(words) for words in (*t.head, *_labels(t)))]
        cells = {amount for t in tables for amount in _in_ten_thousands(t)}
        for match in _meant(told, narrative) if cells else ():
            figure, unit = filter(None, match.groups())
            amount = _ten_thousands(figure, unit)
            nearest = min(cells, key=lambda cell: abs(cell - amount))
            if abs(nearest - amount) > _NEARLY:
                yield tables[0], Gap(f"文字说明与表中{what}", amount, nearest)
                break


def _meant(told: re.Pattern[str], narrative: str) -> Iterator[re.Match[str]]:
    """The first amount told, and every total that is not another year's."""
    for at, match in enumerate(told.finditer(narrative)):
        before = re.split("[，。；\n]", narrative[: match.start()])[-1]
        if at == 0 or (_TOTAL.match(match.group()) and not _ANOTHER_YEAR.search(before)):
            yield match


def told_parts(narrative: str) -> Iterator[Gap]:
    """Spending told in words that is less than its two parts; what they leave may be carried over and is no gap."""
    for match in _SPENT.finditer(narrative):
        told = match.groups()
        whole, *parts = (_ten_thousands(*pair) for pair in zip(told[::2], told[1::2], strict=True))
        if sum(parts) - whole > _NEARLY * len(parts):
            yield Gap("文字说明的支出与其中的基本支出、项目支出之和", whole, sum(parts, Decimal(0)))


def _ten_thousands(figure: str, unit: str) -> Decimal:
    return Decimal(figure.replace(",", "")) / _PER_UNIT[unit]


def _labels(shown: Captioned) -> Iterator[str]:
    return (squeeze(cell) for row in shown.table.rows for cell in row)


def _in_ten_thousands(shown: Captioned) -> Iterator[Decimal]:
    """Every amount of the table in 万元; read both ways where its unit is not told."""
    unit = unit_of_words("".join((shown.above, *_labels(shown))))
    for row in shown.table.rows:
        for cell in row:
            amount = amount_of(cell)
            if amount is not None:
                yield from (amount / _PER_UNIT[u] for u in ([unit] if unit else _PER_UNIT))
