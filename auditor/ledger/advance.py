"""Yesterday's ledger and tonight's findings -> today's ledger: new, standing, fixed, regressed, exempted. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import replace

from auditor.models import Finding, Spell, Standing, StandingState
from auditor.models.address import canonical

__all__ = ["Spell", "Standing", "StandingState", "advance"]

Seen = Callable[[Finding], bool] | Container[str]

SAME_NIGHT = dt.timedelta(hours=12)  # within which a night that was cut short is run again
FLICKER = dt.timedelta(days=4)  # within which what a night closed may turn out never to have been mended
LEAST_BACK, SHARE_BACK = 3, 0.5  # of what a night closed: so many are there again, so that it closed nothing


def advance(
    standing: Iterable[Standing],
    found: Iterable[Finding],
    *,
    seen: Seen,
    at: dt.datetime,
    void: bool = False,
    rules: Container[str] | None = None,
) -> list[Standing]:
    """The ledger after a run that saw `found` at `at`, by fingerprint.

    `seen` tells which addresses the run really read (canonical addresses, or a question asked of a finding);
    `rules` the codes that ran, None: all. What was not looked at keeps its state: a page that was not fetched
    closes nothing. A void run changes nothing at all. What is exempted is neither mended nor owed. What a night
    closed that turns out to have misread is standing as before: a relapse needs a real fix.
    """
    known = {item.fingerprint: item for item in standing}
    if void:
        return _in_order(known)
    fresh = _one_each(found)
    unreal = _unreal_nights(known.values(), fresh, at)
    looked_at = _looker(seen, rules)
    for fingerprint, item in known.items():
        if fingerprint not in fresh and looked_at(item.finding):
            known[fingerprint] = _closed(item, at)
    for fingerprint, finding in fresh.items():
        before = known.get(fingerprint)
        known[fingerprint] = _sighted(before, finding, at, unreal) if before else _opened(finding, at)
    return _in_order(known)


def _one_each(found: Iterable[Finding]) -> dict[str, Finding]:
    """One finding a fingerprint; of two the same one whatever their order."""
    fresh: dict[str, Finding] = {}
    for finding in found:
        other = fresh.get(finding.fingerprint)
        fresh[finding.fingerprint] = finding if other is None else min(finding, other, key=repr)
    return fresh


def _looker(seen: Seen, rules: Container[str] | None) -> Callable[[Finding], bool]:
    def looked_at(finding: Finding) -> bool:
        if rules is not None and finding.code not in rules:
            return False
        return seen(finding) if callable(seen) else canonical(finding.url) in seen

    return looked_at


def _opened(finding: Finding, at: dt.datetime) -> Standing:
    state = StandingState.EXEMPTED if finding.exemption else StandingState.NEW
    return Standing(finding, state, first_seen_at=at, last_seen_at=at)


def _unreal_nights(
    known: Iterable[Standing], fresh: Container[str], at: dt.datetime
) -> frozenset[dt.datetime]:
    """Nights whose closings are there again in bulk a few days on: they had misread, and closed nothing."""
    closed, back = Counter[dt.datetime](), Counter[dt.datetime]()
    for item in known:
        if item.fixed_at and item.fixed_at < at <= item.fixed_at + FLICKER:
            closed[item.fixed_at] += 1
            back[item.fixed_at] += item.fingerprint in fresh
    return frozenset(
        night for night, count in back.items() if count >= max(LEAST_BACK, closed[night] * SHARE_BACK)
    )


def _sighted(item: Standing, finding: Finding, at: dt.datetime, unreal: Container[dt.datetime]) -> Standing:
    if item.fixed_at is not None:
        if item.fixed_at in unreal:
            return _never_mended(item, finding, at)
        return _returned(item, item.fixed_at, finding, at)
    state = _state(item, finding, again=at <= max(item.last_seen_at, item.first_seen_at + SAME_NIGHT))
    return replace(item, finding=finding, state=state, last_seen_at=max(at, item.last_seen_at))


def _never_mended(item: Standing, finding: Finding, at: dt.datetime) -> Standing:
    """The old clock runs on: no spell ended, nothing came back."""
    state = StandingState.EXEMPTED if finding.exemption else StandingState.STANDING
    return replace(item, finding=finding, state=state, last_seen_at=at, fixed_at=None)


def _state(item: Standing, finding: Finding, *, again: bool) -> StandingState:
    """What a fault that is still there is now; `again`: the same night was judged once more."""
    if finding.exemption:
        return StandingState.EXEMPTED
    if item.state is StandingState.EXEMPTED:  # nobody was asked to mend it until now
        return StandingState.NEW
    if again or item.state is StandingState.REGRESSED:  # came back: that holds until it is mended
        return item.state
    return StandingState.STANDING


def _returned(item: Standing, fixed_at: dt.datetime, finding: Finding, at: dt.datetime) -> Standing:
    """A new clock; the old one is kept, unless the fault went while nobody was asked to mend it."""
    anew = replace(_opened(finding, at), earlier=item.earlier)
    if item.finding.exemption:
        return anew
    ended = Spell(item.first_seen_at, item.last_seen_at, fixed_at)
    state = anew.state if finding.exemption else StandingState.REGRESSED
    return replace(anew, state=state, earlier=(*item.earlier, ended))


def _closed(item: Standing, at: dt.datetime) -> Standing:
    if item.state is StandingState.FIXED:
        return item
    return replace(item, state=StandingState.FIXED, fixed_at=at)


def _in_order(known: dict[str, Standing]) -> list[Standing]:
    return [known[fingerprint] for fingerprint in sorted(known)]
