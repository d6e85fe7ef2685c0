"""Which addresses a night leaves alone: what is old and quiet takes turns, a part of it each night. Pure.

Asking thousands of papers of years ago every night whether they changed takes most of a polite night and finds
nothing. So what found nothing new on three nights is asked in its turn, every few days; what leads on, what is young
and what somebody waits for is asked every night.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from zlib import crc32

from auditor.models import Look, Probe, TargetState
from auditor.models.address import canonical
from auditor.models.past import NIGHTS_TOLD, History, Past

# A paper is corrected, and its attachments put right, in its first weeks: what unit and inspector look at is there.
NEW_DAYS = 14  # asked every night
YOUNG_DAYS = 30  # and until then within
YOUNG_TURN = 3  # nights
_CALM = {TargetState.UNCHANGED, TargetState.RESTING}
_FIRST_READ = _CALM | {TargetState.FETCHED}


def at_rest(
    history: History, probes: Collection[Probe], *, night: dt.date, within_days: int
) -> frozenset[str]:
    """The keys of what is old and quiet, awaited by nobody, and has not its turn tonight."""
    past = {item.key: item for item in history.known}
    looks = {canonical(probe.url): probe.looks for probe in probes}
    asked = {*history.awaited, *_linking_faults(probes)}
    return frozenset(
        key
        for key, item in past.items()
        if key not in asked
        and is_quiet(item, looks.get(key, ()))
        and not is_due(key, night, item.looked_on, turn_of(item, past, night, within_days))
    )


def turn_of(item: Past, past: Mapping[str, Past], night: dt.date, within_days: int) -> int:
    """Within how many nights what is quiet is asked; 1: every night."""
    if is_older(item, past, night - dt.timedelta(YOUNG_DAYS)):
        return within_days
    if is_older(item, past, night - dt.timedelta(NEW_DAYS)):
        return min(YOUNG_TURN, within_days)
    return 1


def is_due(key: str, night: dt.date, looked_on: dt.date, within_days: int) -> bool:
    """Whether its turn has come. Turns are told by the address, which spreads them evenly; a turn that was missed,
    since no night was run or the address was not reached, is made up for."""
    has_turn = (night.toordinal() + crc32(key.encode())) % within_days == 0
    return has_turn or (night - looked_on).days >= within_days


def is_quiet(item: Past, looks: Collection[Look]) -> bool:
    """Whether the last nights found the same: the first of them may be the one that read it."""
    if len(item.nights) < NIGHTS_TOLD:
        return False
    first, *later = item.nights
    if item.kind == "article":
        return item.is_article and first <= _FIRST_READ and all(night <= _CALM for night in later)
    return all(night <= _FIRST_READ for night in item.nights) and _look_alike(looks)


def is_older(item: Past, past: Mapping[str, Past], day: dt.date) -> bool:
    """Whether it is no news since that day: known by then, or of an earlier day and there before we were.

    What came while we looked on is young whatever date it bears: a date can be written back. An attachment is as old as
    the page that it was found on.
    """
    if item.known_on and item.known_on <= day:
        return True
    if item.stood_before:
        return item.dated_on is None or item.dated_on <= day
    page = past.get(item.referrer or "")
    return (
        item.kind != "article" and page is not None and page.kind == "article" and is_older(page, past, day)
    )


def _look_alike(looks: Collection[Look]) -> bool:
    """Whether an address opened the same way on as many nights; an answer without a body tells no size."""
    nights = {look.at.date(): look for look in looks}
    last = list(nights.values())[-NIGHTS_TOLD:]
    sizes = {look.size for look in last} - {None}
    kinds = {look.sniffed for look in last} - {None}
    opened = all(look.status is not None and look.status < 400 for look in last)
    return len(last) == NIGHTS_TOLD and opened and len(sizes) <= 1 and len(kinds) <= 1


def _linking_faults(probes: Iterable[Probe]) -> set[str]:
    """The pages that link what did not open: whether they still do is to be known before it is held against them."""
    ailing = (probe for probe in probes if _ails(probe.looks[-1]))
    return {canonical(url) for probe in ailing for url in probe.referrers}


def _ails(look: Look) -> bool:
    return look.status is None or look.status >= 400
