"""A quarter drawn up from what the store remembers: everything its papers say, as one noun that can be kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.config.calendar import operator_calendar
from auditor.inspection.inspected import Inspected, inspected
from auditor.inspection.period import Term
from auditor.inspection.pictured import Pictured
from auditor.inspection.scheme import Scheme
from auditor.models import Coverage, Portal, Run
from auditor.office.coverage import coverage_of
from auditor.office.terms import (
    READING,
    Stood,
    beginning,
    day_after,
    last_judged,
    read_since,
    stood_after,
    stood_before,
)
from auditor.rule.book import rulebook
from auditor.store import Store
from reports.comparison import Comparison, Previous, compare


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """What the bulletin, the lists and the ledger of a period are printed from, and from nothing else."""

    inspected: Inspected
    comparison: Comparison | None  # with the last period; None: there is none
    since: dt.date | None  # the first day on which the portal was read
    fixes: Mapping[str, str]  # by code: how to mend it, as the rule book said then
    pictured: Pictured | None = None  # what its pictures are drawn from; None: nobody asked for them


def draw_up(
    store: Store,
    portal: Portal,
    run: Run,
    prices: Scheme,
    term: Term,
    *,
    coverage: Coverage | None = None,
    as_of: dt.datetime | None = None,
) -> Quarter:
    """The period that `run` read last, as its last judgement left it; `as_of`: no later than that day."""
    from reports.book.rulebook import fixes  # which a judgement does not need

    end = min(beginning(term.following), day_after(as_of)) if as_of else beginning(term.following)
    stands = stood_before(store, portal, end)
    before = _stood_before(store, portal, term)
    return Quarter(
        inspected=inspected(
            portal,
            stands.findings,
            coverage or coverage_of(store, portal, run.id, as_of=run.as_of, until=run.ended_at),
            prices,
            as_of=run.as_of,
            period=term.name,
            calendar=operator_calendar(),
            earlier=before.charged,
        ),
        comparison=_compared(store, portal, prices, term, stands, before),
        since=read_since(store, portal, term, run.as_of.date()),
        fixes=fixes(rulebook()),
    )


def _stood_before(store: Store, portal: Portal, term: Term) -> Stood:
    return stood_after(store, portal, last_judged(store, portal, before=beginning(term)))


def _compared(
    store: Store, portal: Portal, prices: Scheme, term: Term, now_stands: Stood, before: Stood
) -> Comparison | None:
    """This period against the last one in which the portal was judged; None where there is none."""
    judged = last_judged(store, portal, before=beginning(term))
    runs = [store.runs.last_good(portal.id, kind, before=beginning(term)) for kind in READING]
    read = max((run for run in runs if run), key=lambda run: run.id, default=None)
    if judged is None or read is None:
        return None
    last = Term.of(term.months, judged.as_of.date())
    previous = Previous(
        name=last.name,
        as_of=judged.as_of,
        findings=before.findings,
        read=store.coverage.of(portal.id, read.id).sections_by_unit,
        earlier=_stood_before(store, portal, last).charged,
    )
    return compare(previous, now_stands.ledger, portal.units, prices)
