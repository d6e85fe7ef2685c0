"""Search for people: what was found, each with the words around."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from auditor.store import Store
from auditor.store.search import Hit
from auditor.store.search_sources import EVERYTHING, FINDING, PAGE
from auditor.text.masking import mask

_AROUND = 24  # signs shown on either side of the word
_LABELS = {PAGE: "网页", FINDING: "问题"}


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as it is shown."""

    hit: Hit
    around: str  # the words with what stands about them
    number: str = ""  # of a finding or a row

    @property
    def label(self) -> str:
        """What it is, in Chinese."""
        return _LABELS.get(self.hit.kind, "台账")


def search(
    store: Store,
    portal_id: str,
    words: str,
    *,
    unit: str | None = None,
    limit: int = 20,
    kinds: Collection[str] = EVERYTHING,
    as_indexed: bool = False,
) -> Iterator[Found]:
    """What holds all of the words, parted by blanks; `unit`: only what is the unit's. `as_indexed`: as the last night
    left the index, which is not brought up to date first."""
    hits = store.search.find(portal_id, words, unit=unit, limit=limit, kinds=kinds, as_indexed=as_indexed)
    for hit in hits:
        text, number = _read(store, hit)
        yield Found(hit, _around(text, words.split()), number)


def _read(store: Store, hit: Hit) -> tuple[str, str]:
    if hit.kind == PAGE:
        stored = store.pages.stored(hit.portal, hit.url)
        return (stored[0].document.text if stored else ""), ""
    if hit.kind == FINDING:
        standing = store.histories.standings(hit.key, hit.portal)[0][1]
        return standing.finding.message, standing.finding.number
    return store.issues.numbered(hit.key, hit.portal)[0].message, hit.key


def _around(text: str, words: list[str]) -> str:
    """The first of the words that stands there as it is written, else the beginning; personal numbers masked."""
    plain = mask(" ".join(text.split()))
    places = [(place, word) for word in words if (place := plain.find(word)) >= 0]
    place, word = min(places, default=(0, ""))
    start, end = max(place - _AROUND, 0), place + len(word) + _AROUND
    return f"{'…' if start else ''}{plain[start:end]}{'…' if end < len(plain) else ''}"
