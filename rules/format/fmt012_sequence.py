"""FMT012: ordinals of one level that repeat or leave a number out."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import GB_T_9704_LEVELS, PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS
from .ordinals import ARTICLE, Ordinal, articles, ordinals

_HAN = "零一二三四五六七八九十"
_MARKED = (  # how a number of each level may stand inside a line; one in brackets is of another level
    r"(?<![一二三四五六七八九十]){0}\s*[、.．]|(?:^|(?<=[。；;\s])){0}[，,：:\s]",
    r"[（(]?\s*(?<![一二三四五六七八九十]){0}\s*[)）]",
    r"(?<![\d（(]){0}\s*[、.．，,：:)）]",
    r"(?<!\d){0}\s*[、.．)）]",
    r"第{0}条",
)


class _Break(NamedTuple):
    before: Ordinal
    after: Ordinal


@page_rule(
    "FMT012",
    "序号重复或跳号",
    Severity.MINOR,
    basis=(GB_T_9704_LEVELS, PAPERWORK_REGULATION),
    classes=PAPERS_AND_DRAFTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def ordinal_sequence(page: Page, _site: Site) -> Iterator[Flaw]:
    """同一层次的序号应当连续，不得重复、跳号。

    怎么算：只看段首的“一、”“（一）”“1.”“（1）”“第一条”，逐级比较；回到“一”是重新起头，不算错。“一、”一级重复或者跳号的不合格，每级只报第一处。
    转人工核对：“（一）”“1.”“（1）”各级和“第几条”，缺少的序号可能写在段中、表中，可能只摘录了部分条文，或者网页转换时丢失。
    不算：表格内（包括分页重复的表头）、目录页、附件说明和引用的列表；下一级接着上一节连续编号；缺少的序号能在两者之间的文字中找到的。
    改法：对照印发原件更正序号。
    不管什么：序号的写法看 FMT011。
    """
    told: set[int] = set()
    for found in _breaks((*ordinals(page.document), *articles(page.document))):
        level = found.after.level
        if level in told or _is_between(page, found):
            continue
        told.add(level)
        yield Flaw(
            verdict=Verdict.REVIEW if level else Verdict.FAIL,
            message=f"序号“{found.before.words}”之后是“{found.after.words}”"
            + ("，重复" if found.before.value == found.after.value else "，不连续"),
            subject="条的序号" if level == ARTICLE else f"第{_HAN[level + 1]}级序号",
            quote=f"{found.before.line[:30]}……{found.after.line[:30]}",
            expected="序号连续",
        )


def _breaks(found: Sequence[Ordinal]) -> Iterator[_Break]:
    """Neighbours of one level that do not follow each other; a higher level lets the lower one start again or go on."""
    last: dict[int, Ordinal] = {}
    for ordinal in found:
        before = last.get(ordinal.level)
        if before and before.part == ordinal.part and ordinal.value not in (1, before.value + 1):
            yield _Break(before, ordinal)
        last[ordinal.level] = ordinal


def _is_between(page: Page, found: _Break) -> bool:
    """Whether the missing number stands somewhere between the two, inside a line or a table."""
    if found.after.value <= found.before.value:
        return False
    paragraphs = page.document.paragraphs[found.before.index : found.after.index + 1]
    text = unicodedata.normalize("NFKC", "\n".join(p.text for p in paragraphs))
    missing = found.before.value + 1
    written = str(missing) if found.after.level in (2, 3) else _han(missing)
    sign = _MARKED[found.after.level].format(written)
    return (
        re.search(rf"{sign}|第{_han(missing)}(?:[、，,：:\\s章节条部款阶步]|是|方面)", text, re.MULTILINE)
        is not None
    )


def _han(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if not tens else ("" if tens == 1 else _HAN[tens]) + "十") + (_HAN[ones] if ones else "")
