"""台账行: what is said of one fault (Opening), everything that was done about it (Event), and both together (Issue)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from auditor.models.basis import Basis
from auditor.models.issue_kinds import ENDED, Act, Deviation, IssueState, Source
from auditor.models.kinds import Severity, Verdict
from auditor.models.role import Actor as Actor
from auditor.models.role import Role


@dataclass(frozen=True, slots=True)
class Outside:
    """Where a fault came from that others told of."""

    sender: str
    received_on: dt.date
    answer_by: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a row says from its first day on: it is never written again."""

    source: Source
    unit: str | None
    section: str | None = None
    title: str | None = None
    url: str
    page_url: str | None = None  # the page to open and mend, where `url` is not it
    code: str
    name: str
    message: str
    quote: str = ""
    expected: str = ""
    subject: str = ""
    basis: tuple[Basis, ...] = ()
    severity: Severity
    verdict: Verdict
    amount: int | None = None
    fingerprint: str = ""  # "": no machine found it
    rule_version: int | None = None
    capture: str | None = None
    spell_at: dt.datetime | None = None  # when the stretch of time began in which the machine sees it
    index_number: str | None = None  # of its page, to know it again where it moves
    text_digest: str = ""  # the same
    outside: Outside | None = None
    returned_from: str | None = None  # the row of the same fault that had ended
    dismissed_as: str | None = None  # the row that people cleared when the page said something else
    resembles: str | None = (
        None  # a row that may speak of the same page under another address: a person has to tell
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act. What an act does not bring stays empty."""

    at: dt.datetime
    by: str
    role: Role
    act: Act
    recorded_at: dt.datetime | None = None  # by the wall clock, where a person wrote it down on another day
    run: int | None = None  # the portal's newest run by then: what later ones saw, they saw afterwards
    why: str = ""
    files: tuple[str, ...] = ()
    outcome: str = ""  # one of OUTCOMES, of the acts that have several
    due_on: dt.date | None = None  # the last day for mending from now on
    appeal_by: dt.date | None = None
    until: dt.date | None = None  # the day an extension is asked to; up to which a special case costs nothing
    points: Decimal | None = None  # what the row costs from now on
    kind: Deviation | None = None  # what an appeal or a dismissal says is otherwise
    asked: Decimal | None = None  # the points an appeal asks for
    instead_of: Decimal | None = None  # the points it would have cost by the scheme
    other: str | None = None  # the row that it became part of, or that became part of it
    inspection: str | None = None
    unit: str | None = None  # whose it is, where the machine did not know
    owner: str | None = None  # who answers for a platform, as a unit or an inspector says
    url: str | None = None  # where a unit mended it; where a page moved to
    fingerprint: str | None = None  # of the fault at the address it moved to
    message: str | None = None  # what the machine says of it since
    quote: str | None = None
    before: str | None = None  # captures that a recheck compared
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A row as its history leaves it. `state` is folded by `ledger.issue`; all else is read off the events."""

    portal: str
    number: str
    opening: Opening
    state: IssueState
    events: tuple[Event, ...]
    resumes: IssueState | None = None  # where an appeal, or a platform's cause, found it

    @property
    def version(self) -> int:
        """How many events it had when it was read: whoever acts on an older one is told."""
        return len(self.events)

    def last(self, *acts: Act, outcomes: Container[str] | None = None) -> Event | None:
        """The newest event of these acts."""
        fitting = (e for e in reversed(self.events) if e.act in acts)
        return next((e for e in fitting if outcomes is None or e.outcome in outcomes), None)

    @property
    def confirmer(self) -> str | None:
        """Who said that it is a fault."""
        said = self.last(Act.CONFIRM, Act.ADD)
        return said.by if said else None

    @property
    def holder(self) -> str | None:
        """Who has taken it to read; nobody else judges it meanwhile."""
        newest = self.last(
            Act.CLAIM,
            Act.RELEASE,
            Act.CONFIRM,
            Act.DISMISS,
            Act.MERGE,
            Act.SECOND,
            Act.NOTIFY,
            Act.WITHDRAW,
            Act.PLATFORM,
        )
        return newest.by if newest and newest.act is Act.CLAIM else None

    @property
    def second_reader(self) -> str | None:
        """Who read it after the one that confirmed it, and said the same."""
        newest = self.last(Act.CONFIRM, Act.ADD, Act.DISMISS, Act.SECOND)
        return newest.by if newest and newest.outcome == "agree" else None

    @property
    def objection(self) -> Event | None:
        """What the second reader holds against it, while it waits to be judged anew."""
        newest = self.last(Act.CONFIRM, Act.ADD, Act.DISMISS, Act.SECOND)
        waits = self.state is IssueState.SUSPECTED and newest is not None and newest.outcome == "differ"
        return newest if waits else None

    @property
    def rectify_by(self) -> dt.date | None:
        """The last day for mending; None before the notice, and where the year's holidays are not known."""
        return next((e.due_on for e in reversed(self.events) if e.due_on), None)

    @property
    def points(self) -> Decimal | None:
        """What it costs its unit; None while nobody has said. What became part of another row costs nothing of its own."""
        if self.merged_into:
            return Decimal(0)
        return next((e.points for e in reversed(self.events) if e.points is not None), None)

    @property
    def merged_into(self) -> str | None:
        """The number of the row that it became part of: it speaks of the same fault."""
        newest = self.last(Act.MERGE, Act.UNMERGE)
        return newest.other if newest and newest.act is Act.MERGE else None

    @property
    def absorbed(self) -> tuple[str, ...]:
        """The numbers of the rows that became part of it, oldest first."""
        told: dict[str, Act] = {
            e.other: e.act for e in self.events if e.other and e.act in (Act.ABSORBED, Act.LET_GO)
        }
        return tuple(number for number, act in told.items() if act is Act.ABSORBED)

    @property
    def state_told(self) -> str:
        """Its state in Chinese; of what became part of another row, of which."""
        return f"{self.state.label}，并入{self.merged_into}号" if self.merged_into else self.state.label

    @property
    def inspection(self) -> str | None:
        """The inspection that told the unit of it."""
        return next((e.inspection for e in reversed(self.events) if e.inspection), None)

    @property
    def fingerprint(self) -> str:
        """Of the fault at the address its page has now."""
        moved = self.last(Act.MOVED)
        return (moved.fingerprint if moved else None) or self.opening.fingerprint

    @property
    def fingerprints(self) -> frozenset[str]:
        """Of the fault at every address its page had."""
        return frozenset(
            {self.opening.fingerprint, *(e.fingerprint for e in self.events if e.fingerprint)} - {""}
        )

    @property
    def unit(self) -> str | None:
        """Who has to mend it; None while nobody knows."""
        return next((e.unit for e in reversed(self.events) if e.unit), None) or self.opening.unit

    @property
    def url(self) -> str:
        """Where its page is now."""
        moved = self.last(Act.MOVED)
        return (moved.url if moved else None) or self.opening.url

    @property
    def page_url(self) -> str:
        """The page to open and mend, where it is now: of a dead link the one that has it."""
        return self.url if self.last(Act.MOVED) else self.opening.page_url or self.opening.url

    @property
    def quote(self) -> str:
        """The words it was said about last."""
        return next((e.quote for e in reversed(self.events) if e.quote is not None), self.opening.quote)

    @property
    def message(self) -> str:
        """What is said of it last."""
        return next((e.message for e in reversed(self.events) if e.message is not None), self.opening.message)

    @property
    def extension(self) -> Event | None:
        """The extension that waits for an answer."""
        newest = self.last(Act.ASK, Act.ANSWER)
        return newest if newest and newest.act is Act.ASK else None

    @property
    def plea(self) -> Event | None:
        """What its unit says of a platform's fault, while nobody has said whether it is so."""
        newest = self.last(Act.PLEAD, Act.REBUT, Act.PLATFORM, Act.FIXED)
        return newest if newest and newest.act is Act.PLEAD and self.state not in ENDED else None

    @property
    def running(self) -> IssueState:
        """What it is while its unit has to mend it."""
        answered = self.last(Act.ANSWER, Act.DECIDE, outcomes=("grant", "tolerate"))
        return IssueState.EXTENDED if answered else IssueState.NOTIFIED

    @property
    def ended_on(self) -> dt.date | None:
        """The day it ended; None while it lives."""
        ending = self.last(Act.GONE, Act.RECHECK, Act.DISMISS, Act.DECIDE, Act.WITHDRAW, Act.MERGE)
        return ending.at.date() if ending and self.state in ENDED else None
