"""The numbers that Word puts before paragraphs by itself (numPr): worked out as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from auditor.files.package import Package, attribute, kind

_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%([1-9])")
_LARGEST = 9_999


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it begins, how it counts, what stands around its number (%1 for that of level 1)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    plain: bool = False  # isLgl: the levels above it in digits too


@dataclass(slots=True)
class Numbers:
    """Counts as the paragraphs go by."""

    lists: dict[str, str] = field(default_factory=dict)  # numId -> the list it counts in
    levels: dict[tuple[str, int], Level] = field(default_factory=dict)  # by numId and level
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)  # by numId and level
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # numId and level by a style's name
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def of(self, paragraph: Any) -> str:
        """The number before the paragraph as shown; "" where it has none."""
        return self.after(*self._numbered(paragraph))

    def after(self, number: str, level: int) -> str:
        """The number that comes next in this list at this level; "" where there is no such list."""
        if not number or number == "0" or (number, level) not in self.levels:
            return ""
        self._count(number, level)
        return self._shown(number, level)

    def _numbered(self, paragraph: Any) -> tuple[str, int]:
        marks = [mark for head in paragraph if kind(head) == "pPr" for mark in head]
        style = next((attribute(mark, "val") or "" for mark in marks if kind(mark) == "pStyle"), "")
        own = next((_pair(mark) for mark in marks if kind(mark) == "numPr"), ("", -1))
        number, level = self.styles.get(style, ("", 0))
        return own[0] or number, own[1] if own[1] >= 0 else level

    def _count(self, number: str, level: int) -> None:
        counts = self._counts.setdefault(self.lists[number], {})
        if (number, level) not in self._seen and (number, level) in self.restarts:
            counts[level] = self.restarts[number, level] - 1
        self._seen.add((number, level))
        for upper in range(level):
            counts.setdefault(upper, self._level(number, upper).start)
        counts[level] = counts.get(level, self._level(number, level).start - 1) + 1
        for lower in [other for other in counts if other > level]:
            del counts[lower]

    def _level(self, number: str, level: int) -> Level:
        return self.levels.get((number, level), Level())

    def _shown(self, number: str, level: int) -> str:
        shape, counts = self._level(number, level), self._counts[self.lists[number]]
        if shape.format in ("bullet", "none"):
            return ""

        def put(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form = "decimal" if shape.plain else self._level(number, at).format
            return written(counts.get(at, 1), form)

        return _PLACE.sub(put, shape.text)


def numbers_of(package: Package) -> Numbers:
    """The lists of a document; none where it has no numbering part."""
    found = Numbers()
    if "word/numbering.xml" not in package.names:
        return found
    root = package.xml("word/numbering.xml")
    abstract = {
        attribute(node, "abstractNumId") or "": dict(_levels(node))
        for node in root
        if kind(node) == "abstractNum"
    }
    for node in root:
        if kind(node) != "num":
            continue
        number = attribute(node, "numId") or ""
        owner = next((attribute(c, "val") or "" for c in node if kind(c) == "abstractNumId"), "")
        found.lists[number] = owner
        levels = dict(abstract.get(owner, {}))
        for override in (child for child in node if kind(child) == "lvlOverride"):
            at = _int(attribute(override, "ilvl"))
            levels |= dict(_levels(override))
            for start in (child for child in override if kind(child) == "startOverride"):
                found.restarts[number, at] = _int(attribute(start, "val"))
        found.levels |= {(number, at): level for at, level in levels.items()}
    found.styles = dict(_styles(package))
    return found


def numbered(number: str, text: str) -> str:
    """The words of a paragraph behind its number."""
    if not number or not text.strip():
        return text
    apart = number[-1].isalnum() or (text[0].isdigit() and number[-1] in "..．")
    return f"{number} {text}" if apart else f"{number}{text}"


def written(count: int, form: str) -> str:
    """A count in one of Word's number formats; in digits where the format is none that papers use."""
    if not 0 < count <= _LARGEST:
        return str(count)
    if form.startswith(
        ("chineseCounting", "japaneseCounting", "taiwaneseCounting", "ideographDigital", "koreanCounting")
    ):
        return _chinese(count, _DIGITS, "十百千")
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return _chinese(count, _FORMAL, "拾佰仟")
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form.startswith("decimalEnclosedCircle") and count <= 20:
        return chr(0x245F + count)
    rows = {"ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}
    if form in rows and count <= len(rows[form]):
        return rows[form][count - 1]
    return f"{count:02}" if form == "decimalZero" else str(count)


def _chinese(count: int, digits: str, units: str) -> str:
    text, zero = "", False
    figures = str(count)
    for n, figure in enumerate(figures):
        place = len(figures) - n - 1
        if figure == "0":
            zero = True
            continue
        text += (
            (digits[0] if zero and text else "") + digits[int(figure)] + (units[place - 1] if place else "")
        )
        zero = False
    return text[1:] if 10 <= count < 20 and units[0] == "十" else text


def _roman(count: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        text += letters * (count // value)
        count %= value
    return text


def _levels(node: Any) -> Iterator[tuple[int, Level]]:
    for child in node:
        if kind(child) == "lvl":
            said = {kind(mark): attribute(mark, "val") or "" for mark in child}
            plain = "isLgl" in said and said["isLgl"] not in ("0", "false")
            start = _int(said.get("start", "1"))
            yield (
                _int(attribute(child, "ilvl")),
                Level(start, said.get("numFmt", "decimal"), said.get("lvlText", ""), plain),
            )


def _styles(package: Package) -> Iterator[tuple[str, tuple[str, int]]]:
    if "word/styles.xml" not in package.names:
        return
    for style in package.xml("word/styles.xml"):
        for mark in (mark for head in style if kind(head) == "pPr" for mark in head):
            if kind(mark) == "numPr":
                number, level = _pair(mark)
                yield attribute(style, "styleId") or "", (number, max(level, 0))


def _pair(mark: Any) -> tuple[str, int]:
    said = {kind(part): attribute(part, "val") or "" for part in mark}
    return said.get("numId", ""), _int(said["ilvl"]) if "ilvl" in said else -1


def _int(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else 0
