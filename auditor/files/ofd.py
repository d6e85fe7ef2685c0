"""OFD (GB/T 33190): the words of its pages, put together from where they stand."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from auditor.files.faults import MAX_CHARACTERS, MAX_PAGES, TOO_MUCH, broken, locked
from auditor.files.flow import Line, Piece, lines_of, paragraphs_of_pages
from auditor.files.grid import Grid, grid_of, tabled
from auditor.files.ofd_objects import pieces_in, strokes_in
from auditor.files.own_codes import readable
from auditor.files.package import Package, kind
from auditor.models import FileContent, Paragraph
from auditor.text.glyphs import settled
from auditor.text.paper import read_document

_SLACK = 0.4  # millimetres


class _Body(NamedTuple):
    """What one document of the container says of itself."""

    folder: str
    root: Any
    templates: dict[str, str]  # the parts of template pages, by their number


def ofd_content(body: bytes) -> FileContent:
    """The paragraphs of all pages, each with the page it begins on; annotations stand behind them."""
    package = Package(body)
    root = package.xml("OFD.xml")
    if not any(kind(node) == "DocRoot" for node in root.iter()):
        raise broken()
    pages: list[list[Line]] = []
    beside: list[Paragraph] = []
    pictures = characters = 0
    for said, page, name in _pages(package, root):
        lines, is_picture = _page(package, said, name)
        pages.append(lines)
        beside += (_noted(line, len(pages)) for line in _annotated(package, said, page))
        pictures += is_picture
        characters += sum(len(line.text) for line in lines)
        if characters > MAX_CHARACTERS or len(pages) >= MAX_PAGES:
            break
    paragraphs, repeated = paragraphs_of_pages(pages)
    paragraphs, unread = readable(paragraphs)
    paper = read_document(paragraphs)
    return FileContent(
        document=replace(paper, paragraphs=(*paper.paragraphs, *map(settled, (*repeated, *beside)))),
        failure=TOO_MUCH if characters > MAX_CHARACTERS or len(pages) >= MAX_PAGES else unread,
        text_layer=characters > 0 or not pictures,
        pages=len(pages),
    )


def _pages(package: Package, root: Any) -> Iterator[tuple[_Body, str, str]]:
    """(its document, its number, its part) of each page, in order."""
    for node in root.iter():
        if kind(node) != "DocRoot":
            continue
        main = _resolved("", node.text)
        if main not in package.names and any("Encryption" in name for name in package.names):
            raise locked()
        inside, folder = package.xml(main), posixpath.dirname(main)
        templates = {
            page.get("ID", ""): _resolved(folder, page.get("BaseLoc"))
            for page in inside.iter()
            if kind(page) == "TemplatePage"
        }
        said = _Body(folder, inside, templates)
        for page in inside.iter():
            if kind(page) == "Page" and page.get("BaseLoc"):
                yield said, page.get("ID", ""), _resolved(folder, page.get("BaseLoc"))


def _resolved(folder: str, location: str | None) -> str:
    location = (location or "").strip()
    path = location[1:] if location.startswith("/") else posixpath.join(folder, location)
    return posixpath.normpath(path)


def _page(package: Package, said: _Body, name: str) -> tuple[list[Line], bool]:
    """Its lines, those of its templates among them, and whether it holds pictures or outlines and no words."""
    root = package.xml(name)
    asked = [
        said.templates.get(node.get("TemplateID", "")) for node in root.iter() if kind(node) == "Template"
    ]
    parts = [root, *(package.xml(part) for part in asked if part in package.names)]
    pieces = [piece for part in parts for piece in pieces_in(part)]
    grid = grid_of((stroke for part in parts for stroke in strokes_in(part)), _SLACK)
    pictured = any(kind(node) in ("ImageObject", "PathObject", "CompositeObject") for node in root.iter())
    return _lines(pieces, grid), pictured and not pieces


def _lines(pieces: list[Piece], grid: Grid) -> list[Line]:
    loose, rows = tabled(pieces, grid)
    return lines_of(loose, rows)


def _annotated(package: Package, said: _Body, page: str) -> Iterator[Line]:
    """What is laid upon the page: typed words, stamps with words, watermarks."""
    for node in said.root.iter():
        name = _resolved(said.folder, node.text) if kind(node) == "Annotations" else ""
        if name not in package.names:
            continue
        for entry in package.xml(name).iter():
            if kind(entry) == "Page" and entry.get("PageID") == page:
                place = next((child.text for child in entry if kind(child) == "FileLoc"), None)
                part = _resolved(posixpath.dirname(name), place)
                if part in package.names:
                    yield from _lines(list(pieces_in(package.xml(part))), Grid([], []))


def _noted(line: Line, page: int) -> Paragraph:
    return Paragraph(line.text.strip(), place=f"第{page}页批注", aside=True)
