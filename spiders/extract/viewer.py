"""Papers that a script shows in place of words: PDFObject.embed(…), pdf.js, a frame whose address a script sets.

Each becomes the <embed> that a reader would see, in the place the script names, so that it is read like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from spiders.extract.attachments import SHOWN_TYPES, shown_file
from spiders.html.script_values import arguments, assigned, calls_of, unquoted

_SIGNS = ("PDFObject", "getDocument(", ".media(", "viewer", "pdfh5", "Pdfh5", "FlexPaper", ".pdf", ".ofd")
_CALLS = (
    "PDFObject.embed",
    "new PDFObject",
    "pdfjsLib.getDocument",
    "PDFJS.getDocument",
    ".media",
    "ofdViewer",
    "new Pdfh5",
    "new FlexPaperViewer",
)
_SET = re.compile(
    r"""(?:\.src\s*=|\.attr\(\s*['"](?:src|data)['"]\s*,|setAttribute\(\s*['"](?:src|data)['"]\s*,)\s*(?P<value>[^;\n]{3,500}?)\s*\)?\s*(?:;|\n|$)"""
)
_NAMED = re.compile(
    r"""(?:url|src|file|data|pdfurl|pdffile)['"]?\s*:\s*(?P<value>'[^'\n]{3,500}'|"[^"\n]{3,500}"|[A-Za-z_$][\w$]*)""",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"""<(?:iframe|embed|object)\b[^>]{0,200}?\b(?:src|data)\s*=\s*\\?['"]([^'"\\>\s]{3,500})""",
    re.IGNORECASE,
)
_ENCODES = re.compile(r"encodeURI(?:Component)?\((.*)\)")
_HELD = etree.XPath(
    "//@data-pdf/.. | //@data-pdf-url/.. | //object[param] | //script[contains(@src, '?file=')]"
    " | //input[@type='hidden' and (contains(@id, 'pdf') or contains(@name, 'pdf'))]"
)
_PLACE = re.compile(r"""['"]#?([A-Za-z][\w-]{0,60})['"]""")


def may_show(text: str, *, names_paper: bool) -> bool:
    """Whether a page's source may show a paper otherwise than by a plain element: most name none at all."""
    return names_paper or "?file=" in text or "?url=" in text or "application/pdf" in text


def draw_papers(root: Any) -> None:
    """Put what the page's scripts show where they show it."""
    for element in root.iter("object", "iframe"):
        if shown_file(element.get("data") or element.get("src") or "") or element.get("type") in SHOWN_TYPES:
            _clear(element)
    for element in _HELD(root):
        if address := next(filter(None, map(shown_file, _held(element))), None):
            _draw(root, element, address, None)
    for script in list(root.iter("script")):
        words = script.text or ""
        if any(sign in words for sign in _SIGNS):
            for address, place in _shown(words):
                _draw(root, script, address, place)


def _clear(shown: Any) -> None:
    """Take out what only readers see whose browser shows no papers."""
    shown.text = None
    for inner in list(shown):
        if inner.tag != "param":
            shown.remove(inner)


def _held(element: Any) -> Iterator[str]:
    """The addresses that an element holds for a script or a plug-in that shows them."""
    yield from (element.get(name) or "" for name in ("data-pdf", "data-pdf-url"))
    if element.tag == "script":
        yield element.get("src") or ""
    elif element.tag == "input":
        yield element.get("value") or ""
    yield from (param.get("value") or "" for param in element.iter("param"))


def _shown(words: str) -> Iterator[tuple[str, str | None]]:
    """Each paper's address, with the id of the element that it is shown in."""
    known = assigned(words)
    for name in _CALLS:
        for told in calls_of(words, name):
            given = [argument.strip() for argument in arguments(told)]
            values = (value for argument in given for value in _values(argument, known))
            if address := next(filter(None, map(shown_file, values)), None):
                places = (_PLACE.fullmatch(argument) for argument in given)
                yield address, next((place.group(1) for place in places if place), None)
    yield from (
        (address, None) for value in known.values() if "?" in value and (address := shown_file(value))
    )
    for match in _WRITTEN.finditer(words) if "<" in words else ():
        if address := shown_file(match.group(1)):
            yield address, None
    for match in _SET.finditer(words):
        if address := shown_file(_joined(match["value"], known)):
            yield address, None


def _values(argument: str, known: Any) -> Iterator[str]:
    """The texts that an argument, or an object's members named for a file, come to."""
    told = [match["value"] for match in _NAMED.finditer(argument)] if argument.startswith("{") else [argument]
    yield from (value for one in told if (value := _value(one, known)))


def _value(argument: str, known: Any) -> str | None:
    if encoded := _ENCODES.fullmatch(argument):
        argument = encoded.group(1).strip()
    return unquoted(argument) or known.get(argument)


def _joined(expression: str, known: Any) -> str:
    """The text of joined literals and known names; "" where a piece is neither."""
    pieces = [_value(piece.strip(), known) for piece in expression.split("+")]
    return "".join(piece for piece in pieces if piece) if all(pieces) else ""


def _draw(root: Any, script: Any, address: str, place: str | None) -> None:
    target = next(iter(root.xpath("//*[@id=$place]", place=place)), None) if place else None
    drawn = etree.Element("embed", src=address)
    if target is not None:
        target.append(drawn)
        return
    parent = script.getparent()
    if parent is not None and parent.tag != "head":
        drawn.tail, script.tail = script.tail, None
        script.addnext(drawn)
