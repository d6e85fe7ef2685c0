"""What of a judged night is to be believed: parts it saw too little of, and whether it moves the ledger too far."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.files.version import PARSER_VERSION
from auditor.judge.memory import profile_digest
from auditor.ledger.advance import SAME_NIGHT
from auditor.ledger.jump import MEMORY, Moves, jumps, same_again
from auditor.models import SETTLED, Finding, Portal, Run, RunState, SectionView, Standing, StandingState
from auditor.models.address import canonical
from auditor.office.terms import JUDGING
from auditor.rule import Rule
from auditor.rule.book import rulebook
from auditor.store import Store
from spiders.extract.version import readers_version
from spiders.health import Doubts, doubts_of

_SHOWN = 6  # reasons named
_LOOKED_BACK = 60  # runs


@dataclass(frozen=True, slots=True)
class Weighed:
    """What came of weighing. `held`: Chinese reasons why the ledger waits; `why`: what else is to be said."""

    held: tuple[str, ...] = ()
    why: str = ""


def ground_of(edition: str, portal: Portal) -> int:
    """A number that changes whenever somebody changed the rules, the readers or the profile: what moves then was
    meant to."""
    told = (
        edition,
        profile_digest(portal),
        readers_version(),
        PARSER_VERSION,
        sorted(portal.rule_options.items()),
        sorted(portal.disabled_rules.items()),
        sorted(portal.selectors.items()),
        portal.exemptions,
    )
    return int.from_bytes(hashlib.sha256(repr(told).encode()).digest()[:6])


def doubts_in(store: Store, portal: Portal, sections: Iterable[SectionView], read_in: int) -> Doubts:
    """What the run `read_in` saw too little of."""
    run = store.run(read_in)
    last = store.runs.last_good(portal.id, run.kind, before=run.as_of)
    parts = store.coverage.of(portal.id, read_in).parts
    doubts = doubts_of(parts, last.counts if last else {}, sections, since=run.as_of)
    return replace(doubts, at_rest=store.coverage.resting_addresses(portal.id, read_in))


def credible(
    found: Iterable[Finding],
    before: Iterable[Standing],
    doubts: Doubts,
    rules: Iterable[Rule],
    seen: Container[str],
) -> list[Finding]:
    """The findings without those that something not seen may have made: in a part that is in doubt only what a page
    that was read says by itself opens anything, and what is new of a page left alone tonight waits for its turn."""
    standing = {item.fingerprint for item in before if item.fixed_at is None}
    alone = {rule.code for rule in rules if rule.scope == "page" and rule.awaits is None}

    def holds(finding: Finding) -> bool:
        if finding.fingerprint in standing:
            return True
        if canonical(finding.url) in doubts.at_rest:
            return False
        if not doubts.cover(finding.unit, finding.section_url):
            return True
        return finding.code in alone and canonical(finding.url) in seen

    return [finding for finding in found if holds(finding)]


def may_close(
    seen: Container[str], doubts: Doubts, unjudged: Container[tuple[str, str]]
) -> Callable[[Finding], bool]:
    """Whether what is not found any more is mended: its page was read and judged, and its part can be believed."""

    def mended(finding: Finding) -> bool:
        addresses = {canonical(finding.url), canonical(finding.page_url or finding.url)}
        judged = not any((finding.code, address) in unjudged for address in addresses)
        read = canonical(finding.url) in seen and not doubts.cover(finding.unit, finding.section_url)
        return judged and read

    return mended


def moves_between(before: Iterable[Standing], after: Iterable[Standing]) -> Moves:
    """What a night opens and closes."""
    stood = {item.fingerprint for item in before if item.fixed_at is None}
    now = list(after)
    fresh = (StandingState.NEW, StandingState.REGRESSED)
    return Moves(
        {i.fingerprint: i.finding for i in now if i.state in fresh and i.fingerprint not in stood},
        {i.fingerprint: i.finding for i in now if i.fixed_at is not None and i.fingerprint in stood},
    )


def weigh(
    store: Store, portal: Portal, read_in: int, ground: int, moves: Moves, before: Collection[Standing]
) -> Weighed:
    """Whether the night waits. A first night, and one after a change of rules or profile, cannot jump."""
    runs = [run for run in store.runs.newest(portal.id, limit=_LOOKED_BACK) if run.kind in JUDGING]
    good = [run for run in runs if run.state.believed]
    if not good or good[0].counts.get("ground") != ground:
        return Weighed()
    standing = [
        item.finding for item in before if item.state not in (StandingState.FIXED, StandingState.EXEMPTED)
    ]
    reasons = jumps(moves, standing, _usual(store, portal, good))
    if not reasons:
        return Weighed()
    held = next((run for run in runs if run.state is RunState.HELD and run.id > good[0].id), None)
    read_anew = held and held.counts.get("read_in") != read_in
    if held and read_anew and same_again(moves, store.findings.moved(portal.id, held.id).signs):
        return Weighed(why=f"与第 {held.id} 次运行（待确认）的结果一致，台账按此更新")
    more = (f"另有 {len(reasons) - _SHOWN} 项",) if len(reasons) > _SHOWN else ()
    return Weighed(held=(*reasons[:_SHOWN], *more))


def held_words(run_id: int, reasons: Sequence[str]) -> str:
    """Why the night waits, and for what; "" where it does not."""
    if not reasons:
        return ""
    return (
        f"{'；'.join(reasons)}，与往常相差过大，台账没有变动；下一夜结果相同即生效，"
        f"确认无误也可以运行 auditor runs release {run_id} 放行"
    )


def partial_words(doubts: Doubts, read_in: int) -> str:
    """Which parts of the portal stand as they stood; `read_in`: the run that saw too little of them."""
    units = "；".join(f"{unit}{why}" for unit, why in doubts.units.items())
    unread = len(doubts.sections) - len(doubts.held)
    lists = f"{unread} 个上次读完的栏目没有读完" if unread else ""
    told = "；".join(filter(None, (units, lists, *_held_lists(doubts.held, read_in))))
    return f"{told}，其原有问题保持原状" if told else ""


def late_words(late: Mapping[str, int]) -> str:
    """Which rules gave no answer in time, by code and on how many pages; "" where all did."""
    told = "、".join(f"{code} 在 {number} 个网页上" if number else code for code, number in late.items())
    return f"规则判定超时，没有判定，原有问题保持原状：{told}" if told else ""


def unknown_words(ledger: Iterable[Standing]) -> str:
    """Which rules of what is open are in no package that is loaded, so that nobody looks at it any more; "" where none."""
    known = {rule.code for rule in rulebook()}
    open_now = (each.finding.code for each in ledger if each.state not in SETTLED)
    lost = Counter(code for code in open_now if code not in known)
    told = "、".join(f"{code}（{number} 个问题）" for code, number in sorted(lost.items()))
    way = "本地规则包要写在环境变量 AUDITOR_RULES 里"
    return f"没有装入这些规则，其问题保持原状（{way}）：{told}" if told else ""


def _held_lists(held: Sequence[str], read_in: int) -> tuple[str, ...]:
    if not held:
        return ()
    more = (f"另有 {len(held) - _SHOWN} 个栏目如此",) if len(held) > _SHOWN else ()
    way = f"下一次运行结果相同即采信，确认无误也可以运行 auditor runs release {read_in} 放行"
    return (*held[:_SHOWN], *more, way)


def _usual(store: Store, portal: Portal, good: Sequence[Run]) -> list[Mapping[tuple[str, str], int]]:
    """What the last good nights moved, oldest first; without the first, and those on which rules had changed."""
    alike = [
        run for run, earlier in pairwise(good) if run.counts.get("ground") == earlier.counts.get("ground")
    ]
    return [store.findings.moved(portal.id, run.id).counts for run in reversed(alike[:MEMORY])]


def changes_of(before: Iterable[Standing], after: Iterable[Standing], at: dt.datetime) -> dict[str, int]:
    """How many findings stand, by state; of the fixed ones those that this night closed, be it run twice."""
    was_fixed = {item.fingerprint for item in before if item.fixed_at and item.fixed_at <= at - SAME_NIGHT}
    counts = Counter(
        item.state.value for item in after if item.fixed_at is None or item.fingerprint not in was_fixed
    )
    return {name: counts.get(name, 0) for name in ("new", "standing", "regressed", "fixed", "exempted")}
