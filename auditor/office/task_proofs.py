"""The pages that may show a result of a duty, noted while a judgement walks all pages: nobody walks them again to read a list."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.inspection.proofs import Found, Seeker, found_in
from auditor.models import Page, Plan, Portal, Proof
from auditor.models.complaint import CommandError
from auditor.models.record import encode
from auditor.office.tasks import plan_on
from auditor.store import Store

_NAME = "task proofs"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    """What was found for the duties of one plan as it read then."""

    plan: str  # digest of its duties
    units: tuple[str, ...]
    proofs: tuple[tuple[str, str, tuple[Proof, ...]], ...]  # Duty.number, Unit.name


class ProofNotes:
    """Goes along with the pages of a judgement."""

    def __init__(self, portal: Portal, day: dt.date) -> None:
        try:
            self._plan: Plan | None = plan_on(portal, day)
        except CommandError:  # the profile has no duties
            self._plan = None
        self._portal = portal
        self._seeker = Seeker(self._plan.duties if self._plan else ())

    def along(self, pages: Iterable[Page]) -> Iterator[Page]:
        """The pages, each looked at."""
        if self._plan is None:
            yield from pages
            return
        for page in pages:
            self._seeker.look(page)
            yield page

    def keep(self, store: Store, run_id: int) -> None:
        """What was found takes the place of what was found before."""
        if self._plan is None:
            return
        found = self._seeker.found
        noted = _Noted(
            plan=_digest(self._plan),
            units=tuple(sorted(found.units)),
            proofs=tuple((duty, unit, tuple(shown)) for (duty, unit), shown in found.proofs.items()),
        )
        store.tallies.keep(self._portal.id, run_id, _NAME, noted, alone=True)


def proofs_of(store: Store, portal: Portal, plan: Plan) -> Found:
    """What pages have to show of the plan's duties: as the last judgement noted it; where none did, all pages are walked,
    which takes long."""
    run = noted_by(store, portal)
    noted = None if run is None else found_by(store, run, plan)
    return noted or found_in(store.pages.all(portal.id), plan.duties)


def found_by(store: Store, run_id: int, plan: Plan) -> Found | None:
    """What the run found for the plan's duties; None where it kept nothing, or the plan reads otherwise by now."""
    noted = store.tallies.of(run_id, _NAME, _Noted)
    if noted is None or noted.plan != _digest(plan):
        return None
    return Found({(duty, unit): shown for duty, unit, shown in noted.proofs}, frozenset(noted.units))


def noted_by(store: Store, portal: Portal) -> int | None:
    """The run whose finds are kept."""
    return store.tallies.newest(portal.id, _NAME)


def _digest(plan: Plan) -> str:
    return hashlib.sha256(encode(plan).encode()).hexdigest()
