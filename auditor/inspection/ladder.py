"""督促阶梯: 提醒, 整改通知, 督办, 通报或者约谈. What step a row has reached is told by its history; a person issues. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.ledger.deadlines import overdue_days
from auditor.models import Severity
from auditor.models.issue import Issue
from auditor.models.issue_kinds import Act, IssueState
from auditor.models.letter import Letter, LetterKind
from auditor.models.role import Role
from auditor.workdays import BEIJING

_OWED = (IssueState.NOTIFIED, IssueState.EXTENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must all be so; None: it does not matter."""

    states: tuple[IssueState, ...] = _OWED
    severities: tuple[Severity, ...] = ()
    overdue_days: int | None = None
    failed_rechecks: int | None = None
    returns: int | None = None  # how often the fault came back after its row had ended
    stands_days: int | None = None  # since the letter of the step below


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what is written, who may sign it, and any one condition for it."""

    name: str
    paper: LetterKind
    approvers: tuple[Role, ...]
    when: tuple[Condition, ...]
    answer_workdays: int | None = None  # None: each row's own day


@dataclass(frozen=True, slots=True)
class Reached:
    """A row that meets a step, and why."""

    issue: Issue
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the program proposes to write to a unit."""

    step: Step
    unit: str
    rows: tuple[Reached, ...]


@dataclass(frozen=True)
class Ladder:
    """The steps, lightest first, over a portal's rows and letters on a day."""

    steps: Sequence[Step]
    issues: Sequence[Issue]
    letters: Sequence[Letter]
    on: dt.date

    def proposals(self) -> tuple[Proposal, ...]:
        """Each row at the highest step it has reached, unless that letter was written; by unit and step."""
        found: dict[tuple[str, int], list[Reached]] = {}
        for issue in self.issues:
            if issue.unit and (highest := self._highest(issue)):
                at, why = highest
                found.setdefault((issue.unit, at), []).append(Reached(issue, why))
        return tuple(
            Proposal(self.steps[at], unit, tuple(rows))
            for (unit, at), rows in sorted(found.items(), key=_key)
        )

    def reached(self, step: Step, unit: str) -> tuple[Reached, ...]:
        """The unit's rows that may be named in a letter of this step."""
        at = list(self.steps).index(step)
        own = (issue for issue in self.issues if issue.unit == unit)
        return tuple(Reached(issue, why) for issue in own if (why := self._why(issue, at)))

    def _highest(self, issue: Issue) -> tuple[int, str] | None:
        """The highest step that the row meets, and why."""
        met = ((at, self._why(issue, at)) for at in reversed(range(len(self.steps))))
        return next((one for one in met if one[1]), None)

    def _why(self, issue: Issue, at: int) -> str:
        """Why the row meets the step; "" where it does not, or was written of at that step or above."""
        written = self._written.get(issue.number, ())
        if max((place for place, _ in written), default=-1) >= at:
            return ""
        return next(filter(None, (self._met(issue, one, at) for one in self.steps[at].when)), "")

    def _met(self, issue: Issue, one: Condition, at: int) -> str:
        """The condition in words; "" where it is not met."""
        severity = issue.opening.severity
        if issue.state not in one.states or (one.severities and severity not in one.severities):
            return ""
        said = [f"{issue.state.label}，{severity.value}"]
        for value, least, words in self._measures(issue, one, at):
            if value is None or value < least:
                return ""
            said.append(words.format(value))
        return "，".join(said)

    def _measures(self, issue: Issue, one: Condition, at: int) -> Iterator[tuple[int | None, int, str]]:
        """What the condition asks for, and nothing else: of ten thousand rows most are asked little."""
        if one.overdue_days is not None:
            yield overdue_days(issue, self.on), one.overdue_days, "超过整改时限{}天"
        if one.failed_rechecks is not None:
            failed = sum(e.act is Act.RECHECK and e.outcome in ("partly", "not") for e in issue.events)
            yield failed, one.failed_rechecks, "复查{}次没有改好"
        if one.returns is not None:
            yield self._returns(issue), one.returns, "销号以后又出现{}次"
        if one.stands_days is not None:
            below = [day for place, day in self._written.get(issue.number, ()) if place == at - 1]
            yield (self.on - min(below)).days if below else None, one.stands_days, "上一级文书发出{}天"

    @cached_property
    def _written(self) -> Mapping[str, Sequence[tuple[int, dt.date]]]:
        """By row: the steps at which it was written of, and the days."""
        places = {step.name: place for place, step in enumerate(self.steps)}
        found: defaultdict[str, list[tuple[int, dt.date]]] = defaultdict(list)
        for letter in self.letters:
            for item in letter.items if letter.step in places else ():
                day = letter.issued_at.astimezone(BEIJING).date()
                found[item.issue].append((places[letter.step], day))
        return found

    @cached_property
    def _by_number(self) -> Mapping[str, Issue]:
        return {issue.number: issue for issue in self.issues}

    def _returns(self, issue: Issue) -> int:
        return sum(1 for _ in _before(issue, self._by_number))


def _before(issue: Issue, by_number: Mapping[str, Issue]) -> Iterator[str]:
    """The rows of the same fault that ended earlier, newest first."""
    number = issue.opening.returned_from
    while number:
        yield number
        earlier = by_number.get(number)
        number = earlier.opening.returned_from if earlier else None


def _key(one: tuple[tuple[str, int], Iterable[Reached]]) -> tuple[str, int]:
    (unit, at), _ = one
    return unit, -at
