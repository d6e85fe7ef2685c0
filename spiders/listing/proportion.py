"""Whether a list differs from what was last known of it out of all proportion, and whether it did so the night before.

Small lists are left alone: a notice board of three that shows one tells nothing. Pure.
"""

from __future__ import annotations

MOST_NEW, MOST_GROWTH = 300, 3  # a list grows in a night by so many rows, or to so many times what it was
LEAST_LOST, LEAST_KEPT = 10, 0.5  # a list that lost so many rows keeps at least this share of them
SAME_ROWS, SAME_SHARE = 3, 0.2  # by which two nights may differ that say the same of a list


def most(known: int) -> int:
    """How many rows a list of `known` may have grown to."""
    return max(known + MOST_NEW, known * MOST_GROWTH)


def shrunk(known: int, found: int) -> bool:
    """Whether too few of a list's rows are left to be believed at once."""
    return known - found >= LEAST_LOST and found < known * LEAST_KEPT


def same(found: int, held: int | None) -> bool:
    """Whether the list is as the night before said that was not believed; None: there was no such night."""
    return held is not None and abs(found - held) <= max(SAME_ROWS, held * SAME_SHARE)
