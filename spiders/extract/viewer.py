"""Papers that a script shows in place of words: PDFObject.embed(…), pdf.js, a frame whose address a script sets.

Each becomes the <embed> that a reader would see, in the place the script names, so that it is read like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from spiders.extract.attachments import shown_file
from spiders.html.script_values import arguments, assigned, calls_of, unquoted

_SIGNS = ("PDFObject", "getDocument(", ".media(", "viewer", ".pdf", ".ofd")
_CALLS = (
    "PDFObject.embed",
    "new PDFObject",
    "pdfjsLib.getDocument",
    "PDFJS.getDocument",
    ".media",
    "ofdViewer",
)
_SET = re.compile(
    r"""(?:\.src\s*=|\.attr\(\s*['"](?:src|data)['"]\s*,|setAttribute\(\s*['"](?:src|data)['"]\s*,)\s*(?P<value>[^;\n]{3,500}?)\s*\)?\s*(?:;|\n|$)"""
)
_NAMED = re.compile(
    r"""(?:url|src|file|data)['"]?\s*:\s*(?P<value>'[^'\n]{3,500}'|"[^"\n]{3,500}"|[A-Za-z_$][\w$]*)"""
)
_PLACE = re.compile(r"""['"]#?([A-Za-z][\w-]{0,60})['"]""")


def draw_papers(root: Any, text: str) -> None:
    """Put what the page's scripts show where they show it."""
    if not any(sign in text for sign in _SIGNS[:4]) and not (
        ".src" in text or "'src'" in text or '"src"' in text
    ):
        return
    for script in list(root.iter("script")):
        words = script.text or ""
        if any(sign in words for sign in _SIGNS):
            for address, place in _shown(words):
                _draw(root, script, address, place)


def _shown(words: str) -> Iterator[tuple[str, str | None]]:
    """Each paper's address, with the id of the element that it is shown in."""
    known = assigned(words)
    for name in _CALLS:
        for told in calls_of(words, name):
            given = arguments(told)
            if given and (address := shown_file(_value(given[0], known) or "")):
                place = _PLACE.fullmatch(given[1].strip()) if len(given) > 1 else None
                yield address, place.group(1) if place else None
    for match in _SET.finditer(words):
        if address := shown_file(_joined(match["value"], known)):
            yield address, None


def _value(argument: str, known: Any) -> str | None:
    if argument.startswith("{"):
        match = _NAMED.search(argument)
        argument = match["value"] if match else ""
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
