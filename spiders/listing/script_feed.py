"""The interface that a page's own script asks for its list: address, method and values, as far as they are plain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from spiders.family import Course, ListSource, Step
from spiders.html.markup import Markup, host, join
from spiders.html.script_values import arguments, assigned, calls_of, closing, unquoted
from spiders.listing.paging import PAGE_WORDS, squeezed, with_query

_SIZE_WORDS = ("pagesize", "size", "rows", "limit", "perpage")
_PAGE_NAMES = {*PAGE_WORDS, "n", "num", "i"}
_META = re.compile(r"""meta\[\s*name\s*=\s*\\?['"]?([\w-]{1,40})\\?['"]?\s*\]""", re.IGNORECASE)
_ELEMENT = re.compile(
    r"""\(\s*['"]#?([\w-]{1,60})['"]\s*\)\s*\.\s*(?:val\(\)|value|text\(\)|attr\(\s*['"]value['"]\s*\))"""
)
_SET = re.compile(r"(?<![\w.$])([A-Za-z_$][\w$]{0,40})\s*=\s*([^;\n=][^;\n]{0,200})")
_CALLS = (
    ("$.ajax", ""),
    ("$.get", "GET"),
    ("$.getJSON", "GET"),
    ("$.post", "POST"),
    ("fetch", "GET"),
    ("axios.get", "GET"),
    ("axios.post", "POST"),
    ("axios", ""),
    ("jQuery.ajax", ""),
)
_KEY = re.compile(r"""(?:^|[{,\s])(?:(['"])(?P<quoted>[^'"]{1,60})\1|(?P<plain>\w{1,40}))\s*:""")
_HOLE = re.compile(r"\$\{\s*([\w$.]{1,40})\s*\}")
_JSON = {"Content-Type": "application/json"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class _UnknownError(Exception):
    """A value that only running the script would give."""


@dataclass(frozen=True, slots=True)
class _Script:
    values: Mapping[str, str]  # what names stand for
    page: Markup

    def text(self, expression: str) -> tuple[str, bool]:
        """What an expression of joined texts comes to, and whether a page's number stands in it; raises _UnknownError."""
        whole, numbered = "", False
        for term in _terms(expression):
            value, is_page = self._term(term)
            whole, numbered = whole + value, numbered or is_page
        return whole, numbered

    def _term(self, term: str) -> tuple[str, bool]:
        if term[:1] == "`" and (inner := unquoted(term)) is not None:
            return _HOLE.sub(lambda hole: self._term(hole.group(1))[0], inner), bool(_HOLE.search(inner))
        if (inner := unquoted(term)) is not None:
            return inner.replace("\\/", "/"), False
        if term.isdecimal() or term in ("true", "false"):
            return term, False
        name = squeezed(term.rpartition(".")[2])
        if name in _PAGE_NAMES:
            known = self.values.get(term, "")
            return (known if known in ("0", "1") else "1"), True
        if term in self.values:
            return self.values[term], False
        if (value := _on_page(self.page, term)) is not None:
            return value, False
        if name in _SIZE_WORDS:
            return "20", False
        raise _UnknownError(term)


def script_feed(page: Markup, source: ListSource) -> Course | None:
    """The first request for a list that the page's script makes; None where none can be told."""
    values = _values(page)
    for script in page.scripts:
        for step in _requests(script, _Script(values, page)):
            url = join(page.base, step.url)
            if url and host(url) == host(source.url):
                aim = Step(url, step.method, step.body, step.headers, number=1)
                return Course((aim,), open=True, moves=True, by=f"脚本里的接口 {urlsplit(url).path}")
    return None


def _values(page: Markup) -> dict[str, str]:
    found: dict[str, str] = {}
    for script in page.scripts:
        for name, expression in _SET.findall(script):
            if (value := _on_page(page, expression)) is not None:
                found.setdefault(name, value)
        for name, value in assigned(script).items():
            found.setdefault(name, value)
    return found


def _on_page(page: Markup, expression: str) -> str | None:
    """The content of a meta or the value of a field that an expression reads from the page."""
    if match := _META.search(expression):
        wanted = match.group(1).lower()
        return next(
            (m.get("content") for m in page.root.iter("meta") if (m.get("name") or "").lower() == wanted),
            None,
        )
    if match := _ELEMENT.search(expression):
        element = page.root.get_element_by_id(match.group(1), None)
        return element.get("value") if element is not None else None
    return None


def _requests(script: str, known: _Script) -> Iterator[Step]:
    """Every request whose address is known and that numbers its page."""
    for name, method in _CALLS:
        for told in calls_of(script, name):
            given = arguments(told)
            try:
                step = _request(given, method, known)
            except _UnknownError:
                continue
            if step:
                yield step


def _request(given: list[str], method: str, known: _Script) -> Step | None:
    if not given:
        return None
    options = _pairs(given[0]) if given[0].startswith("{") else {}
    address = options.get("url") or (given[0] if not options else "")
    if not address:
        return None
    url, numbered = known.text(address)
    method = _plain(options.get("type") or options.get("method")) or method or "GET"
    data = options.get("data") or options.get("params") or ""
    if not options and len(given) > 1 and given[1].startswith("{"):
        data = _pairs(given[1]).get("params", given[1])
    as_json = data.startswith("JSON.stringify(") or "json" in options.get("contentType", "")
    fields, named = _fields(data.removeprefix("JSON.stringify(").removesuffix(")"), known)
    if not (numbered or named or _counts(url)):
        return None
    if method.upper() == "POST":
        body = json.dumps(fields, ensure_ascii=False) if as_json else urlencode(fields)
        return Step(url, "POST", body, _JSON if as_json else _FORM)
    return Step(with_query(url, fields) if fields else url)


def _fields(data: str, known: _Script) -> tuple[dict[str, str], bool]:
    """The values sent with a request, and whether a page's number is among them."""
    if not data.startswith("{"):
        return {}, False
    fields, numbered = {}, False
    for name, expression in _pairs(data).items():
        is_page = squeezed(name) in PAGE_WORDS
        try:
            fields[name], counted = known.text(expression)
        except _UnknownError:
            if not is_page:
                raise
            fields[name], counted = "1", True
        numbered = numbered or is_page or counted
    return fields, numbered


def _counts(url: str) -> bool:
    return any(squeezed(pair.partition("=")[0]) in PAGE_WORDS for pair in urlsplit(url).query.split("&"))


def _plain(expression: str | None) -> str:
    return (unquoted(expression) or "") if expression else ""


def _pairs(literal: str) -> dict[str, str]:
    """The names of an object literal with their expressions, as they stand."""
    inner = literal[1 : (closing(literal, 0) or len(literal)) - 1]
    found = {}
    for item in arguments(inner):
        match = _KEY.match(item)
        if match:
            found[match["quoted"] or match["plain"]] = item[match.end() :].strip()
        elif re.fullmatch(r"\w{1,40}", item):
            found[item] = item
    return found


def _terms(expression: str) -> list[str]:
    """The terms that an expression joins."""
    found, depth, quote, start = [], 0, "", 0
    for place, char in enumerate(expression):
        if quote:
            quote = "" if char == quote and expression[place - 1] != "\\" else quote
        elif char in "'\"`":
            quote = char
        elif char == "+" and depth == 0:
            found.append(expression[start:place].strip())
            start = place + 1
        else:
            depth += (char in "([{") - (char in ")]}")
    return [*found, expression[start:].strip()]
