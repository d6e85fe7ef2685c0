"""The interface that a page's own script asks for its list: address, method and values, as far as they are plain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.family import Course, ListSource, Step
from spiders.html.markup import Markup, host, join
from spiders.html.script_values import arguments, assigned, calls_of, closing, unquoted
from spiders.listing.paging import PAGE_WORDS, SIZE_WORDS, squeezed, with_query

_PAGE_NAMES = {*PAGE_WORDS, "n", "num", "i"}
_META = re.compile(
    r"""meta\[\s*name\s*=\s*\\?['"]?([\w-]{1,40})\\?['"]?\s*\]|getElementsByName\(\s*['"]([\w-]{1,40})['"]\s*\)""",
    re.IGNORECASE,
)
_ELEMENT = re.compile(
    r"""\(\s*['"]#?([\w-]{1,60})['"]\s*\)\s*\.\s*(?:val\(\)|value|text\(\)|attr\(\s*['"]value['"]\s*\))"""
)
_SET = re.compile(r"(?<![\w.$])([A-Za-z_$][\w$]{0,40})\s*(\+?)=\s*([^;\n=][^;\n]{0,300})")
_OPENED = re.compile(r"(?<![\w.$])([A-Za-z_$][\w$]{0,40})\s*=\s*\{")
_MOST = 50  # of one kind in a script
_NUMBER = "\ue000"  # stands for the page's number until the request is made
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

    def text(self, expression: str) -> str:
        """What an expression of joined texts comes to, with _NUMBER for a page's number; raises _UnknownError."""
        return "".join(map(self._term, _terms(expression)))

    def _term(self, term: str) -> str:
        if (inner := unquoted(term)) is not None:
            if term[0] == "`":
                return _HOLE.sub(lambda hole: self._term(hole.group(1)), inner)
            return inner.replace("\\/", "/")
        if term.isdecimal() or term in ("true", "false"):
            return term
        name = squeezed(term.rpartition(".")[2])
        if term not in self.values or self.values[term] in ("0", "1"):
            if name in _PAGE_NAMES:
                return _NUMBER
            if (value := _on_page(self.page, term)) is not None:
                return value
        if term in self.values:
            return self.values[term]
        if name in SIZE_WORDS:
            return "20"
        raise _UnknownError(term)


def script_feed(page: Markup, source: ListSource) -> Course | None:
    """The first request for a list that the page's script makes; None where none can be told."""
    values = _values(page)
    for script in page.scripts:
        for step in _requests(script, _Script(values, page)):
            url = join(page.base, step.url)
            if url and host(url) == host(source.url):
                return Course(
                    (replace(step, url=url),), open=True, moves=True, by=f"脚本里的接口 {urlsplit(url).path}"
                )
    return None


def _values(page: Markup) -> dict[str, str]:
    """What the names of the page's scripts stand for, as far as that is plain; joined ones by those before them."""
    found: dict[str, str] = {}
    for script in page.scripts:
        for name, value in assigned(script).items():
            found.setdefault(name, value)
        for match in islice(_OPENED.finditer(script), _MOST):
            inner = _pairs(script[match.end() - 1 : closing(script, match.end() - 1) or match.end()])
            for key, told in inner.items():
                if (text := unquoted(told)) is not None or told.isdecimal():
                    found.setdefault(f"{match.group(1)}.{key}", text if text is not None else told)
    for script in page.scripts:
        for name, added, expression in _SET.findall(script):
            try:
                read = _on_page(page, expression)
                value = _Script(found, page).text(expression.strip()) if read is None else read
            except _UnknownError:
                continue
            found[name] = found.get(name, "") + value if added else found.get(name, value)
    return found


def _on_page(page: Markup, expression: str) -> str | None:
    """The content of a meta or the value of a field that an expression reads from the page."""
    if match := _META.search(expression):
        wanted = (match.group(1) or match.group(2)).lower()
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
        for told in islice(calls_of(script, name), _MOST):
            given = arguments(told)
            try:
                step = _request(given, method, known)
            except _UnknownError:
                continue
            if step:
                yield step
    for told in islice(calls_of(script, ".open"), _MOST):
        given = arguments(told)
        if len(given) > 1 and _plain(given[0]).upper() == "GET":
            with suppress(_UnknownError):
                if step := _request([given[1]], "GET", known):
                    yield step


def _request(given: list[str], method: str, known: _Script) -> Step | None:
    if not given:
        return None
    options = _pairs(given[0]) if given[0].startswith("{") else {}
    address = options.get("url") or (given[0] if not options else "")
    if not address:
        return None
    url = known.text(address)
    method = _plain(options.get("type") or options.get("method")) or method or "GET"
    data = options.get("data") or options.get("params") or ""
    if not options and len(given) > 1 and given[1].startswith("{"):
        data = _pairs(given[1]).get("params", given[1])
    as_json = data.startswith("JSON.stringify(") or "json" in options.get("contentType", "")
    fields = _fields(data.removeprefix("JSON.stringify(").removesuffix(")"), known)
    first = _first_page(known)
    if not (
        _NUMBER in url or _NUMBER in "".join(fields.values()) or _counts(url) or _counts(urlencode(fields))
    ):
        return None
    url, fields = url.replace(_NUMBER, first), {k: v.replace(_NUMBER, first) for k, v in fields.items()}
    if method.upper() == "POST":
        body = json.dumps(fields, ensure_ascii=False) if as_json else urlencode(fields)
        return Step(url, "POST", body, _JSON if as_json else _FORM, number=int(first))
    return Step(with_query(url, fields) if fields else url, number=int(first))


def _first_page(known: _Script) -> str:
    """0 where a name that numbers the page is set to it; else 1."""
    begun = [value for name, value in known.values.items() if squeezed(name.rpartition(".")[2]) in PAGE_WORDS]
    return "0" if "0" in begun and "1" not in begun else "1"


def _fields(data: str, known: _Script) -> dict[str, str]:
    """The values sent with a request."""
    fields = {}
    for name, expression in _pairs(data).items() if data.startswith("{") else ():
        try:
            fields[name] = known.text(expression)
        except _UnknownError:
            if squeezed(name) not in PAGE_WORDS:
                raise
            fields[name] = _NUMBER
    return fields


def _counts(text: str) -> bool:
    """Whether an address or a query numbers its page."""
    pairs = parse_qsl(text.rpartition("?")[2])
    return any(squeezed(name) in PAGE_WORDS and value.isdecimal() for name, value in pairs)


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
