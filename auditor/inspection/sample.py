"""抽样: frame, seed and size -> the same pages on any machine. Pure.

Order is by SHA-256 of seed and address, never by a generator whose states differ from version to version: whoever
has the frame can draw again with a few lines of any language.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import heapq
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from auditor.models.inspection import Sampled, Stratum

NO_DATE = "日期不详"
PER_UNIT = 5  # pages for each unit, where nobody says how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawable:
    """A page that could be drawn, with everything the draw looks at."""

    address: str  # canonical
    url: str
    unit: str
    section: str
    title: str
    published_on: dt.date | None
    risks: tuple[str, ...] = ()  # why it is likelier to be at fault, in Chinese

    @property
    def month(self) -> str:
        """The month it was published in: 2026-05."""
        return f"{self.published_on:%Y-%m}" if self.published_on else NO_DATE

    @property
    def stratum(self) -> tuple[str, str, str]:
        """Unit, section and month."""
        return self.unit, self.section, self.month

    @property
    def line(self) -> str:
        """What of it the hash of the frame covers."""
        day = self.published_on.isoformat() if self.published_on else ""
        return json.dumps([self.address, *self.stratum, day, *self.risks], ensure_ascii=False)


def frame_hash(frame: Iterable[Drawable]) -> str:
    """SHA-256 over the lines of the frame, sorted: two frames of one hash give the same draws."""
    lines = "".join(f"{line}\n" for line in sorted(one.line for one in frame))
    return "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def draw(frame: Iterable[Drawable], *, seed: int, size: int) -> tuple[tuple[Drawable, str], ...]:
    """`size` pages, or all where there are fewer, each with why it was drawn; by unit, section and address.

    Every unit gets a place before one gets a second; of a unit's places a quarter go to its newest pages, a quarter
    to risky ones, the rest by lot over its sections and their months.
    """
    by_unit = _grouped(frame, lambda one: one.unit)
    places = allocate({unit: len(pages) for unit, pages in by_unit.items()}, size, _order(seed, "unit"))
    drawn = [pick for unit, number in places.items() for pick in _of_unit(by_unit[unit], number, seed)]
    return tuple(sorted(drawn, key=lambda pick: (pick[0].unit, pick[0].section, pick[0].address)))


def allocate(sizes: Mapping[str, int], places: int, order: Callable[[str], str]) -> dict[str, int]:
    """Places for groups by their sizes: each gets one first, then by Adams' method; none more than it has."""
    given = dict.fromkeys(sizes, 0)
    waiting = [(0, Fraction(), order(name), name) for name, size in sizes.items() if size]
    heapq.heapify(waiting)
    for _ in range(min(places, sum(sizes.values()))):
        _, _, rank, name = heapq.heappop(waiting)
        given[name] += 1
        if given[name] < sizes[name]:
            heapq.heappush(waiting, (1, Fraction(-sizes[name], given[name]), rank, name))
    return given


def strata_of(frame: Iterable[Drawable], drawn: Iterable[Drawable]) -> tuple[Stratum, ...]:
    """Every layer of the frame, with how many of it were drawn."""
    pages, taken = Counter(one.stratum for one in frame), Counter(one.stratum for one in drawn)
    return tuple(Stratum(*key, pages[key], taken[key]) for key in sorted(pages))


def by_lot(names: Iterable[str], seed: int, purpose: str) -> list[str]:
    """The names in the order of the lot."""
    return sorted(names, key=_order(seed, purpose))


def sampled(one: Drawable, why: str) -> Sampled:
    """The page as an inspection lists it."""
    return Sampled(one.unit, one.section, one.url, one.title, why)


def _of_unit(pages: Sequence[Drawable], places: int, seed: int) -> Iterator[tuple[Drawable, str]]:
    lot = _order(seed, "page")
    left = sorted(pages, key=lambda one: lot(one.address))
    newest = sorted(left, key=lambda one: one.published_on or dt.date.min, reverse=True)[: (places + 2) // 4]
    yield from ((one, _newest_words(one)) for one in newest)
    left = _without(left, newest)
    risky = sorted((one for one in left if one.risks), key=lambda one: -len(one.risks))[: (places + 1) // 4]
    yield from ((one, f"风险：{'、'.join(one.risks)}") for one in risky)
    left = _without(left, risky)
    yield from ((one, "随机") for one in _by_lot(left, places - len(newest) - len(risky), seed))


def _without(pages: Iterable[Drawable], taken: Iterable[Drawable]) -> list[Drawable]:
    addresses = {one.address for one in taken}
    return [one for one in pages if one.address not in addresses]


def _newest_words(one: Drawable) -> str:
    return f"最新：{one.published_on.isoformat()}发布" if one.published_on else "最新：没有发布日期"


def _by_lot(pages: Sequence[Drawable], places: int, seed: int) -> Iterator[Drawable]:
    """Over the sections, then over each section's months; inside a month in the order of the lot."""
    for section, own, number in _shared_out(pages, places, lambda one: one.section, _order(seed, "section")):
        months = _shared_out(own, number, lambda one: one.month, _order(seed, f"month/{section}"))
        for _, these, some in months:
            yield from these[:some]


def _shared_out(
    pages: Iterable[Drawable], places: int, group: Callable[[Drawable], str], order: Callable[[str], str]
) -> Iterator[tuple[str, list[Drawable], int]]:
    """Each group with its pages and its places."""
    groups = _grouped(pages, group)
    given = allocate({name: len(own) for name, own in groups.items()}, places, order)
    return ((name, groups[name], number) for name, number in given.items())


def _grouped(pages: Iterable[Drawable], group: Callable[[Drawable], str]) -> dict[str, list[Drawable]]:
    groups: defaultdict[str, list[Drawable]] = defaultdict(list)
    for one in pages:
        groups[group(one)].append(one)
    return groups


def _order(seed: int, purpose: str) -> Callable[[str], str]:
    return lambda name: hashlib.sha256(f"{seed}\n{purpose}\n{name}".encode()).hexdigest()
