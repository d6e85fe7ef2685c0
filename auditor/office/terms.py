"""A period as the store remembers it: its last reading, its last judgement, and the ledger as it stood then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.inspection.period import Term
from auditor.models import Finding, Portal, Run, Standing, StandingState
from auditor.models.complaint import CommandError
from auditor.store import Store
from auditor.workdays import BEIJING

NIGHT = "nightly"
READING, JUDGING = (NIGHT, "crawl"), (NIGHT, "judge")  # kinds of runs


@dataclass(frozen=True, slots=True)
class Stood:
    """What the ledger held at one time."""

    ledger: tuple[Standing, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was not mended, exempted ones included, each with its state and its hours."""
        return tuple(_told(item) for item in self.ledger if item.state is not StandingState.FIXED)


def last_crawl(
    store: Store, portal: Portal, term: Term | None = None, *, before: dt.datetime | None = None
) -> Run:
    """The newest run that read the portal and can be believed, of a period where one is named, and before a moment.

    Raises CommandError where there is none.
    """
    ends = [moment for moment in (before, beginning(term.following) if term else None) if moment]
    run = _newest(store, portal, READING, before=min(ends, default=None))
    if term and (run is None or run.as_of < beginning(term)):
        raise CommandError(
            f"{term.name}没有正常读取过“{portal.name}”，写不出这一期的报告。运行情况见：auditor runs"
        )
    if run is None:
        raise CommandError(
            f"还没有成功抓取过“{portal.name}”。请先运行：auditor nightly 门户档案；运行情况见：auditor runs"
        )
    return run


def stood_in(store: Store, portal: Portal, term: Term) -> Stood:
    """The ledger as the last judgement of the period left it: the present one where none came after."""
    return stood_before(store, portal, beginning(term.following))


def stood_before(store: Store, portal: Portal, moment: dt.datetime) -> Stood:
    """The ledger as the last judgement before the moment left it: the present one where none came after."""
    judged = last_judged(store, portal, before=moment)
    newest = last_judged(store, portal)
    if judged is None or newest is None or newest.id == judged.id:
        return Stood(tuple(store.findings.standings(portal.id)))
    return stood_after(store, portal, judged)


def stood_after(store: Store, portal: Portal, run: Run | None) -> Stood:
    """The ledger as a past judgement left it, what that sighted in its own words; empty where there was none."""
    if run is None:
        return Stood(())
    states: Sequence[StandingState | None] = (None, StandingState.EXEMPTED)
    sighted = [f for state in states for f in store.findings.listed(portal.id, run=run.id, state=state)]
    said = {finding.fingerprint: finding for finding in sighted}
    past = (_at(item, run.as_of, said) for item in store.findings.standings(portal.id))
    return Stood(tuple(item for item in past if item))


def last_judged(store: Store, portal: Portal, *, before: dt.datetime | None = None) -> Run | None:
    """The newest judgement, of those whose clock stood before `before`."""
    return _newest(store, portal, JUDGING, before=before)


def read_since(store: Store, portal: Portal, term: Term, day: dt.date) -> dt.date | None:
    """The first day of the period, up to `day`, on which the portal was read."""
    good = (r for r in store.runs.newest(portal.id, limit=400) if r.state.believed and r.kind in READING)
    days = [r.as_of.date() for r in good if term.first_on <= r.as_of.date() <= day]
    return min(days, default=None)


def day_after(moment: dt.datetime) -> dt.datetime:
    """The first moment of the next day, in Beijing."""
    return dt.datetime.combine(moment.astimezone(BEIJING).date() + dt.timedelta(days=1), dt.time(), BEIJING)


def beginning(term: Term) -> dt.datetime:
    """The first moment of the period, in Beijing."""
    return dt.datetime.combine(term.first_on, dt.time(), BEIJING)


def _newest(
    store: Store, portal: Portal, kinds: Iterable[str], *, before: dt.datetime | None = None
) -> Run | None:
    found = [store.runs.last_good(portal.id, kind, before=before) for kind in kinds]
    return max((run for run in found if run), key=lambda run: run.id, default=None)


def _at(item: Standing, at: dt.datetime, said: Mapping[str, Finding]) -> Standing | None:
    """The fault as it stood at that time; None where nobody had found it yet."""
    begun = [spell for spell in _spells(item) if spell[0] <= at]
    if not begun:
        return None
    first_seen_at, last_seen_at, fixed_at = begun[-1]
    earlier = item.earlier[: len(begun) - 1]
    finding = said.get(item.fingerprint, item.finding)
    if fixed_at is None or fixed_at > at:
        state, fixed_at = _state(finding, bool(earlier), item.fingerprint in said), None
    else:
        state = StandingState.FIXED
    return Standing(finding, state, first_seen_at, min(last_seen_at, at), fixed_at, earlier)


def _spells(item: Standing) -> Iterator[tuple[dt.datetime, dt.datetime, dt.datetime | None]]:
    for spell in item.earlier:
        yield spell.first_seen_at, spell.last_seen_at, spell.fixed_at
    yield item.first_seen_at, item.last_seen_at, item.fixed_at


def _state(finding: Finding, came_back: bool, sighted: bool) -> StandingState:
    """What the night called it, or what it must have been where the night did not look at it."""
    if finding.exemption:
        return StandingState.EXEMPTED
    if sighted:
        return StandingState(finding.state)
    return StandingState.REGRESSED if came_back else StandingState.STANDING


def _told(item: Standing) -> Finding:
    return replace(
        item.finding,
        state=item.state.value,
        first_seen_at=item.first_seen_at,
        last_seen_at=item.last_seen_at,
    )
