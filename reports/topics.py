"""二、存在的主要问题: a topic for each category, with named examples of certain faults only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditor.inspection.rows import NO_UNIT, Row
from auditor.inspection.scheme import Scheme
from auditor.models import Severity
from auditor.text.numerals import ordinal
from auditor.text.wording import listed, sentence, titled

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
    reviews: int = 0


@dataclass(frozen=True, slots=True)
class Doubts:
    """The paragraph on what a person has to look at; names no unit."""

    heading: str
    summary: str
    by_topic: tuple[tuple[str, int], ...]


def topics_of(rows: Sequence[Row], scheme: Scheme) -> tuple[Topic, ...]:
    """The categories that hold certain faults, in the scheme's order."""
    topics: list[Topic] = []
    for name in (*scheme.categories, OTHER):
        own = [row for row in rows if _category(row, scheme) == name]
        if failed := [row for row in own if row.failed]:
            reviews = len(own) - len(failed)
            heading = f"（{ordinal(len(topics) + 1)}）{name}方面"
            summary = _summary(failed, reviews)
            examples = _examples(failed)
            summary += "例如：" if len(failed) > len(examples) else "具体是："
            topics.append(Topic(name, heading, summary, examples, len(failed), reviews))
    return tuple(topics)


def doubts_of(rows: Sequence[Row], scheme: Scheme, place: int) -> Doubts | None:
    """The doubtful ones together, as the `place`-th paragraph; None where there are none."""
    doubtful = [row for row in rows if not row.failed]
    if not doubtful:
        return None
    summary = (
        f"系统另提示疑似问题{len(doubtful)}条，其中{_counted(doubtful)}。"
        "这些情形机器不能下结论，没有扣分，也不在本通报中点名，须逐条核对后再作认定。"
    )
    counts = Counter(_category(row, scheme) for row in doubtful)
    in_order = tuple((name, counts[name]) for name in (*scheme.categories, OTHER) if counts[name])
    return Doubts(f"（{ordinal(place)}）需人工核对的事项", summary, in_order)


def _category(row: Row, scheme: Scheme) -> str:
    price = scheme.prices.get(row.code)
    return price.category if price else OTHER


def _summary(failed: Sequence[Row], reviews: int) -> str:
    units = list(dict.fromkeys(row.unit for row in failed if row.unit != NO_UNIT))
    where = f"，涉及{listed(units, 3)}" if units else ""
    doubt = f"另有{reviews}条需人工核对。" if reviews else ""
    codes = {row.code for row in failed}
    all_of = "均为" if len(failed) > 1 else "为"
    what = f"，{all_of}{failed[0].name}" if len(codes) == 1 else f"，其中{_counted(failed)}"
    return f"发现问题{len(failed)}个{where}{what}。{doubt}"


def _counted(rows: Sequence[Row], most: int = 5) -> str:
    """`主动公开超期5个、空白栏目2个`, commonest first."""
    counts = Counter(row.name for row in rows).most_common()
    words = "、".join(f"{name}{number}个" for name, number in counts[:most])
    rest = sum(number for _, number in counts[most:])
    return words + (f"、其余{rest}个" if rest else "")


def _examples(failed: Sequence[Row]) -> tuple[Example, ...]:
    """The gravest, of different kinds and units where there is a choice."""
    left = sorted(failed, key=lambda row: (_RANKS.get(row.severity, len(_RANKS)), -(row.points or 0)))
    chosen: list[Row] = []
    while left and len(chosen) < MOST_EXAMPLES:
        best = min(left, key=_overlap_with(chosen))
        chosen.append(best)
        left.remove(best)
    return tuple(Example(_instance(row), row.id) for row in chosen)


def _overlap_with(chosen: Sequence[Row]) -> Callable[[Row], int]:
    codes, units = {row.code for row in chosen}, {row.unit for row in chosen}
    return lambda row: (row.code in codes) + (row.unit in units)


def _instance(row: Row) -> str:
    unit = "责任单位待定" if row.unit == NO_UNIT else row.unit
    title = titled(row.title) if row.title and row.title not in row.message else ""
    return sentence(f"{unit}{title}：{row.message}")
