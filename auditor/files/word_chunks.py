"""What stands in a Word package beside its main text: headers, footers, notes, and documents put in whole (altChunk)."""

from __future__ import annotations

import email
import email.policy
import posixpath
import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from auditor.files.package import Package, attribute, kind

_NOTES = re.compile(r"word/(?P<what>header|footer|footnotes|endnotes)\d*\.xml")
_NAMES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_BREAKS = ("p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6")


def parts_beside(package: Package) -> Iterator[tuple[str, Any]]:
    """(where it stands, its root) of each header, footer and note."""
    for name in sorted(package.names):
        if found := _NOTES.fullmatch(name):
            for node in _each(package.xml(name)):
                yield _NAMES[found["what"]], node


def chunk_of(package: Package, main: str, node: Any) -> bytes:
    """The bytes of the document that an altChunk puts in; b"" where it leads nowhere."""
    folder, file = posixpath.split(main)
    rels = f"{folder}/_rels/{file}.rels"
    asked = attribute(node, "id")
    for relation in package.xml(rels) if rels in package.names else ():
        if relation.get("Id") == asked:
            target = relation.get("Target", "")
            name = target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            return package.read(name) if name in package.names else b""
    return b""


def web_lines(body: bytes) -> list[str]:
    """The lines of a web page, also of one in a mail's wrapping (MHT); none where it holds no markup."""
    if body[:300].lower().startswith((b"mime-version", b"from:", b"content-type")):
        message = email.message_from_bytes(body, policy=email.policy.default)
        page = message.get_body(("html", "plain"))
        body = page.get_content().encode() if page else b""
    if not body.strip():
        return []
    root = lxml.html.fromstring(body, parser=lxml.html.HTMLParser(encoding=_encoding(body)))
    for node in root.iter():
        if node.tag in _BREAKS:
            node.tail = "\n" + (node.tail or "")
        elif node.tag in ("script", "style", "head"):
            node.text = ""
    return [line.strip() for line in root.text_content().split("\n") if line.strip()]


def _encoding(body: bytes) -> str:
    try:
        body.decode()
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _each(root: Any) -> Iterator[Any]:
    """A header as it is; notes one by one, without the strokes that part them from the text."""
    if kind(root) not in ("footnotes", "endnotes"):
        yield root
        return
    for note in root:
        if kind(note) in ("footnote", "endnote") and attribute(note, "type") in (None, "normal"):
            yield note
