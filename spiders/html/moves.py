"""Where a page's own scripts lead a reader who clicks: functions that move to an address joined of what they are given,
handlers that read it off the element. Whatever is not plain leads nowhere. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import quote

from spiders.html.script_values import UnknownError, arguments, assigned, closing, terms, unquoted

HOLDERS = ("data-href", "data-url", "data-link")  # attributes that hold the address itself
_FUNCTION = re.compile(
    r"(?:function\s+(?P<name>[\w$]{1,40})\s*|(?P<kept>[\w$]{1,40})\s*[:=]\s*(?:async\s+)?function\s*)\((?P<given>[^()]{0,120})\)\s*\{"
    r"|(?P<arrow>[\w$]{1,40})\s*=\s*(?:\((?P<taken>[^()]{0,120})\)|(?P<one>[\w$]{1,40}))\s*=>\s*\{"
)
_HANDLER = re.compile(r"function\s*\(\s*[\w$]{0,20}\s*\)\s*\{")
_MOVE = re.compile(
    r"(?<![\w$.])(?:(?:window|self|top|parent|document)\.)*(?:location(?:\.href)?\s*=(?!=)|location\.(?:replace|assign)\s*\(|open\s*\()"
)
_CALL = re.compile(r"(?:^\s*(?:javascript:)?|[;\s])\s*(?:return\s+)?(?P<name>[A-Za-z_$][\w$]{0,40})\s*\(")
_READ = re.compile(
    r"(?:\$\(\s*(?P<jq>[\w$]+)\s*\)|(?P<plain>[\w$]+))\.(?:(?P<how>data|attr|getAttribute|prop)\(\s*['\"](?P<key>[\w-]{1,30})['\"]\s*\)|dataset\.(?P<own>\w{1,30}))"
)
_LOCAL = re.compile(
    r"(?<![\w$.])(?:(?:var|let|const)\s+)?(?P<name>[A-Za-z_$][\w$]{0,40})\s*(?P<more>\+?)=(?!=)\s*"
)
_IF = re.compile(r"\bif\s*\(([^(){}]{1,80})\)\s*\{?")
_COMPARED = re.compile(r"\s*([\w$.]{1,40})\s*([=!]==?|[<>]=?)\s*(['\"]?)([\w-]{0,20})\3\s*")
_HOLE = re.compile(r"\$\{\s*([\w$.]{1,40})\s*\}")
_AS_TEXT = re.compile(r"(encodeURI(?:Component)?|String|Number|parseInt)\((.*?)(?:,\s*10)?\)")
# Attributes of any element: a handler of others may read them as well.
_EVERYWHERE = frozenset({"id", "class", "href", "src", "title", "name", "value", "type", "alt", "rel"})
_MOST = 60  # places of one script that move its reader
_MOST_LOOKED_AT = 400  # functions and handlers of one script
_MOST_HANDLERS = 20  # that read an element of their own
_LONGEST = 3_000  # characters of a function that moves its reader
_MOST_EXPRESSION = 400


@dataclass(frozen=True, slots=True)
class Moves:
    """What the page's scripts do when they are called."""

    functions: Mapping[str, tuple[tuple[str, ...], str]]  # name -> parameters and body
    handlers: tuple[tuple[frozenset[str], str], ...]  # attributes that one reads of its element, and its body
    values: Mapping[str, str]  # what the scripts set names to


@lru_cache(maxsize=8)
def moves_of(scripts: tuple[str, ...]) -> Moves:
    """The functions and handlers of a page that move its reader."""
    functions: dict[str, tuple[tuple[str, ...], str]] = {}
    handlers: list[tuple[frozenset[str], str]] = []
    values: dict[str, str] = {}
    for script in scripts:
        places = [match.start() for match in islice(_MOVE.finditer(script), _MOST)]
        if not places:
            continue
        for match in _near(_FUNCTION, script, places):
            body = _body(script, match.end() - 1)
            if body and _MOVE.search(body):
                names = (match["given"] or match["taken"] or match["one"] or "").split(",")
                given = tuple(name.strip() for name in names if name.strip())
                functions.setdefault(match["name"] or match["kept"] or match["arrow"], (given, body))
        bodies = (_body(script, match.end() - 1) for match in _near(_HANDLER, script, places))
        handlers += [
            (keys, body) for body in bodies if body and _MOVE.search(body) and (keys := _keys_read(body))
        ]
        values |= assigned(script)
    return Moves(functions, tuple(dict.fromkeys(handlers))[:_MOST_HANDLERS], values)


def _near(pattern: re.Pattern[str], script: str, places: list[int]) -> Iterator[re.Match[str]]:
    """The functions within whose reach a place is that moves the reader."""
    for match in islice(pattern.finditer(script), _MOST_LOOKED_AT):
        next_place = bisect_left(places, match.end())
        if next_place < len(places) and places[next_place] - match.end() < _LONGEST:
            yield match


def moved(element: Any, moves: Moves) -> str | None:
    """The address that a click on the element moves to, as it is written: by the function it calls, else by the one
    handler that reads an attribute of its own; None where that is not plain."""
    href = (element.get("href") or "").strip()
    done = element.get("onclick") or (href if href[:11].lower() == "javascript:" else "")
    if done and moves.functions and (found := called(done, element, moves)):
        return found
    return _handled(element, moves) if moves.handlers and not element.get("onclick") else None


def called(done: str, element: Any, moves: Moves) -> str | None:
    """The address that a call moves to, by the page's own function of that name."""
    for match in _CALL.finditer(done):
        known = moves.functions.get(match["name"])
        end = closing(done, match.end() - 1) if known else None
        if known and end:
            names, body = known
            given = arguments(done[match.end() : end - 1])
            bound = dict(zip(names, given, strict=False))
            own = tuple(name for name, told in bound.items() if told == "this")
            told = {name: text for name, one in bound.items() if (text := _plain(one)) is not None}
            return _target(body, {**moves.values, **told}, element, ("this", *own))
    return None


def _handled(element: Any, moves: Moves) -> str | None:
    """By the handlers that read what this element has: where they come to one address."""
    found = {
        target
        for keys, body in moves.handlers
        if not keys.isdisjoint(element.attrib.keys())
        and (target := _target(body, moves.values, element, ("this",)))
    }
    return found.pop() if len(found) == 1 else None


def _keys_read(body: str) -> frozenset[str]:
    """The attributes that a handler may read of its own element."""
    reads = (match for match in _READ.finditer(body) if (match["jq"] or match["plain"]) == "this")
    return frozenset(map(_attribute, reads)) - _EVERYWHERE


def _attribute(read: re.Match[str]) -> str:
    """The attribute that an expression reads: `.data('id')` reads data-id."""
    if read["how"] and read["how"] != "data":
        return str(read["key"])
    return "data-" + re.sub(r"[A-Z]", lambda big: f"-{big.group().lower()}", read["key"] or read["own"])


def _target(body: str, values: Mapping[str, str], element: Any, own: tuple[str, ...]) -> str | None:
    """The address that a body moves to: of several the one that its condition chooses."""
    read = _READ.sub(lambda match: _own_value(match, element, own), body)
    known = {**values, **_locals(read, values)}
    places = [(match.start(), _expression(read, match.end())) for match in islice(_MOVE.finditer(read), 9)]
    chosen = [text for at, text in places if _holds(read[:at], known)]
    found = []
    for expression in chosen or [text for _, text in places]:
        with suppress(UnknownError):
            found.append(_text(expression, known))
    distinct = list(dict.fromkeys(filter(None, found)))
    return distinct[0] if len(distinct) == 1 else None


def _own_value(read: re.Match[str], element: Any, own: tuple[str, ...]) -> str:
    """What is read of the element as a literal; the expression as it stands where it is another one's."""
    if (read["jq"] or read["plain"]) not in own:
        return read.group()
    value = element.get(_attribute(read)) or None
    return read.group() if value is None or set(value) & set("'\"\\\n") else f"'{value}'"


def _locals(body: str, values: Mapping[str, str]) -> dict[str, str]:
    """What the body sets names to, one after another."""
    known: dict[str, str] = {}
    for match in islice(_LOCAL.finditer(body), _MOST):
        with suppress(UnknownError):
            told = _text(_expression(body, match.end()), {**values, **known})
            known[match["name"]] = known.get(match["name"], "") + told if match["more"] else told
    return known


def _holds(before: str, known: Mapping[str, str]) -> bool:
    """Whether the condition that a place stands under is fulfilled, as far as it is one at all."""
    match = next(iter(reversed(list(_IF.finditer(before)))), None)
    if match is None:
        return False
    otherwise = re.search(r"\belse\b", before[match.end() :]) is not None
    try:
        return _true(match.group(1), known) is not otherwise
    except UnknownError:
        return False


def _true(condition: str, known: Mapping[str, str]) -> bool:
    match = _COMPARED.fullmatch(condition)
    if match is None or match.group(1) not in known:
        raise UnknownError(condition)
    left, sign, right = known[match.group(1)], match.group(2), match.group(4)
    if sign[0] in "=!":
        return (left == right) is (sign[0] == "=")
    if not (left.isdecimal() and right.isdecimal()):
        raise UnknownError(condition)
    a, b = int(left), int(right)
    return {"<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]


def _text(expression: str, known: Mapping[str, str]) -> str:
    """What an expression of joined texts and names comes to; raises UnknownError."""
    if choice := _parted(expression):
        condition, one, other = choice
        return _text(one if _true(condition.strip("() "), known) else other, known)
    return "".join(_term(term, known) for term in terms(expression))


def _term(term: str, known: Mapping[str, str]) -> str:
    if wrapped := _AS_TEXT.fullmatch(term):
        told = _text(wrapped.group(2), known)
        return quote(told) if wrapped.group(1).startswith("encode") else told
    if (inner := unquoted(term)) is not None:
        if term[0] == "`":
            return _HOLE.sub(lambda hole: _term(hole.group(1), known), inner)
        return inner.replace("\\/", "/")
    if term.isdecimal():
        return term
    if term[:1] == "(" and closing(term, 0) == len(term):
        return _text(term[1:-1], known)
    if term in known:
        return known[term]
    raise UnknownError(term)


def _parted(expression: str) -> tuple[str, str, str] | None:
    """The three parts of `a ? b : c`."""
    inner = expression.strip()
    if inner[:1] == "(" and closing(inner, 0) == len(inner):
        inner = inner[1:-1]
    marks = {char: place for place, char in reversed(list(_outside(inner))) if char in "?:"}
    if "?" not in marks or ":" not in marks or marks["?"] > marks[":"]:
        return None
    asked, other = marks["?"], marks[":"]
    return inner[:asked], inner[asked + 1 : other], inner[other + 1 :]


def _outside(text: str) -> Iterator[tuple[int, str]]:
    """The places and characters that stand outside quotes and brackets; last the bracket that closes one before."""
    depth, mark = 0, ""
    for place, char in enumerate(text):
        if mark:
            mark = "" if char == mark and text[place - 1] != "\\" else mark
        elif char in "'\"`":
            mark = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth < 0:
                yield place, char
                return
        elif depth == 0:
            yield place, char


def _expression(text: str, start: int) -> str:
    """The expression that begins at a place: up to a comma, a semicolon, a line's end or the bracket around it."""
    piece = text[start : start + _MOST_EXPRESSION]
    end = next((place for place, char in _outside(piece) if char in ",;\n)]}"), len(piece))
    return piece[:end].strip()


def _body(script: str, start: int) -> str | None:
    end = closing(script, start, _LONGEST)
    return script[start + 1 : end - 1] if end else None


def _plain(argument: str) -> str | None:
    return argument if argument.isdecimal() else unquoted(argument)
