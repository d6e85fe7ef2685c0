"""What a consultation is about, as far as its page says, and what excuses a short one."""

import re
from collections.abc import Iterable

from auditor.models import DocumentClass, Page, SectionKind, Site
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule.words import listed
from auditor.text.patterns import pattern

from ..relations import core, named_works

_MAJOR = pattern(r"重大(?:行政)?决策")
_STATUTE = pattern(r"(?:政府|行政|部门)规章|规章(?:草案|（|\()|政府令")
_NORMATIVE = pattern(r"规范性文件")
_BUSINESS = pattern(
    r"市场主体|经营主体|商户|经营户|小作坊|商会|行业协会|营商环境|企业|个体工商户|经营者|市场准入|招标|投标|政府采购|供应商|公平竞争|中介机构"
)
_INTERNAL = pattern(r"不涉及[^。；\n]{0,24}权利[、和]?义务|(?:机关|单位)内部(?:管理|工作)?(?:制度|规定|事务)")
_EXCUSED = pattern(
    r"缩短|情况紧急|紧急情况|特殊(?:情况|原因)|时间紧|为尽快|时限要求|延长|延期|顺延|再次(?:公开)?征[求集]|第[二三]次"
)
_NOT_CONSULTED = listed(
    __file__,
    "{not_consulted}|情况(?:的)?(?:公告|反馈|说明|公示|通报)?$|反馈$|(?:座谈|研讨|论证|咨询|推进|调度|部署|征求意见)会议?$|(?:召开|举行|举办|组织召开).{2,}会",
)
_THINGS = "(?:项目|需求|问题|议题|事项|金点子|题材|素材|提案|志愿者|代表|活动|岗位)"
_COLLECTED = pattern(rf"征集.{{0,30}}{_THINGS}|{_THINGS}(?:建议|线索)?(?:公开|网上|面?向社会)*征集")
_OF_PAPER = pattern(r"《|草案|稿|方案|办法|规定|规划|细则|条例|措施")
_PROLONGED = pattern(r"延长|延期|顺延")
_WORK = pattern(r"《(?:[^《》]|《[^《》]*》)*》")  # 《办理结果公开办法（草案）》 is the matter, no result
_HEAD_CHARS = 1500


def text_of(site: Site, page: Page) -> str:
    """All words of the notice: the labels above its body, and the body from the page or from the site's documents."""
    document = page.document
    if not document.paragraphs:
        document = site.documents.get(canonical(page.url), document)
    return f"{page.lead_text}\n{document.text}".strip()


def asks_for_opinions(page: Page) -> bool:
    """Whether the page asks the public about a paper, and is no questionnaire, hearing, contest or result."""
    title = squeeze(page.title)
    return (
        page.document_class is DocumentClass.CONSULTATION
        and page.readable
        and bool(re.search(r"征求|征集|听取|草案|征求意见稿", title))
        and not _NOT_CONSULTED.search(_WORK.sub("", title))
        and (not _COLLECTED.search(title) or bool(_OF_PAPER.search(title)))
    )


def is_prolonging(page: Page) -> bool:
    """Whether the notice only prolongs an earlier one, which holds the other elements."""
    return bool(_PROLONGED.search(page.title or ""))


def is_prolonged(page: Page, asked: Iterable[Page]) -> bool:
    """Whether another notice prolongs this one."""
    names = named_works(page.title or "") | {core(page.title or "")}
    others = (other for other in asked if is_prolonging(other) and other.url != page.url)
    return any(names & named_works(other.title or "") for other in others)


def is_major(page: Page, text: str) -> bool:
    """Whether the page itself says that this is a 重大行政决策."""
    return bool(_MAJOR.search(f"{page.title} {page.section}") or _MAJOR.search(_head(text)))


def is_statute(page: Page, text: str) -> bool:
    """Whether the draft is a 规章."""
    return bool(_STATUTE.search(page.title or "") or _STATUTE.search(_head(text)))


def is_normative(page: Page, text: str) -> bool:
    """Whether the page itself calls the draft a 规范性文件."""
    return bool(_NORMATIVE.search(f"{page.title} {page.section}") or _NORMATIVE.search(_head(text)))


def touches_business(page: Page, text: str) -> bool:
    """Whether market entities are spoken of: then 30 days may be due."""
    return bool(_BUSINESS.search(page.title or "") or len(_BUSINESS.findall(_head(text))) >= 2)


def is_internal(text: str) -> bool:
    """Whether the notice says that the draft binds nobody outside the office."""
    return bool(_INTERNAL.search(_head(text)))


def is_excused(page: Page, text: str) -> bool:
    """A reason for a short period, a second round or an extension is stated."""
    return bool(_EXCUSED.search(f"{page.title} {text}"))


def in_decision_section(page: Page, site: Site) -> bool:
    """Whether the portal files the page under 重大行政决策."""
    return any(
        section.kind is SectionKind.DECISION and section.url == page.section_url
        for section in site.portal.sections
        if section.url
    )


def _head(text: str) -> str:
    return text[:_HEAD_CHARS]
