"""The interface that a page's own script asks for its list: address, method and values, as far as they are plain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.family import Course, ListSource, Step
from spiders.html.markup import Markup, host, join
from spiders.html.script_values import UnknownError, arguments, calls_of, literal, unquoted
from spiders.listing.paging import HOLE, MARKS, OFFSETS, PAGE_WORDS, SIZE_WORDS, squeezed, with_query
from spiders.listing.script_known import MOST, NUMBER, Known, known_of, pairs_of

_STAND_IN = "98765432109"  # NUMBER's in an address while it is joined
BY_SCRIPT = "脚本里的接口"
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
    ("jQuery.post", "POST"),
    ("table.render", ""),  # layui: it asks with page and limit by itself
    ("ajax", ""),  # and whatever a portal calls its own
    ("request", ""),
    ("service", ""),
    ("http", ""),
    ("$http", ""),
    (".load", "GET"),
    ("get", "GET"),
    ("post", "POST"),
)
_OF_CLIENTS = ("request", "service", "http", "$http", "get", "post", "axios", "axios.get", "axios.post")
_SENDS_JSON = ("axios", "axios.post", "request", "service", "http", "$http", "post")
_ASIDE = re.compile(
    r"hot|menu|nav|banner|slide|weather|visit|count|recommend|rank|link|login|user", re.IGNORECASE
)
_NAMES = re.compile(r"""['"]?([\w-]{1,30})['"]?\s*[=:]""")
_BASE = re.compile(r"""\bbaseURL\s*:\s*(['"])([^'"]{0,200})\1""")
_WRAPPED = re.compile(
    r"(?:(?:JSON|qs|Qs|(?:this\.)?\$qs)\.stringify|\$\.param|new URLSearchParams)\((.*)\)", re.DOTALL
)
_JSON = {"Content-Type": "application/json"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def script_feed(page: Markup, source: ListSource) -> Course | None:
    """The first request for a list that the page's script makes; None where none can be told."""
    known = known_of(page)
    asked = (placed for step in _all_requests(page, known) if (placed := _placed(step, page.base)))
    step = min(asked, key=lambda step: _unlike(step, source), default=None)
    return (
        Course((step,), open=True, moves=True, by=f"{BY_SCRIPT} {urlsplit(step.url).path}") if step else None
    )


def _unlike(step: Step, source: ListSource) -> tuple[bool, bool, bool]:
    """How little a request looks like the one for the list: of another host, for what stands beside it, without a size."""
    sent = f"{urlsplit(step.url).query}&{step.body or ''}"
    names = {squeezed(name) for name in _NAMES.findall(sent)}
    aside = _ASIDE.search(urlsplit(step.url).path) is not None
    return host(step.url) != host(source.url), aside, step.shape is None and names.isdisjoint(SIZE_WORDS)


def _placed(step: Step, base: str) -> Step | None:
    """The request with its address joined; where its path holds the page's number, with that shape."""
    url = join(base, step.url.replace(NUMBER, _STAND_IN))
    if url is None or step.number is None:
        return replace(step, url=url) if url else None
    shape = url.replace(_STAND_IN, HOLE) if _STAND_IN in urlsplit(url).path else None
    return replace(step, url=url.replace(_STAND_IN, str(step.number)), shape=shape)


def _all_requests(page: Markup, known: Known) -> Iterator[Step]:
    for script in page.scripts:
        yield from _requests(script, known)


def _requests(script: str, known: Known) -> Iterator[Step]:
    """Every request whose address is known and that numbers its page."""
    for name, method in _CALLS:
        for told in islice(calls_of(script, name), MOST):
            given = arguments(told)
            try:
                step = _request(given, method, known, sends_json=name in _SENDS_JSON)
            except UnknownError:
                continue
            if step and name == ".load":  # what stands behind a space selects a part of the answer
                step = replace(step, url=step.url.partition(" ")[0])
            if step:
                yield _based(step, script) if name in _OF_CLIENTS else step
    for told in islice(calls_of(script, ".open"), MOST):
        given = arguments(told)
        method = _plain(given[0]).upper()
        sent = next(calls_of(script, ".send"), "") if method == "POST" else ""
        if len(given) > 1 and method in ("GET", "POST"):
            with suppress(UnknownError):
                if step := _request([f"{{url:{given[1]},data:{sent or '{}'}}}"], method, known):
                    yield step


def _based(step: Step, script: str) -> Step:
    """The request of a client that the script gave a base of its own."""
    base = next((match.group(2).rstrip("/") for match in _BASE.finditer(script)), "")
    return replace(step, url=base + step.url) if base and step.url.startswith("/") else step


def _request(given: list[str], method: str, known: Known, *, sends_json: bool = False) -> Step | None:
    """The request that a call makes; `sends_json`: an object given as data goes out as JSON."""
    if not given:
        return None
    given = [known.objects.get(given[0], given[0]), *given[1:]]
    options = pairs_of(given[0]) if given[0].startswith("{") else {}
    address = options.get("url") or (given[0] if not options else "")
    if not options and len(given) > 1 and {"method", "body"} & (further := pairs_of(given[1])).keys():
        options = further  # fetch(url, {method, headers, body})
    if not address:
        return None
    url = known.text(address)
    method = _plain(options.get("type") or options.get("method")) or method or "GET"
    data = options.get("data") or options.get("params") or options.get("body") or options.get("where") or ""
    if not options and len(given) > 1 and (given[1].startswith("{") or _WRAPPED.fullmatch(given[1])):
        data = pairs_of(given[1]).get("params", given[1])
    inner = _WRAPPED.fullmatch(data)
    as_json = data.startswith("JSON.stringify(") or "json" in options.get("contentType", "")
    as_json = as_json or (sends_json and inner is None)
    data = inner.group(1) if inner else data
    first = _first_page(known)
    if as_json and any(told.startswith("{") for told in (pairs_of(data) if data[:1] == "{" else {}).values()):
        return _nested(known.text(address), data, known, first)
    fields = known.fields(data)
    if "elem" in options and options.get("page") not in (None, "false"):
        fields |= {"page": NUMBER, "limit": _plain_number(options.get("limit")) or "10"}
    if not (NUMBER in url or NUMBER in "".join(fields.values()) or _counts(with_query(url, fields))):
        return None
    fields = {k: v.replace(NUMBER, first) for k, v in fields.items()}
    if method.upper() == "POST":
        body = json.dumps(_typed(fields, data), ensure_ascii=False) if as_json else urlencode(fields)
        return Step(url, "POST", body, _JSON if as_json else _FORM, number=int(first))
    return Step(with_query(url, fields) if fields else url, number=int(first))


def _nested(url: str, data: str, known: Known, first: str) -> Step | None:
    """A request with values inside values, as JSON alone can send them."""
    body = json.dumps(_inner(data, known), ensure_ascii=False)
    if NUMBER not in body:
        return None
    text = body.replace(f'"{NUMBER}"', first).replace(NUMBER, first)
    return Step(url, "POST", text, _JSON, number=int(first))


def _inner(data: str, known: Known) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, expression in pairs_of(data).items():
        if expression.startswith("{"):
            found[name] = _inner(expression, known)
        elif expression.startswith("["):
            found[name] = literal(expression)
        elif squeezed(name) in PAGE_WORDS and (expression.isdecimal() or unquoted(expression) is None):
            found[name] = NUMBER
        else:
            told = known.text(expression)
            number = told.isdecimal() and unquoted(expression) is None
            found[name] = int(told) if number else told
    return found


def _first_page(known: Known) -> str:
    """0 where a name that numbers the page is set to it; else 1."""
    begun = [value for name, value in known.values.items() if squeezed(name.rpartition(".")[2]) in PAGE_WORDS]
    return "0" if "0" in begun and "1" not in begun else "1"


def _counts(text: str) -> bool:
    """Whether an address numbers its page, or says from where on it asks."""
    told = {squeezed(k): v for k, v in parse_qsl(text.rpartition("?")[2], keep_blank_values=True)}
    numbered = any(name in PAGE_WORDS and value.isdecimal() for name, value in told.items())
    begins = any(told.get(name) in ("0", "1") for name in OFFSETS) and not told.keys().isdisjoint(SIZE_WORDS)
    return numbered or begins or any(told.get(name) in ("", "0") for name in MARKS)


def _typed(fields: Mapping[str, str], data: str) -> dict[str, str | int]:
    """The values as JSON knows them: what is no text in the script is a number."""
    written = pairs_of(data) if data.startswith("{") else {}
    texts = {name for name, expression in written.items() if unquoted(expression) is not None}
    return {
        name: int(value) if value.isdecimal() and name not in texts else value
        for name, value in fields.items()
    }


def _plain_number(expression: str | None) -> str:
    return expression if expression and expression.isdecimal() else ""


def _plain(expression: str | None) -> str:
    return (unquoted(expression) or "") if expression else ""
