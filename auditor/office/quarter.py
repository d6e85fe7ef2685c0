"""A quarter drawn up from what the store remembers: everything its papers say, as one noun that can be kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from auditor.config.calendar import operator_calendar
from auditor.inspection.inspected import Inspected, inspected
from auditor.inspection.period import Term
from auditor.inspection.pictured import Pictured
from auditor.inspection.rebasing import held
from auditor.inspection.scheme import Scheme
from auditor.inspection.settling import Amendment
from auditor.models import Coverage, Portal, Run, Standing
from auditor.models.inspection import RECORDS
from auditor.models.portal import Period
from auditor.office.coverage import coverage_of
from auditor.office.dockets import Bench
from auditor.office.terms import READING, beginning, day_after, last_judged, read_since, stood_before
from auditor.rule.book import rulebook
from auditor.store import Store
from auditor.text.wording import local_day
from reports.comparison import Comparison, Previous, compare


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """What the bulletin, the lists and the ledger of a period are printed from, and from nothing else."""

    inspected: Inspected
    comparison: Comparison | None  # with the last period; None: there is none
    since: dt.date | None  # the first day on which the portal was read
    fixes: Mapping[str, str]  # by code: how to mend it, as the rule book said then
    amendments: tuple[Amendment, ...] = ()  # of a record: what was decided after it had been sent
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
    bench = Bench.of(store, portal, prices, until=day_after(as_of) if as_of else None)
    every = bench.docket(end, local_day(run.as_of), beginning(term))
    made = every.about({finding.fingerprint for finding in (*stands.findings, *every.by_hand)})
    return Quarter(
        inspected=inspected(
            portal,
            stands.findings,
            coverage or coverage_of(store, portal, run.id, as_of=run.as_of, until=run.ended_at),
            prices,
            as_of=run.as_of,
            period=term.name,
            calendar=operator_calendar(),
            earlier=bench.charged_before(beginning(term)),
            docket=made,
            since=term.first_on,
        ),
        comparison=_compared(bench, term, tuple(made.followed(stands.ledger))),
        since=read_since(store, portal, term, run.as_of.date()),
        fixes=fixes(rulebook()),
    )


def _compared(bench: Bench, term: Term, ledger: tuple[Standing, ...]) -> Comparison | None:
    """This period against the last one in which the portal was judged; None where there is none."""
    store, portal = bench.store, bench.portal
    judged = last_judged(store, portal, before=beginning(term))
    runs = [store.runs.last_good(portal.id, kind, before=beginning(term)) for kind in READING]
    read = max((run for run in runs if run), key=lambda run: run.id, default=None)
    if judged is None or read is None:
        return None
    last = Term.of(term.months, judged.as_of.date())
    previous = Previous(
        name=last.name,
        as_of=judged.as_of,
        findings=bench.held_before(beginning(term)),
        read=store.coverage.of(portal.id, read.id).sections_by_unit,
        earlier=bench.charged_before(beginning(last)),
        held=held(portal, Period(last.first_on, local_day(judged.as_of))),
    )
    compared = compare(previous, ledger, portal.units, bench.scheme)
    return replace(compared, scores=_recorded(bench, last) or compared.scores)


def _recorded(bench: Bench, last: Term) -> dict[str, Decimal]:
    """The scores of the last period as they were frozen, where they were: they are what the units were told."""
    of_last = (
        one
        for one in bench.store.inspections.all(bench.portal.id)
        if one.number == last.code and one.state in RECORDS
    )
    return {r.unit: r.score for one in of_last for r in one.scores if r.score is not None}
