"""抽样复评: rows that one person judged, drawn by lot for another, shown without what the first one said. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.inspection.sample import by_lot
from auditor.models.issue import Issue
from auditor.models.issue_kinds import Act

SIZE = 20  # rows, where nobody says how many

_FIRST = (Act.CONFIRM, Act.DISMISS, Act.ADD)
_JUDGING = (*_FIRST, Act.SECOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """A row as the second person sees it: what is said of the page, and nothing of what anybody made of it."""

    number: str
    unit: str
    section: str
    title: str
    url: str
    code: str
    name: str
    message: str
    quote: str
    expected: str
    basis: tuple[str, ...]
    capture: str | None
    version: int  # of the row as it was read
    judged: bool  # again, already


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A sample that anybody who has the same rows can draw again."""

    seed: int
    frame_size: int
    frame_hash: str
    rows: tuple[Blind, ...]


def draw(issues: Iterable[Issue], reader: str, *, seed: int, size: int) -> Draw:
    """`size` rows, or all where there are fewer, out of those that somebody else judged and the reader did not."""
    frame = {issue.number: issue for issue in issues if _could_be(issue, reader)}
    numbers = sorted(frame)
    drawn = by_lot(numbers, seed, "reassess")[:size]
    return Draw(
        seed=seed,
        frame_size=len(numbers),
        frame_hash="sha256:" + hashlib.sha256("".join(f"{one}\n" for one in numbers).encode()).hexdigest(),
        rows=tuple(_blind(frame[number]) for number in drawn),
    )


def _could_be(issue: Issue, reader: str) -> bool:
    """Whether a person said that it is a fault or none, and this one has not: what is judged again stays in the frame."""
    by = {event.by for event in issue.events if event.act in _JUDGING}
    judged = issue.last(*_FIRST)
    return judged is not None and reader not in by and _is_judged_on(issue)


def _is_judged_on(issue: Issue) -> bool:
    """An outside report that was only written down is no judgement yet."""
    return issue.last(Act.CONFIRM, Act.DISMISS) is not None or issue.opening.outside is None


def _blind(issue: Issue) -> Blind:
    said = issue.opening
    return Blind(
        number=issue.number,
        unit=issue.unit or "",
        section=said.section or "",
        title=said.title or "",
        url=issue.url,
        code=said.code,
        name=said.name,
        message=issue.message,
        quote=issue.quote,
        expected=said.expected,
        basis=tuple(basis.citation for basis in said.basis),
        capture=said.capture,
        version=issue.version,
        judged=issue.last(Act.REASSESS) is not None,
    )
