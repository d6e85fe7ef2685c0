"""What stands no longer where it stood: an item that moved is neither published twice nor published anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.models import Page, Site
from auditor.models.address import canonical
from auditor.models.spaces import squeeze

from .looks import Reach, reach

Item = tuple[str, str]  # title and body, free of white space

_SHORTEST = 20  # characters of a text that can be told from another
_GONE = (404, 410)


def left(site: Site) -> frozenset[str]:
    """Canonical addresses that hold their item no more: gone, leading elsewhere, or dropped from a list read in full."""
    return site.once(_left)


def stood_before(site: Site, page: Page) -> bool:
    """Whether the same title and text were seen earlier at another address: then the item itself is older."""
    item, seen_at = item_of(page), page.first_seen_at
    if item is None or seen_at is None:
        return False
    others = site.once(_by_item).get(item, ())
    return any(p.first_seen_at and p.first_seen_at < seen_at for p in others if _differ(p, page))


def item_of(page: Page) -> Item | None:
    """What tells an item from others wherever it stands; None where there is too little of it."""
    if not page.title or not page.text_digest or page.text_length < _SHORTEST:
        return None
    return squeeze(page.title), page.text_digest


def _left(site: Site) -> frozenset[str]:
    return frozenset((*_gone(site), *_led_on(site), *_dropped(site)))


def _gone(site: Site) -> Iterator[str]:
    yield from (canonical(page.url) for page in site.pages if page.status in _GONE)
    for probe in site.probes:
        if probe.looks and reach(max(probe.looks, key=lambda look: look.at)) is Reach.GONE:
            yield canonical(probe.url)


def _led_on(site: Site) -> Iterator[str]:
    """Addresses that were asked for and answered by another one."""
    asked = ((canonical(p.source), canonical(p.url)) for p in site.pages if p.source.startswith("http"))
    yield from (source for source, url in asked if source != url)


def _dropped(site: Site) -> Iterator[str]:
    """Pages of a section whose list, read from its first to its last row, names them no more."""
    lists: dict[str, set[str]] = {}
    for view in site.sections:
        last = view.last_readable
        if view.section.url and last and view.entries and not last.why and not last.aggregates:
            lists[canonical(view.section.url)] = {canonical(entry.url) for entry in view.entries}
    for page in site.pages:
        named = lists.get(canonical(page.section_url)) if page.section_url else None
        if named and not page.is_section and not named & {canonical(page.url), canonical(page.source)}:
            yield canonical(page.url)


def _by_item(site: Site) -> Mapping[Item, list[Page]]:
    found: dict[Item, list[Page]] = defaultdict(list)
    for page in site.pages:
        if item := item_of(page):
            found[item].append(page)
    return found


def _differ(one: Page, other: Page) -> bool:
    return canonical(one.url) != canonical(other.url)
