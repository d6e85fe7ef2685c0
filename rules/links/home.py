"""What the portal's home page leads to."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.models import PageKind, Site
from auditor.models.address import canonical

from ..entrances import search_forms


def home_links(site: Site) -> Mapping[str, str]:
    """The addresses linked from the home page, each with its words ("" where only the probe tells)."""
    home = canonical(site.portal.home)
    pages = (p for p in site.pages if p.kind is PageKind.HOME and canonical(p.url) == home)
    words = {canonical(link.url): link.text for page in pages for link in page.links}
    probed = (canonical(p.url) for p in site.probes if home in map(canonical, p.referrers))
    found = {**dict.fromkeys(probed, ""), **words}
    return {address: said for address, said in found.items() if address not in search_forms(site)}
