"""Walk a portal from its home page and find section pages; a person decides what becomes of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.config.clock import now
from auditor.models import Portal
from auditor.models.address import canonical
from auditor.portal.atlas import Atlas
from auditor.text.decode import Decoded, decode, media_type
from spiders.discover.in_browser import in_browser
from spiders.discover.propose import DiscoveredSection
from spiders.extract.answer import Answer, read
from spiders.extract.body import address
from spiders.family import family_for
from spiders.fetch import Fetched
from spiders.html.markup import parse
from spiders.listing.listing import Listing, read_listing
from spiders.manners import Manners

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Explored:
    """The section pages that were seen, and the keys of all that the pages link."""

    pages: tuple[DiscoveredSection, ...]
    linked: frozenset[str]


def explore(portal: Portal, *, most: int, tell: Told) -> Explored:
    """Every section page reached within `most` visits, one request at a time, at the profile's pace."""
    walk = _Walk(portal, tell)
    return Explored(tuple(_explored(portal, walk, most, tell)), frozenset(walk.linked))


def _explored(portal: Portal, walk: _Walk, most: int, tell: Told) -> Iterator[DiscoveredSection]:
    at = now()
    for given in walk.visits(most):
        answer = Answer(
            url=given.url,
            body=given.body,
            source=given.source,
            status=given.status,
            headers=given.headers,
            fetched_at=at,
        )
        page = read(answer, portal)
        if not page.readable:
            tell(f"{given.source}：{page.problems[0].text}")
            continue
        decoded = decode(given.body, given.headers)
        kind = media_type(given.headers)
        listing = read_listing(
            decoded.text, given.url, given.source, portal.cms, kind, decoded.encoding, headers=given.headers
        )
        walk.follow(given, decoded, listing)
        if given.source == portal.home:
            continue
        found = DiscoveredSection.of(page, listing)
        if listing.by_script and not listing.course.steps:
            found = in_browser(portal, found, given, tell)
        yield found


class _Walk:
    """Breadth first: what is near the home page comes before what lies deep."""

    def __init__(self, portal: Portal, tell: Told) -> None:
        self._portal = portal
        self._tell = tell
        self._atlas = Atlas(portal, now().date())
        self._manners = Manners(portal, self._atlas.allows, tell)
        known = [section.url for section in portal.sections if section.url]
        self._due = deque(dict.fromkeys((portal.home, *known)))
        self._seen = {canonical(url) for url in self._due}
        self.linked = {canonical(portal.home)}

    def visits(self, most: int) -> Iterator[Fetched]:
        """The answers, one by one; what is found meanwhile joins the queue."""
        asked = 0
        while self._due and asked < most:
            given = self._manners.ask(self._due.popleft())
            if given is None:
                continue
            asked += 1
            if given.fault:
                self._tell(given.fault)
            else:
                yield given
        if self._due:
            self._tell(
                f"已访问 {asked} 个网页，到达上限，还有 {len(self._due)} 个没有看。可用 --limit 调大。"
            )

    def follow(self, given: Fetched, decoded: Decoded, listing: Listing) -> None:
        """Add the sections that a page links; the lists of other years are pages of its own list."""
        self._seen |= {canonical(url) for _, url in listing.years}
        root = parse(decoded.text, charset=decoded.encoding)
        linked = [url for href in root.xpath("//a/@href") if (url := address(given.url, href))]
        self.linked |= {canonical(url) for url in linked} - {canonical(given.source)}
        for url in (*(child for _, child in listing.children), *filter(self._is_section, linked)):
            key = canonical(url)
            if key not in self._seen and self._atlas.allows(url):
                self._seen.add(key)
                self._due.append(url)

    def _is_section(self, url: str) -> bool:
        family = family_for(url, self._portal.cms)
        if family.list_url:
            return bool(family.list_url.search(url))
        path = urlsplit(url).path
        return path.endswith("/") or path.rpartition("/")[2].startswith("index.")
