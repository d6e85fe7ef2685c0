"""The interface that a page's own script asks for its list: address, method and values, as far as they are plain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from spiders.family import Course, ListSource, Step
from spiders.html.markup import Markup, host, join
from spiders.html.script_values import UnknownError, arguments, assigned, calls_of, closing, literal, terms, unquoted
from spiders.listing.paging import HOLE, PAGE_WORDS, SIZE_WORDS, squeezed, with_query

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
_STAND_IN = "98765432109"  # the same in an address while it is joined
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
    ("get", "GET"),
    ("post", "POST"),
)
_SENDS_JSON = ("axios", "axios.post", "request", "service", "http", "$http", "post")
_BASE = re.compile(r"""\bbaseURL\s*:\s*(['"])([^'"]{0,200})\1""")
_FUNCTION = re.compile(
    r"(?:function\s+(?P<name>[\w$]{1,40})\s*|(?P<kept>[\w$]{1,40})\s*[:=]\s*(?:async\s+)?function\s*)\((?P<given>[^()]{1,120})\)\s*\{"
)
_AS_TEXT = re.compile(r"(encodeURI(?:Component)?|String|Number|parseInt)\((.*?)(?:,\s*10)?\)")
_OWN = re.compile(r"^(?:this|that|_this|self|_self|vm)\.(\w{1,40})$")  # of a page that Vue fills
_VUE = re.compile(r"\bdata\s*(?::\s*(?:function\s*\(\)\s*\{\s*return\s*)?|\(\)\s*\{\s*return\s*)(?=\{)")
_KEY = re.compile(r"""(?:^|[{,\s])(?:(['"])(?P<quoted>[^'"]{1,60})\1|(?P<plain>\w{1,40}))\s*:""")
_HOLE = re.compile(r"\$\{\s*([\w$.]{1,40})\s*\}")
_WRAPPED = re.compile(
    r"(?:(?:JSON|qs|Qs|(?:this\.)?\$qs)\.stringify|\$\.param|new URLSearchParams)\((.*)\)", re.DOTALL
)
_JSON = {"Content-Type": "application/json"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page's scripts without running them."""

    values: Mapping[str, str]  # what names stand for
    page: Markup

    def text(self, expression: str) -> str:
        """What an expression of joined texts comes to, with _NUMBER for a page's number; raises UnknownError. Of
        `a || b` the first that is not empty."""
        if "||" in expression:
            choices = [choice.strip() for choice in expression.split("||")]
            told = (
                self.text(choice) for choice in choices if choice == choices[-1] or not self._is_size(choice)
            )
            return next(filter(None, told), "")
        return "".join(map(self._term, terms(expression)))

    def fields(self, data: str) -> dict[str, str]:
        """The values sent with a request: an object literal's, or those of a name that stands for one."""
        given = pairs_of(data) if data.startswith("{") else {}
        if not given and re.fullmatch(r"[A-Za-z_$][\w$]*", data):
            given = {name.partition(".")[2]: name for name in self.values if name.startswith(f"{data}.")}
        fields = {}
        for name, expression in given.items():
            try:
                fields[name] = self.text(expression)
            except UnknownError:
                if squeezed(name) not in PAGE_WORDS:
                    raise
                fields[name] = _NUMBER
        return fields

    def _is_size(self, term: str) -> bool:
        """Whether a name that nothing is known of is a page's size."""
        return term not in self.values and squeezed(term.rpartition(".")[2]) in SIZE_WORDS

    def _term(self, term: str) -> str:
        if wrapped := _AS_TEXT.fullmatch(term):
            told = self.text(wrapped.group(2))
            return quote(told) if wrapped.group(1).startswith("encode") else told
        return self._plain_term(_OWN.sub(r"this.\1", term))

    def _plain_term(self, term: str) -> str:
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
        if self._is_size(term):
            return "20"
        raise UnknownError(term)


def script_feed(page: Markup, source: ListSource) -> Course | None:
    """The first request for a list that the page's script makes; None where none can be told."""
    known = known_of(page)
    asked = (placed for step in _all_requests(page, known) if (placed := _placed(step, page.base)))
    step = min(
        asked, key=lambda step: host(step.url) != host(source.url), default=None
    )  # rather one of its own host
    return (
        Course((step,), open=True, moves=True, by=f"脚本里的接口 {urlsplit(step.url).path}") if step else None
    )


def _placed(step: Step, base: str) -> Step | None:
    """The request with its address joined; where its path holds the page's number, with that shape."""
    url = join(base, step.url.replace(_NUMBER, _STAND_IN))
    if url is None or step.number is None:
        return replace(step, url=url) if url else None
    shape = url.replace(_STAND_IN, HOLE) if _STAND_IN in urlsplit(url).path else None
    return replace(step, url=url.replace(_STAND_IN, str(step.number)), shape=shape)


def _all_requests(page: Markup, known: Known) -> Iterator[Step]:
    for script in page.scripts:
        yield from _requests(script, known)


def known_of(page: Markup) -> Known:
    """What the names of the page's scripts stand for, as far as that is plain; joined ones by those before them."""
    found: dict[str, str] = {}
    for script in page.scripts:
        for name, value in assigned(script).items():
            found.setdefault(name, value)
        objects = [(m.group(1), m.end() - 1) for m in islice(_OPENED.finditer(script), _MOST)]
        objects += [("this", m.end()) for m in islice(_VUE.finditer(script), _MOST)]
        for name, start in objects:
            for key, told in pairs_of(script[start : closing(script, start) or start]).items():
                with suppress(UnknownError):
                    text = Known({}, page).text(told)
                    if _NUMBER not in text:
                        found.setdefault(f"{name}.{key}", text)
    for script in page.scripts:
        for name, value in _given(script, page):
            found.setdefault(name, value)
    for script in page.scripts:
        for name, added, expression in _SET.findall(script):
            try:
                read = _on_page(page, expression)
                value = Known(found, page).text(expression.strip()) if read is None else read
            except UnknownError:
                continue
            found[name] = found.get(name, "") + value if added else found.get(name, value)
    return Known(found, page)


def _given(script: str, page: Markup) -> Iterator[tuple[str, str]]:
    """What the parameters of functions stand for where these are called: getList({channelId: '77', pageNo: 1})."""
    for match in islice(_FUNCTION.finditer(script), _MOST):
        names = [name.strip() for name in match["given"].split(",")]
        told = next((one for one in calls_of(script, match["name"] or match["kept"]) if one), "")
        for name, value in zip(names, arguments(told), strict=False):
            pieces = pairs_of(value) if value.startswith("{") else {"": value}
            for key, expression in pieces.items():
                if expression.isdecimal() or unquoted(expression) is not None:
                    yield (f"{name}.{key}" if key else name), _plain(expression) or expression


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


def _requests(script: str, known: Known) -> Iterator[Step]:
    """Every request whose address is known and that numbers its page."""
    for name, method in _CALLS:
        for told in islice(calls_of(script, name), _MOST):
            given = arguments(told)
            try:
                step = _request(given, method, known, sends_json=name in _SENDS_JSON)
            except UnknownError:
                continue
            if step:
                yield _based(step, script) if name in _SENDS_JSON else step
    for told in islice(calls_of(script, ".open"), _MOST):
        given = arguments(told)
        if len(given) > 1 and _plain(given[0]).upper() == "GET":
            with suppress(UnknownError):
                if step := _request([given[1]], "GET", known):
                    yield step


def _based(step: Step, script: str) -> Step:
    """The request of a client that the script gave a base of its own."""
    base = next((match.group(2).rstrip("/") for match in _BASE.finditer(script)), "")
    return replace(step, url=base + step.url) if base and step.url.startswith("/") else step


def _request(given: list[str], method: str, known: Known, *, sends_json: bool = False) -> Step | None:
    """The request that a call makes; `sends_json`: an object given as data goes out as JSON."""
    if not given:
        return None
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
        fields |= {"page": _NUMBER, "limit": _plain_number(options.get("limit")) or "10"}
    if not (
        _NUMBER in url or _NUMBER in "".join(fields.values()) or _counts(url) or _counts(urlencode(fields))
    ):
        return None
    fields = {k: v.replace(_NUMBER, first) for k, v in fields.items()}
    if method.upper() == "POST":
        body = json.dumps(_typed(fields, data), ensure_ascii=False) if as_json else urlencode(fields)
        return Step(url, "POST", body, _JSON if as_json else _FORM, number=int(first))
    return Step(with_query(url, fields) if fields else url, number=int(first))


def _nested(url: str, data: str, known: Known, first: str) -> Step | None:
    """A request with values inside values, as JSON alone can send them."""
    body = json.dumps(_inner(data, known), ensure_ascii=False)
    if _NUMBER not in body:
        return None
    text = body.replace(f'"{_NUMBER}"', first).replace(_NUMBER, first)
    return Step(url, "POST", text, _JSON, number=int(first))


def _inner(data: str, known: Known) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, expression in pairs_of(data).items():
        if expression.startswith("{"):
            found[name] = _inner(expression, known)
        elif expression.startswith("["):
            found[name] = literal(expression)
        elif squeezed(name) in PAGE_WORDS and (expression.isdecimal() or unquoted(expression) is None):
            found[name] = _NUMBER
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
    """Whether an address or a query numbers its page."""
    pairs = parse_qsl(text.rpartition("?")[2])
    return any(squeezed(name) in PAGE_WORDS and value.isdecimal() for name, value in pairs)


def _plain(expression: str | None) -> str:
    return (unquoted(expression) or "") if expression else ""


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


def pairs_of(literal: str) -> dict[str, str]:
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
