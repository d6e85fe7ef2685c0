"""Where on a page the body and its heading stand: known containers first, else the densest text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice
from typing import Any

from lxml import etree
from lxml.cssselect import CSSSelector

from auditor.models.spaces import fold, squeeze

BODY_MARK = "data-body"  # set on the element that stands in for the detached body
MEDIA = ("img", "iframe", "video", "embed", "object", "audio")
_WITH_ID, _WITH_CLASS = (
    etree.XPath("descendant-or-self::*/@id/.."),
    etree.XPath("descendant-or-self::*/@class/.."),
)
_MARKED = etree.XPath(f"descendant::*/@{BODY_MARK}/..")
_STATE = etree.XPath("descendant::input[starts-with(@name, '__VIEWSTATE')]")  # of ASP.NET
_SILENT = ("script", "style", "noscript", "template")
_SIMPLE = re.compile(r"([a-z0-9]*)([#.])([\w-]+)$")
_ASIDE = re.compile(
    r"foot|copyright|(?:^|[-_\s])nav|menu|header|friend|banner|sidebar|bottom|search", re.IGNORECASE
)
_ASIDE_TAGS = frozenset({"footer", "nav", "header", "aside", "select", "a", "button"})
_BODY_NAME = re.compile(
    r"^(?:div|lbl|td|pnl)?[-_]?(?:content|zhengwen|neirong|article)$|(?:detail|article|news|info|view|text|wz|zw|xq|nr)[-_]?(?:con|cont|content|body|text|txt|nr)$",
    re.IGNORECASE,
)
_INLINE = frozenset("span font p li dd ul ol dl b strong em".split())
_MAX_CLIMB, _MAX_NODES, MAX_MATCHES = 40, 200, 10  # hostile pages nest thousands deep
_LINE_TAGS = ("div", "section")
_FEWEST_LINES = 4
_MAX_HEADING = 300
LEAST_NAME = 8  # characters of a paper's name; a column's is shorter
LEAST_BODY = 30  # characters below which a block is no body


@dataclass(frozen=True)
class Outline:
    """A parsed page with its elements by id and class, so that plain selectors cost one look-up.

    `elements` holds every element: one that is let go is made anew by each walk over the tree, which costs more than
    the walk itself.
    """

    root: Any
    elements: list[Any]
    ids: dict[str, list[Any]]
    classes: dict[str, list[Any]]

    @classmethod
    def of(cls, root: Any) -> Outline:
        ids: dict[str, list[Any]] = defaultdict(list)
        classes: dict[str, list[Any]] = defaultdict(list)
        elements = list(root.iter(etree.Element))
        for element in _WITH_ID(root):
            if name := element.get("id"):
                ids[name].append(element)
        for element in _WITH_CLASS(root):
            for word in element.get("class").split():
                classes[word].append(element)
        return cls(root, elements, ids, classes)

    def select(self, selector: str) -> list[Any]:
        """The elements a CSS selector finds, in document order."""
        match = _SIMPLE.match(selector)
        if not match:
            return list(_compiled(selector)(self.root))
        tag, sign, name = match.groups()
        found = (self.ids if sign == "#" else self.classes).get(name, [])
        return [element for element in found if not tag or element.tag == tag]


def find_container(outline: Outline, selectors: Iterable[str]) -> Any | None:
    """The body container: the first selector with a filled match, else an empty match, else None."""
    empty = None
    for selector in selectors:
        found = outline.select(selector)[:MAX_MATCHES]
        if not found:
            continue
        best = max(found, key=text_size) if len(found) > 1 else found[0]
        if is_filled(best):
            return best
        empty = best if empty is None else empty
    return empty


def detach(container: Any) -> Any | None:
    """Take the body out of its page and leave a mark where it stood."""
    parent = container.getparent()
    if parent is None:
        return None
    mark = etree.Element("div", {BODY_MARK: "1"})
    mark.tail, container.tail = container.tail, None
    parent.replace(container, mark)
    return mark


def body_mark(root: Any) -> Any | None:
    """What stands in for the detached body of a page."""
    return next(iter(_MARKED(root)), None)


def is_filled(element: Any) -> bool:
    """Whether a container holds words, pictures or players."""
    return any(map(str.strip, texts(element))) or next(element.iter(*MEDIA), None) is not None


def text_size(element: Any) -> int:
    """Characters of visible text, white space aside."""
    return len(squeeze("".join(texts(element))))


def is_longer(element: Any, size: int) -> bool:
    """Whether its text has more characters than these; no more of it is read than it takes to know."""
    return any(so_far > size for so_far in accumulate(len(squeeze(text)) for text in texts(element)))


def dense_blocks(root: Any, is_foot: Callable[[Any], bool]) -> Iterator[Any]:
    """The blocks that hold enough running text of their own to be a body, the fullest first.

    What a page laid out in tables says in its foot is no text of the page as a whole.
    """
    sizes: dict[Any, int] = defaultdict(int)  # characters by the place they count for
    for element in root.iter("p", "div", "td", "section", "article", "span", "font", "li", "dd"):
        own = _own_size(element)
        place = _place(element) if own >= 8 else None
        if place is not None and not (place.tag == "body" and is_foot(_part_of(place, element))):
            sizes[place] += own
    weights: dict[Any, int] = defaultdict(int)
    for place, size in sizes.items():
        weights[place.getparent() if _is_line(place) else place] += size
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    return (block for block, weight in ranked[:20] if weight >= LEAST_BODY and not is_aside(block))


def named_block(outline: Outline) -> Any | None:
    """The innermost block whose id or class calls it the text, for a body too short or without words of its own."""
    found = None
    for element in outline.root.iter("div", "td", "section", "article"):
        names = f"{element.get('id') or ''} {element.get('class') or ''}".split()
        if any(_BODY_NAME.search(name) for name in names) and is_filled(element) and not is_aside(element):
            found = element
    return found


def below_heading(outline: Outline, blocks: list[Any], names: Iterable[str | None]) -> list[Any]:
    """The blocks around or below the page's own heading: what stands above it introduces the column or the unit."""
    known = {squeeze(name) for name in names if name and len(name) >= LEAST_NAME}
    headings = (e for e in outline.root.iter("h1", "h2", "h3") if squeeze(short_words(e)) in known)
    heading = next(headings, None)
    if heading is None:
        return blocks
    above = {id(element) for element in heading.iterancestors()}
    order = {id(element): place for place, element in enumerate(outline.root.iter())}
    return [b for b in blocks if id(b) in above or order.get(id(b), 0) > order[id(heading)]]


@cache
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def texts(element: Any) -> Iterator[str]:
    if len(element) == 0:
        return iter(() if element.tag in _SILENT else (element.text or "",))
    if next(element.iter(*_SILENT), None) is None:
        return iter(element.itertext())
    return _spoken(element)


def _spoken(element: Any) -> Iterator[str]:
    for node in element.iter(etree.Element):
        if node.tag not in _SILENT:
            yield node.text or ""
        if node is not element:
            yield node.tail or ""


def _own_size(element: Any) -> int:
    """Characters of an element's own, white space at their ends aside."""
    own = len((element.text or "").strip())
    return own + sum(len(child.tail.strip()) for child in element if child.tail) if len(element) else own


def _place(element: Any) -> Any | None:
    """The block that a text stands in: a paragraph's parent; for cells, the block around their table."""
    node = element
    for _ in range(_MAX_CLIMB):
        if node is None or node.tag not in _INLINE:
            break
        node = node.getparent()
    while node is not None and node.tag in ("td", "th") and _has_neighbours(node):
        node = next((up.getparent() for up in node.iterancestors("table")), None)
    return node


def _part_of(page: Any, element: Any) -> Any:
    """The page's own child that holds the element."""
    around = islice(element.iterancestors(), _MAX_CLIMB)
    return next((up for up in (element, *around) if up.getparent() is page), element)


def _is_line(block: Any) -> bool:
    """Whether a block is one of many lines of its parent: an editor that wraps each paragraph in a <div>."""
    parent = block.getparent()
    if block.tag not in _LINE_TAGS or parent is None or parent.tag == "body" or not _is_leaf(block):
        return False
    return sum(1 for other in parent if other.tag == block.tag and _is_leaf(other)) >= _FEWEST_LINES


def _is_leaf(block: Any) -> bool:
    return all(child.tag in _INLINE or child.tag in ("br", "a") for child in block)


def _has_neighbours(cell: Any) -> bool:
    return cell.getprevious() is not None or cell.getnext() is not None


def is_aside(element: Any) -> bool:
    """Whether the element stands in navigation, a footer or the like."""
    return any(
        (node.tag in _ASIDE_TAGS and not _heads_article(node))
        or _ASIDE.search(f"{node.get('class') or ''} {node.get('id') or ''}")
        or (node.tag == "form" and not _wraps_page(node))
        for node in (element, *element.iterancestors())
        if node.tag not in ("body", "html")
    )


def _heads_article(node: Any) -> bool:
    """Whether a <header> is that of an <article> and not the site's."""
    return node.tag == "header" and next(node.iterancestors("article"), None) is not None


def _wraps_page(form: Any) -> bool:
    """Whether a form holds most of what its page says, or its state: some systems put the whole page into one."""
    if next(iter(_STATE(form)), None) is not None:
        return True
    page = next(form.iterancestors("body"), None)
    return page is not None and 2 * text_size(form) >= text_size(page)


def short_words(element: Any) -> str:
    """The words of an element that is small enough to be a heading, else none."""
    if len(list(islice(element.iter(), _MAX_NODES + 1))) > _MAX_NODES:
        return ""
    text = _words(element)
    return text if len(text) <= _MAX_HEADING else ""


def _words(element: Any) -> str:
    return fold("".join(texts(element)))
