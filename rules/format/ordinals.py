"""结构层次序数 at the heads of lines: 一、（一）1.（1）and the sequences they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.models import Document
from auditor.text.numerals import read_number
from auditor.text.patterns import pattern

_HEADS = (
    pattern(r"(?P<words>(?P<number>[一二三四五六七八九十]{1,3})\s*(?P<mark>[、.．]))(?!\d)"),
    pattern(r"(?P<words>[（(]\s*(?P<number>[一二三四五六七八九十]{1,3})\s*[)）]\s*(?P<mark>[、.．]?))"),
    pattern(r"(?P<words>(?P<number>[1-9]\d?)\s*(?P<mark>[、.．]))(?!\d)"),
    pattern(r"(?P<words>[（(]\s*(?P<number>[1-9]\d?)\s*[)）]\s*(?P<mark>[、.．]?))"),
)
_LEAD = pattern(r"^(?:附\s*[件表]?|[\u3400-\u9fff]{2,8})\s*[:：]\s*(?=1\s*[.．、])")  # 附件：1.名称
_PART = pattern(
    r"^附\s*[件表]\s*[\d一二三四五六七八九十]*\s*[.．、:：]?(?:$|\s)|^第[一二三四五六七八九十]+[章节编]"
)
_ARTICLE = pattern(r"^第[一二三四五六七八九十百]+条")
_ARTICLE_HEAD = pattern(r"^第(?P<number>[一二三四五六七八九十]{1,3})条(?=[\s【（])")  # not 第五条第二款修改为
ARTICLE = 4  # the level of 第一条


@dataclass(frozen=True, slots=True)
class Ordinal:
    """One ordinal as it stands; `level` 0 to 3 is 一、（一）1.（1）; `part` counts the texts of one page."""

    level: int
    value: int
    words: str
    mark: str
    line: str
    index: int
    part: int


def ordinals(document: Document) -> tuple[Ordinal, ...]:
    """Every ordinal at the head of a line outside tables; none where the paper counts in 第一条."""
    lines = list(_lines(document))
    if sum(1 for _, line in lines if _ARTICLE.match(line)) >= 3:
        return ()
    return tuple(_read(lines, document.signed.dated_text))


def articles(document: Document) -> tuple[Ordinal, ...]:
    """Every 第N条 at the head of a line outside tables, as far as the ninety-ninth."""
    found: list[Ordinal] = []
    part = 0
    for index, line in _lines(document):
        part += bool(_PART.match(line) and not line.startswith("第"))
        if match := _ARTICLE_HEAD.match(line):
            value = number_of(match["number"])
            found.append(Ordinal(ARTICLE, value, match.group(), "", line, index, part))
    return tuple(found)


def number_of(text: str) -> int:
    """`12` or 十二 as a number; 0 where it is none."""
    try:
        return read_number(text) if text else 0
    except ValueError:
        return 0


def _lines(document: Document) -> Iterator[tuple[int, str]]:
    """The lines outside tables with their place."""
    return ((k, p.text.strip()) for k, p in enumerate(document.paragraphs) if not (p.in_table or p.aside))


def _read(lines: Sequence[tuple[int, str]], dated_text: str | None) -> Iterator[Ordinal]:
    part = 0
    for index, line in lines:
        if _PART.match(line) or line == dated_text:
            part += 1
        lead = _LEAD.match(line)
        rest = line[lead.end() :] if lead else line
        part += bool(lead)
        for level, head in enumerate(_HEADS):
            if match := head.match(rest):
                value = number_of(match["number"])
                yield Ordinal(level, value, match["words"], match["mark"], line, index, part)
                break
