"""FMT010: the 主送机关 line is missing or does not end with a full-width colon."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..addressees import head_lines, is_addressed, stated_addressees
from ..anatomy import paper_title
from ..basis import GB_T_9704, PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS


@page_rule(
    "FMT010",
    "主送机关缺失或标点",
    Severity.MINOR,
    basis=(GB_T_9704, PAPERWORK_REGULATION),
    classes=PAPERS_AND_DRAFTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def addressee(page: Page, _site: Site) -> Iterator[Flaw]:
    """通知、意见等公文应当在正文前写明主送机关，末尾用全角冒号。

    怎么算：在第一句话以前找主送机关一行；以半角冒号结尾，或者“各……”一行没有标点、用了逗号句号的，不合格。
    转人工核对：通知、意见正文前没有读到主送机关的，可能是网页录入时漏了，也可能原件面向社会公布而没有。
    不算：公告、通告、令、决定、公报、纪要等可以没有主送机关的；附件页和被印发件；正文没有发文字号的。
    改法：对照印发原件补全主送机关，末尾用“：”。
    不管什么：正文其他地方的半角标点看 TXT003。
    """
    if not is_addressed(page):
        return
    lines = head_lines(page)
    line, mark = stated_addressees(page)
    if mark == "：":
        return
    if line:
        yield _flaw(
            Verdict.FAIL, f"主送机关“{line}”末尾没有用全角冒号", line, line.rstrip("，,。.、；;: ") + "："
        )
    elif _is_bare(page, lines):
        yield _flaw(Verdict.REVIEW, "正文前没有读到主送机关，请核对印发原件", lines[0], "各有关单位：")


def _is_bare(page: Page, lines: list[str]) -> bool:
    """Whether this is the whole paper, its number above, and begins with a sentence."""
    whole = page.document.number_line is not None and bool(lines)
    return (
        whole and paper_title(page).endswith(("通知", "意见")) and page.document.signed.dated_on is not None
    )


def _flaw(verdict: Verdict, message: str, quote: str, expected: str) -> Flaw:
    return Flaw(
        verdict=verdict, message=message, subject="主送机关", quote=quote[:80], expected=expected[:80]
    )
