"""Words and strokes of an OFD page, each where it stands, in millimetres from the upper left corner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.files.flow import Piece
from auditor.files.package import kind
from auditor.files.words import plain

_PATH = re.compile(r"([MSLC])\s*|(-?[\d.]+)\s+(-?[\d.]+)")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")
_NARROW = 0.5  # of the size: about as wide as a figure
_APART = 1.5  # of the size: a step as wide leaves a gap between cells
_MOST_STROKES = 4_000

_Matrix = tuple[float, float, float, float, float, float]
_STILL: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def pieces_in(root: Any) -> Iterator[Piece]:
    """The words of every text object; words with wide gaps between are several pieces."""
    for node, across, down in _objects(root, "TextObject"):
        left, top, _, height = _box(node)
        matrix, size = _matrix(node), _number(node.get("Size"))
        scale = abs(matrix[3]) or abs(matrix[1]) or 1.0
        high = size * scale or height or 1.0
        for code in node.iter():
            if kind(code) == "TextCode" and (code.text or "").strip():
                x, y = _moved(matrix, _number(code.get("X")), _number(code.get("Y")))
                base = top + y + down if y else top + down + high
                yield from _pieces(code, across + left + x, base, high, abs(matrix[0]) or 1.0)


def strokes_in(root: Any) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes (x, y, x, y) of every outline."""
    count = 0
    for node, across, down in _objects(root, "PathObject"):
        left, top, _, _ = _box(node)
        matrix = _matrix(node)
        data = next((child.text or "" for child in node if kind(child) == "AbbreviatedData"), "")
        command, last, begin = "", (0.0, 0.0), (0.0, 0.0)
        for found in _PATH.finditer(data[:100_000]):
            if found[1]:
                command = found[1]
                if command == "C":
                    yield (*last, *begin)
                continue
            x, y = _moved(matrix, _number(found[2]), _number(found[3]))
            point = (x + left + across, y + top + down)
            if command == "L":
                yield (*last, *point)
                count += 1
            else:
                begin = point
            last = point
            if count >= _MOST_STROKES:
                return


def _objects(root: Any, name: str) -> Iterator[tuple[Any, float, float]]:
    """Objects of one kind, with how far the annotation they are in moves them."""
    for node in root.iter():
        if kind(node) == name:
            above = next((up for up in node.iterancestors() if kind(up) == "Appearance"), None)
            left, top, _, _ = _box(above) if above is not None else (0.0, 0.0, 0.0, 0.0)
            yield node, left, top


def _pieces(code: Any, left: float, base: float, high: float, scale: float) -> Iterator[Piece]:
    text = plain(code.text or "").strip("\r\n")
    steps = _steps(code.get("DeltaX"))
    begin, at = 0, left
    for n, character in enumerate(text):
        own = high * (1.0 if _WIDE.match(character) else _NARROW)
        step = steps[n] * scale if n < len(steps) else own
        last = n == len(text) - 1
        if not last and step - own <= _APART * high:
            at += step
            continue
        if words := text[begin : n + 1].rstrip(" "):
            yield Piece(base - high, left, base, at + own, words)
        at += step
        begin, left = n + 1, at


def _steps(delta: str | None) -> list[float]:
    """From one character to the next; `g 5 3.5` says 3.5 five times."""
    words = (delta or "").split()
    found: list[float] = []
    n = 0
    while n < len(words):
        if words[n] == "g" and n + 2 < len(words):
            found += [_number(words[n + 2])] * min(int(_number(words[n + 1])), 10_000)
            n += 3
        else:
            found.append(_number(words[n]))
            n += 1
    return found


def _matrix(node: Any) -> _Matrix:
    numbers = [_number(word) for word in (node.get("CTM") or "").split()]
    return (*numbers,) if len(numbers) == 6 else _STILL  # type: ignore[return-value]


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(node: Any) -> tuple[float, float, float, float]:
    numbers = [_number(word) for word in (node.get("Boundary") or "").split()]
    left, top, width, height = (numbers + [0.0] * 4)[:4]
    return left, top, width, height


def _number(word: str | None) -> float:
    try:
        return float(word or 0)
    except ValueError:
        return 0.0
