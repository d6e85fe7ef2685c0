"""Example tables of a rule's TOML file -> Page and Site: test and documentation at once.

A table's keys are the fields of auditor.models; `text` is a body with one paragraph a line, blank ones kept, `tables` are
lines that stand in table cells, `grids` are data tables with one row a line and `|` between cells, `layout` is what a Word
file states of its layout; the same keys tell an attachment's content. Dates and instants are ISO strings. A key that is none of these is refused. An example
with `each`, a list of words, is told once for every word: it stands where `{each}` is written.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_type_hints

from auditor.config.toml_table import TYPES, suggest
from auditor.models import (
    Attachment,
    Document,
    DocumentClass,
    Entry,
    Exemption,
    FileContent,
    Layout,
    Link,
    Look,
    NilReturn,
    Page,
    PageKind,
    PageNumber,
    Paragraph,
    Period,
    Plan,
    PlanItem,
    PlanTask,
    Portal,
    Probe,
    Problem,
    ProblemKind,
    Section,
    SectionKind,
    SectionView,
    Setting,
    Sheet,
    Site,
    Table,
    Unit,
    Visit,
    VisitState,
)
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule.declare import RuleError
from auditor.text.fields import FIELDS
from auditor.text.paper import read_document

FETCHED_AT = "2023-09-01T08:00:00+08:00"
LABELS = {
    "title": "标题",
    "index_number": "索引号",
    "document_number": "发文字号",
    "issuer": "发文机关",
    "dated_on": "成文日期",
    "published_on": "发布日期",
    "issued_on": "发文日期",
    "subject": "主题分类",
    "genre": "体裁分类",
    "validity": "有效性",
    "effective_on": "施行日期",
    "expires_on": "废止日期",
}

_SITE_KEYS = ("portal", "as_of", "pages", "sections", "probes")


class ExampleError(RuleError):
    """An example says what nobody reads, or cannot be built; the text is Chinese and names the nearest right key."""


def told(example: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The example for each of its words; the example itself where it has no `each`."""
    if "each" not in example:
        yield example
        return
    for word in example["each"]:
        yield {key: _with(word, value) for key, value in example.items() if key != "each"}


def page_of(table: Mapping[str, Any]) -> Page:
    """A page as the table describes it, everything else at its default."""
    given = dict(table)
    document = _document(given)
    squeezed = squeeze(document.text)
    fields = given.get("fields", {})
    defaults: dict[str, Any] = {
        "source": "example",
        "url": "http://www.example.gov.cn/example.html",
        "kind": PageKind.ARTICLE,
        "status": 200,
        "fetched_at": FETCHED_AT,
        "title": fields.get("title"),
        "labels": {name: LABELS.get(name, name) for name in fields},
        "document": document,
        "text_length": document.text_length,
        "text_digest": hashlib.sha256(squeezed.encode()).hexdigest() if squeezed else "",
    }
    page: Page = _build(Page, defaults | given)
    return page


def site_of(table: Mapping[str, Any]) -> Site:
    """A site as the table describes it; `portal` may name units, sections and options only."""
    only(table, _SITE_KEYS, "site")
    portal = {
        "id": "example",
        "name": "示例区",
        "home": "http://www.example.gov.cn/",
        "hosts": ("www.example.gov.cn",),
    }
    pages = tuple(page_of(t) for t in table.get("pages", ()))
    return Site(
        portal=_build(Portal, portal | table.get("portal", {})),
        as_of=_of_iso(dt.datetime, "site.as_of", table.get("as_of", FETCHED_AT)),
        pages=pages,
        sections=tuple(_build(SectionView, t) for t in table.get("sections", ())),
        probes=tuple(_build(Probe, t) for t in table.get("probes", ())),
        documents={canonical(page.url): page.document for page in pages},
    )


def _with(word: str, value: Any) -> Any:
    """The value with the word wherever `{each}` stands in it."""
    if isinstance(value, str):
        return value.replace("{each}", word)
    if isinstance(value, list):
        return [_with(word, item) for item in value]
    if isinstance(value, Mapping):
        return {key: _with(word, item) for key, item in value.items()}
    return value


def only(table: Iterable[str], known: Iterable[str], place: str) -> None:
    """Raise ExampleError for a key of `table` that is not known; `place` says where it stands."""
    allowed = tuple(known)
    for key in table:
        if key not in allowed:
            raise ExampleError(
                f"{place}：没有键“{key}”{suggest(key, allowed)}；这里可用的键：{'、'.join(allowed)}"
            )


def _document(given: dict[str, Any]) -> Document:
    """What the keys `text`, `tables`, `grids` and `layout` tell; they are taken out of `given`."""
    layout = given.pop("layout", None)
    lines = [Paragraph(line) for line in given.pop("text", "").splitlines()]
    lines += [Paragraph(line, in_table=True) for line in given.pop("tables", ())]
    return dataclasses.replace(
        read_document(lines),
        tables=tuple(_grid(text) for text in given.pop("grids", ())),
        layout=None if layout is None else _build(Layout, layout),
    )


def _grid(text: str) -> Table:
    return Table(tuple(tuple(cell.strip() for cell in row.split("|")) for row in text.strip().splitlines()))


_NOUNS: dict[tuple[type, str], type] = {
    (Page, "attachments"): Attachment,
    (Page, "links"): Link,
    (Page, "frame_links"): Link,
    (Page, "entries"): Entry,
    (Page, "problems"): Problem,
    (Attachment, "looks"): Look,
    (Attachment, "content"): FileContent,
    (Probe, "looks"): Look,
    (Portal, "units"): Unit,
    (Portal, "sections"): Section,
    (Portal, "exemptions"): Exemption,
    (Portal, "plans"): Plan,
    (Plan, "items"): PlanItem,
    (Plan, "tasks"): PlanTask,
    (Unit, "period"): Period,
    (Section, "period"): Period,
    (Section, "nil_returns"): NilReturn,
    (NilReturn, "period"): Period,
    (Exemption, "period"): Period,
    (SectionView, "section"): Section,
    (SectionView, "visits"): Visit,
    (SectionView, "entries"): Entry,
    (Section, "kind"): SectionKind,
    (Visit, "state"): VisitState,
    (Page, "kind"): PageKind,
    (Page, "document_class"): DocumentClass,
    (Problem, "kind"): ProblemKind,
    (Layout, "sheet"): Sheet,
    (Layout, "settings"): Setting,
    (Layout, "page_number"): PageNumber,
}

_WORDS = {
    noun: ["text", "tables", "grids", "layout"] for noun in (Page, FileContent)
}  # told in words, read by _document
_NAMED = ("fields", "labels")  # tables whose keys are names of the information table's fields


def _build(noun: type[Any], table: Mapping[str, Any]) -> Any:
    if noun is FileContent:
        given = dict(table)
        table = {"document": _document(given), **given}
    only(table, [f.name for f in dataclasses.fields(noun)] + _WORDS.get(noun, []), noun.__name__)
    for name in _NAMED:
        only(table.get(name, ()), FIELDS, f"{noun.__name__}.{name}")
    return noun(**{name: _value(noun, name, value) for name, value in table.items()})


def _value(noun: type[Any], name: str, value: Any) -> Any:
    read = _read(noun, name, value)
    wanted = _plain_types(noun).get(name, ())  # type: ignore[arg-type]
    if wanted and not isinstance(read, wanted):
        told = "或".join(dict.fromkeys(_TYPES[one] for one in wanted if one in _TYPES))
        raise ExampleError(f"{noun.__name__}.{name} 应当是{told}，写的是 {value!r}")
    return read


def _read(noun: type[Any], name: str, value: Any) -> Any:
    kind, place = _NOUNS.get((noun, name)), f"{noun.__name__}.{name}"
    if isinstance(value, list | tuple):
        return tuple(_part(kind, place, part) for part in value)
    if isinstance(value, Mapping) and kind:
        return _build(kind, value)
    if isinstance(value, str) and kind and issubclass(kind, StrEnum):
        known = [one.value for one in kind]
        if value not in known:
            raise ExampleError(f"{place}：没有“{value}”{suggest(value, known)}；可用：{'、'.join(known)}")
        return kind(value)
    if isinstance(value, str) and (name.endswith("_at") or name == "at"):
        return _of_iso(dt.datetime, place, value)
    if isinstance(value, str) and (name.endswith("_on") or noun is Period or name == "until"):
        return _of_iso(dt.date, place, value)
    return value


def _part(kind: type[Any] | None, place: str, value: Any) -> Any:
    """One of a list."""
    if kind is None or isinstance(value, kind):
        return value
    if not isinstance(value, Mapping):
        keys = "、".join(f.name for f in dataclasses.fields(kind))
        raise ExampleError(f"{place} 里应当是表，如 {{ {keys.partition('、')[0]} = … }}；可用的键：{keys}")
    return _build(kind, value)


def _of_iso(kind: type[Any], place: str, value: str) -> Any:
    try:
        return kind.fromisoformat(value)
    except ValueError:
        shape = "2023-09-01" if kind is dt.date else "2023-09-01T08:00:00+08:00"
        raise ExampleError(f"{place}：“{value}”不是日期，应当形如 {shape}") from None


_TYPES: dict[type, str] = {
    **{plain: TYPES[plain] for plain in (str, bool, int, float)},
    dt.date: "日期，如 2023-09-01",
    dt.datetime: "时刻，如 2023-09-01T08:00:00+08:00",
}


@cache
def _plain_types(noun: type[Any]) -> Mapping[str, tuple[type, ...]]:
    """The fields of a noun whose values are plain, and what they may be."""
    hints = get_type_hints(noun).items()
    kinds = {name: get_args(hint) if isinstance(hint, UnionType) else (hint,) for name, hint in hints}
    return {
        name: (*found, int) if float in found else found
        for name, found in kinds.items()
        if set(found) <= {*_TYPES, type(None)}
    }
