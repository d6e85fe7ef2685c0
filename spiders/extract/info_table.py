"""From label and value pairs to the fields of a page, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.models import Problem, ProblemKind
from auditor.models.spaces import squeeze
from auditor.text.fields import DATE_FIELDS
from auditor.text.placeholder import is_no_number, is_placeholder
from auditor.text.written_dates import LONGEST, written_date
from spiders.extract.label_line import WEAK_DATES
from spiders.extract.pairs import LINE_FIELDS, Pair

_REPEATED = frozenset(
    {"title", "source", "keywords", "summary", "category", "audience"}
)  # no conflict of theirs counts
_CODELESS_INDEX = re.compile(r"/\d{4}-\S*")


@dataclass(slots=True)
class Reading:
    """The fields read so far."""

    fields: dict[str, str | None] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    table: str = ""  # the words of an information table that stood in the body's own container


def fields_of(pairs: Iterable[Pair]) -> Reading:
    """The fields: the first value of each, dates as ISO; what is empty, a placeholder or contradicted is named."""
    reading, kept = Reading(), list(_sure(tuple(pairs)))
    for pair in sorted(kept, key=lambda pair: pair.after_body):
        if pair.scripted and not pair.value:
            _scripted(reading, pair)
        elif not reading.fields.get(pair.name):
            _take(reading, pair)
        elif not pair.after_body:
            _compare(reading, pair)
    _settle_issuer(reading)
    for name, value in reading.fields.items():
        if problem := _problem(name, reading.labels[name], value):
            reading.problems.append(problem)
    return reading


def _sure(pairs: tuple[Pair, ...]) -> Iterator[Pair]:
    """The pairs of an information table; loose ones count for what a line outside it may say."""
    given = {pair.name for pair in pairs if pair.value and pair.name not in LINE_FIELDS}
    in_cells = {pair.name for pair in pairs if pair.value and pair.in_cell}
    for pair in pairs:
        of_table = len(given) > 1 or (pair.in_cell and len(in_cells) > 1)
        if not pair.value and (
            not of_table or pair.after_body or pair.name in ("source", "summary", "keywords")
        ):
            continue
        if pair.name == "title" and not given:
            continue
        yield pair


def _take(reading: Reading, pair: Pair) -> None:
    reading.fields[pair.name] = _value(pair.name, pair.value)
    reading.labels[pair.name] = pair.label


def _compare(reading: Reading, pair: Pair) -> None:
    """Name a second, different value; the first one stays."""
    first, second = reading.fields[pair.name] or "", _value(pair.name, pair.value)
    same = squeeze(first) == squeeze(second) or not second
    loose = pair.name in _REPEATED or pair.label in WEAK_DATES
    if same or loose or any(p.field == pair.name for p in reading.problems):
        return
    text = f"“{pair.label}”出现两次且不一致：{first}、{second}"
    reading.problems.append(Problem(ProblemKind.CONFLICT, text, pair.name))


def _scripted(reading: Reading, pair: Pair) -> None:
    text = f"“{pair.label}”由脚本填写，未能读到"
    reading.problems.append(Problem(ProblemKind.SCRIPTED, text, pair.name))


def _settle_issuer(reading: Reading) -> None:
    """发布机构 is who published; it stands for 发文机关 where that label is absent."""
    if "issuer" not in reading.fields and "publisher" in reading.fields:
        reading.fields["issuer"] = reading.fields.pop("publisher")
        reading.labels["issuer"] = reading.labels.pop("publisher")


def _value(name: str, value: str) -> str:
    if name not in DATE_FIELDS or len(value) > LONGEST:
        return value
    found = written_date(value)
    return found[0].isoformat() if found and found[0] else value


def _problem(name: str, label: str, value: str | None) -> Problem | None:
    if not value:
        return Problem(ProblemKind.EMPTY_FIELD, f"“{label}”为空", name)
    codeless = name == "index_number" and _CODELESS_INDEX.fullmatch(value)
    if is_no_number(value):
        return Problem(ProblemKind.PLACEHOLDER, f"“{label}”写明没有：{value}", name)
    if codeless or is_placeholder(value):
        return Problem(ProblemKind.PLACEHOLDER, f"“{label}”只有占位内容：{value}", name)
    return None
