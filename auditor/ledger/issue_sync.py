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
from auditor.models import Finding, Standing, StandingState
from auditor.models.issue import Event, Issue, Opening
from auditor.models.issue_kinds import ACQUITTED, ENDED, Act, IssueState, Role, Source
from auditor.models.spaces import squeeze

MACHINE = "机检"


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page is known again by at another address."""

    index_number: str | None = None
    title: str | None = None
    text_digest: str = ""


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
        for issue in filter(self._has_vanished, self._rows.values()):
            self._vanished[_words(issue.opening, issue.quote)].append(issue.number)

    def steps(self) -> Steps:
        live = [item for item in self._ledger.values() if _is_owed(item)]
        openings = tuple(opening for item in live if (opening := self._met(item)))
        for issue in list(self._rows.values()):
            if (item := self._ledger.get(issue.fingerprint)) and self._is_gone(issue, item):
                self._note(issue, Act.GONE, why="按门户档案豁免" if item.fixed_at is None else "")
        return Steps(openings, tuple(self._noted))

    def _met(self, item: Standing) -> Opening | None:
        """The row that a fault opens; None where it has one."""
        rows = [self._rows[number] for number in self._numbers.get(item.fingerprint, ())]
        likely = () if rows else self._alike(item.finding)
        moved = _one_moved(likely, self._look.signs(item.finding)) if likely else None
        if moved:
            rows = [self._note(moved, Act.MOVED, url=item.finding.url, fingerprint=item.fingerprint)]
        living = [row for row in rows if row.state not in ENDED]
        if living:
            self._living(living[-1], item)
            return None
        cleared = [row for row in rows if row.state in ACQUITTED]
        if any(squeeze(row.quote) == squeeze(item.finding.quote) for row in cleared):
            return None
        ended = rows[-1] if rows else None
        if ended and ended.state is IssueState.CLOSED:
            return self._returned(ended, item, just_moved=moved is not None)
        return replace(
            opening_of(item, self._look.signs(item.finding)),
            dismissed_as=ended.number if ended else None,
            resembles=_namesake(likely, item.finding),
        )

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
        rows = (self._rows[number] for number in self._vanished.get(_words(finding, finding.quote), ()))
        return [row for row in rows if row.state is not IssueState.CLOSED or row.events[-1].act is Act.GONE]

    def _has_vanished(self, issue: Issue) -> bool:
        old = self._ledger.get(issue.fingerprint)
        return old is not None and old.fixed_at is not None

    def _note(self, issue: Issue, act: Act, **said: str) -> Issue:
        event = Event(at=self._look.at, by=MACHINE, role=Role.MACHINE, act=act, run=self._look.run, **said)  # type: ignore[arg-type]
        after = entered(issue, event)
        self._noted.append((issue.number, event))
        self._rows[issue.number] = after
        return after


_LOOKED_FOR = (IssueState.SUSPECTED, IssueState.NOTIFIED, IssueState.EXTENDED)


def opening_of(item: Standing, signs: Signs) -> Opening:
    """The row that a fault which the machine found begins with."""
    finding = item.finding
    return Opening(
        source=Source.MACHINE,
        unit=finding.unit,
        section=finding.section,
        title=finding.title,
        url=finding.url,
        page_url=finding.page_url,
        code=finding.code,
        name=finding.name,
        message=finding.message,
        quote=finding.quote,
        expected=finding.expected,
        subject=finding.subject,
        basis=finding.basis,
        severity=finding.severity,
        verdict=finding.verdict,
        amount=finding.amount,
        fingerprint=finding.fingerprint,
        rule_version=finding.rule_version,
        capture=finding.capture,
        spell_at=item.first_seen_at,
        index_number=signs.index_number,
        text_digest=signs.text_digest,
    )


def _words(said: Finding | Opening, quote: str) -> tuple[str, ...]:
    return said.code, said.subject, squeeze(quote)


def _namesake(likely: Sequence[Issue], finding: Finding) -> str | None:
    """The newest row of a page of the same title: a person has to tell whether it is the same page."""
    title = squeeze(finding.title)
    same = [row.number for row in likely if title and squeeze(row.opening.title) == title]
    return same[-1] if same else None


def _is_owed(item: Standing) -> bool:
    return item.fixed_at is None and item.state is not StandingState.EXEMPTED and not item.finding.shadow


def _one_moved(likely: Iterable[Issue], signs: Signs) -> Issue | None:
    """The one row whose page this surely is: the same 索引号, or the same title and body. None where in doubt."""
    sure = [row for row in likely if _is_same(row.opening, signs)]
    return sure[0] if len(sure) == 1 else None


def _is_same(was: Opening, now: Signs) -> bool:
    if was.index_number and now.index_number:
        return squeeze(was.index_number) == squeeze(now.index_number)
    same_title = squeeze(was.title) == squeeze(now.title) != ""
    return same_title and was.text_digest == now.text_digest != ""
