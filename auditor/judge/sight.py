"""When what a site rule speaks of was last looked at: a finding never bears an hour at which nobody looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from auditor.models import Flaw, Site
from auditor.models.address import canonical


def last_sight(site: Site, url: str, flaw: Flaw) -> dt.datetime | None:
    """The visit whose body is quoted, else the last look at the address, else at the section; of what has no
    address of its own, the last look at the portal. None: nobody ever looked.
    """
    looked = site.once(_looks)
    section = flaw.section.url if flaw.section else None
    if flaw.capture and (visited_at := site.once(_captured).get(flaw.capture)):
        return visited_at
    for address in filter(None, (url, section)):
        if (at := looked.get(canonical(address))) is not None:
            return at
    return max(looked.values(), default=None)


def _looks(site: Site) -> Mapping[str, dt.datetime]:
    """By canonical address, the newest fetch, visit or probe."""
    newest: dict[str, dt.datetime] = {}
    for url, at in _each_look(site):
        key = canonical(url)
        newest[key] = max(at, newest.get(key, at))
    return newest


def _captured(site: Site) -> Mapping[str, dt.datetime]:
    """By the body's digest, the last visit that brought it."""
    return {
        visit.capture: visit.visited_at for view in site.sections for visit in view.visits if visit.capture
    }


def _each_look(site: Site) -> Iterator[tuple[str, dt.datetime]]:
    for page in site.pages:
        yield page.url, page.fetched_at
    for view in site.sections:
        for visit in view.visits:
            yield view.section.url or "", visit.visited_at
    for probe in site.probes:
        for look in probe.looks:
            yield probe.url, look.at
