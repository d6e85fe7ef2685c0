"""Values that pages keep in their inline scripts: object literals, their plain pairs, JSON after a name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_PAIR = re.compile(r"""['"]?(\w{1,40})['"]?\s*:\s*(?:'([^']{0,2000})'|"([^"]{0,2000})"|(-?\d{1,15}))""")
_LONGEST = 20_000


def objects_after(text: str, marker: str) -> Iterator[str]:
    """The object literal that follows each place of `marker`, braces included."""
    for match in re.finditer(re.escape(marker), text):
        start = text.find("{", match.end(), match.end() + 200)
        if start >= 0 and (end := _closing(text, start)):
            yield text[start:end]


def pairs(literal: str) -> dict[str, str]:
    """The plain `name: value` pairs of an object literal, inner objects among them; the first of a name counts."""
    found: dict[str, str] = {}
    for name, single, double, number in _PAIR.findall(literal):
        found.setdefault(name, single or double or number)
    return found


def json_after(text: str, name: str) -> Any:
    """The JSON value after `name:` or `name =`; None where none stands there."""
    for match in re.finditer(rf"(?<!\w)['\"]?{re.escape(name)}['\"]?\s*[:=]\s*", text):
        try:
            return json.JSONDecoder(strict=False).raw_decode(text, match.end())[0]
        except (ValueError, RecursionError):
            continue
    return None


def _closing(text: str, start: int) -> int | None:
    """The place after the brace that closes the one at `start`; braces in quotes do not count."""
    depth, quote = 0, ""
    for place in range(start, min(len(text), start + _LONGEST)):
        char = text[place]
        if quote:
            quote = "" if char == quote and text[place - 1] != "\\" else quote
        elif char in "'\"":
            quote = char
        else:
            depth += (char == "{") - (char == "}")
            if depth == 0:
                return place + 1
    return None
