"""Values that pages keep in their inline scripts: literals, their plain pairs, what is assigned, joined or called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

import chompjs

_PAIR = re.compile(r"""['"]?(\w{1,40})['"]?\s*:\s*(?:'([^']{0,2000})'|"([^"]{0,2000})"|(-?\d{1,15}))""")
_ASSIGNED = re.compile(
    r"""(?<![\w.$])([A-Za-z_$][\w$]{0,40})\s*=\s*(?:'([^'\n]{0,500})'|"([^"\n]{0,500})"|(\d{1,9}(?:\s*[+-]\s*\d{1,9}){0,3}))\s*(?=[;,\r\n}<]|$|//|var\b)"""
)
_NAMED = re.compile(r"""['"]?(\w{1,40})['"]?\s*:\s*([A-Za-z_$][\w$]{0,40})\s*(?=[,}\n])""")
_SUMMAND = re.compile(r"([+-]?)\s*(\d+)")
_NO_CALLS = ("if", "for", "while", "switch", "catch", "function", "return")
_BEGUN = re.compile(r"(?:^|[\s;{}(),])//|/\*")
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|(?P<block>/\*)|(?:(?<=[\s;{}(),])|^)//[^\n]*""",
    re.DOTALL,
)
_QUOTES = "'\"`"
_OPENING, _CLOSING = "{[(", "}])"
# Characters looked through for a closing bracket, and places of one script that are looked at.
_LONGEST, _LONGEST_NAMED, _LONGEST_CALL, _LONGEST_DATA = 20_000, 6_000, 2_000, 200_000
_MOST_NAMED, _MOST_CALLS, _MOST_DATA = 100, 1_000, 20


_PARSED = re.compile(r"""JSON\.parse\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")\s*\)""")
_ITEM = re.compile(
    r"(?<![\w.$])(?P<name>[A-Za-z_$][\w$]{0,40})\s*(?:\.push\s*\(\s*|\[\s*(?:\d{1,5}|(?P=name)\.length)\s*\]\s*=\s*)"
    r"(?:new\s+Array\s*)?(?P<opened>[\[({])"
)
_MOST_ITEMS = 2_000


class UnknownError(Exception):
    """A value that only running the script would give."""


def without_comments(script: str) -> str:
    """The script without what it does not run: what was left there of an older pager says nothing of the list."""
    if _BEGUN.search(script) is None:
        return script
    kept, place = [], 0
    while match := _TOKEN.search(script, place):
        kept.append(script[place : match.end() if match["text"] else match.start()])
        place = match.end()
        if match["block"]:
            end = script.find("*/", place)
            place = len(script) if end < 0 else end + 2
    return "".join((*kept, script[place:]))


def objects_after(text: str, marker: str) -> Iterator[str]:
    """The object literal that follows each place of `marker`, braces included."""
    for match in re.finditer(re.escape(marker), text):
        start = text.find("{", match.end(), match.end() + 200)
        if start >= 0 and (end := closing(text, start)):
            yield text[start:end]


def calls_of(text: str, name: str) -> Iterator[str]:
    """The arguments of each call of a function, without its brackets; its own definition is no call. With no name, of
    every call."""
    called = re.escape(name) if name else r"[A-Za-z_$][\w$]*(?:\.[\w$]+)*"
    begin = r"(?<![\w$])" if not name or name[0].isalnum() else ""
    most = _MOST_NAMED if name else _MOST_CALLS
    for match in islice(re.finditer(rf"{begin}{called}\s*\(", text, re.IGNORECASE), most):
        before = text[max(0, match.start() - 20) : match.start()]
        if re.search(r"function\s+$", before) or match.group().split("(")[0].strip() in _NO_CALLS:
            continue
        if end := closing(text, match.end() - 1, _LONGEST_NAMED if name else _LONGEST_CALL):
            yield text[match.end() : end - 1].strip()


def arguments(text: str) -> list[str]:
    """The arguments of a call, split at the commas that stand outside quotes and brackets."""
    found = _parted(text, ",")
    return found if found[-1] else found[:-1]


def terms(expression: str) -> list[str]:
    """The terms that an expression joins."""
    return _parted(expression, "+")


def _parted(text: str, sign: str) -> list[str]:
    found, depth, quote, start = [], 0, "", 0
    for place, char in enumerate(text):
        if quote:
            quote = "" if char == quote and text[place - 1] != "\\" else quote
        elif char in _QUOTES:
            quote = char
        elif char == sign and depth == 0:
            found.append(text[start:place].strip())
            start = place + 1
        else:
            depth += (char in _OPENING) - (char in _CLOSING)
    return [*found, text[start:].strip()]


def pairs(literal: str) -> dict[str, str]:
    """The plain `name: value` pairs of an object literal, inner objects among them; the first of a name counts."""
    found: dict[str, str] = {}
    for name, single, double, number in _PAIR.findall(literal):
        found.setdefault(name, single or double or number)
    return found


def named(literal: str, values: Mapping[str, str]) -> dict[str, str]:
    """The pairs of an object literal, those among them whose value is the name of one of `values`."""
    known = {name: values[value] for name, value in _NAMED.findall(literal) if value in values}
    return {**known, **pairs(literal)}


@lru_cache(maxsize=32)
def assigned(text: str) -> Mapping[str, str]:
    """What names are set to where that is a text or a sum of numbers; the last of a name counts."""
    return {
        name: str(_sum(number)) if number else single or double
        for name, single, double, number in _ASSIGNED.findall(text)
    }


def unquoted(argument: str) -> str | None:
    """The text of a string literal; None for anything else."""
    quoted = len(argument) > 1 and argument[0] in _QUOTES and argument[-1] == argument[0]
    inner = argument[1:-1]
    return inner if quoted and argument[0] not in inner.replace("\\" + argument[0], "") else None


def json_after(text: str, name: str) -> Any:
    """The JSON value after `name:` or `name =`; None where none stands there."""
    for match in re.finditer(rf"(?<!\w)['\"]?{re.escape(name)}['\"]?\s*[:=]\s*", text):
        try:
            return json.JSONDecoder(strict=False).raw_decode(text, match.end())[0]
        except (ValueError, RecursionError):
            continue
    return None


def data_in(script: str) -> Iterator[Any]:
    """Every list of objects that a script holds as data, and every object that is assigned."""
    if script.lstrip()[:1] in ("{", "["):  # <script type="application/json">
        yield from _data(script)
        return
    for match in islice(re.finditer(r"(?:=|\()\s*(?=[\[{])", script), _MOST_DATA):
        if (end := closing(script, match.end(), _LONGEST_DATA)) and end - match.end() > 20:
            yield from _data(script[match.end() : end])
    for match in islice(_PARSED.finditer(script), _MOST_DATA):
        held = literal(f"[{match.group(1)}]")
        yield from _data(held[0]) if held and isinstance(held[0], str) else ()
    yield from _filled_up(script)


def _data(text: str) -> Iterator[Any]:
    value = literal(text)
    if isinstance(value, dict | list):
        yield value


def _filled_up(script: str) -> Iterator[list[Any]]:
    """Lists that a script fills item by item: rows.push({…}), rows[0] = new Array(…). None of which one item is no
    data, or is not known."""
    found: dict[str, list[Any] | None] = {}
    for match in islice(_ITEM.finditer(script), _MOST_ITEMS):
        end = closing(script, match.end() - 1, _LONGEST_CALL)
        inner = script[match.end() : end - 1] if end else ""
        text = f"{{{inner}}}" if match["opened"] == "{" else f"[{inner}]"
        item, items = literal(text) if end else None, found.get(match["name"], [])
        found[match["name"]] = None if item is None or items is None else [*items, item]
    yield from (items for name, items in found.items() if items and len(items) == _fillings(script, name))


def _fillings(script: str, name: str) -> int:
    """How often a script puts an item into the list of this name."""
    filled = re.compile(
        rf"(?<![\w.$]){re.escape(name)}\s*(?:\.(?:push|unshift)\s*\(|\[[^\]\n]{{0,40}}\]\s*=(?!=))"
    )
    return sum(1 for _ in filled.finditer(script))


def literal(text: str) -> Any:
    """The value of a JavaScript literal; None where it holds more than data."""
    try:
        return chompjs.parse_js_object(text)
    except (ValueError, RecursionError):
        return None


def closing(text: str, start: int, longest: int = _LONGEST) -> int | None:
    """The place after the bracket that closes the one at `start`; brackets in quotes do not count."""
    depth, quote = 0, ""
    for place in range(start, min(len(text), start + longest)):
        char = text[place]
        if quote:
            quote = "" if char == quote and text[place - 1] != "\\" else quote
        elif char in _QUOTES:
            quote = char
        else:
            depth += (char in _OPENING) - (char in _CLOSING)
            if depth == 0:
                return place + 1
    return None


def _sum(text: str) -> int:
    return sum(int(sign + digits) for sign, digits in _SUMMAND.findall(text))
