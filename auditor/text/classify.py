"""Which class of information a page holds: its section says it first, then its title, number and markers.

Required fields depend on the class, so a page that gives no sure sign stays UNKNOWN and field rules stay off.
"""

from __future__ import annotations

import re

from auditor.models import DocumentClass, Page, PageKind, Section, SectionKind
from auditor.models.spaces import squeeze
from auditor.text.document_number import parse_number
from auditor.text.paper import DOCUMENT_TYPES
from auditor.text.placeholder import is_no_number, is_placeholder

_BY_SECTION = {
    SectionKind.NEWS: DocumentClass.NEWS,
    SectionKind.PUBLIC_NOTICE: DocumentClass.PUBLIC_NOTICE,
    SectionKind.INTERPRETATION: DocumentClass.INTERPRETATION,
    SectionKind.CONSULTATION: DocumentClass.CONSULTATION,
    SectionKind.CONSULTATION_FEEDBACK: DocumentClass.CONSULTATION_FEEDBACK,
    SectionKind.BUDGET: DocumentClass.BUDGET,
    SectionKind.ANNUAL_REPORT: DocumentClass.ANNUAL_REPORT,
    SectionKind.GUIDE: DocumentClass.GUIDE,
    SectionKind.CATALOGUE: DocumentClass.GUIDE,
    SectionKind.REGULATIONS: DocumentClass.GUIDE,
    SectionKind.ON_REQUEST: DocumentClass.GUIDE,
}
_CONFIRMED_BY = {  # a page of another name is only filed there
    DocumentClass.ANNUAL_REPORT: re.compile(r"年度?报|工作报告"),
    DocumentClass.BUDGET: re.compile(r"预算|决算|三公|绩效|财政|债"),
}
_PAPERS = frozenset({DocumentClass.OFFICIAL, DocumentClass.NORMATIVE})
_SELF_NAMED = frozenset(
    {SectionKind.CONSULTATION, SectionKind.CONSULTATION_FEEDBACK, SectionKind.PUBLIC_NOTICE}
)

_TAIL = r"(?:[（(][^（()）]{1,20}[)）])?$"
_TYPES = "|".join((*DOCUMENT_TYPES, "令", "答复"))
_NUMBERLESS_TYPES = "通知|意见|决定|决议|通报|批复|纪要|命令|令|复函|请示|议案"  # 报告、公告、公报 may be contents, not papers
_FORWARDED = re.compile(r"(?:印发|转发|批转).*通知" + _TAIL)
_PAPER_TITLE = re.compile(rf"(?:关于|对|转发|印发|批转).+(?:{_TYPES}){_TAIL}")
_NUMBERLESS_TITLE = re.compile(rf"(?:关于|转发|印发|批转).+(?:{_NUMBERLESS_TYPES}){_TAIL}")
_NOTICE_TITLE = re.compile(rf"(?:公示|公告|通告){_TAIL}|公示(?:表|名单|信息)$")
_FEEDBACK_TITLE = re.compile(
    r"(?:征求|征集|听取).{0,60}(?:采纳|反馈|结果|情况)|(?:意见|建议).{0,6}采纳.{0,6}(?:情况|反馈|结果|说明)"
)
_FEEDBACK_TAIL = re.compile(
    rf"(?:采纳|反馈|结果|情况)(?:的|情况|反馈|结果|说明|公告|公示|通报|报告|汇总)*{_TAIL}"
)
_CONSULTATION_TITLE = re.compile(
    r"公开(?:征求|征集|听取)|向社会.{0,6}(?:征求|征集)|征求意见稿|意见征集|征求.{0,60}意见|听证(?:会)?公告"
)
_INTERPRETATION_TITLE = re.compile(
    rf"解读(?:材料|稿|方案|之.{{1,4}})?{_TAIL}"
    r"|^(?:[【\[（(])?(?:一图|一张图|图文|文字|政策|图说|视频|专家|负责人)?(?:读懂|解读|图解|看懂)|^图解[:：]?"
    r"|^(?:图说|漫说|漫画|动漫|话说|速览|一图速览|一图了解)(?:政策|新规)?[:：|｜《]|政策(?:问答|答疑|百问百答|一问一答)"
)
_REPORT_TITLE = re.compile(rf"(?:信息公开|政务公开).*(?:年度?报告?|工作报告){_TAIL}")
_BUDGET_TITLE = re.compile(r"(?:预算|决算)(?:草案|执行|公开|说明|报告|报表|表|情况)*|三公.?经费")
_GUIDE_TITLE = re.compile(r"(?:信息公开|政务公开).*(?:指南|目录|制度|办法|规定|清单)$|基本目录$")
_STATUTE_TITLE = re.compile(rf"(?:条例|规定|办法|细则|规则){_TAIL}")
_LIST_OF_PAPERS = re.compile(r"清理|目录|汇编|清单")
_REGISTRATION = re.compile(r"[A-Z]{2,8}[-—－][A-Z0-9]*[-—－]?(?:19|20)\d{2}[-—－]?\d{3,}")
_NORMATIVE_WORD = re.compile(r"[\u3400-\u9fff]{2,}(?<!资)(?<!法)规(?:发|范)?$")  # 代字 kept for 规范性文件
_VALID_UNTIL = re.compile(r"有效期(?:至|到|自|为|限?[\d一二三四五两]+年).{0,30}")
_IN_FORCE = re.compile(r"起施行|起实施|印发之日起")
_HINTS = (
    (re.compile(r"解读|图解"), DocumentClass.INTERPRETATION),
    (re.compile(r"采纳|征集反馈|结果反馈|意见反馈"), DocumentClass.CONSULTATION_FEEDBACK),
    (re.compile(r"意见征集|征求意见|民意征集"), DocumentClass.CONSULTATION),
    (re.compile(r"动态|要闻|新闻|时政|图片信息|媒体"), DocumentClass.NEWS),
    (re.compile(r"公示"), DocumentClass.PUBLIC_NOTICE),
)


def classify(page: Page, section: Section | None = None) -> DocumentClass:
    """The class of `page`, shown in `section` where that is known."""
    if page.document_class is DocumentClass.DRAFT:
        return DocumentClass.DRAFT
    if page.kind in (PageKind.LIST, PageKind.HOME, PageKind.FILE) or not page.readable:
        return DocumentClass.UNKNOWN
    by_title = _by_title(page)
    if section is None:
        return by_title if by_title is not DocumentClass.UNKNOWN else _by_hint(page)
    return _in_section(page, section.kind, by_title)


def document_number_of(page: Page) -> str | None:
    """The 发文字号 that the information table or the body's head really gives; no placeholder, no 无文号."""
    value = page.fields.get("document_number")
    if value and value.strip() and not is_no_number(value) and not is_placeholder(value):
        return value
    return page.document.document_number


def _in_section(page: Page, kind: SectionKind, by_title: DocumentClass) -> DocumentClass:
    """What the section says, unless the page plainly is something else filed there."""
    title = _title(page)
    if kind is SectionKind.NORMATIVE:
        named = by_title in _PAPERS or (by_title is DocumentClass.UNKNOWN and _STATUTE_TITLE.search(title))
        return DocumentClass.NORMATIVE if named and not _LIST_OF_PAPERS.search(title) else by_title
    if kind is SectionKind.POLICY:
        return DocumentClass.OFFICIAL if by_title is DocumentClass.UNKNOWN else by_title
    expected = _BY_SECTION.get(kind, by_title)
    if kind is SectionKind.CONSULTATION and by_title is DocumentClass.CONSULTATION_FEEDBACK:
        return by_title if _FEEDBACK_TAIL.search(title) else expected
    if by_title in _PAPERS and kind not in _SELF_NAMED and document_number_of(page) is not None:
        return by_title
    confirmation = _CONFIRMED_BY.get(expected)
    return by_title if confirmation and not confirmation.search(title) else expected


def _by_title(page: Page) -> DocumentClass:
    title = _title(page)
    if document_number_of(page) is not None:
        return _numbered(page, title)
    if _FORWARDED.search(title):
        return _paper(page)
    for pattern, document_class in (
        (_REPORT_TITLE, DocumentClass.ANNUAL_REPORT),
        (_INTERPRETATION_TITLE, DocumentClass.INTERPRETATION),
        (_FEEDBACK_TITLE, DocumentClass.CONSULTATION_FEEDBACK),
        (_CONSULTATION_TITLE, DocumentClass.CONSULTATION),
        (_NOTICE_TITLE, DocumentClass.PUBLIC_NOTICE),
    ):
        if pattern.search(title):
            return document_class
    if _NUMBERLESS_TITLE.search(title):
        return _paper(page)
    for pattern, document_class in (
        (_GUIDE_TITLE, DocumentClass.GUIDE),
        (_BUDGET_TITLE, DocumentClass.BUDGET),
    ):
        if pattern.search(title):
            return document_class
    return DocumentClass.UNKNOWN


def _numbered(page: Page, title: str) -> DocumentClass:
    """A paper, unless its title says that it explains one or asks the public about one."""
    if _PAPER_TITLE.search(title) and "公开征" not in title:
        return _paper(page)
    if _INTERPRETATION_TITLE.search(title):
        return DocumentClass.INTERPRETATION
    if "公开征" in title or "征求意见稿" in title:
        return DocumentClass.CONSULTATION
    return _paper(page)


def _paper(page: Page) -> DocumentClass:
    return DocumentClass.NORMATIVE if _is_normative(page) else DocumentClass.OFFICIAL


def _title(page: Page) -> str:
    return squeeze(page.title)


def _by_hint(page: Page) -> DocumentClass:
    """What the column's name says of a page whose title says nothing."""
    place = page.metas.get("ColumnName") or (page.breadcrumb[-1] if page.breadcrumb else "")
    return next((found for pattern, found in _HINTS if pattern.search(place)), DocumentClass.UNKNOWN)


def _is_normative(page: Page) -> bool:
    """A registration number, a place among 规范性文件 under a 代字 of theirs, or a term of validity set in the paper
    itself; never a guess from the title."""
    record = page.fields.get("record_number")
    if record and _REGISTRATION.search(record):
        return True
    if "规范性文件" in (page.fields.get("genre") or "") or page.date("expires_on"):
        return True
    head = "".join(p.text for p in page.document.paragraphs[:12] if len(p.text) < 40)
    if _REGISTRATION.search(head):
        return True
    number = parse_number(document_number_of(page))
    filed = any(step.endswith("规范性文件") for step in page.breadcrumb)
    if filed and number and _NORMATIVE_WORD.search(number.word):
        return True
    text = page.document.text
    term = _VALID_UNTIL.search(text)
    return term is not None and _IN_FORCE.search(text[max(0, term.start() - 60) : term.end()]) is not None
