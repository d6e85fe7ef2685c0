"""What people do with a row of the 台账: the commands act through it, and a web page will."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from auditor.config.calendar import operator_calendar
from auditor.config.clock import now
from auditor.inspection.ruling import awaits_second, decided
from auditor.inspection.scheme import Scheme
from auditor.ledger.deadlines import heard, resumed, workdays_on
from auditor.ledger.issue import IssueError, done, entered, fold
from auditor.ledger.merging import refuse_merge
from auditor.models.complaint import CommandError
from auditor.models.errand import Errand
from auditor.models.issue import Event, Issue
from auditor.models.issue_kinds import ENDED, Act, Deviation, IssueState
from auditor.models.role import Actor
from auditor.store import Store
from auditor.workdays import BEIJING

NOTHING = Decimal(0)


def find(store: Store, number: str, portal_id: str | None = None) -> Issue:
    """The row of that number. Raises CommandError where there is none, or one in each of several portals."""
    found = store.issues.numbered(number.strip(), portal_id)
    if not found:
        raise CommandError(f"台账里没有问题 {number}。已有的见：auditor issue list")
    if len(found) > 1:
        portals = "、".join(issue.portal for issue in found)
        raise CommandError(f"{portals} 都有问题 {number}，请用 --profile 写明门户档案")
    return found[0]


@dataclass(frozen=True, slots=True)
class Desk:
    """One person at work, at one moment. Every act returns the row as it left it.

    Each raises IssueError, and changes nothing, where the row's state, the person's role or a deadline forbids it;
    OvertakenError where somebody else was faster.
    """

    store: Store
    actor: Actor
    at: dt.datetime
    errand: Errand | None = None  # what it is done for: it ends together with what it brought, or not at all

    @property
    def today(self) -> dt.date:
        """The day of the act, in Beijing."""
        return self.at.astimezone(BEIJING).date()

    def confirm(self, issue: Issue, *, why: str = "", unit: str | None = None) -> Issue:
        """It is a fault; of `unit`, where the machine did not know whose."""
        self._refuse_twin(issue)
        return self.do(issue, Act.CONFIRM, why=why, unit=unit)

    def dismiss(self, issue: Issue, *, why: str, files: Sequence[str] = ()) -> Issue:
        """It is none: 误报, until the words it was said about change."""
        return self.do(issue, Act.DISMISS, why=why, files=files, points=NOTHING, kind=Deviation.MISTAKEN)

    def reprice(self, issue: Issue, points: Decimal, scheme: Scheme, *, why: str) -> Issue:
        """It costs so much, whatever the scheme says: 改扣分, before its unit is told."""
        return self.do(
            issue,
            Act.REPRICE,
            why=why,
            points=points,
            instead_of=costs(issue, scheme),
            kind=Deviation.POINTS,
        )

    def merge(self, issue: Issue, into: Issue, *, why: str) -> Issue:
        """It speaks of the same fault as another row of its unit, and becomes part of that one; both histories say so."""
        into = find(self.store, into.number, into.portal)  # as those left it that were merged before
        refuse_merge(issue, into)
        after = self.do(issue, Act.MERGE, why=why, other=into.number)
        self._note(into, Act.ABSORBED, why=why, other=issue.number)
        return after

    def unmerge(self, issue: Issue, *, why: str = "") -> Issue:
        """It speaks of another fault after all: it is what it was before it was merged."""
        self._refuse_twin(issue)
        after = self.do(issue, Act.UNMERGE, why=why, other=issue.merged_into)
        into = find(self.store, issue.merged_into or "", issue.portal)
        if into.state not in ENDED:
            self._note(into, Act.LET_GO, why=why, other=issue.number)
        return after

    def notify(
        self,
        issue: Issue,
        scheme: Scheme,
        *,
        why: str = "",
        inspection: str | None = None,
        due_on: dt.date | None = None,
        points: Decimal | None = None,
        takes: Decimal | None = None,
    ) -> Issue:
        """Tell the unit; its clock runs from today. Days and points by the scheme, unless they are given.

        `takes`: what an inspection takes for it, after the caps; `points`: what somebody says that it costs.
        """
        calendar = operator_calendar()
        if issue.unit is not None:
            refuse_unread(issue, scheme)
        return self.do(
            issue,
            Act.NOTIFY,
            kind=None if points is None else Deviation.POINTS,
            why=why,
            inspection=inspection,
            due_on=due_on or workdays_on(self.today, scheme.rectify_workdays, calendar),
            appeal_by=workdays_on(self.today, scheme.appeal_workdays, calendar),
            points=_takes(issue, scheme, takes) if points is None else points,
        )

    def fixed(self, issue: Issue, *, why: str, url: str | None = None, files: Sequence[str] = ()) -> Issue:
        """The unit reports that it is mended."""
        return self.do(issue, Act.FIXED, why=why, url=url, files=files)

    def recheck(
        self, issue: Issue, result: str, *, why: str = "", before: str | None, after: str | None
    ) -> Issue:
        """What a look at the page came to: fixed, partly, not."""
        return self.do(issue, Act.RECHECK, outcome=result, why=why, before=before, after=after)

    def refuse_recheck(self, issue: Issue) -> None:
        """Raise IssueError where no recheck is due: the portal is not asked in vain."""
        done(issue, self._event(issue, Act.RECHECK, outcome="not"), self.actor)

    def appeal(
        self,
        issue: Issue,
        *,
        kind: Deviation,
        why: str,
        files: Sequence[str] = (),
        points: Decimal | None = None,
    ) -> Issue:
        """The unit says that it is otherwise, and what it ought to cost."""
        if kind is Deviation.POINTS and points is None:
            raise IssueError("申请改扣分要写明应当扣多少分：--points")
        asked = NOTHING if points is None else points
        return self.do(issue, Act.APPEAL, kind=kind, why=why, files=files, asked=asked)

    def decide(
        self,
        issue: Issue,
        decision: str,
        *,
        why: str,
        points: Decimal | None = None,
        until: dt.date | None = None,
        files: Sequence[str] = (),
    ) -> Issue:
        """The second reviewer's word: uphold, points, withdraw; tolerate: a special case, free of points `until` then.

        Where it stays a fault, its clock goes on with the days that were left when the unit appealed.
        """
        if (decision == "tolerate") != (until is not None):
            raise IssueError("特殊情况要用 --until 写明容忍到哪一天；其他裁定不写 --until")
        if (decision == "points") != (points is not None):
            raise IssueError("改扣分要用 --points 写明改为多少分；维持和撤销不写 --points")
        costs = NOTHING if decision == "withdraw" else points
        goes_on = decision in ("uphold", "points")
        due_on = heard(issue, self.today, operator_calendar()) if goes_on else until
        return self.do(
            issue,
            Act.DECIDE,
            outcome=decision,
            why=why,
            points=costs,
            until=until,
            due_on=due_on,
            files=files,
        )

    def withdraw(self, issue: Issue, *, why: str) -> Issue:
        """Taken back without an appeal: no points, and the row stays."""
        return self.do(issue, Act.WITHDRAW, why=why, points=NOTHING)

    def ask_extension(self, issue: Issue, until: dt.date, *, why: str, files: Sequence[str] = ()) -> Issue:
        """The unit asks for more time, while there is some left."""
        return self.do(issue, Act.ASK, until=until, why=why, files=files)

    def answer_extension(
        self,
        issue: Issue,
        *,
        grant: bool,
        why: str = "",
        until: dt.date | None = None,
        files: Sequence[str] = (),
    ) -> Issue:
        """Granted to the day that was asked for, or to `until`; or refused."""
        asked = issue.extension
        due_on = (until or (asked.until if asked else None)) if grant else None
        outcome = "grant" if grant else "refuse"
        return self.do(issue, Act.ANSWER, outcome=outcome, why=why, due_on=due_on, files=files)

    def plead(self, issue: Issue, owner: str, *, why: str, files: Sequence[str] = ()) -> Issue:
        """The unit says that it hangs on somebody else; the clock runs on until an inspector says so too."""
        return self.do(issue, Act.PLEAD, owner=owner, why=why, files=files)

    def rebut(self, issue: Issue, *, why: str) -> Issue:
        """It does not hang on anybody else: the unit can mend it."""
        return self.do(issue, Act.REBUT, why=why)

    def platform(self, issue: Issue, owner: str, *, why: str) -> Issue:
        """It hangs on somebody else: the clock stops, from the day on which the unit said so."""
        return self.do(issue, Act.PLATFORM, owner=owner, why=why)

    def remind(self, issue: Issue, *, why: str = "") -> Issue:
        """Whoever answers for the platform was reminded."""
        return self.do(issue, Act.REMIND, why=why)

    def resume(self, issue: Issue, *, why: str = "") -> Issue:
        """The unit can mend it now: the clock goes on with the days that were left."""
        return self.do(issue, Act.RESUME, why=why, due_on=resumed(issue, self.today, operator_calendar()))

    def claim(self, issue: Issue) -> Issue:
        """Take it to read; nobody else judges it meanwhile."""
        return self.do(issue, Act.CLAIM)

    def release(self, issue: Issue, *, why: str = "") -> Issue:
        """Put it back unread; a chief does so for somebody who is away."""
        return self.do(issue, Act.RELEASE, why=why)

    def second(self, issue: Issue, *, agree: bool, why: str = "") -> Issue:
        """Read by a second person, who says the same, or says why not: then it is a suspicion again."""
        return self.do(issue, Act.SECOND, outcome="agree" if agree else "differ", why=why)

    def reassess(self, issue: Issue, *, fault: bool, why: str = "") -> Issue:
        """A sampled second judgement, made without knowing the first one; it changes nothing of the row."""
        return self.do(issue, Act.REASSESS, outcome="fault" if fault else "none", why=why)

    def reply(self, issue: Issue, *, why: str, files: Sequence[str] = ()) -> Issue:
        """The answer to whoever told of it."""
        return self.do(issue, Act.REPLY, why=why, files=files)

    def do(self, issue: Issue, act: Act, *, files: Sequence[str] = (), **said: Any) -> Issue:
        """One act on the row as it was read; nothing is kept where it is not allowed."""
        event = self._event(issue, act, files=tuple(files), **said)
        after = done(issue, event, self.actor)
        self.store.issues.append(issue.portal, issue.number, event, version=issue.version)
        return after

    def _note(self, issue: Issue, act: Act, **said: Any) -> None:
        """What an act upon another row makes of this one."""
        event = self._event(issue, act, **said)
        entered(issue, event)
        self.store.issues.append(issue.portal, issue.number, event, version=issue.version)

    def _event(self, issue: Issue, act: Act, **said: Any) -> Event:
        runs = self.store.runs.newest(issue.portal, limit=1)
        return Event(
            at=self.at.astimezone(BEIJING),
            by=self.actor.name,
            role=self.actor.role,
            act=act,
            recorded_at=written_down(self.at),
            run=runs[0].id if runs else None,
            **said,
        )

    def _refuse_twin(self, issue: Issue) -> None:
        """What was cleared by mistake and opened anew since is one row, not two."""
        if issue.state not in ENDED:
            return
        for other in self.store.issues.of(issue.portal):
            lives = other.number != issue.number and other.state not in ENDED
            if lives and other.fingerprints & issue.fingerprints:
                raise IssueError(f"同一个问题已经另有一行 {other.number}，请在那一行办理")


def refuse_unread(issue: Issue, scheme: Scheme) -> None:
    """Raise IssueError where the scheme wants a second person to read the row before it goes out."""
    if issue.state is IssueState.CONFIRMED and awaits_second(issue, scheme):
        raise IssueError(
            f"问题 {issue.number} 下发以前要由第二人复核：auditor issue second {issue.number}（扣分表“{scheme.name}”）"
        )


def costs(issue: Issue, scheme: Scheme) -> Decimal:
    """What people said that the row costs; where nobody did, what the scheme says."""
    said = decided(issue)
    return price(issue, scheme) if said is None else said


def _takes(issue: Issue, scheme: Scheme, takes: Decimal | None) -> Decimal:
    """What its unit is told: an inspection drawn up before somebody said that it costs less takes no more than that."""
    said = decided(issue)
    if takes is None or said is None:
        return costs(issue, scheme) if takes is None else takes
    return min(takes, said)


def price(issue: Issue, scheme: Scheme) -> Decimal:
    """What the row costs by itself, before any cap; more where the fault came back."""
    said = issue.opening
    known = scheme.prices.get(said.code)
    if known is None:
        return NOTHING
    times = scheme.regressed_times if said.returned_from else Decimal(1)
    return known.of(said.amount) * times


def written_down(at: dt.datetime) -> dt.datetime | None:
    """The present moment, where an act is dated on another day: who backdates is seen to."""
    present = now()
    return present if present.date() != at.astimezone(BEIJING).date() else None


def as_seen(issue: Issue, version: int | None) -> Issue:
    """The row as it stood when somebody saw it with so many events: who acts upon that is told what came since."""
    if version is None or not 0 < version < issue.version:
        return issue
    return fold(issue.portal, issue.number, issue.opening, issue.events[:version])
