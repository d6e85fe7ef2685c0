"""DEC005: a consultation notice without draft, explanation, dates, ways to answer or contact."""

import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.rule.words import listed
from auditor.text.patterns import pattern
from auditor.workdays import Calendar

from ..basis import DECISION_REGULATION
from ..elements import fully_read
from .kinds import asks_for_opinions, is_prolonging, text_of
from .notice import body_of, tells_no_address, tells_no_time
from .period import consultation_period

_SURELY = {"起止日期": tells_no_time, "反馈方式": tells_no_address, "联系方式": tells_no_address}

_PAPER = (
    r"征求意见|意见稿|草案|送审稿|修订稿|讨论稿|初稿|草稿|文稿|方案|办法|规划|细则|规定|条例|措施|全文|文本"
)
_DRAFT = pattern(rf"{_PAPER}|附件|压缩包|材料")
_ARTICLES = pattern(  # of the draft, not the headings of the notice
    r"^\s*(?:第[一二三四五六七八九十]+[条章]|(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])(?!.{0,14}(?:时间|期限|方式|渠道|途径|联系|背景|说明|起草|反馈|附件)))",
    re.MULTILINE,
)
_HEADED = pattern(r"(?:草案|意见稿|正文|全文|文本|内容)\s*[:：]\s*(?:第一|一)")
_TITLED = pattern(  # the draft's own title over its text
    r"^(?!\s*(?:附|\d|[（(]))[^。；：:《》\n]{4,50}[（(](?:草案|征求意见稿|意见稿|送审稿|讨论稿)[)）]\s*\n\s*[^\n]{20,}",
    re.MULTILINE,
)
_EXPLANATION = pattern(
    r"说明(?!书|理由|原因|来意|身份)|背景|必要性|依据|起草(?:过程|情况)|编制(?:过程|情况)|解读"
)
_DATED = pattern(
    r"\d{1,2}\s*月\s*\d{1,2}|\d{4}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d|\d{1,2}\.\d{1,2}\s*[-—至]|[一二三四五六七八九十]月[一二三四五六七八九十]+[日号]"
    r"|之日|期限|期内|期间|\d\s*个?(?:工作日|日|天|周|月内)|[一二三四五六七八九十两]个?(?:工作日|日|天|周|个?月)|截止|截至|即日|长期|月底|[上中下]旬|年底"
)
_DATE_LABEL = pattern(
    r"(?:开始|起始|起止|结束|截止|截至|到期|征集|征求意见|意见征集|公示|反馈|有效)(?:时间|日期|期限|期|日)"
)
_PHONE = r"\d{3,4}\s*[-—－–）)\s]\s*\d{7,8}|(?<!\d)\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|12345"
_WAYS = listed(
    __file__,
    r"{ways}|e-?mail|登[录陆]|网[上站页址]"
    r"|(?:反馈|反映|报送|提出|发送|回复|送|告知|联系).{0,12}(?:至|到|给|我|局|委|办|中心|科|处|所|镇|街道)"
    r"|[@\uff20]|https?://|www\.|" + _PHONE,
    re.IGNORECASE,
)
_CONTACT = pattern(rf"联\s*系|咨\s*询|电\s*话|经\s*办|热线|手机|座机|[Tt]el|{_PHONE}")
_REACHED = pattern(
    r"邮箱|邮件|信箱|传真|地址|邮编|e-?mail|[@\uff20]|QQ|微信|公众号|[寄送函交发].{0,4}[至到往给]",
    re.IGNORECASE,
)


@page_rule(
    "DEC005",
    "征集公告要素缺",
    Severity.ORDINARY,
    basis=(DECISION_REGULATION,),
    classes=(DocumentClass.CONSULTATION,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=5,
)
def missing_elements(page: Page, site: Site, *, draft_chars: int = 600) -> Iterator[Flaw]:
    """公开征求意见的公告应当公布决策草案及其说明、征求意见的起止日期、反馈方式和联系方式。

    怎么算：起止日期、反馈方式、联系方式在正文和正文上方的信息栏里连一处近似的写法也找不到（落款日期不算），
    正文读全、没有附件、图片和通往别页的链接，而且其余的话都是公告的套话、没有看不懂的写法，判不通过。
    草案全文：附件、正文里的条款、正文有600字以上，或者有通往草案的链接，都算有。
    转人工核对：草案全文、起草说明没有找到的；有邮箱、地址而没有联系人或联系电话的；正文有图片、附件、别页链接或由脚本加载，要素可能写在里面的；有看不懂的写法的；标题没有写明是就哪份文件征求意见的；几个要素合为一条。
    不算：问卷、听证、征名、征集线索和项目等不是就草案征求意见的；只延长期限的公告；结果和反馈。
    改法：补全要素；草案和说明作为附件挂出。
    不管什么：期限长短看 DEC003、DEC004，状态看 DEC009。
    """
    if not asks_for_opinions(page) or is_prolonging(page) or not page.document.text.strip():
        return
    text = text_of(site, page)
    absent, doubted = list(_missing(page, text, site.calendar)), list(_unfound(page, text, draft_chars))
    sure = [name for name in absent if _is_whole(page) and _SURELY[name](body_of(page.document.text))]
    doubted = [name for name in absent if name not in sure] + doubted
    yield from (_flaw(name, page, f"征求意见公告没有{name}", Verdict.FAIL) for name in sure)
    if doubted:
        names = "、".join(doubted)
        yield _flaw("待核要素", page, f"征求意见公告没有找到{names}，请人工核对", Verdict.REVIEW)


def _is_whole(page: Page) -> bool:
    """Whether nothing may stand elsewhere, and the title leaves no doubt that a paper is asked about."""
    elsewhere = any(not _DRAFT.search(link.text) and "说明" not in link.text for link in page.links)
    return fully_read(page, 0) and not elsewhere and bool(re.search(_PAPER, page.title or ""))


def _missing(page: Page, text: str, calendar: Calendar) -> Iterator[str]:
    """Elements that are words of the notice itself."""
    body = body_of(page.document.text)
    if not (_DATED.search(body) or _DATE_LABEL.search(text) or consultation_period(page, text, calendar)):
        yield "起止日期"
    if not _WAYS.search(body) and not _CONTACT.search(page.lead_text):
        yield "反馈方式"
    if not _CONTACT.search(said := f"{page.lead_text}\n{body}") and not _REACHED.search(said):
        yield "联系方式"


def _unfound(page: Page, text: str, draft_chars: int) -> Iterator[str]:
    """Elements that may stand elsewhere."""
    offered = " ".join((*(a.name for a in page.attachments), *(link.text for link in page.links)))
    inline = page.text_length >= draft_chars or len(_ARTICLES.findall(text)) >= 3 or _HEADED.search(text)
    inline = inline or _TITLED.search(page.document.text.partition("\n")[2])
    if not inline and not page.attachments and not page.media and not _DRAFT.search(offered):
        yield "草案全文"
    if not _EXPLANATION.search(f"{page.document.text} {offered}"):
        yield "起草说明"
    if not _CONTACT.search(text) and _REACHED.search(text):
        yield "联系人或联系电话"


def _flaw(subject: str, page: Page, message: str, verdict: Verdict) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=message,
        subject=subject,
        quote=page.document.text.strip()[:60],
        expected="公布草案全文、起草说明、起止日期、反馈方式、联系方式",
    )
