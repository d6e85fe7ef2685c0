"""One section's list read outside a night, to show how it was understood: its pages, their rows, and its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.config.clock import now
from auditor.models import Entry, Portal, ProblemKind, Section, Visit
from auditor.portal.atlas import Atlas
from auditor.text.decode import decode, header, media_type
from spiders.extract.answer import Answer, read
from spiders.failures import blocking, cleared
from spiders.family import family_for
from spiders.fetch import Fetched
from spiders.listing.listing import Listing, read_listing
from spiders.listing.rendered import read_rendered
from spiders.listing.walk import Walk
from spiders.manners import Manners
from spiders.rendering import job_for, missing, render


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the list: where it came from and what was read of it."""

    url: str
    listing: Listing


@dataclass(frozen=True, slots=True)
class Probed:
    """What a look at a section's list came to; `end` says in Chinese why its end is known, "" where it is not."""

    visit: Visit
    entries: tuple[Entry, ...]
    end: str


def probe(
    portal: Portal, section: Section, *, most: int, tell: Callable[[str], None]
) -> Iterator[Leaf | Probed]:
    """Each page of the list as it is read, at most `most`, and last what they came to. Nothing is stored."""
    assert section.url is not None
    allows = Atlas(portal, now().date()).allows
    manners = Manners(portal, allows, tell)
    walk = Walk(section.url, family_for(section.url, portal.cms), allows=allows)
    given = first = manners.ask(section.url)
    asked = 1
    while True:
        if listing := _taken(walk, given, portal, section):
            yield Leaf(given.url if given else section.url, listing)
        step = walk.next_step()
        if step is None:
            break
        if asked >= most:
            walk.failed(f"已看 {asked} 页，到达上限，其后没有看")
            break
        given = manners.ask(step)
        asked += 1
    described = section.feed is not None
    shown = walk.is_scripted and not walk.whole and not described and portal.politeness.render
    if (
        first and shown and not (walk.entries and missing())
    ):  # as a night tells it: rows were read, that is not why
        listing = _in_browser(first, portal, walk)
        yield Leaf(first.url, listing)
        anew = Walk(section.url, walk.family)
        anew.add(listing)
        walk = anew if anew.whole or len(anew.entries) > len(walk.entries) else walk
    yield Probed(walk.visit(now()), walk.entries, walk.end)


def _in_browser(given: Fetched, portal: Portal, walk: Walk) -> Listing:
    """The list as a browser shows it; where there is none, the reason is a fault of the walk as it stands."""
    rendered = render(job_for(portal, given.url, given.body, header(given.headers, "Content-Type")))
    listing = read_rendered(rendered, walk.section_url, walk.family)
    if not listing.entries:
        walk.failed(listing.why)
    return listing


def _taken(walk: Walk, given: Fetched | None, portal: Portal, section: Section) -> Listing | None:
    """The listing of an answer, taken into the walk; None where there is none."""
    if given is None or given.fault:
        walk.failed(given.fault if given else "robots.txt 不允许访问")
        return None
    answer = Answer(
        url=given.url,
        body=given.body,
        fetched_at=now(),
        source=given.source,
        status=given.status,
        headers=given.headers,
    )
    listing = read_listing(
        decode(given.body, given.headers).text,
        given.url,
        walk.section_url,
        walk.family,
        media_type(given.headers) or "text/html",
        asked=walk.asked,
        course=walk.course,
        form=section.feed,
        headers=given.headers,
    )
    problem = blocking(cleared(read(answer, portal), lambda: listing.entries))
    if problem and problem.kind not in (ProblemKind.WRONG_TYPE, ProblemKind.SOFT_ERROR):
        walk.failed(f"{given.url}：{problem.text}")
        return None
    walk.add(listing)
    return listing
