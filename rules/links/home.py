"""What the portal's home page leads to."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.models import PageKind, Site
from auditor.models.address import canonical
from auditor.text.entrances import SEARCH_BOX


def home_links(site: Site) -> Mapping[str, str]:
    """The addresses linked from the home page, each with its words ("" where only the probe tells); search is SITE007's."""
    home = canonical(site.portal.home)
    pages = [p for p in site.pages if p.kind is PageKind.HOME and canonical(p.url) == home]
    words = {canonical(link.url): link.text for page in pages for link in page.links}
    boxes = {canonical(link.url) for page in pages for link in page.frame_links if link.text == SEARCH_BOX}
    probed = (canonical(p.url) for p in site.probes if home in map(canonical, p.referrers))
    return {**dict.fromkeys((url for url in probed if url not in boxes), ""), **words}
