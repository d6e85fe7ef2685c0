"""Walk a portal from its home page and find section pages; a person decides what becomes of them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from auditor.config.clock import now
from auditor.models import Portal
from auditor.models.address import canonical
from auditor.portal.atlas import Atlas
from spiders.discover.propose import DiscoveredSection
from spiders.extract.answer import Answer, read
from spiders.extract.body import address
from spiders.family import family_for
from spiders.fetch import Fetched, fetch
from spiders.html.decode import Decoded, decode, media_type
from spiders.html.markup import parse
from spiders.listing.listing import Listing, read_listing
from spiders.politeness import user_agent

Told = Callable[[str], None]


def explore(portal: Portal, *, most: int, tell: Told) -> Iterator[DiscoveredSection]:
    """Every section page reached within `most` visits, one request at a time, at the profile's pace."""
    walk = _Walk(portal, tell)
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
        listing = read_listing(decoded.text, given.url, given.source, portal.cms, kind, decoded.encoding)
        walk.follow(given, decoded, listing)
        if given.source != portal.home:
            yield DiscoveredSection.of(page, listing)


class _Walk:
    """Breadth first: what is near the home page comes before what lies deep."""

    def __init__(self, portal: Portal, tell: Told) -> None:
        self._portal = portal
        self._tell = tell
        self._atlas = Atlas(portal, now().date())
        self._robots: dict[str, RobotFileParser | None] = {}
        known = [section.url for section in portal.sections if section.url]
        self._due = deque(dict.fromkeys((portal.home, *known)))
        self._seen = {canonical(url) for url in self._due}

    def visits(self, most: int) -> Iterator[Fetched]:
        """The answers, one by one; what is found meanwhile joins the queue."""
        manners = self._portal.politeness
        asked = 0
        while self._due and asked < most:
            url = self._due.popleft()
            if not self._may(url):
                continue
            asked += 1
            given = fetch(
                url,
                agent=user_agent(manners),
                timeout=manners.timeout_seconds,
                allows=self._atlas.allows,
            )
            if given.fault:
                self._tell(given.fault)
            else:
                yield given
            time.sleep(manners.delay_seconds)
        if self._due:
            self._tell(
                f"已访问 {asked} 个网页，到达上限，还有 {len(self._due)} 个没有看。可用 --limit 调大。"
            )

    def follow(self, given: Fetched, decoded: Decoded, listing: Listing) -> None:
        """Add the sections that a page links."""
        root = parse(decoded.text, charset=decoded.encoding)
        linked = [url for href in root.xpath("//a/@href") if (url := address(given.url, href))]
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

    def _may(self, url: str) -> bool:
        if not self._portal.politeness.obey_robots:
            return True
        host = urljoin(url, "/robots.txt")
        if host not in self._robots:
            self._robots[host] = self._rules(host)
        rules = self._robots[host]
        if rules is None or rules.can_fetch(user_agent(self._portal.politeness), url):
            return rules is not None
        self._tell(f"{url}：robots.txt 不允许访问，没有读取")
        return False

    def _rules(self, host: str) -> RobotFileParser | None:
        """The host's rules; None where they cannot be read, and then nothing may be asked of it."""
        manners = self._portal.politeness
        given = fetch(
            host, agent=user_agent(manners), timeout=manners.timeout_seconds, allows=self._atlas.allows
        )
        if given.fault or given.status >= 500:
            self._tell(
                f"{given.fault or f'{host}：状态码 {given.status}'}；读不到 robots.txt，不访问这台主机"
            )
            return None
        rules = RobotFileParser()
        rules.parse(given.body.decode("utf-8", "replace").splitlines() if given.status == 200 else [])
        return rules
