"""A line of labels and values, `发布日期：2023-07-22　来源：某局　字体：大 中 小`, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.models.spaces import fold
from auditor.text.document_number import parse_number
from auditor.text.fields import DATE_FIELDS, field_of, squeeze_label
from auditor.text.written_dates import written_date
from spiders.extract.bracketed import CLOSED, CLOSING, GAP, OPENING, unbracketed

BUTTONS = frozenset(
    "字号 字体 字体大小 打印 浏览次数 浏览量 浏览数 浏览 阅读 阅读数 阅读次数 阅读量 访问量 访问次数 点击 点击数 点击量 点击次数 点击率 作者 编辑"
    " 责任编辑 责编 审核 视力保护色 分享 分享到 附件下载 文件下载 附件 大 中 小 下载 关闭 保存 收藏 语音播报 扫一扫 背景色"
    " 打印本页 关闭窗口 关闭本页 我要打印 繁体 简体".split()
)
WEAK_DATES = frozenset({"时间", "日期"})  # 发布日期 where a date follows and no better label stands
_COLON = re.compile(rf"[：:∶](?!\d{{2}})|(?<!\d)[：:∶]|(?<=[\u3400-\u9fff])】|{CLOSED}")
LABEL_SIGN = re.compile(
    rf"[：:∶{re.escape(OPENING + CLOSING)}]"
)  # without any of them no line is taken apart
_PIECE = re.compile(r"[^\s\x1f|｜【】\[\]]+")
_DATE_BEFORE = re.compile(r"\d[\d\-/.:：\uff0d年月日]*|[（(]")
_NAME = re.compile(r"[\u3400-\u9fff]{1,8}")
_WRAPPED = re.compile(r"^\[([^\[\]]*)\]$")
_DATE_BEHIND = re.compile(
    r"(?:19|20)\d\d\s?[-/.年\uff0d]\s?\d{1,2}\s?[-/.月\uff0d]\s?\d{1,2}日?(?:[\s\x1f]+\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?[\s\x1f]*$"
)
_MAX_PIECES = 6  # 索 引 号 and the like
_SHORTEST_END, _LONGEST_END = 4, 8  # characters of a label that is known behind a value it was glued to
_NAMES = frozenset(
    "source issuer publisher subject genre category responsible_unit".split()
)  # no date ends them
_COMMON = frozenset({"title", "source", "keywords", "summary"})  # words of menus and sentences too
_CLOSED_ONLY = re.compile(r"^(?:([^\[［]*)[\]］]|([^（(]*)[）)])$")  # [来源：某局]
_LONGEST_LOOSE = 100
_BEFORE_BUTTON = f" \t\r\n\xa0\u3000{GAP}[［【（("


def labelled(
    line: str, meanings: Mapping[str, str], *, loose: bool = False
) -> Iterator[tuple[str, str, str]]:
    """Field, label and value as often as they stand in the line; a value ends where the next label begins.

    `loose`: labels without any sign count too where each is an element, or a text between elements, of its own."""
    line = unbracketed(line, meanings)
    if not _COLON.search(line):
        yield from _by_turns(line, meanings) if loose else ()
        return
    marks = list(_marks(line, meanings))
    ends = [start for start, *_ in marks[1:]] + [len(line)]
    for (_, value_start, name, label), end in zip(marks, ends, strict=False):
        value, behind = _parted(_until_button(line[value_start:end]), meanings)
        value = clean(value)
        if name and (label not in WEAK_DATES or written_date(value)):
            yield name, label, _dateless(value) if name in _NAMES else value
        yield from _signless(behind, meanings)


def clean(value: str) -> str:
    """A value without the gaps, brackets and bars around it."""
    words = _CLOSED_ONLY.sub(r"\1\2", fold(value.replace(GAP, "")).strip("|｜【】"))
    return _WRAPPED.sub(r"\1", words).strip()


def _by_turns(line: str, meanings: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Pairs of a line whose texts are a label and a value by turns, without any sign between them."""
    texts = [text for text in map(clean, line.split(GAP)) if text]
    names = [field_of(text, meanings) for text in texts]
    if len(texts) % 2 or not all(names[::2]) or any(names[1::2]):
        return
    for name, label, value in zip(names[::2], texts[::2], texts[1::2], strict=True):
        dated = name != "published_on" or written_date(value) is not None
        if name and name not in _COMMON and dated and len(value) <= _LONGEST_LOOSE and "。" not in value:
            yield name, squeeze_label(label), value


def _marks(line: str, meanings: Mapping[str, str]) -> Iterator[tuple[int, int, str | None, str]]:
    """Start of label, start of value, field (None: a label that is none of ours) and label of each colon."""
    since = 0
    for colon in _COLON.finditer(line):
        pieces = list(_PIECE.finditer(line, since, colon.start()))
        closed = colon.group() == CLOSED
        if mark := _bracketed(pieces, meanings) if closed else _label_at(pieces, meanings, first=since == 0):
            start, name, label = mark
            since = colon.end()
            yield start, since, name, label


def _bracketed(
    pieces: list[re.Match[str]], meanings: Mapping[str, str]
) -> tuple[int, str | None, str] | None:
    """The label that brackets marked as one."""
    return (
        (pieces[-1].start(), field_of(pieces[-1].group(), meanings), pieces[-1].group()) if pieces else None
    )


def _label_at(
    pieces: list[re.Match[str]], meanings: Mapping[str, str], *, first: bool
) -> tuple[int, str | None, str] | None:
    """The label that the last pieces before a colon make up."""
    for count in range(min(_MAX_PIECES, len(pieces)), 0, -1):
        last = pieces[-count:]
        skipped = found.end() if (found := _DATE_BEFORE.match(last[0].group())) else 0
        label = squeeze_label("".join(piece.group() for piece in last)[skipped:])
        name = field_of(label, meanings) or ("published_on" if label in WEAK_DATES else None)
        if name or label in BUTTONS:
            return last[0].start() + skipped, name, label
    if not pieces:
        return None
    if not first and (glued := _glued(pieces[-1], meanings)):
        return glued
    if _NAME.fullmatch(pieces[-1].group()) and (first or len(pieces) > 1):
        return pieces[-1].start(), None, pieces[-1].group()
    return None


def _glued(piece: re.Match[str], meanings: Mapping[str, str]) -> tuple[int, str | None, str] | None:
    """A label that stands right behind the value before it: 市政府办公室发布日期."""
    words = piece.group()
    for size in range(min(_LONGEST_END, len(words) - 1), _SHORTEST_END - 1, -1):
        name = field_of(words[-size:], meanings)
        if (name and name != "title") or words[-size:] in BUTTONS:
            return piece.end() - size, name, words[-size:]
    return None


def _until_button(value: str) -> str:
    """The value without the buttons behind it: 打印, 大 中 小, 分享 …"""
    pieces = list(_PIECE.finditer(value))
    cut = next((piece.start() for piece in pieces[1:] if piece.group() in BUTTONS), len(value))
    return "" if pieces and pieces[0].group() in BUTTONS else value[:cut].rstrip(_BEFORE_BUTTON)


def _parted(value: str, meanings: Mapping[str, str]) -> tuple[str, str]:
    """The value, and what stands behind it from the first label on that has no sign."""
    pieces = list(_PIECE.finditer(value))[1:]
    cut = next((p.start() for p in pieces if _is_plain_label(p.group(), meanings)), len(value))
    return value[:cut], value[cut:]


def _is_plain_label(word: str, meanings: Mapping[str, str]) -> bool:
    return (len(word) >= _SHORTEST_END or word == "来源") and field_of(word, meanings) is not None


def _signless(words: str, meanings: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The pair of a label without a sign, where the value's own form proves it: a date, a 发文字号."""
    pieces = list(_PIECE.finditer(words))
    if len(pieces) < 2:
        return
    label, value = pieces[0].group(), clean(words[pieces[1].start() :])
    name = field_of(label, meanings) or ""
    proved = written_date(value) if name in DATE_FIELDS else parse_number(value)
    if proved and name in {*DATE_FIELDS, "document_number"}:
        yield name, squeeze_label(label), value


def _dateless(value: str) -> str:
    """A name without the date behind it, which no label announced."""
    found = _DATE_BEHIND.search(value)
    return value[: found.start()].rstrip() if found and found.start() else value
