"""Fonts, sizes and line distances that a Word document states: the run's own, its styles', the document's defaults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Any

from auditor.files.faults import UnreadableFileError
from auditor.files.package import Package, attribute, kind
from auditor.models import Layout, PageNumber, Setting, Sheet

_CHINESE = re.compile("[\u4e00-\u9fff]")
_FOOTER = re.compile(r"word/footer\d*\.xml")
_THEME = re.compile(r"word/theme/theme\d*\.xml")
_PAGE_FIELD = re.compile(r"\s*PAGE\b", re.IGNORECASE)
_NOT_SHOWN = frozenset({"del", "moveFrom", "Fallback", "txbxContent", "pPrChange", "rPrChange"})
_MM_OF_TWIP = 25.4 / 1440
_SIDES = ("top", "bottom", "left", "right")
_DEEPEST = 12  # styles that rest on one another
_ONE_LINE = 240  # of w:line where it counts in lines

UNSTATED = Setting(0, 0)  # a line of which the file states nothing

Said = dict[str, Any]


@dataclass(slots=True)
class Styles:
    """What is stated for a paragraph or a run, from the nearest place to the farthest."""

    defaults: Said = field(default_factory=dict)
    own: dict[str, Said] = field(default_factory=dict)  # by styleId, without what it rests on
    parents: dict[str, str] = field(default_factory=dict)
    usual: str = ""  # the style of a paragraph that names none
    fonts: dict[str, str] = field(default_factory=dict)  # of the theme: minorEastAsia ...

    def setting(self, paragraph: Any) -> Setting:
        """How its Chinese words are set; its place among the lines is 0."""
        base = self._paragraph(paragraph)
        runs = [said for run, said in self._runs(paragraph, base) if _CHINESE.search(_text(run))]
        return Setting(
            0,
            0,
            font=_agreed(said.get("eastAsia") for said in runs),
            size=_agreed(said.get("size") for said in runs),
            pitch=base.get("pitch"),
            multiple=base.get("multiple"),
        )

    def page_number(self, paragraph: Any) -> PageNumber | None:
        """The line as a page number; None where it holds no PAGE field."""
        if not _holds_page(paragraph):
            return None
        runs = [(_text(run), said) for run, said in self._runs(paragraph, self._paragraph(paragraph))]
        digits = [said for text, said in runs if any(letter.isdecimal() for letter in text)]
        return PageNumber(
            "".join(text for text, _ in runs).strip(),
            font=_agreed(said.get("ascii") for said in digits),
            size=_agreed(said.get("size") for said in digits),
        )

    def _runs(self, paragraph: Any, base: Said) -> Iterator[tuple[Any, Said]]:
        for run in _shown(paragraph, "r"):
            head = _child(run, "rPr")
            style = attribute(_child(head, "rStyle"), "val") if _child(head, "rStyle") is not None else None
            yield run, base | self._style(style or "") | self._run(head)

    def _paragraph(self, paragraph: Any) -> Said:
        head = _child(paragraph, "pPr")
        named = _child(head, "pStyle")
        style = attribute(named, "val") if named is not None else self.usual
        return self.defaults | self._style(style or "") | _spacing(head)

    def _style(self, name: str) -> Said:
        said: Said = {}
        for _ in range(_DEEPEST):
            if name not in self.own:
                break
            said = self.own[name] | said
            name = self.parents.get(name, "")
        return said

    def _run(self, head: Any) -> Said:
        said: Said = {}
        if (fonts := _child(head, "rFonts")) is not None:
            for script in ("eastAsia", "ascii"):
                named, theme = attribute(fonts, script), attribute(fonts, f"{script}Theme")
                if named or theme:
                    said[script] = self.fonts.get(theme) if theme else named
        if (size := _child(head, "sz")) is not None:
            half = _number(attribute(size, "val"))
            said["size"] = half / 2 if half else None
        return said

    def read(self, root: Any) -> None:
        """Take in a styles part."""
        for node in root:
            if kind(node) == "docDefaults":
                run = _child(_child(node, "rPrDefault"), "rPr")
                paragraph = _child(_child(node, "pPrDefault"), "pPr")
                self.defaults = self._run(run) | _spacing(paragraph)
            elif kind(node) == "style":
                name = attribute(node, "styleId") or ""
                self.own[name] = self._run(_child(node, "rPr")) | _spacing(_child(node, "pPr"))
                if (parent := _child(node, "basedOn")) is not None:
                    self.parents[name] = attribute(parent, "val") or ""
                if attribute(node, "type") == "paragraph" and attribute(node, "default") in ("1", "true"):
                    self.usual = name


def styles_of(package: Package) -> Styles:
    """The styles of a document; none where a part of them is damaged."""
    try:
        styles = Styles(fonts=dict(_theme_fonts(package)))
        if "word/styles.xml" in package.names:
            styles.read(package.xml("word/styles.xml"))
    except UnreadableFileError:  # its words can be read all the same
        return Styles()
    return styles


def layout_of(package: Package, root: Any, styles: Styles, lines: Iterable[Setting]) -> Layout:
    """The layout of a document whose lines are set like this, in their order."""
    return Layout(_sheet(root), tuple(_merged(lines)), _page_number(package, styles))


def _merged(lines: Iterable[Setting]) -> Iterator[Setting]:
    """Neighbours that are set alike as one."""
    at = 0
    for setting, alike in groupby(lines):
        first, at = at, at + sum(1 for _ in alike)
        if setting != UNSTATED:
            yield replace(setting, first=first, last=at - 1)


def _sheet(root: Any) -> Sheet | None:
    """The first section's; None where it does not state everything, or binds on a gutter."""
    section = next((node for node in root.iter() if kind(node) == "sectPr"), None)
    paper, margins = _child(section, "pgSz"), _child(section, "pgMar")
    if paper is None or margins is None or _number(attribute(margins, "gutter") or "0") != 0:
        return None
    said = [_number(attribute(paper, "w")), _number(attribute(paper, "h"))]
    said += [_number(attribute(margins, side)) for side in _SIDES]
    numbers = [value for value in said if value is not None]
    return (
        Sheet(*(round(abs(twips) * _MM_OF_TWIP, 1) for twips in numbers))
        if len(numbers) == len(said)
        else None
    )


def _page_number(package: Package, styles: Styles) -> PageNumber | None:
    """The page number of the footers; of odd and even pages that differ what both say."""
    found = [
        number
        for name in sorted(package.names)
        if _FOOTER.fullmatch(name)
        for node in _paragraphs(package.xml(name))
        if (number := styles.page_number(node))
    ]
    if not found:
        return None
    for one, other in pairwise(found):
        if (one.font, one.size) != (other.font, other.size):
            return PageNumber(found[0].text)
    return found[0]


def _paragraphs(node: Any) -> Iterator[Any]:
    for child in node:
        if kind(child) == "p":
            yield child
        if kind(child) != "Fallback":
            yield from _paragraphs(child)


def _holds_page(paragraph: Any) -> bool:
    simple = (attribute(node, "instr") or "" for node in _shown(paragraph, "fldSimple"))
    spelt = "".join(node.text or "" for node in _shown(paragraph, "instrText"))
    return any(_PAGE_FIELD.match(words) for words in (*simple, spelt))


def _shown(node: Any, name: str) -> Iterator[Any]:
    """Elements of that name that belong to the paragraph and are no deleted words."""
    for child in node:
        if kind(child) == name:
            yield child
        if kind(child) not in _NOT_SHOWN:
            yield from _shown(child, name)


def _text(run: Any) -> str:
    return "".join(node.text or "" for node in run if kind(node) == "t")


def _spacing(head: Any) -> Said:
    spacing = _child(head, "spacing")
    line = _number(attribute(spacing, "line")) if spacing is not None else None
    if spacing is None or line is None:
        return {}
    rule = attribute(spacing, "lineRule") or "auto"
    return {
        "pitch": line / 20 if rule == "exact" else None,
        "multiple": line / _ONE_LINE if rule == "auto" else None,
    }


def _theme_fonts(package: Package) -> Iterator[tuple[str, str]]:
    """minorEastAsia, minorHAnsi ... of the theme; an East Asian font that it leaves empty is not stated."""
    name = next((name for name in package.names if _THEME.fullmatch(name)), None)
    for node in package.xml(name).iter() if name else ():
        which = {"majorFont": "major", "minorFont": "minor"}.get(kind(node))
        for script, keys in (("ea", ("EastAsia",)), ("latin", ("HAnsi", "Ascii"))) if which else ():
            face = attribute(_child(node, script), "typeface") if _child(node, script) is not None else None
            yield from ((f"{which}{key}", face) for key in keys if face)


def _agreed(values: Iterable[Any]) -> Any:
    """What all say; None where one says nothing or they differ."""
    said = set(values)
    return said.pop() if len(said) == 1 else None


def _child(node: Any, name: str) -> Any:
    return None if node is None else next((child for child in node if kind(child) == name), None)


def _number(text: str | None) -> float | None:
    """A plain number; other units of measure are left alone."""
    return float(text) if text and re.fullmatch(r"-?\d{1,6}(?:\.\d{1,4})?", text) else None
