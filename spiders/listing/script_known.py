"""What is known of a page's scripts without running them: what names stand for, and what an expression comes to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import parse_qsl, quote

from spiders.html.markup import Markup
from spiders.html.script_values import UnknownError, arguments, assigned, calls_of, closing, terms, unquoted
from spiders.listing.paging import PAGE_WORDS, SIZE_WORDS, squeezed

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
MOST = 50  # of one kind in a script
NUMBER = "\ue000"  # stands for the page's number until the request is made
_AS_TEXT = re.compile(r"(encodeURI(?:Component)?|String|Number|parseInt)\((.*?)(?:,\s*10)?\)")
_OWN = re.compile(r"^(?:this|that|_this|self|_self|vm)\.(\w{1,40})$")  # of a page that Vue fills
_VUE = re.compile(r"\bdata\s*(?::\s*(?:function\s*\(\)\s*\{\s*return\s*)?|\(\)\s*\{\s*return\s*)(?=\{)")
_KEY = re.compile(r"""(?:^|[{,\s])(?:(['"])(?P<quoted>[^'"]{1,60})\1|(?P<plain>\w{1,40}))\s*:""")
_HOLE = re.compile(r"\$\{\s*([\w$.]{1,40})\s*\}")
_FUNCTION = re.compile(
    r"(?:function\s+(?P<name>[\w$]{1,40})\s*|(?P<kept>[\w$]{1,40})\s*[:=]\s*(?:async\s+)?function\s*)\((?P<given>[^()]{1,120})\)\s*\{"
    r"|(?P<arrow>[\w$]{1,40})\s*[:=]\s*(?:async\s*)?(?:\((?P<taken>[^()]{1,120})\)|(?P<one>[\w$]{1,40}))\s*=>"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page's scripts without running them."""

    values: Mapping[str, str]  # what names stand for
    page: Markup
    objects: Mapping[str, str] = field(default_factory=dict)  # literals that names are set to

    def text(self, expression: str) -> str:
        """What an expression of joined texts comes to, with NUMBER for a page's number; raises UnknownError. Of
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
        if data[:1] in ("'", '"', "`"):  # written as a query
            return dict(parse_qsl(self.text(data).lstrip("?&"), keep_blank_values=True))
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
                fields[name] = NUMBER
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
                return NUMBER
            if (value := _on_page(self.page, term)) is not None:
                return value
        if term in self.values:
            return self.values[term]
        if self._is_size(term):
            return "20"
        raise UnknownError(term)


def known_of(page: Markup) -> Known:
    """What the names of the page's scripts stand for, as far as that is plain; joined ones by those before them."""
    found: dict[str, str] = {}
    for script in page.scripts:
        for name, value in (*assigned(script).items(), *_kept(script, page)):
            found.setdefault(name, value)
    for script in page.scripts:
        for name, value in _given(script):
            found.setdefault(name, value)
    for script in page.scripts:
        for name, added, expression in _SET.findall(script):
            try:
                read = _on_page(page, expression)
                value = Known(found, page).text(expression.strip()) if read is None else read
            except UnknownError:
                continue
            found[name] = found.get(name, "") + value if added else found.get(name, value)
    objects = {
        m.group(1): script[m.end() - 1 : closing(script, m.end() - 1) or m.end()]
        for script in page.scripts
        for m in islice(_OPENED.finditer(script), MOST)
    }
    return Known(found, page, objects)


def _kept(script: str, page: Markup) -> Iterator[tuple[str, str]]:
    """What objects hold that a name is set to, or the data of a page that Vue fills."""
    objects = [(m.group(1), m.end() - 1) for m in islice(_OPENED.finditer(script), MOST)]
    objects += [("this", m.end()) for m in islice(_VUE.finditer(script), MOST)]
    for name, start in objects:
        for key, told in pairs_of(script[start : closing(script, start) or start]).items():
            with suppress(UnknownError):
                text = Known({}, page).text(told)
                if NUMBER not in text:
                    yield f"{name}.{key}", text


def _given(script: str) -> Iterator[tuple[str, str]]:
    """What the parameters of functions stand for where these are called: getList({channelId: '77', pageNo: 1})."""
    for match in islice(_FUNCTION.finditer(script), MOST):
        names = [name.strip() for name in (match["given"] or match["taken"] or match["one"]).split(",")]
        called = match["name"] or match["kept"] or match["arrow"]
        told = next((one for one in calls_of(script, called) if one and one != match["given"]), "")
        for name, value in zip(names, arguments(told), strict=False):
            pieces = pairs_of(value) if value.startswith("{") else {"": value}
            for key, expression in pieces.items():
                if expression.isdecimal() or unquoted(expression) is not None:
                    yield (f"{name}.{key}" if key else name), unquoted(expression) or expression


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
