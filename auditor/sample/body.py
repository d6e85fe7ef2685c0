"""A body's lines as HTML, in the marks editors leave: centred number line, right-aligned 落款, tables, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from auditor.sample.article import Article

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def body_html(article: Article) -> str:
    """Number line, text, 落款 and 附注 of an article."""
    return "\n".join(_blocks(article))


def _blocks(article: Article) -> Iterator[str]:
    number_line = article.number if article.number_line is None else article.number_line
    if number_line:
        yield _aligned("center", number_line)
    for in_table, group in groupby(article.lines, key=lambda line: line.startswith("|")):
        lines = list(group)
        yield _table(lines) if in_table else "\n".join(_paragraph(line) for line in lines)
    for line in (*article.signed, _signed_date(article)):
        if line:
            yield _aligned("right", line)
    if article.note:
        yield _paragraph(article.note)


def _signed_date(article: Article) -> str:
    day = article.dated_on
    if article.signed_date or not day or not article.signed:
        return article.signed_date
    return f"{day.year}年{day.month}月{day.day}日"


def _paragraph(line: str) -> str:
    indent = "0" if line.endswith("：") and len(line) < 20 else "2em"  # 主送机关 begins at the margin
    return f'<p style="text-indent: {indent};">{_inline(line)}</p>'


def _aligned(side: str, line: str) -> str:
    return f'<p style="text-align: {side};">{_inline(line)}</p>'


def _table(lines: list[str]) -> str:
    """A table; `×5` ends a cell that is five wide, and a short row's last cell is as wide as what is left."""
    rows = [[_wide(cell.strip()) for cell in line.strip("|").split("|")] for line in lines]
    widest = max(sum(width for _, width in row) for row in rows)
    html = []
    for row in rows:
        words, _ = row[-1]
        row[-1] = words, widest - sum(w for _, w in row[:-1])
        html.append("<tr>" + "".join(_cell(*cell) for cell in row) + "</tr>")
    return '<table class="inner">' + "".join(html) + "</table>"


def _wide(cell: str) -> tuple[str, int]:
    words, _, width = cell.rpartition("×")
    return (words, int(width)) if words and width.isdigit() else (cell, 1)


def _cell(words: str, width: int) -> str:
    span = f' colspan="{width}"' if width > 1 else ""
    return f"<td{span}>{_inline(words)}</td>"


def _inline(text: str) -> str:
    """Escaped words with `[words](address)` as links and `![](address)` as pictures."""
    html = re.sub(r"!\[([^\]]*)\]\(([^)\s]+)\)", r'<img src="\2" alt="\1">', escape(text, quote=False))
    return _LINK.sub(r'<a href="\2">\1</a>', html)
