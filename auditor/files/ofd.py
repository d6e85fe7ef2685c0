"""OFD (GB/T 33190): the words of its pages, put together from where they stand."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, NamedTuple

from auditor.files.faults import MAX_CHARACTERS, MAX_PAGES, TOO_MUCH, broken, locked
from auditor.files.package import Package, kind
from auditor.models import FileContent, Paragraph
from auditor.text.paper import read_document


class _Piece(NamedTuple):
    """Words and where their box stands, in millimetres from the upper left corner."""

    top: float
    left: float
    height: float
    text: str


def ofd_content(body: bytes) -> FileContent:
    """The lines of every page, each with its page's number."""
    package = Package(body)
    root = package.xml("OFD.xml")
    if not any(kind(node) == "DocRoot" for node in root.iter()):
        raise broken()
    paragraphs: list[Paragraph] = []
    pages = pictures = characters = 0
    for name in _pages(package, root):
        pages += 1
        lines, is_picture = _page(package, name)
        pictures += is_picture
        characters += sum(map(len, lines))
        paragraphs += (Paragraph(line, place=f"第{pages}页") for line in lines)
        if characters > MAX_CHARACTERS or pages >= MAX_PAGES:
            break
    return FileContent(
        document=read_document(paragraphs),
        failure=TOO_MUCH if characters > MAX_CHARACTERS or pages >= MAX_PAGES else None,
        text_layer=characters > 0 or not pictures,
        pages=pages,
    )


def _pages(package: Package, root: Any) -> Iterator[str]:
    """The parts of the pages, in order."""
    for node in root.iter():
        if kind(node) != "DocRoot":
            continue
        main = _resolved("", node.text)
        if main not in package.names and any("Encryption" in name for name in package.names):
            raise locked()
        for page in package.xml(main).iter():
            if kind(page) == "Page" and page.get("BaseLoc"):
                yield _resolved(posixpath.dirname(main), page.get("BaseLoc"))


def _resolved(folder: str, location: str | None) -> str:
    location = (location or "").strip()
    path = location[1:] if location.startswith("/") else posixpath.join(folder, location)
    return posixpath.normpath(path)


def _page(package: Package, name: str) -> tuple[list[str], bool]:
    """Its lines, and whether it holds pictures or outlines and no words."""
    root = package.xml(name)
    pieces = [piece for node in root.iter() if kind(node) == "TextObject" for piece in _pieces(node)]
    pictured = any(kind(node) in ("ImageObject", "PathObject", "CompositeObject") for node in root.iter())
    return list(_lines(pieces)), pictured and not pieces


def _pieces(node: Any) -> Iterator[_Piece]:
    left, top, _, height = _box(node.get("Boundary"))
    for code in node.iter():
        if kind(code) != "TextCode" or not (code.text or "").strip():
            continue
        y, x = _number(code.get("Y")), _number(code.get("X"))
        yield _Piece(top + y - (height or y), left + x, height, (code.text or "").strip("\r\n"))


def _box(boundary: str | None) -> tuple[float, float, float, float]:
    numbers = [_number(word) for word in (boundary or "").split()]
    left, top, width, height = (numbers + [0.0] * 4)[:4]
    return left, top, width, height


def _number(word: str | None) -> float:
    try:
        return float(word or 0)
    except ValueError:
        return 0.0


def _lines(pieces: list[_Piece]) -> Iterator[str]:
    """Pieces whose tops lie within half a character's height of each other stand on one line."""
    line: list[_Piece] = []
    for piece in sorted(pieces):
        if line and piece.top - line[0].top > max(1.0, line[0].height / 2):
            yield _joined(line)
            line = []
        line.append(piece)
    if line:
        yield _joined(line)


def _joined(line: list[_Piece]) -> str:
    return "".join(piece.text for piece in sorted(line, key=lambda piece: piece.left))
