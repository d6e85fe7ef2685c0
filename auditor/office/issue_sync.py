"""The rows that a judgement opens and moves on, and those that people add: written with the ledger, or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from auditor.ledger.issue import IssueError, refuse_stranger
from auditor.ledger.issue_opening import Signs
from auditor.ledger.issue_sync import MACHINE, Look, steps
from auditor.models import Finding, Standing, Verdict
from auditor.models.address import canonical
from auditor.models.complaint import CommandError
from auditor.models.issue import Event, Issue, Opening
from auditor.models.issue_kinds import ENDED, Act, Deviation, Source
from auditor.models.role import Actor, Role
from auditor.office.issues import written_down
from auditor.rule import Rule
from auditor.rule.book import manual_checks, rulebook
from auditor.rule.manual import ManualCheck
from auditor.store import Store
from auditor.workdays import BEIJING


def sync(
    store: Store,
    portal_id: str,
    ledger: Iterable[Standing],
    *,
    run: int,
    at: dt.datetime,
    saw: Callable[[Finding], bool],
) -> None:
    """Bring the rows after the ledger as a judgement left it; `run` is the one that read, `saw` what it really read.

    Called inside the transaction that moves the ledger; doing it again changes nothing.
    """
    at = at.astimezone(BEIJING)
    look = Look(at=at, run=run, saw=saw, signs=lambda finding: _signs(store, portal_id, finding))
    store.issues.hold(portal_id)
    rows = store.issues.of(portal_id)
    due = steps(ledger, rows, look)
    versions = {issue.number: issue.version for issue in rows}
    for number, event in due.noted:
        store.issues.append(portal_id, number, event, version=versions[number])
        versions[number] += 1
    first = Event(at=at, by=MACHINE, role=Role.MACHINE, act=Act.OPEN, run=run)
    store.issues.open(portal_id, ((opening, first) for opening in due.openings))


def add(
    store: Store,
    portal_id: str,
    opening: Opening,
    actor: Actor,
    at: dt.datetime,
    *,
    why: str = "",
    points: Decimal | None = None,
    files: Sequence[str] = (),
) -> Issue:
    """A row that a person writes: an inspector's own find, a matter from outside, a unit's own report."""
    refuse_stranger(Act.ADD, actor, opening.unit)
    if actor.role is Role.UNIT and opening.source is not Source.SELF:
        raise IssueError("责任单位登记的是单位自查的问题，来源请写：--source 单位自查")
    if points is not None and actor.role is Role.UNIT:
        raise IssueError("扣多少分由检查人员写")
    opening = replace(opening, resembles=known_as(store.issues.of(portal_id), opening))
    runs = store.runs.newest(portal_id, limit=1)
    first = Event(
        at=at.astimezone(BEIJING),
        by=actor.name,
        role=actor.role,
        act=Act.ADD,
        why=why,
        points=points,
        kind=None if points is None else Deviation.POINTS,
        files=tuple(files),
        recorded_at=written_down(at),
        run=runs[0].id if runs else None,
    )
    return store.issues.open(portal_id, [(opening, first)])[0]


def known_as(issues: Iterable[Issue], opening: Opening) -> str | None:
    """The living row that speaks of the same address by the same rule: what a person brings is known already."""
    address = canonical(opening.url)
    same = (
        row.number
        for row in issues
        if row.state not in ENDED
        and row.opening.code == opening.code
        and address in {canonical(row.url), canonical(row.page_url)}
    )
    return next(same, None)


def opening_by_hand(source: Source, *, code: str, **said: Any) -> Opening:
    """What a person writes, under the name, basis and severity of the rule book's own code.

    Raises CommandError for a code that the rule book does not have.
    """
    checks: list[Rule | ManualCheck] = [*rulebook(), *manual_checks()]
    known = next((check for check in checks if check.code == code.strip().upper()), None)
    if known is None:
        raise CommandError(f"没有规则“{code}”。全部规则见：auditor rules")
    return Opening(
        source=source,
        code=known.code,
        name=known.name,
        basis=known.basis,
        severity=known.severity,
        verdict=Verdict.FAIL,
        rule_version=known.version,
        **said,
    )


def _signs(store: Store, portal_id: str, finding: Finding) -> Signs:
    stored = store.pages.stored(portal_id, finding.page_url or finding.url)
    if stored is None:
        return Signs(title=finding.title)
    page, _ = stored
    return Signs(page.fields.get("index_number"), page.title, page.text_digest)
