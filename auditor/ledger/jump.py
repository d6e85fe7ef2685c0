"""Whether a night would move the ledger out of all proportion to the nights before it. Pure.

Measured apart for openings and for closings, of the whole portal, of each unit and of each rule: a quarter of a
portal's pages showing a notice is a jump of the whole, one unit's site broken a jump of that unit, one template broken
a jump of a few rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from auditor.models import Finding

# So many are no jump, whatever went before: an office that mends its list, or publishes a week's papers at once.
LEAST_OF_ALL, LEAST_OF_ONE = 30, 20
TIMES_USUAL = 5  # as many times the median of the last good nights
TIMES_MOST = 2  # as many times the most of any of them
SHARE_OF_STANDING = 0.25  # of what stands: less of it moves on a usual night
MEMORY = 7  # good nights looked back on
SAME_AGAIN = 0.8  # of what a held night would have done, that the next one does too

_WORDS = {"opened": "新增", "closed": "销掉"}


@dataclass(frozen=True, slots=True)
class Moves:
    """What a night opens and closes, by fingerprint."""

    opened: Mapping[str, Finding]
    closed: Mapping[str, Finding]

    @property
    def signs(self) -> frozenset[tuple[str, str]]:
        """Every move, for comparing one night's with another's."""
        return frozenset({("opened", f) for f in self.opened} | {("closed", f) for f in self.closed})

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """How many, by direction and part: `portal`, a unit's name, a rule's code."""
        found: Counter[tuple[str, str]] = Counter()
        for direction, findings in (("opened", self.opened), ("closed", self.closed)):
            for finding in findings.values():
                found.update((direction, part) for part in _parts(finding))
        return found


def jumps(
    moves: Moves, standing: Iterable[Finding], nights: Sequence[Mapping[tuple[str, str], int]]
) -> tuple[str, ...]:
    """Chinese reasons why the night is out of proportion; () where it is not.

    `standing`: what stood unmended before it; `nights`: what the last good nights moved, without the first one ever.
    """
    stood = Counter(part for finding in standing for part in _parts(finding))
    found = []
    for (direction, part), number in sorted(moves.counts.items(), key=lambda item: (-item[1], item[0])):
        usual = [night.get((direction, part), 0) for night in nights[-MEMORY:]]
        allowed = limit(usual, stood[part], least=LEAST_OF_ALL if part == "" else LEAST_OF_ONE)
        if number > allowed:
            name = f"“{part}”" if part else "全门户"
            most = max(usual, default=0)
            found.append(f"{name}一夜{_WORDS[direction]}{number}个问题，近{len(usual)}夜最多{most}个")
    return tuple(found)


def limit(usual: Sequence[int], standing: int, *, least: int) -> int:
    """How many moves of one direction and part are no jump yet, after nights that moved `usual`."""
    habit = max(TIMES_USUAL * median(usual), TIMES_MOST * max(usual)) if usual else 0
    return int(max(least, habit, standing * SHARE_OF_STANDING))


def same_again(moves: Moves, held: frozenset[tuple[str, str]]) -> bool:
    """Whether a night does what the held one before it would have done."""
    return bool(held) and len(moves.signs & held) >= len(held | moves.signs) * SAME_AGAIN


def _parts(finding: Finding) -> tuple[str, ...]:
    return ("", finding.code, *((finding.unit,) if finding.unit else ()))
