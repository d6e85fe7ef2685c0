"""FMT006: a paper's title lacks 关于 or its 文种."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.paper import DOCUMENT_TYPES, TITLE_ENDS
from auditor.text.patterns import pattern

from ..anatomy import main_lines, names_type, paper_title
from ..basis import PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS
from .numbers import STANDARD_SINCE, numbers_in

_CONTENT = pattern(r"(?:方案|计划|要点|总结|安排|预案|措施|任务分工|任务书|(?:责任|任务)清单)$")
_JOINT = pattern(rf"的[\u3400-\u9fff]{{0,6}}(?:{'|'.join(DOCUMENT_TYPES)})$")
_NAMELESS = pattern(rf"的(?:实施|指导|若干|补充|紧急|处理)?(?:{'|'.join(DOCUMENT_TYPES)})$")
_NO_MATTER = ("通知", "意见", "报告", "请示", "批复", "函", "决定", "通报")  # 公告, 通告 may stand alone
_OBJECTLESS = pattern(
    rf"关于(?:印发|转发|批转|公布|修订|修改|废止|下达)的(?:{'|'.join(DOCUMENT_TYPES)})$"
)  # 〈…〉 was lost
_CUT = pattern(  # 关于核定学费标准, 秸秆禁烧工作: the end of a longer title is missing
    r"关于(?:核定|调整|公布|明确|印发|下达|规范|取消|废止|报送|开展|制定|转发)[^的]*(?:标准|情况|名单|目录|清单|名录|信息|表|制度|规范|规程)$"
    r"|(?:工作|建设|活动)(?:情况)?$"
)
_ENCLOSES = pattern(r"转发|批转|命令|令$|公报|公告|通告|任免|免职|任职|纪要")  # 关于 may be missing by custom
_CONTENT_ENDS = pattern(rf"(?:{'|'.join(TITLE_ENDS)}|书|信|表|情况|全文|稿|名录|标准|规范|规程|制度|大纲)$")
_COVERS = pattern("关于.*的(?:通知|意见|批复|决定|函|通报)")
_SENDS = pattern("印发给你们|(?:有关)?(?:事项|要求|问题|情况)(?:通知|函告|通报)如下[：:]")
_CITED = pattern("《[^《》]*》")
_HEAD_LINES = 8


@page_rule(
    "FMT006",
    "标题要素不全",
    Severity.MINOR,
    basis=(PAPERWORK_REGULATION,),
    classes=PAPERS_AND_DRAFTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=5,
    since=STANDARD_SINCE,
)
def title_elements(page: Page, _site: Site) -> Iterator[Flaw]:
    """公文标题应当由发文机关名称、“关于”加事由和文种组成。

    怎么算：只看正文标题下有发文字号的公文；标题以方案、计划、要点等内容名称结尾，正文开头也没有“关于……的通知”一类标题的，缺文种。
    转人工核对：有“关于”、有文种而中间缺“的”的；“关于印发的通知”一类没有写印发什么的；有“关于”而末尾没有文种也不是内容名称的；以“关于核定……标准”“……工作”一类没有说完的话结尾的；有文种而全题没有“关于”的；正文写“现将……印发给你们”“有关事项通知如下”，标题却没有“关于”和文种的。
    不算：被印发的规划、方案单独成页而没有文号的；令、公告、公报、纪要；发文机关不写进标题而写在信息表里的；新闻、公示、统计公报；2012年7月1日以前的文件。
    改法：用“关于印发……的通知”作标题，方案作为被印发件；标题漏字的补全。
    不管什么：文种用错看 FMT007，标题的标点空格看 FMT015。
    """
    title = paper_title(page)
    if not title or not _is_numbered(page):
        return
    if _CONTENT.search(title) and not _has_covering_title(page):
        yield _flaw(Verdict.FAIL, title, "没有文种，直接以内容名称作标题", f"关于印发{title}的通知")
    elif fault := _doubt(title, is_covered=_sends(page)) or _cut(page, title):
        yield _flaw(Verdict.REVIEW, title, f"{fault}，请核对印发原件", "关于……的（文种）")


def _doubt(title: str, *, is_covered: bool) -> str:
    """What the title of a numbered paper seems to lack; "" where nothing. `is_covered`: its text is that of a notice."""
    if title in _NO_MATTER:
        return "没有写事由"
    if _OBJECTLESS.search(title):
        return "没有写印发、公布的是什么"
    if "关于" not in title:
        if _NAMELESS.search(title) and not _ENCLOSES.search(title):
            return "可能漏了“关于”"
        return "没有“关于”和文种" if is_covered and not _ENCLOSES.search(title) else ""
    if names_type(title):
        return "" if _JOINT.search(title) else "的文种前可能漏了“的”"
    return "" if _CONTENT_ENDS.search(title) else "可能漏了文种"


def _sends(page: Page) -> bool:
    """Whether the paper's text is that of a notice: it has addressees, or says 印发给你们, and shows no other title."""
    return _SENDS.search(_head(page)) is not None and not _has_covering_title(page)


def _cut(page: Page, title: str) -> str:
    """What a title seems to lack at its end, where the page does not show the whole one; "" where nothing."""
    return "可能漏了文种" if _CUT.search(title) and not _COVERS.search(_CITED.sub("", _head(page))) else ""


def _is_numbered(page: Page) -> bool:
    numbers = numbers_in(page.document.number_line or "")
    return bool(numbers) and not any(number.is_order for number in numbers)


def _has_covering_title(page: Page) -> bool:
    """Whether the page shows the notice that encloses the plan: its title, broken or not, at the head."""
    return _COVERS.search(_head(page)) is not None


def _head(page: Page) -> str:
    return squeeze("".join(main_lines(page.document)[:_HEAD_LINES]))


def _flaw(verdict: Verdict, title: str, fault: str, expected: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"标题“{title}”{fault}",
        subject="标题",
        quote=title,
        expected=expected,
    )
