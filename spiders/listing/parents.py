"""Parent sections: which sections lie below a page, and whether the page only gathers what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from auditor.models.address import canonical, is_file
from spiders.html.markup import Markup
from spiders.html.visible import words
from spiders.listing.more_links import MORE
from spiders.listing.row_groups import in_aside, in_furniture

Sections = tuple[tuple[str, str], ...]  # title and address


def children_of(page: Markup, section_url: str, is_article: Callable[[str], bool]) -> Sections:
    """The sections below this one, by their folders."""
    folder = _folder(section_url)
    below = (a for a in page.root.iter("a") if _is_below(page.link(a) or "", folder))
    return _sections(page, below, section_url, is_article)


def gathered(page: Markup, section_url: str, is_article: Callable[[str], bool]) -> Sections:
    """The sections whose newest entries a parent shows: two lists or more, each led on by 更多 or by its heading."""
    folder = _folder(section_url)
    more = (a for a in page.root.iter("a") if MORE.fullmatch(words(a) or a.get("title") or ""))
    below = (a for a in more if _is_below(page.link(a) or "", folder))
    found = _sections(page, chain(below, _list_headings(page)), section_url, is_article)
    return found if len(found) > 1 else ()


def _sections(
    page: Markup, anchors: Iterable[Any], section_url: str, is_article: Callable[[str], bool]
) -> Sections:
    """What the anchors lead to, each once; articles, files and the section itself are left out."""
    found: dict[str, tuple[str, str]] = {}
    for anchor in anchors:
        url, title = page.link(anchor), _child_title(anchor)
        if url and title and not is_article(url) and not is_file(url):
            found.setdefault(canonical(url), (title, url))
    found.pop(canonical(section_url), None)
    return tuple(found.values())


def _folder(url: str) -> str:
    return canonical(url).partition("?")[0].rpartition("/")[0] + "/"


def _is_below(url: str, folder: str) -> bool:
    """Whether the address is a folder or an index page inside `folder`."""
    key = canonical(url)
    return key != folder and key.startswith(folder) and key.endswith("/")


def _list_headings(page: Markup) -> Iterator[Any]:
    """The links of headings that stand right over a list of links."""
    for heading in page.root.iter("h1", "h2", "h3", "h4", "h5"):
        anchors, below = heading.findall(".//a"), heading.getnext()
        rows = (
            below.xpath("self::*[not(self::li)]//*[self::li or self::tr][.//a]") if below is not None else ()
        )
        if anchors and rows and not (in_furniture(heading) or in_aside(heading)):
            yield anchors[0]


def _child_title(anchor: Any) -> str:
    """The anchor's words; for 更多, the first words of the block it stands in."""
    title = words(anchor) or (anchor.get("title") or "").strip()
    if not MORE.fullmatch(title):
        return title
    blocks = (
        (text.strip() for text in block.itertext())
        for block in anchor.iterancestors("div", "dl", "section", "table", "h2", "h3")
    )
    return next((text for block in blocks for text in block if text and not MORE.fullmatch(text)), "")[:30]
