"""Entrances that a template offers on every page, told of by rules of their own: 找错 and the box to search in."""

from __future__ import annotations

from collections.abc import Callable

from auditor.models import SEARCH_FORM, Link, PageKind, Site
from auditor.models.address import canonical
from auditor.text.patterns import pattern

ERROR_REPORT = pattern(r"找错|纠错|我为政府网站")


def search_forms(site: Site) -> frozenset[str]:
    """Canonical addresses that boxes to search in lead to."""
    return site.once(_search_forms)


def error_entrances(site: Site) -> frozenset[str]:
    """Canonical addresses of 找错 entrances on pages that list sections."""
    return site.once(_error_entrances)


def _search_forms(site: Site) -> frozenset[str]:
    return _addresses(site, (PageKind.LIST, PageKind.HOME), lambda link: link.text == SEARCH_FORM)


def _error_entrances(site: Site) -> frozenset[str]:
    return _addresses(site, (PageKind.LIST,), lambda link: bool(ERROR_REPORT.search(link.text)))


def _addresses(site: Site, kinds: tuple[PageKind, ...], wanted: Callable[[Link], bool]) -> frozenset[str]:
    links = (link for page in site.pages if page.kind in kinds for link in page.frame_links)
    return frozenset(canonical(link.url) for link in links if wanted(link))
