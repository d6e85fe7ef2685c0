"""A section whose list a script fills, looked at in a browser: its rows, and the interface behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from auditor.models import Portal
from auditor.text.decode import header
from spiders.discover.feed import feed_behind
from spiders.discover.propose import DiscoveredSection
from spiders.family import family_for
from spiders.fetch import Fetched
from spiders.listing.rendered import read_rendered
from spiders.rendering import job_for, missing, render


def in_browser(
    portal: Portal, found: DiscoveredSection, given: Fetched, tell: Callable[[str], None]
) -> DiscoveredSection:
    """The section as the browser shows it; as it was found, where there is no browser or it shows no more."""
    if not portal.politeness.render:
        return found
    if why := missing():
        tell(f"{given.url}：{why}")
        return found
    kind = header(given.headers, "Content-Type")
    rendered = render(job_for(portal, given.url, given.body, kind))
    listing = read_rendered(rendered, given.url, family_for(given.url, portal.cms))
    if not listing.entries:
        tell(f"{given.url}：{listing.why}")
        return found
    feed = feed_behind(rendered, listing.entries, given.url)
    return replace(found, listing=listing, feed=feed)
