"""二、存在的主要问题: a topic for each category, with named examples of certain faults only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from auditor.inspection.rows import NO_UNIT, Row
from auditor.inspection.scheme import Scheme
from auditor.models import Severity
from auditor.text.numerals import ordinal
from auditor.text.wording import listed, nested, reworded, sentence, spelt, titled

OTHER = "其他"
MOST_EXAMPLES = 3
_RANKS = {severity.value: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Example:
    """One named instance: 单位 + 《标题》 + 事实."""

    text: str
    row_id: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One numbered paragraph of section 二."""

    name: str
    heading: str
    summary: str
    examples: tuple[Example, ...] = ()
    failed: int = 0


def topics_of(rows: Sequence[Row], scheme: Scheme, names: Mapping[str, str]) -> tuple[Topic, ...]:
    """The categories that hold certain faults, in the scheme's order; `names`: what sentences call each unit."""
    topics: list[Topic] = []
    for name in (*scheme.categories, OTHER):
        failed = [row for row in rows if row.failed and _category(row, scheme) == name]
        if failed:
            heading = f"（{ordinal(len(topics) + 1)}）{name}方面"
            examples = _examples(failed, names)
            ending = "例如：" if len(failed) > len(examples) else "具体是："
            topics.append(Topic(name, heading, _summary(failed, names) + ending, examples, len(failed)))
    return tuple(topics)


def _category(row: Row, scheme: Scheme) -> str:
    price = scheme.prices.get(row.code)
    return price.category if price else OTHER


def _summary(failed: Sequence[Row], names: Mapping[str, str]) -> str:
    units = list(dict.fromkeys(row.unit for row in failed if row.unit != NO_UNIT))
    where = f"，涉及{listed([names.get(unit, unit) for unit in units], 3)}" if units else ""
    codes = {row.code for row in failed}
    all_of = "均为" if len(failed) > 1 else "为"
    what = f"，{all_of}{failed[0].name}" if len(codes) == 1 else f"，其中{_counted(failed)}"
    return f"发现问题{len(failed)}个{where}{what}。"


def _counted(rows: Sequence[Row], most: int = 5) -> str:
    """`主动公开超期5个、空白栏目2个`, commonest first."""
    counts = Counter(row.name for row in rows).most_common()
    words = "、".join(f"{name}{number}个" for name, number in counts[:most])
    rest = sum(number for _, number in counts[most:])
    return words + (f"、其余{rest}个" if rest else "")


def _examples(failed: Sequence[Row], names: Mapping[str, str]) -> tuple[Example, ...]:
    """The gravest of those that can be told in a sentence, of different kinds and units where there is a choice."""
    left = sorted(
        failed,
        key=lambda row: (_only_repeats(row), _RANKS.get(row.severity, len(_RANKS)), -(row.points or 0)),
    )
    chosen: list[Row] = []
    while left and len(chosen) < MOST_EXAMPLES:
        best = min(left, key=_overlap_with(chosen))
        chosen.append(best)
        left.remove(best)
    return tuple(Example(_instance(row, names), row.id) for row in chosen)


def _overlap_with(chosen: Sequence[Row]) -> Callable[[Row], int]:
    codes, units = {row.code for row in chosen}, {row.unit for row in chosen}
    return lambda row: (row.code in codes) + (row.unit in units)


def _instance(row: Row, names: Mapping[str, str]) -> str:
    unit = "责任单位待定" if row.unit == NO_UNIT else names.get(row.unit, row.unit)
    title = titled(row.title) if row.title and row.title not in row.message else ""
    said = _led(row) if _only_repeats(row) else row.message
    return sentence(f"{unit}{title}：{spelt(nested(said))}")


def _led(row: Row) -> str:
    """What it is, and what is right; where that is not the same words put right, where both are to be read."""
    mended = reworded(row.quote, row.expected)
    return f"{row.name}，应为“{row.expected}”" if mended else f"{row.name}（原文见附件2，编号{row.id}）"


def _only_repeats(row: Row) -> bool:
    """Whether the message shows wrong wording without the right one: an official paper does not repeat it."""
    of_wording = bool(row.quote) and row.code.startswith(("TXT", "FMT"))
    return of_wording and f"“{row.quote}”" in row.message and "应为" not in row.message
