"""FMT011: ordinals of structure written wrongly, or a level left out."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import GB_T_9704_LEVELS, PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS
from .numbers import STANDARD_SINCE
from .ordinals import Ordinal, ordinals

_FORMS = ("一、", "（一）", "1.", "（1）")


@page_rule(
    "FMT011",
    "结构层次序号错误",
    Severity.MINOR,
    basis=(GB_T_9704_LEVELS, PAPERWORK_REGULATION),
    classes=PAPERS_AND_DRAFTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    since=STANDARD_SINCE,
)
def structure_levels(page: Page, _site: Site) -> Iterator[Flaw]:
    """文中结构层次序数应当依次用“一、”“（一）”“1.”“（1）”标注。

    怎么算：只看段首。“（一）、”“（1）、”多了顿号，“1、”用了顿号，“一.”用了点，“(一)”“(1)”用了半角括号，都不合格；每种写法一页只报一条。
    转人工核对：“一、”之下直接用“（1）”的跳级。
    不算：只有两层时“一、”之下直接用“1.”；用“第一条”的条例、办法；表格内的序号；引文；2012年7月1日以前的文件。
    改法：按“一、”“（一）”“1.”“（1）”改正。
    不管什么：序号重复、跳号看 FMT012。
    """
    found = ordinals(page.document)
    told: set[str] = set()
    for ordinal in found:
        fault = _fault(ordinal)
        if fault and fault not in told:
            told.add(fault)
            yield _flaw(Verdict.FAIL, ordinal, fault)
    if skip := _skipped(found):
        yield _flaw(Verdict.REVIEW, skip, "前面缺少“（一）”或者“1.”一级，请核对")


def _fault(ordinal: Ordinal) -> str:
    if ordinal.level == 0:
        return "" if ordinal.mark == "、" else "之后应当用顿号"
    if ordinal.level == 2:
        return "之后应当用下脚点，不用顿号" if ordinal.mark == "、" else ""
    if ordinal.mark:
        return "括号之后多了标点"
    return "用了半角括号" if re.search(r"[()]", ordinal.words) else ""


def _skipped(found: Sequence[Ordinal]) -> Ordinal | None:
    """The first （1） that stands directly under 一、."""
    for before, ordinal in pairwise(found):
        if before.part == ordinal.part and (before.level, ordinal.level, ordinal.value) == (0, 3, 1):
            return ordinal
    return None


def _flaw(verdict: Verdict, ordinal: Ordinal, fault: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"层次序号“{ordinal.words}”{fault}",
        subject=f"序号{fault}",
        quote=ordinal.line[:40],
        expected=f"用“{_FORMS[ordinal.level]}”一类写法",
    )
