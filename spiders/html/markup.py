"""A list page as a tree: tolerant parsing, absolute addresses, visible text. Nothing here raises on hostile markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from auditor.models.address import resolved
from spiders.html.limits import TOO_DEEP, shorten, trim
from spiders.html.moves import HOLDERS, Moves, called, moved, moves_of
from spiders.html.script_values import without_comments
from spiders.html.spelling import spell_queries

_HAS_WORDS = etree.XPath("boolean(.//text()[normalize-space() and not(parent::script or parent::style)])")
TOO_BROKEN = "中间有多余的结束标签</html>，只读了前一部分"
_ORIGIN = re.compile(r"https?://[^/?#;\s\\]+(?=/)")  # all of a base that an address from the root needs
_ENDS = "".join(
    map(chr, range(0x21))
)  # what browsers take off both ends of an address; U+3000 is not among it
_MOVES = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|window\.open\s*\()\s*(['\"])([^'\"<>\s]{2,500})\1"
)
_CLICKED = etree.XPath(
    "(//@onclick/.. | //@*[starts-with(name(), 'data-')]/..)"
    "[not(self::a or self::button or self::input or self::select or self::body)]"
)
_OWN_VALUE = re.compile(r"this\.(?:value|options\[\s*this\.selectedIndex\s*\]\.value)|\$\(this\)\.val\(\)")
_AROUND = 5  # elements around a clickable one that it may stand for
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed page; `cut` says in Chinese what of it was left out, "" where nothing was."""

    root: Any
    cut: str = ""


@dataclass(frozen=True)
class Markup:
    """One fetched page; `base` is what its relative addresses are joined with."""

    text: str
    url: str
    charset: str = "utf-8"

    @cached_property
    def _tree(self) -> Tree:
        return tree_of(self.text, charset=self.charset)

    @property
    def root(self) -> Any:
        """The document element; an empty one where nothing can be parsed."""
        return self._tree.root

    @property
    def cut(self) -> str:
        """In Chinese what of the page was left out; "" where all of it was taken in."""
        return self._tree.cut

    @cached_property
    def base(self) -> str:
        """<base href> where it is usable, else the page's own address."""
        found = self.root.xpath("//base/@href")
        return (join(self.url, found[0]) if found else None) or self.url

    @cached_property
    def scripts(self) -> tuple[str, ...]:
        """The words of every inline script, without its comments."""
        told = (node.text for node in self.root.iter("script") if node.text and node.text.strip())
        return tuple(map(without_comments, told))

    def css(self, selector: str) -> list[Any]:
        """The elements that a CSS selector finds."""
        return list(self.root.cssselect(selector))

    @cached_property
    def clicked(self) -> Mapping[Any, str]:
        """Where elements that are no links or buttons lead when they are clicked."""
        if not any(sign in self.text for sign in ("onclick", *HOLDERS)) and not self._moves.handlers:
            return {}
        told = ((e, join(self.base, _moved_to(e)) or self._clicked(e)) for e in _CLICKED(self.root))
        return {element: url for element, url in told if url}

    @cached_property
    def clickable(self) -> Mapping[Any, set[str]]:
        """The same by the element and by each one close around it, which it may stand for."""
        found: dict[Any, set[str]] = {}
        for element, url in self.clicked.items():
            for around in (element, *islice(element.iterancestors(), _AROUND)):
                found.setdefault(around, set()).add(url)
        return found

    def link(self, anchor: Any) -> str | None:
        """Where an anchor leads, or its script where it leads nowhere by itself."""
        return (
            join(self.base, anchor.get("href")) or join(self.base, _moved_to(anchor)) or self._clicked(anchor)
        )

    def chosen(self, box: Any, value: str) -> str | None:
        """Where a box leads when one of its values is chosen, by the function that it calls then."""
        done = _OWN_VALUE.sub(f"'{value}'", box.get("onchange") or "")
        return join(self.base, called(done, box, self._moves)) if done else None

    @cached_property
    def _moves(self) -> Moves:
        return moves_of(self.scripts)

    def _clicked(self, element: Any) -> str | None:
        """Where the element leads by an address that it holds, or by what the page's own script makes of a click."""
        held = next((told for name in HOLDERS if (told := element.get(name))), "")
        if any(sign in held for sign in "/.?") and (url := join(self.base, held)):
            return url
        return join(self.base, moved(element, self._moves))


def _moved_to(anchor: Any) -> str | None:
    """The address that an anchor's script moves to, or opens."""
    done = anchor.get("onclick") or ""
    match = (
        _MOVES.search(done) or _MOVES.search(anchor.get("href") or "") if "(" in done or "=" in done else None
    )
    return match.group(2) if match else None


def parse(text: str, *, comments: bool = True, charset: str = "utf-8") -> Any:
    """The document element of any text, within the limits; without `comments`, the words on both sides of one join."""
    return tree_of(text, comments=comments, charset=charset).root


def tree_of(text: str, *, comments: bool = True, charset: str = "utf-8") -> Tree:
    """Any text as a tree, within the limits; one that the parser left words out of is read anew as one piece.
    `charset` is what the text was decoded with."""
    text, cut = shorten(text)
    root, stopped = _parsed(text, comments)
    if not stopped and _leaves_words_out(root):
        from spiders.html.broken import as_one  # takes its time, and sound pages need none of it

        whole = as_one(text)
        cut = cut if whole else TOO_BROKEN
        root, stopped = _parsed(whole or text, comments)
    spell_queries(root, charset)
    return Tree(root, trim(root) or (TOO_DEEP if stopped else cut))


def _leaves_words_out(root: Any) -> bool:
    """Whether words stand behind the document element: scripts of counters often do, and are no loss."""
    return any(_HAS_WORDS(piece) for piece in root.itersiblings("html"))


def _parsed(text: str, comments: bool) -> tuple[Any, bool]:
    """The document element, an empty one where there is none, and whether the parser gave up at its own limits."""
    parser = (html if comments else etree).HTMLParser(
        encoding="utf-8", remove_pis=True, remove_comments=not comments, huge_tree=True
    )
    try:
        root = html.document_fromstring(_CONTROL.sub(" ", text).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return html.Element("html"), False
    return root, any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def join(base: str, href: str | None) -> str | None:
    """The absolute http(s) address as a browser reads it, without fragment; None for script, mail and broken
    addresses."""
    words = (href or "").strip(_ENDS)
    if not words or words.startswith("#"):
        return None
    origin = _ORIGIN.match(base) if words.startswith("/") else None
    return _joined(origin.group() if origin else base, words)


@lru_cache(maxsize=16_384)  # a portal's menus stand on each of its pages
def _joined(base: str, words: str) -> str | None:
    try:
        url = resolved(base, words)
    except ValueError:
        return None
    return url.partition("#")[0] if url.startswith(("http://", "https://")) else None


def host(url: str) -> str:
    """The host name, lower case; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
