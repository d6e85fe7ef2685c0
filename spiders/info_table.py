"""Label and value pairs as they stand on a page, in cells, lists or lines, and the fields they come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from auditor.dates import find_date
from auditor.fields import DATE_FIELDS, field_of, squeeze_label
from auditor.models import Problem, ProblemKind
from auditor.placeholder import is_no_number, is_placeholder
from spiders.body import CONTROL_MARK, SCRIPT_MARK
from spiders.container import BODY_MARK

_LINE_FIELDS = frozenset(
    {"published_on", "source", "title", "keywords", "summary"}
)  # found outside tables too
_REPEATED = frozenset(
    {"title", "source", "keywords", "summary", "category", "audience"}
)  # no conflict of theirs counts
_BLOCKS = frozenset(
    "p div table ul ol li dl dt dd tr td th tbody section form h1 h2 h3 h4 h5 h6 article".split()
)
_TAGS = "td th dt dd li p div span label em strong b i font h1 h2 h3 h4 h5 h6 section".split()
_STOP = frozenset(
    "字号 字体 字体大小 打印 浏览次数 浏览量 浏览 阅读 阅读次数 阅读量 访问量 访问次数 点击数 点击量 点击次数 点击率 作者 编辑"
    " 责任编辑 责编 审核 视力保护色 分享 分享到 附件下载 文件下载 附件 大 中 小 下载 关闭 保存 收藏 语音播报 扫一扫 背景色"
    " 打印本页 关闭窗口 关闭本页 我要打印 繁体 简体".split()
)
_COLON = re.compile(r"[：:∶](?!\d{2})|(?<!\d)[：:∶]")
_PIECE = re.compile(r"[^\s\x1f|｜【】\[\]]+")
_DIGITS_BEFORE = re.compile(r"^[\d\-/.年月日]+")
_NAME = re.compile(r"[\u3400-\u9fff]{1,8}")
_WEAK_DATES = frozenset({"时间", "日期"})  # 发布日期 where a date follows and no better label stands
_CODELESS_INDEX = re.compile(r"/\d{4}-\S*")
_MAX_LINE = 600
_MAX_NODES = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """One label and its value as they stand."""

    name: str
    label: str
    value: str
    in_cell: bool = False
    after_body: bool = False
    scripted: bool = False  # script was to write the value

    @property
    def is_strong(self) -> bool:
        """A field that only an information table gives."""
        return self.name not in _LINE_FIELDS and bool(self.value)


@dataclass(slots=True)
class Reading:
    """The fields read so far."""

    fields: dict[str, str | None] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_pairs(root: Any, meanings: Mapping[str, str], blocks: Iterable[Any] = ()) -> tuple[Pair, ...]:
    """Every pair under `root` in document order, those within `blocks` first."""
    known = set(blocks)
    after = False
    inner: list[Pair] = []
    outer: list[Pair] = []
    for element in root.iter(*_TAGS):
        after = after or element.get(BODY_MARK) is not None
        for pair in _pairs_at(element, meanings, after):
            within = known and any(up in known for up in (element, *element.iterancestors()))
            (inner if within else outer).append(pair)
    return (*inner, *outer)


def leading_table(container: Any, meanings: Mapping[str, str]) -> Any | None:
    """An information table that stands at the head of the body's own container."""
    for element in container.iter("table", "dl", "ul"):
        strong = {pair.name for pair in read_pairs(element, meanings) if pair.is_strong}
        if len(strong) >= 3:
            before = "".join("".join(element.xpath("preceding::text()")).split())
            return element if len(before) < 200 and "。" not in before else None
    return None


def fields_of(pairs: Iterable[Pair]) -> Reading:
    """The fields: the first value of each, dates as ISO; what is empty, a placeholder or contradicted is named."""
    reading, kept = Reading(), list(_sure(tuple(pairs)))
    for pair in sorted(kept, key=lambda pair: pair.after_body):
        if pair.scripted and not pair.value:
            _scripted(reading, pair)
        elif not reading.fields.get(pair.name):
            _take(reading, pair)
        elif not pair.after_body:
            _compare(reading, pair)
    _settle_issuer(reading)
    for name, value in reading.fields.items():
        if problem := _problem(name, reading.labels[name], value):
            reading.problems.append(problem)
    return reading


def _sure(pairs: tuple[Pair, ...]) -> Iterator[Pair]:
    """The pairs of an information table; loose ones count for what a line outside it may say."""
    given = {pair.name for pair in pairs if pair.value and pair.name not in _LINE_FIELDS}
    for pair in pairs:
        if not pair.value and (
            len(given) < 2 or pair.after_body or pair.name in ("source", "summary", "keywords")
        ):
            continue
        if pair.name == "title" and not given:
            continue
        yield pair


def _take(reading: Reading, pair: Pair) -> None:
    reading.fields[pair.name] = _value(pair.name, pair.value)
    reading.labels[pair.name] = pair.label


def _compare(reading: Reading, pair: Pair) -> None:
    """Name a second, different value; the first one stays."""
    first, second = reading.fields[pair.name] or "", _value(pair.name, pair.value)
    same = "".join(first.split()) == "".join(second.split()) or not second
    loose = pair.name in _REPEATED or pair.label in _WEAK_DATES
    if same or loose or any(p.field == pair.name for p in reading.problems):
        return
    text = f"“{pair.label}”出现两次且不一致：{first}、{second}"
    reading.problems.append(Problem(ProblemKind.CONFLICT, text, pair.name))


def _scripted(reading: Reading, pair: Pair) -> None:
    text = f"“{pair.label}”由脚本填写，未能读到"
    reading.problems.append(Problem(ProblemKind.SCRIPTED, text, pair.name))


def _settle_issuer(reading: Reading) -> None:
    """发布机构 is who published; it stands for 发文机关 where that label is absent."""
    if "issuer" not in reading.fields and "publisher" in reading.fields:
        reading.fields["issuer"] = reading.fields.pop("publisher")
        reading.labels["issuer"] = reading.labels.pop("publisher")


def _value(name: str, value: str) -> str:
    if name not in DATE_FIELDS or len(value) > 40:
        return value
    found = find_date(value)
    return found[0].isoformat() if found and found[0] else value


def _problem(name: str, label: str, value: str | None) -> Problem | None:
    if not value:
        return Problem(ProblemKind.EMPTY_FIELD, f"“{label}”为空", name)
    codeless = name == "index_number" and _CODELESS_INDEX.fullmatch(value)
    if codeless or is_placeholder(value) or is_no_number(value):
        return Problem(ProblemKind.PLACEHOLDER, f"“{label}”只有占位内容：{value}", name)
    return None


def _pairs_at(element: Any, meanings: Mapping[str, str], after: bool) -> Iterator[Pair]:
    """The pair whose label is this element, or those that stand in its line."""
    text = _text(element, 24)
    name = field_of(text, meanings) if text else None
    if name:
        yield from _beside(element, name, text or "", meanings, after)
        return
    if any(child.tag in _BLOCKS for child in element) or element.tag in (
        "em",
        "strong",
        "b",
        "i",
        "font",
        "label",
    ):
        return
    if element.tag == "span" and _within_line(element):
        return
    line = _text(element, _MAX_LINE, "\x1f") or ""
    if "：" in line or ":" in line or "∶" in line:
        yield from _in_line(element, line, meanings, after)


def _within_line(span: Any) -> bool:
    """Whether the line around a span is short enough to be read as one; then the span is not read twice."""
    parent = span.getparent()
    if parent is None or any(child.tag in _BLOCKS for child in parent):
        return False
    return parent.tag in _TAGS and _text(parent, _MAX_LINE) is not None


def _beside(element: Any, name: str, label: str, meanings: Mapping[str, str], after: bool) -> Iterator[Pair]:
    """The value that stands next to a label of its own: in the next cell or the next element."""
    in_cell = element.tag in ("td", "th", "dt")
    colon = label.rstrip().endswith(("：", ":", "∶"))
    if not in_cell and (
        (element.tail or "").strip("：:∶ \xa0\u3000\r\n\t") or not _may_label(element, name, colon)
    ):
        return  # the line around it holds both, and is read as a line
    place = _next(element)
    if _asks(element) or (place is not None and _asks(place)):
        return
    value = "" if place is None else _text(place, 2000) or ""
    if place is None or _is_label(value, meanings, known_only=in_cell):
        value, place = "", element
    if not value.strip() and not (colon or (in_cell and place is not element)):
        return
    if not in_cell and not colon and next(place.iter("a"), None) is not None:
        return  # a menu, not a value
    yield Pair(name, squeeze_label(label), _clean(value), in_cell, after, _is_scripted(place))


def _asks(element: Any) -> bool:
    """Whether a search form's control stands in place of a value."""
    return any(node.tag == "input" or node.get(CONTROL_MARK) for node in islice(element.iter(), _MAX_NODES))


def _may_label(element: Any, name: str, colon: bool) -> bool:
    """Outside cells, a label without its colon may be a menu item or a tab."""
    if colon:
        return True
    return element.tag != "li" and name not in _LINE_FIELDS and next(element.iter("a"), None) is None


def _next(element: Any) -> Any | None:
    """The element that a label's value stands in."""
    place = element.getnext()
    while place is not None and not isinstance(place.tag, str):
        place = place.getnext()
    if place is None:
        return None
    wanted = {"td": ("td", "th"), "th": ("td", "th"), "dt": ("dd",)}.get(element.tag)
    return place if wanted is None or place.tag in wanted else None


def _is_label(text: str, meanings: Mapping[str, str], *, known_only: bool) -> bool:
    """Whether a would-be value is the next label, or begins with one."""
    head = re.split(r"[：:∶]", text, maxsplit=1)
    squeezed = squeeze_label(head[0])
    if field_of(squeezed, meanings) or squeezed in _STOP:
        return len(head) > 1 or squeezed == squeeze_label(text)
    return not known_only and len(head) > 1 and _NAME.fullmatch(squeezed) is not None and len(squeezed) <= 6


def _in_line(element: Any, line: str, meanings: Mapping[str, str], after: bool) -> Iterator[Pair]:
    """`label：value` as often as it stands in one line; a value ends where the next label begins."""
    marks = list(_marks(line, meanings))
    for place, (_, value_start, name, label) in enumerate(marks):
        if name is None:
            continue
        end = marks[place + 1][0] if place + 1 < len(marks) else len(line)
        value = _clean(_until_control(line[value_start:end]))
        if name == "weak_date":
            if not find_date(value):
                continue
            name = "published_on"
        yield Pair(name, label, value, element.tag in ("td", "th", "li"), after, _is_scripted(element))


def _marks(line: str, meanings: Mapping[str, str]) -> Iterator[tuple[int, int, str | None, str]]:
    """Start of label, start of value, field (None: a label that is none of ours) and label of each colon."""
    since = 0
    for colon in _COLON.finditer(line):
        pieces = list(_PIECE.finditer(line, since, colon.start()))
        if mark := _label_at(pieces, meanings, first=since == 0):
            start, name, label = mark
            since = colon.end()
            yield start, since, name, label


def _label_at(
    pieces: list[re.Match[str]], meanings: Mapping[str, str], *, first: bool
) -> tuple[int, str | None, str] | None:
    """The label that the last pieces before a colon make up."""
    for count in range(min(6, len(pieces)), 0, -1):
        last = pieces[-count:]
        skipped = _DIGITS_BEFORE.match(last[0].group())
        label = squeeze_label("".join(piece.group() for piece in last))[skipped.end() if skipped else 0 :]
        name = field_of(label, meanings) or ("weak_date" if label in _WEAK_DATES else None)
        if name or label in _STOP:
            return last[0].start() + (skipped.end() if skipped else 0), name, label
    if pieces and _NAME.fullmatch(pieces[-1].group()) and (first or len(pieces) > 1):
        return pieces[-1].start(), None, pieces[-1].group()
    return None


def _until_control(value: str) -> str:
    """The value without the buttons behind it: 打印, 大 中 小, 分享 …"""
    pieces = list(_PIECE.finditer(value))
    cut = next((piece.start() for piece in pieces[1:] if piece.group() in _STOP), len(value))
    return "" if pieces and pieces[0].group() in _STOP else value[:cut]


def _clean(value: str) -> str:
    return " ".join(value.replace("\x1f", "").split()).strip("|｜【】")


def _is_scripted(element: Any) -> bool:
    return any(node.get(SCRIPT_MARK) for node in islice(element.iter(), _MAX_NODES))


def _text(element: Any, limit: int, gap: str = "") -> str | None:
    """All words of an element; None where they or its nodes are too many to be one label or line."""
    if len(list(islice(element.iter(), _MAX_NODES + 1))) > _MAX_NODES:
        return None
    whole = gap.join(element.itertext())
    return whole if len("".join(whole.split())) <= limit else None
