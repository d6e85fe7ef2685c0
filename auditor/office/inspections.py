"""Inspections opened, sent, frozen: every act is a row of the shelf, and one the state does not allow changes nothing."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from auditor.config.calendar import operator_calendar
from auditor.inspection.acts import FREEZE, OPEN, SEND, check_role, check_state, frozen, sent
from auditor.inspection.inspected import Inspected
from auditor.inspection.period import Term
from auditor.inspection.results import results, sealed, versions
from auditor.inspection.sample import frame_hash, sampled, strata_of
from auditor.inspection.scheme import load_scheme
from auditor.models import Finding, Period, Portal
from auditor.models.complaint import CommandError
from auditor.models.inspection import Inspection, InspectionEvent, InspectionKind, Role
from auditor.office import quarter, spot_check
from auditor.office.papers import scheme_of
from auditor.office.terms import beginning, day_after, last_crawl
from auditor.rule.book import rulebook
from auditor.store import Store
from auditor.workdays import BEIJING

MOST_SEED = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, when and why."""

    by: str
    role: Role
    at: dt.datetime
    why: str = ""

    def event(self, act: str) -> InspectionEvent:
        """What the shelf keeps of it."""
        return InspectionEvent(act=act, at=self.at, by=self.by, role=self.role, why=self.why)


def open_spot(
    store: Store,
    portal: Portal,
    term: Term | None,
    actor: Actor,
    *,
    as_of: dt.datetime | None = None,
    seed: int | None = None,
    size: int | None = None,
) -> Inspection:
    """Draw the pages and keep what stands on them. Without a seed one is drawn too, and told."""
    check_role(OPEN, actor.role)
    term = term or _term_of(store, portal, 1, as_of)
    if term.months == 12:
        raise CommandError(
            f"日常抽测按月或者按季度建立，应当写成 {term.code}-05 或者 {term.code}Q2。没有改动。"
        )
    run = last_crawl(store, portal, before=_end(term, as_of))
    day = as_of or run.as_of
    prices = load_scheme("spot_check", codes=_codes())
    number = _next_number(store, portal, term, "S")
    drawn = spot_check.draw_up(
        store,
        portal,
        run,
        prices,
        term,
        as_of=day,
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
    return _opened(store, inspection, drawn, actor, after=0)


def open_quarter(
    store: Store, portal: Portal, term: Term | None, actor: Actor, *, as_of: dt.datetime | None = None
) -> Inspection:
    """Draw up the quarter as its last judgement left it; a draft is drawn up anew."""
    check_role(OPEN, actor.role)
    term = term or _term_of(store, portal, 3, as_of)
    if term.months != 3:
        raise CommandError(f"季度检查按季度建立，{term.name}不是季度，应当写成 2026Q2。没有改动。")
    done = _done_with(store, portal, term.code)
    run = last_crawl(store, portal, term, before=day_after(as_of) if as_of else None)
    drawn = quarter.draw_up(store, portal, run, scheme_of("quarterly_check"), term, as_of=as_of)
    window = Period(drawn.since or drawn.inspected.as_of, drawn.inspected.as_of)
    inspection = _inspection(term.code, InspectionKind.QUARTER, term, drawn.inspected, window)
    return _opened(store, inspection, drawn, actor, after=done)


def send(store: Store, number: str, portal_id: str | None, actor: Actor) -> Inspection:
    """The draft goes to the units; from the next day on they have so many working days to appeal."""
    check_role(SEND, actor.role)
    day, calendar = actor.at.astimezone(BEIJING).date(), operator_calendar()
    return _moved(store, number, portal_id, actor.event(SEND), lambda draft: sent(draft, day, calendar))


def freeze(store: Store, number: str, portal_id: str | None, actor: Actor) -> Inspection:
    """What was sent becomes the record: it is not drawn up again, so nothing enters that no unit was told of."""
    check_role(FREEZE, actor.role)
    return _moved(store, number, portal_id, actor.event(FREEZE), frozen)


def _moved(
    store: Store,
    number: str,
    portal_id: str | None,
    event: InspectionEvent,
    move: Callable[[Inspection], Inspection],
) -> Inspection:
    with store.together():
        before = store.inspections.get(number, portal_id)
        check_state(before, event.act)
        after = move(before)
        store.inspections.add(after, event, after=len(store.inspections.events(before)))
    return after


def _opened(store: Store, inspection: Inspection, basis: Any, actor: Actor, *, after: int) -> Inspection:
    whole = sealed(inspection, basis)
    store.inspections.add(whole, actor.event(OPEN), basis=basis, after=after)
    return whole


def _inspection(
    number: str,
    kind: InspectionKind,
    term: Term,
    looked_at: Inspected,
    window: Period,
) -> Inspection:
    scheme = looked_at.scheme
    return Inspection(
        number=number,
        kind=kind,
        portal=looked_at.portal.id,
        period=term.code,
        window=window,
        scheme=scheme.name,
        rule_versions=_versions(looked_at.portal, looked_at.findings),
        coverage=looked_at.coverage,
        scores=results(looked_at.scores, scheme),
        appeal_workdays=scheme.appeal_workdays,
    )


def _versions(portal: Portal, findings: Iterable[Finding]) -> dict[str, int]:
    asked = {rule.code: rule.version for rule in rulebook() if rule.code not in portal.disabled_rules}
    return versions(asked, findings)


def _codes() -> set[str]:
    return {rule.code for rule in rulebook()} | load_scheme("quarterly_check").prices.keys()


def _term_of(store: Store, portal: Portal, months: Any, as_of: dt.datetime | None) -> Term:
    """The period of the day, else of the last night."""
    day = as_of or last_crawl(store, portal).as_of
    return Term.of(months, day.date())


def _end(term: Term, as_of: dt.datetime | None) -> dt.datetime:
    """The first moment that is not looked at any more."""
    over = beginning(term.following)
    return min(over, day_after(as_of)) if as_of else over


def _next_number(store: Store, portal: Portal, term: Term, letter: str) -> str:
    """`2026-05-S1`, then `2026-05-S2`."""
    before = [one.number for one in store.inspections.all(portal.id)]
    taken = [number for number in before if number.startswith(f"{term.code}-{letter}")]
    return f"{term.code}-{letter}{len(taken) + 1}"


def _done_with(store: Store, portal: Portal, number: str) -> int:
    """How many things were done with it; 0 where it is new. Raises CommandError where it is no draft any more."""
    there = next((one for one in store.inspections.all(portal.id) if one.number == number), None)
    if there is None:
        return 0
    check_state(there, OPEN)
    return len(store.inspections.events(there))
