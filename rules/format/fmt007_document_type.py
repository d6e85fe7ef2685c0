"""FMT007: two 文种 in one, or a word that is none of the 15."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..anatomy import paper_title
from ..basis import PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS

_DOUBLED = pattern(
    r"(?P<of>的)?(?P<words>请示报告|报告请示|请示函|通知函|通报函|批复函|批复通知|决定通知|意见通知|公告通告|通告公告|函告)$"
)
_NO_TYPE = pattern(r"关于.+的(?P<words>申请|汇报|指示|请求|呈请|批示)$")


@page_rule(
    "FMT007",
    "文种误用",
    Severity.MINOR,
    basis=(PAPERWORK_REGULATION,),
    classes=PAPERS_AND_DRAFTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def document_type(page: Page, _site: Site) -> Iterator[Flaw]:
    """公文标题应当用一个规定的文种，不得把两个文种并用。

    怎么算：标题以“的请示报告”“的通知函”等两个文种连用结尾的，不合格。规定的文种是决议、决定、命令（令）、公报、公告、通告、意见、通知、
    通报、报告、请示、批复、议案、函、纪要15种。
    转人工核对：结尾连用而前面没有“的”的（“请示报告”可能是工作制度的名称）；以“的申请”“的汇报”“的指示”等结尾的。
    不算：方案、规程、公示等是内容名称，不是文种；“公示”“通告”一类栏目；标题中间提到的文种（转发……意见报告的通知）。
    改法：按行文方向和内容选用一个文种。
    不管什么：标题没有文种看 FMT006。
    """
    title = paper_title(page)
    if match := _DOUBLED.search(title):
        verdict = Verdict.FAIL if match["of"] else Verdict.REVIEW
        yield _flaw(verdict, title, match["words"], "把两个文种并用")
    elif match := _NO_TYPE.search(title):
        yield _flaw(Verdict.REVIEW, title, match["words"], "不是规定的文种")


def _flaw(verdict: Verdict, title: str, words: str, fault: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"标题“{title}”的“{words}”{fault}" + ("" if verdict is Verdict.FAIL else "，请核对"),
        subject="文种",
        quote=words,
        expected="只用一个规定的文种，如“关于……的请示”",
    )
