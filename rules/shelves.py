"""What a unit's sections and pages show under a topic: for rules that ask whether anything was published at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.models import PageKind, SectionView, Site
from auditor.models.address import canonical

from .freshness import judged_views


@dataclass(frozen=True, slots=True)
class Shelf:
    """One unit's sections on a topic, all read in full, with the titles they list."""

    unit: str
    views: tuple[SectionView, ...]
    titles: tuple[str, ...]


def shelves(site: Site, is_topic: Callable[[SectionView], bool]) -> Iterator[Shelf]:
    """Units whose every section on the topic was read in full; titles of lists and of pages filed there."""
    read = {id(view) for view, _ in judged_views(site)}
    by_unit: dict[str, list[SectionView]] = defaultdict(list)
    for view in site.sections:
        if is_topic(view):
            by_unit[view.section.unit].append(view)
    filed: dict[str | None, list[str]] = defaultdict(list)
    for page in site.pages:
        if page.kind is not PageKind.LIST:
            filed[page.section_url].append(page.title or "")
    for unit, views in by_unit.items():
        if all(id(view) in read for view in views):
            listed = [entry.title for view in views for entry in view.entries]
            listed += [title for view in views for title in filed[view.section.url]]
            yield Shelf(unit, tuple(views), tuple(dict.fromkeys(title for title in listed if title)))


def texts_on(site: Site, shelf: Shelf, pattern: re.Pattern[str] | None = None) -> Iterator[str]:
    """What the pages filed or listed there say; with a pattern, only those whose title it knows."""
    own = {view.section.url for view in shelf.views}
    listed = {canonical(entry.url) for view in shelf.views for entry in view.entries}
    for page in site.pages:
        there = page.section_url in own or canonical(page.url) in listed
        if there and (pattern is None or pattern.search(page.title or "")):
            document = site.documents.get(canonical(page.url))
            yield document.text if document else ""


def any_title(titles: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    """Whether one of the titles speaks of it."""
    return any(pattern.search(title) for title in titles)


def site_titles(site: Site) -> tuple[str, ...]:
    """Every title the portal shows, in lists or on pages."""
    listed = [entry.title for view in site.sections for entry in view.entries]
    return tuple(dict.fromkeys((*listed, *(page.title for page in site.pages if page.title))))
