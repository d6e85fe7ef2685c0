"""DEC007: a report on opinions without numbers or reasons."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, ProblemKind, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import DECISION_REGULATION

_COUNT = (  # 第四条 is no count
    r"(?<![第一二三四五六七八九十百\d])(?:\d{1,9}|[一二三四五六七八九十百两]{1,9}|零)\s*(?:余)?(?:条|项|件|份|个|人次|封)"
)
_SURVEY = pattern(r"(?:调查|问卷|满意度|测评)[^《》]{0,6}(?:结果|情况|报告|反馈)?$")
_NONE = pattern(
    r"(?:未|没有|无|均未)(?:收到|收集到|接到|征集到|反馈|人提出|单位提出)?[^，,。；;\n采吸]{0,16}(?:意见|建议|反馈|异议)|零意见|(?:意见|建议|反馈|修改).{0,6}(?:0|零)\s*条|0条|无(?:修改)?意见|均?无异议|(?:意见|建议)数?[:：]?\s*0"
)
_COLLECTED = pattern(
    rf"(?:收到|收集|征集|征求|提出|汇总|梳理|反馈|归纳|整理|意见|建议).{{0,30}}?{_COUNT}|{_COUNT}.{{0,8}}(?:意见|建议)"
)
_ADOPTED = pattern(r"采纳|吸收|未采纳|不予采纳")
_ADOPTED_COUNT = pattern(
    rf"(?:采纳|吸收).{{0,20}}?{_COUNT}|{_COUNT}.{{0,16}}(?:采纳|吸收)|(?:全部|均予?以?|已全部|均已|予以)(?:采纳|吸收)|全部采纳"
)
_REFUSED = pattern(r"(?:未[予被]?|不予?|没有|部分)采纳|未吸收")
_REASON = pattern(
    r"理由|原因|因为|由于|鉴于|说明|因(?=.{2,40}[，。])|考虑到|超出|不属于|已有|不符合|依据|根据|不符|不一致|相抵触|不宜|不便|不利于|难以|无法|不具备|尚不|条件不|不在[^。，]{0,10}范围"
)
_ALL = pattern(r"(?:全部|均|全都|一并|予以)(?:予以|已|被)*(?:采纳|吸收)|采纳率(?:为|达)?100%")


@page_rule(
    "DEC007",
    "采纳反馈要素缺",
    Severity.ORDINARY,
    basis=(DECISION_REGULATION,),
    classes=(DocumentClass.CONSULTATION_FEEDBACK,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def missing_feedback(page: Page, _site: Site, *, min_chars: int = 30) -> Iterator[Flaw]:
    """意见采纳情况应当写明收集条数、采纳和不采纳的条数、不采纳的理由。

    怎么算：在正文里找收到意见的条数、采纳情况和条数、不采纳的理由；写明没有收到意见的，不再查其他。没有不采纳的，不查理由。
    转人工核对：全部，缺的合为一条，由人看是否写在附件、图片或者表格里。
    不算：问卷调查、满意度测评的结果；写明未收到意见的；有附件、图片、表格的，正文不足30字而没有说到意见和采纳的；由脚本加载而没有读到的。
    改法：补写条数和理由；有座谈、问卷、听证等其他方式的一并写明。
    不管什么：与征集公告有没有互相链接看 DEC008，反馈晚不晚看 DEC006。
    """
    text = page.document.text
    if _SURVEY.search(page.title or ""):
        return
    if any(p.kind is ProblemKind.SCRIPTED for p in page.problems) or _NONE.search(text):
        return
    if page.attachments or page.media or page.document.tables or _is_cut_short(page, min_chars):
        return
    missing = list(_missing(text))
    if missing:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"采纳情况没有找到{'、'.join(missing)}，请人工核对",
            subject="要素",
            quote=text.strip()[:60],
            expected="写明收集条数、采纳和不采纳的条数、不采纳的理由；没有意见的写明没有",
            amount=len(missing),
        )


def _is_cut_short(page: Page, min_chars: int) -> bool:
    """Whether the text is short and says nothing of opinions or their adoption: it was hardly read."""
    text = page.document.text
    return page.text_length < min_chars and not ("意见" in text and _ADOPTED.search(text))


def _missing(text: str) -> Iterator[str]:
    if not _COLLECTED.search(text):
        yield "收集条数"
    if not _ADOPTED.search(text):
        yield "采纳情况"
    elif not _ADOPTED_COUNT.search(text):
        yield "采纳条数"
    refused = "采纳部分" in text or "部分意见" in text or _REFUSED.search(text)
    if refused and not _ALL.search(text) and not _REASON.search(text):
        yield "不采纳的理由"
