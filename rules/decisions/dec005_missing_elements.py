"""DEC005: a consultation notice without draft, explanation, dates, ways to answer or contact."""

import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, ProblemKind, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import DECISION_REGULATION, PLAN_ITEMS
from .kinds import asks_for_opinions
from .period import consultation_period

_DRAFT = re.compile(r"征求意见稿|草案|送审稿|修订稿|讨论稿|初稿|方案|办法|规划|细则|规定|意见稿|全文|附件")
_ARTICLES = re.compile(r"第[一二三四五]条|^\s*[一二三四五]、", re.MULTILINE)
_EXPLANATION = re.compile(
    r"起草(?:说明|情况|背景|过程)|编制(?:说明|情况|背景)|制定(?:说明|背景|依据)|修订说明|情况说明|说明[：:]|背景|必要性|为(?:了|进一步|规范|加强|贯彻|做好|深入|推动|落实)|根据|依据"
)
_DATED = re.compile(
    r"\d{1,2}\s*月\s*\d{1,2}|\d{4}[./-]\d{1,2}[./-]\d|之日起|期限|\d+个?(?:工作日|日|天)|[一二三十]+个?(?:工作)?日|截止|即日起"
)
_WAYS = re.compile(
    r"邮箱|电子邮件|e-?mail|邮寄|信函|来信|电话|传真|登录|网上|在线|留言|书面|当面|二维码|平台|下方|@",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"联系人|联系(?:电话|方式)|咨询电话|电话|\d{3,4}[-—－]\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)|12345|联系地址|通[讯信]地址"
)


@page_rule(
    "DEC005",
    "征集公告要素缺",
    Severity.ORDINARY,
    basis=(DECISION_REGULATION, PLAN_ITEMS[24]),
    classes=(DocumentClass.CONSULTATION,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    shadow=True,  # until its labels have been seen on live pages
)
def missing_elements(page: Page, _site: Site, *, draft_chars: int = 600) -> Iterator[Flaw]:
    """公开征求意见的公告应当公布决策草案及其说明、征求意见的起止日期、反馈方式和联系方式。

    怎么算：起止日期、反馈方式、联系人或联系方式在正文里一处也找不到（正文读全、没有附件和图片），判不通过。
    草案全文：附件、正文里的条款、正文有600字以上，或者有通往草案的链接，都算有。
    转人工核对：草案全文、起草说明没有找到的；正文有图片、附件或由脚本加载，要素可能写在里面的。
    不算：问卷、听证、征名、征集线索等不是就草案征求意见的；结果和反馈。
    改法：补全要素；草案和说明作为附件挂出。
    不管什么：期限长短看 DEC003、DEC004，状态看 DEC009。
    """
    text = page.document.text
    if not asks_for_opinions(page) or not text.strip():
        return
    unsure = bool(page.attachments or page.media) or any(
        p.kind in (ProblemKind.SCRIPTED, ProblemKind.EMPTY_CONTAINER) for p in page.problems
    )
    for name in _missing(page, text):
        yield _flaw(name, text, sure=not unsure)
    for name in _unfound(page, text, draft_chars):
        yield _flaw(name, text, sure=False)


def _missing(page: Page, text: str) -> Iterator[str]:
    """Elements that are words of the notice itself."""
    if not _DATED.search(text) and consultation_period(page, text) is None:
        yield "起止日期"
    if not _WAYS.search(text):
        yield "反馈方式"
    if not _CONTACT.search(text):
        yield "联系人或联系方式"


def _unfound(page: Page, text: str, draft_chars: int) -> Iterator[str]:
    """Elements that may stand elsewhere."""
    offered = " ".join((*(a.name for a in page.attachments), *(link.text for link in page.links)))
    inline = page.text_length >= draft_chars or len(_ARTICLES.findall(text)) >= 3
    if not inline and not page.attachments and not page.media and not _DRAFT.search(offered):
        yield "草案全文"
    if not _EXPLANATION.search(f"{text} {offered}"):
        yield "起草说明"


def _flaw(name: str, text: str, *, sure: bool) -> Flaw:
    return Flaw(
        verdict=Verdict.FAIL if sure else Verdict.REVIEW,
        message=f"征求意见公告没有{name}" if sure else f"征求意见公告没有找到{name}，请人工核对",
        subject=name,
        quote=text.strip()[:60],
        expected="公布草案全文、起草说明、起止日期、反馈方式、联系方式",
    )
