"""专项检查: some rules over everything that is stored, without asking the portal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.config.calendar import operator_calendar
from auditor.inspection.inspected import inspected
from auditor.inspection.period import Term
from auditor.inspection.scheme import Scheme
from auditor.judge.judge import Judgement
from auditor.models import Finding, Portal, Run, StandingState, Unchecked
from auditor.models.inspection import InspectionKind
from auditor.office.coverage import coverage_of
from auditor.office.dockets import Bench
from auditor.office.past import judge_stored_by
from auditor.office.quarter import Quarter
from auditor.office.terms import beginning, day_after, stood_before
from auditor.rule import Rule
from auditor.rule.book import rulebook
from auditor.store import Store
from auditor.text.wording import local_day


def draw_up(
    store: Store,
    portal: Portal,
    run: Run,
    prices: Scheme,
    term: Term,
    *,
    rules: Sequence[Rule],
    as_of: dt.datetime,
) -> Quarter:
    """What the rules say of what was stored by the day; what the ledger knows keeps its state and its first day."""
    from reports.book.rulebook import fixes

    judged = judge_stored_by(store, portal, as_of, rules)
    end = min(beginning(term.following), day_after(as_of))
    known = {f.fingerprint: f for f in stood_before(store, portal, end).findings}
    made = Bench.of(store, portal, prices, until=day_after(as_of)).docket(
        end, local_day(min(as_of, run.as_of))
    )
    asked = {rule.code for rule in rules}
    strange = {f.fingerprint for f in made.by_hand if f.code not in asked}
    codes = sorted(asked)
    coverage = coverage_of(
        store,
        portal,
        run.id,
        as_of=run.as_of,
        until=run.ended_at,
        more=[*judged.unchecked, Unchecked("其他规则", f"这次专项只查{'、'.join(codes)}")],
    )
    return Quarter(
        inspected=inspected(
            portal,
            _told(judged, known),
            coverage,
            replace(prices, name=InspectionKind.SPECIAL.label, columns={}),  # a few rules: no part is wanting
            as_of=min(as_of, run.as_of),
            period=f"{term.name}专项",
            calendar=operator_calendar(),
            docket=made.about({key for key in made.rulings if key not in strange}),
        ),
        comparison=None,
        since=None,
        fixes=fixes(rulebook()),
    )


def _told(judged: Judgement, known: Mapping[str, Finding]) -> Iterator[Finding]:
    for finding in judged.findings:
        before = known.get(finding.fingerprint)
        if before is None:
            yield finding
        else:
            yield replace(finding, state=before.state, first_seen_at=before.first_seen_at)
    for finding in judged.exempted:
        yield replace(finding, state=StandingState.EXEMPTED.value)
