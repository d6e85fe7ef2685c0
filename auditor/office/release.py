"""A held night released by a person: the ledger is moved as the night would have moved it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from auditor.ledger.advance import advance
from auditor.models import Finding, Run, RunState, StandingState
from auditor.models.complaint import CommandError
from auditor.office.terms import JUDGING
from auditor.store import Store
from auditor.workdays import BEIJING


def release(store: Store, run_id: int, *, at: dt.datetime) -> Mapping[str, int]:
    """Move the ledger by the held run; how many findings it opened and closed.

    Raises CommandError for a run that is not held, and for one that a later one has overtaken.
    """
    run = store.run(run_id)
    _refuse_what_cannot(store, run)
    before = store.findings.standings(run.portal)
    moved = store.findings.moved(run.portal, run_id)
    after = advance(
        before, _found(store, run), seen=lambda finding: finding.fingerprint in moved.closed, at=run.as_of
    )
    changes = {"new": len(moved.opened), "fixed": len(moved.closed)}
    why = f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}经人工确认放行。原待确认原因：{run.why}"
    with store.together():
        store.findings.apply(run.portal, run_id, after, before)
        store.runs.finish(
            run_id, RunState.DONE, at=run.ended_at or at, why=why, counts={**run.counts, **changes}
        )
    return changes


def _refuse_what_cannot(store: Store, run: Run) -> None:
    if run.state is not RunState.HELD:
        raise CommandError(f"第 {run.id} 次运行不是待确认，而是{run.state.label}，不需要放行。")
    later = next(
        (
            r
            for r in store.runs.newest(run.portal)
            if r.id > run.id and r.kind in JUDGING and r.state.believed
        ),
        None,
    )
    if later:
        raise CommandError(f"第 {later.id} 次运行在它之后，台账已经按那一次更新，第 {run.id} 次不能再放行。")


def _found(store: Store, run: Run) -> list[Finding]:
    """What the run found, as it found it."""
    states = [state for state in StandingState if state is not StandingState.FIXED]
    return [
        replace(finding, state="new", first_seen_at=None, last_seen_at=None)
        for state in states
        for finding in store.findings.each(run.portal, state=state, run=run.id)
    ]
