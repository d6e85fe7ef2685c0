"""FMT010: the 主送机关 line is missing or does not end with a full-width colon."""

import re
from collections.abc import Iterator
from itertools import takewhile

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import GB_T_9704, PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS
from .anatomy import main_lines, paper_title

_ADDRESSED = re.compile(r"(?:通知|意见|通报|批复|函|请示|报告)$")
_BODY = r"(?:人民政府|政府|部门|单位|委员会|管委会|办公室|街道办事处|办事处|公司|企业|机构|局|委|办|镇|乡|学校|院|中心|站|所|支队|大队)"
_UNMARKED = re.compile(rf"^(?:各|有关|区直|市直|县直)[^。；！？]{{0,120}}{_BODY}\s*(?P<mark>[，,。.、；;]?)$")
_COLON = re.compile(r"^(?!附|注|来源|文号|发文|成文|索引|标题)[^。；！？]{2,400}?(?P<mark>[:：])\s*$")
_LEADS_ON = re.compile(r"如下\s*[:：]$")
_HEAD_LINES = 14
_FEWEST_LINES = 4


@page_rule(
    "FMT010",
    "主送机关缺失或标点",
    Severity.MINOR,
    basis=(GB_T_9704, PAPERWORK_REGULATION),
    classes=PAPERS_AND_DRAFTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def addressee(page: Page, _site: Site) -> Iterator[Flaw]:
    """通知、意见等公文应当在正文前写明主送机关，末尾用全角冒号。

    怎么算：在第一句话以前找主送机关一行；以半角冒号结尾，或者“各……”一行没有标点、用了逗号句号的，不合格。
    转人工核对：通知、意见正文前没有读到主送机关的，可能是网页录入时漏了，也可能原件面向社会公布而没有。
    不算：公告、通告、令、决定、公报、纪要等可以没有主送机关的；附件页和被印发件；正文没有发文字号的。
    改法：对照印发原件补全主送机关，末尾用“：”。
    不管什么：正文其他地方的半角标点看 TXT003。
    """
    lines = main_lines(page.document)[:_HEAD_LINES]
    if not _ADDRESSED.search(paper_title(page)):
        return
    line, mark = _addressed(lines)
    if mark == "：":
        return
    if line:
        yield _flaw(
            Verdict.FAIL, f"主送机关“{line}”末尾没有用全角冒号", line, line.rstrip("，,。.、；;: ") + "："
        )
    elif _is_bare(page, lines):
        yield _flaw(Verdict.REVIEW, "正文前没有读到主送机关，请核对印发原件", lines[0], "各有关单位：")


def _addressed(lines: list[str]) -> tuple[str, str]:
    """The line that names the addressees and the mark it ends with; empty where no line does."""
    before = list(takewhile(lambda line: not _opens_body(line), lines))
    for line in before:
        if (match := _COLON.match(line)) and not _LEADS_ON.search(line):
            return line, match["mark"]
    for line in before:
        if match := _UNMARKED.match(line):
            return line, match["mark"]
    first = next((line for line in lines[len(before) :]), "")
    return ("", "：") if re.search(r"[:：]", first[:80]) else ("", "")


def _opens_body(line: str) -> bool:
    """Whether the line is the body's first sentence or heading, with or without the addressees before it."""
    return "。" in line or re.search(r"^.{2,80}[:：].{10,}|^[一1][、.．]", line) is not None


def _is_bare(page: Page, lines: list[str]) -> bool:
    """Whether this is the whole paper, its number above, and begins with a sentence."""
    whole = page.document.number_line is not None and len(lines) >= _FEWEST_LINES
    return (
        whole and paper_title(page).endswith(("通知", "意见")) and page.document.signed.dated_on is not None
    )


def _flaw(verdict: Verdict, message: str, quote: str, expected: str) -> Flaw:
    return Flaw(
        verdict=verdict, message=message, subject="主送机关", quote=quote[:80], expected=expected[:80]
    )
