"""COL007: an article in a section meant for another sort."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, SectionKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import PLATFORM_NOTICE
from ..titles import EXPLAINS, PAPER, names_a_paper

_NEWS = pattern(
    r"(?:召开|举行|举办|开展|赴.{1,12}(?:调研|考察|学习|观摩|参观)|到.{1,12}调研|走访慰问|带队.{0,4}(?:慰问|检查|调研)|慰问(?!金|品|信|费|标准)|看望|圆满(?:结束|完成|落幕)|顺利(?:召开|举行|通过)|扎实(?:推进|开展)|成功举办|座谈会$|学习宣传)"
)
_MEETING = pattern(
    r"(?:召开|举行).{2,30}(?:会|会议|仪式|典礼)$|走访慰问|(?:赴|到|莅临).{1,12}(?:调研|视察|考察)"
)
_OPENS = pattern(  # how a report begins, and no paper: 近日，…… 8月4日上午，……
    r"^(?:近日|日前|近期|连日来|近段时间|今天|昨天|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?(?:[至—-]\d{1,2}日)?(?:上午|下午|晚)?)[，,]"
)
_THING = pattern(
    r"(?:[表册单录案法知告示定则书图函见细令报答]|标准|指南|[预决]算|计划|规划|纲要|要点|情况|制度)$|解读|《"
)
_MAKES_KNOWN = pattern("发布|政策|宣讲|宣贯|通气|培训|媒体|记者|访谈")  # a meeting that itself explains
_NOTICE = pattern(r"(?:公告|通告|公示|公示表|名单)(?:[（(].{1,20}[)）])?$")
_ASKS = pattern(r"征求.{0,60}意见|(?:征集|听取).{0,60}意见")
_DRAFTS = pattern("征求|征集|草案|意见")  # a section kept for drafts
_STANDS = pattern(
    "公开(?![招选征竞拍遴])|制度|办法|规定|指南|目录|年报|报告|清单|机构|职能|[预决]算|财政|资金|经费|三公|绩效|收支|债|费|税|补[贴助]|采购|审计"
)  # what such sections are for
_FILES = frozenset({SectionKind.POLICY, SectionKind.NORMATIVE})
_STANDING = frozenset(
    {
        SectionKind.REGULATIONS,
        SectionKind.GUIDE,
        SectionKind.CATALOGUE,
        SectionKind.ANNUAL_REPORT,
        SectionKind.BUDGET,
    }
)
_NEWS_HOMES = frozenset({SectionKind.NEWS})
_NOTICE_HOMES = frozenset({SectionKind.NOTICE, SectionKind.PUBLIC_NOTICE})


@site_rule(
    "COL007", "栏目错位", Severity.ORDINARY, basis=(PLATFORM_NOTICE,), verdicts=(Verdict.REVIEW,), version=6
)
def misplaced(site: Site) -> Iterator[Flaw]:
    """政府信息公开栏目应当只放与栏目相符的信息。

    怎么算：动态新闻（标题写召开、举办、调研等，或者正文以“近日”“某月某日”开头，没有文种、文号、落款）放在政策文件、规范性文件栏目；征求意见的公告放在规范性文件栏目；
    通知、意见等文件（标题是“关于……的通知”），召开会议、走访、调研一类的新闻，公示公告放在政策解读栏目；
    动态新闻、公示公告放在指南、目录、制度、年报、预决算栏目，而标题与公开工作、财政收支没有关系。
    转人工核对：一律由人核对，机器不判错。
    不算：有发文字号的；标题看不出的；同一条信息同时挂在相符栏目的；解读栏目里说明、问答一类的材料，政策宣讲、发布会、培训的报道。
    改法：移到相符的栏目。
    不管什么：同一栏目重复发布看 COL009。
    """
    kinds = {canonical(s.url): s.kind for s in site.portal.sections if s.url}
    kinds |= {canonical(view.section.url): view.section.kind for view in site.sections if view.section.url}
    homes = _homes(site)
    for page in site.pages:
        if page.kind is not PageKind.ARTICLE or not page.readable or not page.section_url or not page.title:
            continue
        kind = kinds.get(canonical(page.section_url))
        fault, fitting = _fault(page, squeeze(page.title), kind)
        if not fault and kind in _FILES and _reports(site, page):
            fault, fitting = "动态新闻", _NEWS_HOMES
        if fault and not any(kinds.get(home) in fitting for home in homes.get(canonical(page.url), ())):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"《{page.title}》像是{fault}，放在“{page.section or page.section_url}”栏目，请核对",
                quote=page.title,
                expected="放在与内容相符的栏目",
                page=page,
            )


def _fault(page: Page, title: str, kind: SectionKind | None) -> tuple[str, frozenset[SectionKind]]:
    """What the page seems to be, and the kinds of section that fit it."""
    numbered = any(char.isdigit() for char in page.fields.get("document_number") or "")
    if kind in _FILES and not numbered and _is_news(title):
        return "动态新闻", _NEWS_HOMES
    if kind is SectionKind.NORMATIVE and _ASKS.search(title) and not _DRAFTS.search(page.section or ""):
        return "征求意见的公告", frozenset({SectionKind.CONSULTATION})
    if kind in _STANDING and not numbered and not _STANDS.search(title):
        if _is_news(title):
            return "动态新闻", _NEWS_HOMES
        return ("公示公告", _NOTICE_HOMES) if _NOTICE.search(title) else ("", frozenset())
    if kind is SectionKind.INTERPRETATION:
        return _fault_among_interpretations(title)
    return "", frozenset()


def _reports(site: Site, page: Page) -> bool:
    """Whether the text begins as a report does, and neither title, number, addressee nor signature makes it a paper."""
    title = squeeze(page.title)
    if any(map(str.isdigit, page.fields.get("document_number") or "")) or "关于" in title:
        return False
    if PAPER.search(title) or _THING.search(title):
        return False
    document = site.documents.get(canonical(page.url))
    lines = [line for p in document.paragraphs if (line := squeeze(p.text))] if document else []
    lines = [line for line in lines if line != title]
    return bool(lines) and bool(_OPENS.search(lines[0])) and not (document and document.signed.dated_on)


def _is_news(title: str) -> bool:
    return bool(_NEWS.search(title)) and "关于" not in title and not PAPER.search(title)


def _fault_among_interpretations(title: str) -> tuple[str, frozenset[SectionKind]]:
    if names_a_paper(title):
        return "文件", _FILES
    if EXPLAINS.search(title):
        return "", frozenset()
    if _MEETING.search(title) and not _MAKES_KNOWN.search(title) and "《" not in title:
        return "动态新闻", _NEWS_HOMES
    return ("公示公告", _NOTICE_HOMES) if _NOTICE.search(title) and "《" not in title else ("", frozenset())


def _homes(site: Site) -> dict[str, set[str]]:
    """The sections that list each address."""
    homes: dict[str, set[str]] = {}
    for view in site.sections:
        for entry in view.entries:
            if view.section.url:
                homes.setdefault(canonical(entry.url), set()).add(canonical(view.section.url))
    return homes
