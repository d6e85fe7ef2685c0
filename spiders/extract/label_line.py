"""A line of labels and values, `发布日期：2023-07-22　来源：某局　字体：大 中 小`, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.models.spaces import fold
from auditor.text.dates import find_date
from auditor.text.fields import field_of, squeeze_label

GAP = "\x1f"  # stands where inner elements of a line meet
BUTTONS = frozenset(
    "字号 字体 字体大小 打印 浏览次数 浏览量 浏览 阅读 阅读次数 阅读量 访问量 访问次数 点击数 点击量 点击次数 点击率 作者 编辑"
    " 责任编辑 责编 审核 视力保护色 分享 分享到 附件下载 文件下载 附件 大 中 小 下载 关闭 保存 收藏 语音播报 扫一扫 背景色"
    " 打印本页 关闭窗口 关闭本页 我要打印 繁体 简体".split()
)
WEAK_DATES = frozenset({"时间", "日期"})  # 发布日期 where a date follows and no better label stands
_COLON = re.compile(r"[：:∶](?!\d{2})|(?<!\d)[：:∶]|(?<=[\u3400-\u9fff])】")
_PIECE = re.compile(r"[^\s\x1f|｜【】\[\]]+")
_DATE_BEFORE = re.compile(r"^\d[\d\-/.年月日]*")
_NAME = re.compile(r"[\u3400-\u9fff]{1,8}")
_WRAPPED = re.compile(r"^\[([^\[\]]*)\]$")
_MAX_PIECES = 6  # 索 引 号 and the like


def labelled(line: str, meanings: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Field, label and value as often as they stand in the line; a value ends where the next label begins."""
    if not _COLON.search(line):
        return
    marks = list(_marks(line, meanings))
    ends = [start for start, *_ in marks[1:]] + [len(line)]
    for (_, value_start, name, label), end in zip(marks, ends, strict=False):
        value = clean(_until_button(line[value_start:end]))
        if name and (label not in WEAK_DATES or find_date(value)):
            yield name, label, value


def clean(value: str) -> str:
    """A value without the gaps, brackets and bars around it."""
    words = fold(value.replace(GAP, "")).strip("|｜【】")
    return _WRAPPED.sub(r"\1", words).strip()


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
    for count in range(min(_MAX_PIECES, len(pieces)), 0, -1):
        last = pieces[-count:]
        skipped = _DATE_BEFORE.match(last[0].group())
        label = squeeze_label("".join(piece.group() for piece in last))[skipped.end() if skipped else 0 :]
        name = field_of(label, meanings) or ("published_on" if label in WEAK_DATES else None)
        if name or label in BUTTONS:
            return last[0].start() + (skipped.end() if skipped else 0), name, label
    if pieces and _NAME.fullmatch(pieces[-1].group()) and (first or len(pieces) > 1):
        return pieces[-1].start(), None, pieces[-1].group()
    return None


def _until_button(value: str) -> str:
    """The value without the buttons behind it: 打印, 大 中 小, 分享 …"""
    pieces = list(_PIECE.finditer(value))
    cut = next((piece.start() for piece in pieces[1:] if piece.group() in BUTTONS), len(value))
    return "" if pieces and pieces[0].group() in BUTTONS else value[:cut]
