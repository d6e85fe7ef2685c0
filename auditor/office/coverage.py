"""What a run checked and what it did not, with reasons: printed in every report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.models import Coverage, Portal, Run, RunState, Section, Unchecked
from auditor.store import Store
from auditor.store.sections import section_key

ADDRESS_UNKNOWN = "栏目网址待探明，没有检查"
NOT_VISITED = "本次没有访问到，留待下次"
_COVERAGE = "coverage"
_NIGHTS = 30  # looked back on
RULE_OFF = "已在档案中停用"


def coverage_of(
    store: Store,
    portal: Portal,
    run_id: int,
    *,
    as_of: dt.datetime,
    until: dt.datetime | None = None,
    more: Iterable[Unchecked] = (),
) -> Coverage:
    """The numbers of the run from `as_of` to `until` (None: it goes on), with every section it did not read, every
    rule that the profile switches off, and `more` unchecked.
    """
    seen = store.coverage.of(portal.id, run_id)
    sections = [section for section in portal.sections if section.period.covers(as_of.date())]
    known = [section for section in sections if section.url]
    unknown = [section for section in sections if not section.url]
    visited = store.sections.visited(portal.id, as_of, until)
    left = [section for section in known if section_key(section) not in visited]
    unchecked = [*seen.unchecked, *_named(left, NOT_VISITED), *_named(unknown, ADDRESS_UNKNOWN)]
    unchecked += [
        Unchecked(f"规则 {code}", f"{RULE_OFF}：{why}") for code, why in portal.disabled_rules.items()
    ]
    unchecked += _nights(store, portal, run_id)
    named = {item.what for item in unchecked}
    return replace(
        seen,
        sections=len(known),
        sections_unknown=len(unknown),
        unchecked=(*unchecked, *(item for item in more if item.what not in named)),
    )


def keep_coverage(store: Store, portal: Portal, run: Run, seen: Coverage) -> None:
    """What a run that has ended came to, for those who look at it later."""
    store.tallies.keep(portal.id, run.id, _COVERAGE, seen)


def kept_coverage(store: Store, portal: Portal, run: Run) -> Coverage:
    """What the run came to, as it was kept at its end; counted now where it was not."""
    kept = store.tallies.of(run.id, _COVERAGE, Coverage) if run.ended_at else None
    return kept or coverage_of(store, portal, run.id, as_of=run.as_of, until=run.ended_at)


def _nights(store: Store, portal: Portal, run_id: int) -> Iterator[Unchecked]:
    """The night itself and those around it that were void, held or partial, back to the last whole one before it."""
    for run in store.runs.newest(portal.id, limit=_NIGHTS):
        if run.id < run_id and run.state is RunState.DONE:
            return
        if run.state in (RunState.VOID, RunState.HELD, RunState.PARTIAL):
            yield Unchecked(f"{run.as_of:%Y-%m-%d}第 {run.id} 次运行", f"{run.state.label}：{run.why}")


def _named(sections: Iterable[Section], why: str) -> list[Unchecked]:
    return [Unchecked(section.path, why, section.unit) for section in sections]
