"""Pages that moved: the old address answers no more, leads on, or is gone from the list that was read whole."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.models import Page, Site
from auditor.models.address import canonical
from auditor.models.spaces import squeeze

from .freshness import judged_views
from .looks import was_read

_LEFT = frozenset({301, 302, 303, 307, 308, 404, 410})


def left_addresses(site: Site) -> frozenset[str]:
    """Canonical addresses whose last look met nothing or a way on."""
    looks = ((probe.url, probe.looks[-1].status) for probe in site.probes if probe.looks)
    return frozenset(
        canonical(url)
        for url, status in (*looks, *((p.url, p.status) for p in site.pages))
        if status in _LEFT
    )


def listed_addresses(site: Site) -> Mapping[str, frozenset[str]]:
    """Of each section whose list was read whole at last: the canonical addresses on it, by the section's address."""
    return {
        view.section.url or "": frozenset(canonical(entry.url) for entry in view.entries)
        for view, _ in judged_views(site)
        if view.entries
    }


def moved_pages(site: Site) -> frozenset[str]:
    """Canonical addresses of pages that stood at another address before, which is left now."""
    left, listed = site.once(left_addresses), site.once(listed_addresses)
    earlier: dict[tuple[str, str], Page] = {}
    for page in site.pages:
        lists = listed.get(page.section_url or "")
        is_left = canonical(page.url) in left or (lists is not None and canonical(page.url) not in lists)
        if is_left and was_read(page) and page.title:
            earlier[_whose(page)] = page
    return frozenset(
        canonical(page.url)
        for page in site.pages
        if page.title
        and (old := earlier.get(_whose(page)))
        and canonical(old.url) != canonical(page.url)
        and _is_same(old, page)
    )


def _whose(page: Page) -> tuple[str, str]:
    return page.unit or "", squeeze(page.title)


def _is_same(old: Page, page: Page) -> bool:
    """Whether both hold the same words and day, as far as those of the old address are still known."""
    same_words = not old.text_digest or old.text_digest == page.text_digest
    return same_words and old.shown_on in (None, page.shown_on)
