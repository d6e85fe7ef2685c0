"""What a run checked and what it did not, with reasons: printed in every report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.models import Coverage, Portal, RunState, SectionView, Unchecked
from auditor.store import Store

ADDRESS_UNKNOWN = "栏目网址待探明，没有检查"
NOT_VISITED = "本次没有访问到，留待下次"
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
    views = [view for view in store.sections.views(portal) if view.section.period.covers(as_of.date())]
    known = [view for view in views if view.section.url]
    unknown = [view for view in views if not view.section.url]
    left = [view for view in known if not _visited(view, as_of, until)]
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


def _nights(store: Store, portal: Portal, run_id: int) -> Iterator[Unchecked]:
    """The night itself and those around it that were void, held or partial, back to the last whole one before it."""
    for run in store.runs.newest(portal.id, limit=_NIGHTS):
        if run.id < run_id and run.state is RunState.DONE:
            return
        if run.state in (RunState.VOID, RunState.HELD, RunState.PARTIAL):
            yield Unchecked(f"{run.as_of:%Y-%m-%d}第 {run.id} 次运行", f"{run.state.label}：{run.why}")


def _visited(view: SectionView, as_of: dt.datetime, until: dt.datetime | None) -> bool:
    return any(as_of <= visit.visited_at <= (until or visit.visited_at) for visit in view.visits)


def _named(views: Iterable[SectionView], why: str) -> list[Unchecked]:
    return [Unchecked(view.section.path, why, view.section.unit) for view in views]
