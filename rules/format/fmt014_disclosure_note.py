"""FMT014: a paper marked 不公开 or 依申请公开 stands on the web."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import PAPERWORK_REGULATION, REGULATION_17
from ..document_classes import DISCLOSED

_WITHHELD = pattern(
    r"[（(](?:此件|本件|该件)?\s*(?:不予?公开(?:发布)?|依申请公开|内部(?:文件|资料|使用)|不得?公开|注意保存)[^（）()]{0,10}[)）]"
)
_STATED = pattern(
    r"(?:信息)?公开(?:方式|属性|类别|形式|选项|范围)\s*[:：]\s*(?:依申请公开|不予?公开|免予公开|内部公开)[。．]?"
)
_MODE = pattern(r"依申请|不予?公开|免予公开|内部")
_DECLASSIFIED = pattern(r"解密|解除密级|转为(?:主动)?公开|公开属性(?:调整|变更)")


@page_rule(
    "FMT014",
    "附注矛盾",
    Severity.SERIOUS,
    basis=(REGULATION_17, PAPERWORK_REGULATION),
    classes=(*DISCLOSED, DocumentClass.DRAFT),
    verdicts=(Verdict.REVIEW,),
    version=3,
)
def disclosure_note(page: Page, _site: Site) -> Iterator[Flaw]:
    """附注标明不公开或者依申请公开的公文，不得在网上主动公开。

    怎么算：找单独成行的附注“（此件不公开）”“（此件依申请公开）”“（不予公开）”“（内部文件）”、“公开方式：依申请公开”等，和信息表公开方式的“依申请公开”“不予公开”。
    送检文稿带有这样的附注的，也在发布前提示。
    转人工核对：都由人核对，先核清原件的公开属性，确属误发的立即撤下；机器不判错。
    不算：“（此件公开发布）”；没有附注的；正文说到依申请公开制度的；页面写明已经解密、转为公开的。
    改法：误发的撤下；已转为公开的更正附注并写明依据。
    不管什么：附注用了半角括号看 TXT003。
    """
    if _DECLASSIFIED.search(page.document.text):
        return
    for paragraph in page.document.paragraphs:
        line = paragraph.text.strip()
        if _WITHHELD.fullmatch(line) or _STATED.fullmatch(line):
            yield _flaw(page, "附注", line)
            return
    mode = page.fields.get("disclosure_mode") or ""
    if _MODE.search(mode) and "主动" not in mode:
        yield _flaw(page, f"信息表“{page.labels.get('disclosure_mode', '公开方式')}”", mode)


def _flaw(page: Page, where: str, words: str) -> Flaw:
    is_draft = page.document_class is DocumentClass.DRAFT
    then = "发布前请" if is_draft else "却公开在网上，请立即"
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"{where}写明“{words}”，{then}核对原件的公开属性",
        subject="公开属性",
        quote=words,
        expected="主动公开的公文附注“（此件公开发布）”",
    )
