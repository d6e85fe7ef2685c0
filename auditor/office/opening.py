"""Inspections begun: drawn up from what the store holds, the portal is not asked."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import replace
from pathlib import Path

from auditor.inspection.inspected import Inspected
from auditor.inspection.period import Months, Term
from auditor.inspection.results import results, versions
from auditor.inspection.sample import frame_hash, sampled, strata_of
from auditor.models import Period, Portal, Run
from auditor.models.complaint import CommandError
from auditor.models.inspection import Inspection, InspectionKind
from auditor.models.role import Role
from auditor.office import appraisal, quarter, special, spot_check
from auditor.office.acts import may_open, opened
from auditor.office.asked_rules import asked_rules
from auditor.office.issues import Desk
from auditor.office.papers import SCHEME, packed_scheme, refuse_future, scheme_of
from auditor.office.pictures import with_pictures
from auditor.office.terms import beginning, day_after, last_crawl
from auditor.rule.book import chosen, rulebook
from auditor.store import Store
from auditor.workdays import BEIJING

MOST_SEED = 10**6
SPOT_SCHEME, YEAR_SCHEME = "spot_check", "annual_appraisal"


def open_spot(
    desk: Desk,
    portal: Portal,
    term: Term | None,
    *,
    why: str = "",
    as_of: dt.datetime | None = None,
    seed: int | None = None,
    size: int | None = None,
    scheme: str = SPOT_SCHEME,
) -> Inspection:
    """Draw the pages and keep what stands on them. Without a seed one is drawn too, and told."""
    store = desk.store
    term = term or _term_of(store, portal, 1, as_of)
    if term.months == 12:
        raise CommandError(
            f"日常抽测按月或者按季度建立，应当写成 {term.code}-05 或者 {term.code}Q2。没有改动。"
        )
    number = _next_number(store, portal, term, "S", desk.actor.role)
    run = _read(store, portal, term, as_of)
    drawn = spot_check.draw_up(
        store,
        portal,
        run,
        packed_scheme(scheme, store),
        term,
        as_of=_day(term, as_of or run.as_of),
        seed=secrets.randbelow(MOST_SEED) if seed is None else seed,
        size=size,
    )
    window = Period(term.first_on, drawn.inspected.as_of)
    inspection = replace(
        _inspection(number, InspectionKind.SPOT, term, drawn.inspected, window),
        seed=drawn.seed,
        frame_hash=frame_hash(drawn.frame),
        strata=strata_of(drawn.frame, (one.page for one in drawn.pages)),
        sample=tuple(sampled(one.page, one.why) for one in drawn.pages),
    )
    return opened(desk, inspection, drawn, why=why)


def open_quarter(
    desk: Desk,
    portal: Portal,
    term: Term | None,
    *,
    why: str = "",
    as_of: dt.datetime | None = None,
    scheme: str = SCHEME,
) -> Inspection:
    """Draw up the quarter as its last judgement left it; a draft is drawn up anew."""
    store = desk.store
    term = term or _term_of(store, portal, 3, as_of)
    if term.months != 3:
        raise CommandError(f"季度检查按季度建立，{term.name}不是季度，应当写成 2026Q2。没有改动。")
    may_open(store, portal.id, term.code, desk.actor.role)
    run = _read(store, portal, term, as_of)
    drawn = quarter.draw_up(store, portal, run, scheme_of(scheme, store), term, as_of=as_of)
    drawn = with_pictures(store, portal, drawn, term)
    window = Period(drawn.since or drawn.inspected.as_of, drawn.inspected.as_of)
    inspection = _inspection(term.code, InspectionKind.QUARTER, term, drawn.inspected, window)
    return opened(desk, inspection, drawn, why=why, anew=True)


def open_special(
    desk: Desk,
    portal: Portal,
    term: Term | None,
    *,
    why: str = "",
    codes: tuple[str, ...],
    as_of: dt.datetime | None = None,
    scheme: str = SCHEME,
) -> Inspection:
    """Ask some rules about everything that was stored by the day."""
    store = desk.store
    term = term or _term_of(store, portal, 12, as_of)
    number = _next_number(store, portal, term, "Z", desk.actor.role)
    run, rules = _read(store, portal, term, as_of), chosen(rulebook(), codes)
    drawn = special.draw_up(
        store, portal, run, scheme_of(scheme, store), term, rules=rules, as_of=_day(term, as_of or run.as_of)
    )
    window = Period(term.first_on, drawn.inspected.as_of)
    inspection = _inspection(number, InspectionKind.SPECIAL, term, drawn.inspected, window)
    asked = {rule.code for rule in rules}
    kept = {code: version for code, version in inspection.rule_versions.items() if code in asked}
    return opened(desk, replace(inspection, rule_versions=kept), drawn, why=why)


def open_year(
    desk: Desk,
    portal: Portal,
    term: Term | None,
    *,
    why: str = "",
    marks: Path | None,
    scheme: str = YEAR_SCHEME,
    as_of: dt.datetime | None = None,
) -> Inspection:
    """Appraise the year from its frozen quarters and spot checks, and the marks that people gave for the rest."""
    store = desk.store
    term = term or _term_of(store, portal, 12, as_of)
    if term.months != 12:
        raise CommandError(f"年度考核按年建立，{term.name}不是一年，应当写成 {term.year}。没有改动。")
    may_open(store, portal.id, term.code, desk.actor.role)
    drawn = appraisal.draw_up(store, portal, term, packed_scheme(scheme, store), marks, on=_on(desk, as_of))
    return opened(desk, appraisal.inspection_of(drawn, portal, term), drawn, why=why, anew=True)


def _inspection(
    number: str, kind: InspectionKind, term: Term, looked_at: Inspected, window: Period
) -> Inspection:
    portal, scheme = looked_at.portal, looked_at.scheme
    return Inspection(
        number=number,
        kind=kind,
        portal=portal.id,
        period=term.code,
        window=window,
        scheme=scheme.name,
        rule_versions=versions(asked_rules(portal, looked_at.as_of), looked_at.findings),
        coverage=looked_at.coverage,
        scores=results(looked_at.scores, scheme),
        appeal_workdays=scheme.appeal_workdays,
    )


def _term_of(store: Store, portal: Portal, months: Months, as_of: dt.datetime | None) -> Term:
    """The period of the day, else of the last night."""
    day = as_of or last_crawl(store, portal).as_of
    return Term.of(months, day.date())


def _read(store: Store, portal: Portal, term: Term, as_of: dt.datetime | None) -> Run:
    """The last reading of the period, no later than the day. Raises CommandError where there is none."""
    run = last_crawl(store, portal, term, before=day_after(as_of) if as_of else None)
    refuse_future(as_of, run)
    return run


def _on(desk: Desk, as_of: dt.datetime | None) -> dt.date:
    """The day that a year is appraised on."""
    return (as_of or desk.at).astimezone(BEIJING).date()


def _day(term: Term, moment: dt.datetime) -> dt.datetime:
    """The moment that is looked at: the last one of the period where it is over by then."""
    return min(moment, beginning(term.following) - dt.timedelta(seconds=1))


def _next_number(store: Store, portal: Portal, term: Term, letter: str, role: Role) -> str:
    """`2026-05-S1`, then `2026-05-S2`."""
    before = [one.number for one in store.inspections.all(portal.id)]
    taken = [number for number in before if number.startswith(f"{term.code}-{letter}")]
    number = f"{term.code}-{letter}{len(taken) + 1}"
    may_open(store, portal.id, number, role)
    return number
