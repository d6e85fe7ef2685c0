"""A held night, or lists that a night did not believe, released by a person: it was as the night read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.evidence.chain import seal
from auditor.ledger.advance import advance
from auditor.models import Finding, Run, RunState, StandingState
from auditor.models.complaint import CommandError
from auditor.office.issue_sync import sync
from auditor.office.terms import JUDGING, READING
from auditor.store import Store
from auditor.workdays import BEIJING


@dataclass(frozen=True, slots=True)
class Released:
    """What a release came to. Lists by their sections' paths."""

    opened: int = 0  # findings
    closed: int = 0
    shrunk: tuple[str, ...] = ()  # lists believed now
    grown: tuple[str, ...] = ()  # lists that the next night reads to their end


def release(store: Store, run_id: int, *, at: dt.datetime) -> Released:
    """Move the ledger by the held run, and believe the lists that it did not.

    Raises CommandError for a run of which nothing waits, and for one that a later one has overtaken.
    """
    run = store.run(run_id)
    if run.state not in (RunState.HELD, RunState.PARTIAL):
        raise CommandError(f"第 {run.id} 次运行不是待确认，而是{run.state.label}，不需要放行。")
    _refuse_overtaken(store, run)
    with store.together():
        shrunk, grown = store.sections.confirm(run.portal, run_id)
        done = Released(shrunk=tuple(shrunk), grown=tuple(grown))
        if run.state is RunState.HELD:
            done = _move(store, run, done)
        elif not (shrunk or grown):
            raise CommandError(f"第 {run.id} 次运行没有待确认的栏目，不需要放行。")
        _record(store, run, done, at)
        store.tallies.forget(run.id)
        seal(store, run.portal, at=at, again=run.id)
    return done


def waits(store: Store, run: Run) -> bool:
    """Whether something of the run waits for a person who releases it."""
    held = run.state is RunState.HELD
    lists = run.state is RunState.PARTIAL and store.sections.waiting(run.portal, run.id)
    return bool(held or lists) and _overtaken(store, run) is None


def _move(store: Store, run: Run, done: Released) -> Released:
    before = store.findings.standings(run.portal)
    moved = store.findings.moved(run.portal, run.id)
    after = advance(
        before, _found(store, run), seen=lambda finding: finding.fingerprint in moved.closed, at=run.as_of
    )
    store.findings.apply(run.portal, run.id, after, before)
    sighted = moved.opened.keys() | moved.closed.keys()
    saw = lambda finding: finding.fingerprint in sighted  # noqa: E731
    sync(store, run.portal, after, run=run.counts.get("read_in", run.id), at=run.as_of, saw=saw)
    return replace(done, opened=len(moved.opened), closed=len(moved.closed))


def _record(store: Store, run: Run, done: Released, at: dt.datetime) -> None:
    """Write into the run who moved it on, and when."""
    why = f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}经人工确认放行。原待确认原因：{run.why}"
    held = run.state is RunState.HELD
    changes = {"new": done.opened, "fixed": done.closed} if held else {}
    state = RunState.DONE if held else run.state
    store.runs.finish(run.id, state, at=run.ended_at or at, why=why, counts={**run.counts, **changes})


def _refuse_overtaken(store: Store, run: Run) -> None:
    if overtook := _overtaken(store, run):
        raise CommandError(f"第 {overtook.id} 次运行在它之后，已经按那一次更新，第 {run.id} 次不能再放行。")


def _overtaken(store: Store, run: Run) -> Run | None:
    """The later run by which the ledger was moved since."""
    kinds = JUDGING if run.state is RunState.HELD else READING
    later = (r for r in store.runs.newest(run.portal) if r.id > run.id and r.kind in kinds)
    return next((r for r in later if r.state.believed), None)


def _found(store: Store, run: Run) -> Iterator[Finding]:
    """What the run found, as it found it."""
    for state in StandingState:
        if state is not StandingState.FIXED:
            for finding in store.findings.each(run.portal, state=state, run=run.id):
                yield replace(finding, state="new", first_seen_at=None, last_seen_at=None)
