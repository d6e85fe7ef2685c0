"""FMT019: the body of a paper is a picture."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..anatomy import names_type, paper_title
from ..basis import SITE_GUIDELINE
from ..document_classes import DISCLOSED, PAPERS
from .substance import is_wordless, pictures

_BY_NATURE = pattern(r"证书|证照|许可证|执照|地图|图解|图则|图示|示意图|规划图|区划图|公报|版式|一图|海报")


@page_rule(
    "FMT019",
    "正文为扫描图片",
    Severity.ORDINARY,
    basis=(SITE_GUIDELINE,),
    classes=DISCLOSED,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def pictures_only(page: Page, _site: Site, *, fewest_characters: int = 50) -> Iterator[Flaw]:
    """公文正文应当是可以复制、检索的文字，不得只放扫描图片。

    怎么算：标题有文种的公文，正文文字去掉空白不足50字，正文里有图片而没有附件的，不合格。
    转人工核对：标题看不出文种的，图片可能是附图；公示、公告类页面，图片可能是张贴的样式。
    不算：证照、地图、规划图、公报版式图、图解等本来就是图片的；有附件的（看 FMT018）；正文由脚本加载的。
    改法：把全文录入正文，扫描图片可以保留在后面。
    不管什么：附件只有扫描件看 LNK010，图片不显示看 LNK008。
    """
    shown = pictures(page)
    if not shown or page.attachments or not is_wordless(page, fewest_characters):
        return
    if _BY_NATURE.search(f"{page.section or ''}{page.title or ''}"):
        return
    is_paper = page.document_class in PAPERS and names_type(paper_title(page))
    sure = is_paper and len(shown) == len(page.media)
    yield Flaw(
        verdict=Verdict.FAIL if sure else Verdict.REVIEW,
        message=f"《{page.title or page.url}》正文是{len(shown)}张图片，文字只有{page.text_length}字"
        + ("" if sure else "，请核对是否以图片代替正文"),
        subject="正文",
        quote="；".join(shown[:3]),
        expected="可以检索的文字正文",
        amount=len(shown),
    )
