"""What a judgement does to the rows: opens what is new, notes what is gone, back, reworded or moved. Pure.

A row is ended by a look that succeeded, never by one that failed: what is not looked at stays as it is. Doing the same
again does nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from auditor.ledger.issue import entered
from auditor.ledger.issue_opening import Signs, are_sure, namesake, one_moved, opening_of, words_of
from auditor.ledger.merging import carrier
from auditor.models import Finding, Standing, StandingState
from auditor.models.issue import Event, Issue, Opening
from auditor.models.issue_kinds import ACQUITTED, ENDED, Act, IssueState
from auditor.models.role import Role
from auditor.models.spaces import squeeze
from auditor.workdays import BEIJING

MACHINE = "机检"


@dataclass(frozen=True, slots=True)
class Look:
    """What a judgement saw: `saw` tells whether a finding's page was really read, in the run `run`."""

    at: dt.datetime
    run: int
    saw: Callable[[Finding], bool]
    signs: Callable[[Finding], Signs]


@dataclass(frozen=True, slots=True)
class Steps:
    """What is to be written."""

    openings: tuple[Opening, ...] = ()
    noted: tuple[tuple[str, Event], ...] = ()  # by the row's number, in order


def steps(standings: Iterable[Standing], issues: Iterable[Issue], look: Look) -> Steps:
    """What the ledger as a judgement left it makes of the rows."""
    return _Syncing(standings, issues, look).steps()


class _Syncing:
    def __init__(self, standings: Iterable[Standing], issues: Iterable[Issue], look: Look) -> None:
        self._ledger = {item.fingerprint: item for item in standings}
        self._rows = {issue.number: issue for issue in issues}
        self._look = look
        self._noted: list[tuple[str, Event]] = []
        self._numbers: dict[str, list[str]] = defaultdict(list)
        for issue in self._rows.values():
            for fingerprint in issue.fingerprints:
                self._numbers[fingerprint].append(issue.number)
        self._vanished: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._unseen: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for issue in self._rows.values():
            if self._has_vanished(issue):
                self._vanished[words_of(issue.opening, issue.quote)].append(issue.number)
            elif self._is_unseen(issue):
                self._unseen[words_of(issue.opening, issue.quote)].append(issue.number)

    def steps(self) -> Steps:
        live = sorted(filter(_is_owed, self._ledger.values()), key=_place)
        openings = tuple(opening for item in live if (opening := self._met(item)))
        for issue in list(self._rows.values()):
            if (item := self._ledger.get(issue.fingerprint)) and self._is_gone(issue, item):
                self._note(issue, Act.GONE, why="按门户档案豁免" if item.fixed_at is None else "")
        return Steps(openings, tuple(self._noted))

    def _met(self, item: Standing) -> Opening | None:
        """The row that a fault opens; None where it has one."""
        rows = [self._rows[number] for number in self._numbers.get(item.fingerprint, ())]
        likely = () if rows else self._alike(item.finding)
        moved = one_moved(likely, self._look.signs(item.finding)) if likely else self._moved_back(rows, item)
        if moved:
            rows = [self._note(moved, Act.MOVED, url=item.finding.url, fingerprint=item.fingerprint)]
        living = [row for row in rows if row.state not in ENDED]
        if living:
            self._living(living[-1], item)
            return None
        if not rows and self._waits(item.finding):
            return None
        ended = rows[-1] if rows else None
        if ended and ended.merged_into:
            return self._returned(ended, item, just_moved=False) if self._is_back(ended, item) else None
        cleared = [row for row in rows if row.state in ACQUITTED and not row.merged_into]
        if any(squeeze(row.quote) == squeeze(item.finding.quote) for row in cleared):
            return None
        if ended and ended.state is IssueState.CLOSED:
            return self._returned(ended, item, just_moved=moved is not None)
        return replace(
            opening_of(item, self._look.signs(item.finding)),
            dismissed_as=ended.number if ended else None,
            resembles=namesake(likely, item.finding),
        )

    def _waits(self, finding: Finding) -> bool:
        """Whether the page of a row may have moved here: nobody saw tonight whether it still stands where it stood.
        A later night tells the move from a copy; a row opened now would be the same fault twice."""
        numbers = self._unseen.get(words_of(finding, finding.quote), ())
        likely = [row for row in map(self._rows.__getitem__, numbers) if _may_go_on(row)]
        return bool(likely) and are_sure(likely, self._look.signs(finding))

    def _moved_back(self, rows: Sequence[Issue], item: Standing) -> Issue | None:
        """The row whose page stands again at an address that it had, and at its last one no more."""
        newest = rows[-1] if rows else None
        if newest and newest.fingerprint != item.fingerprint and self._has_vanished(newest):
            return newest if _may_go_on(newest) else None
        return None

    def _living(self, row: Issue, item: Standing) -> None:
        if row.state is IssueState.RECHECK and self._came_back(row, item):
            self._note(row, Act.SEEN)
        elif row.state is IssueState.SUSPECTED and squeeze(row.quote) != squeeze(item.finding.quote):
            self._note(row, Act.REWORDED, quote=item.finding.quote, message=item.finding.message)

    def _returned(self, ended: Issue, item: Standing, *, just_moved: bool) -> Opening | None:
        """A new row for what came back; what a night misread had never gone."""
        if just_moved:
            self._note(ended, Act.SEEN)
            return None
        if not self._seen_since(ended, item):
            return None
        if ended.events[-1].act is Act.GONE and ended.opening.spell_at == item.first_seen_at:
            self._note(ended, Act.SEEN)
            return None
        return replace(opening_of(item, self._look.signs(item.finding)), returned_from=ended.number)

    def _is_back(self, row: Issue, item: Standing) -> bool:
        """Whether the fault of a merged row was mended with the other row's, and came back after that one had ended."""
        ended_on = (ended := carrier(row, self._rows)).ended_on
        if ended_on is None or ended.state is not IssueState.CLOSED:
            return False
        return (
            item.state is StandingState.REGRESSED and ended_on < item.first_seen_at.astimezone(BEIJING).date()
        )

    def _came_back(self, row: Issue, item: Standing) -> bool:
        """Whether the machine, which alone said that it was gone, sees it again."""
        said = row.last(Act.GONE, Act.SEEN, Act.FIXED)
        return (
            said is not None
            and said.act is Act.GONE
            and (self._moved_now(row) or self._seen_since(row, item))
        )

    def _moved_now(self, row: Issue) -> bool:
        return row.events[-1].act is Act.MOVED and row.events[-1].at == self._look.at

    def _seen_since(self, row: Issue, item: Standing) -> bool:
        return self._look.run > (row.events[-1].run or 0) and self._look.saw(item.finding)

    def _is_gone(self, issue: Issue, item: Standing) -> bool:
        if issue.state is IssueState.SUSPECTED and item.state is StandingState.EXEMPTED:
            return True
        if item.fixed_at is None or issue.state not in _LOOKED_FOR:
            return False
        checked = issue.last(Act.RECHECK)
        return checked is None or self._look.run > (checked.run or 0)

    def _alike(self, finding: Finding) -> Sequence[Issue]:
        """The rows of the very same words whose own address shows them no more, oldest first."""
        rows = (self._rows[number] for number in self._vanished.get(words_of(finding, finding.quote), ()))
        return [row for row in rows if _may_go_on(row) and not self._moved_now(row)]

    def _has_vanished(self, issue: Issue) -> bool:
        old = self._ledger.get(issue.fingerprint)
        return old is not None and old.fixed_at is not None

    def _is_unseen(self, issue: Issue) -> bool:
        old = self._ledger.get(issue.fingerprint)
        return old is not None and not self._look.saw(old.finding)

    def _note(self, issue: Issue, act: Act, **said: str) -> Issue:
        event = Event(at=self._look.at, by=MACHINE, role=Role.MACHINE, act=act, run=self._look.run, **said)  # type: ignore[arg-type]
        after = entered(issue, event)
        self._noted.append((issue.number, event))
        self._rows[issue.number] = after
        return after


_LOOKED_FOR = (IssueState.SUSPECTED, IssueState.NOTIFIED, IssueState.EXTENDED)


def _place(item: Standing) -> tuple[str, ...]:
    """New rows are numbered unit by unit, rule by rule."""
    return item.finding.unit or "", item.finding.code, item.finding.url, item.fingerprint


def _is_owed(item: Standing) -> bool:
    return item.fixed_at is None and item.state is not StandingState.EXEMPTED and not item.finding.shadow


def _may_go_on(row: Issue) -> bool:
    """False where a person ended it."""
    return row.state is not IssueState.CLOSED or row.events[-1].act is Act.GONE
