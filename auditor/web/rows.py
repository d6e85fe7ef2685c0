"""One row of the 台账 as everybody concerned sees it; the acts that this person can do now stand below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from starlette.responses import HTMLResponse

from auditor.ledger.open_acts import open_acts, open_outcomes
from auditor.models.errand import Errand, ErrandKind
from auditor.models.issue import Event, Issue
from auditor.models.issue_kinds import OUTCOMES, Act
from auditor.models.role import Role
from auditor.office.errands import OF_ROWS, will_look_again
from auditor.office.issues import costs
from auditor.office.record import scheme_by
from auditor.rule.book import manual_checks, rulebook
from auditor.web.clocks import left_of
from auditor.web.desk import AtHand, Here
from auditor.web.pages import page
from auditor.web.roles import admits_people
from auditor.web.rooms import room
from auditor.web.unit import RowLine
from reports.book.rule_entries import Check, Entry, entry_of

routes = room()


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that the person can do now, and what it can come to."""

    act: Act
    outcomes: tuple[tuple[str, str], ...]


@routes.get("/issues/{portal}/{number}")
@admits_people()
def row(here: AtHand, portal: str, number: str) -> HTMLResponse:
    """The row: what is wrong, what it rests on, how to mend it, by when, what was done, what can be done."""
    issue = here.row(portal, number)
    return page(here.request, "row.html", **shown(here, issue))


def shown(here: Here, issue: Issue) -> dict[str, Any]:
    """What the page of a row is printed from."""
    errand, line = errand_of(here, issue), RowLine(issue, left_of(issue, here.today))
    return {
        "issue": issue,
        "portal": here.portal(issue.portal),
        "left": line.left,
        "step": line.step,
        "rule": rule_told(issue.opening.code),
        "offers": list(offers(here, issue)),
        "history": [(event, outcome_told(event)) for event in reversed(issue.events)],
        "files": {upload.name for upload in here.house.store.uploads.of(issue.portal, issue.number)},
        "errand": errand,
        "again": errand is not None and will_look_again(errand),
        "costs": costs(issue, scheme_by(here.house.store, issue.portal, None)),
        "today": here.today,
    }


def errand_of(here: Here, issue: Issue) -> Errand | None:
    """The newest look at the row's page; what an inspector asked for is not a unit's to see."""
    kinds = (ErrandKind.LOOK,) if here.user.role is Role.UNIT else OF_ROWS
    return here.house.store.errands.about(issue.portal, issue.number, kinds)


def offers(here: Here, issue: Issue) -> Iterator[Offer]:
    """What the ledger would let this person do now."""
    for act in open_acts(issue, here.actor, here.at):
        found = open_outcomes(issue, act, here.actor, here.at)
        yield Offer(act, tuple((name, OUTCOMES[name]) for name in found if name))


def outcome_told(event: Event) -> str:
    """What an act came to."""
    return OUTCOMES.get(event.outcome, "")


def checks_told() -> tuple[tuple[str, str], ...]:
    """Code and name of every check of the rule book, in its order."""
    return tuple(dict.fromkeys((check.code, check.name) for check in _book()))


@cache
def rule_told(code: str) -> Entry | None:
    """The check as the rule book prints it, its newest version; None where the book has none of that code."""
    known = [check for check in _book() if check.code == code]
    return entry_of(known[-1]) if known else None


def _book() -> tuple[Check, ...]:
    return (*rulebook(), *manual_checks())
