"""FMT018: the body only points to its attachment."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import PLATFORM_NOTICE
from ..document_classes import DISCLOSED
from .substance import is_wordless, only_points

_PICTURE_STORY = pattern(r"图解|一图|图说|图片|图册|挂图")


@page_rule(
    "FMT018",
    "正文缺失以附件代替",
    Severity.ORDINARY,
    basis=(PLATFORM_NOTICE,),
    classes=DISCLOSED,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def attachment_only(page: Page, _site: Site, *, fewest_characters: int = 50) -> Iterator[Flaw]:
    """公文应当在网页上提供全文，不得只挂附件。

    怎么算：公文页面有附件，而正文去掉空白不足50字的（只写着附件名称的行不计），或者去掉文号、主送、落款只写着“详见附件”的，不合格；正好50字不算。
    转人工核对：公示、公告类页面（表格类可以只放附件，正文应有摘要）；正文里另有图片、内嵌阅读器的。
    不算：图解栏目；正文由脚本加载、没有读到的；没有附件的（看 COL011、FMT019）。
    改法：把全文录入正文，附件作为下载格式保留。
    不管什么：正文只有图片看 FMT019，附件只有扫描件看 LNK010。
    """
    if not page.attachments or not (is_wordless(page, fewest_characters) or only_points(page)):
        return
    if _PICTURE_STORY.search(f"{page.section or ''}{page.title or ''}"):
        return
    unsure = page.document_class is DocumentClass.PUBLIC_NOTICE or page.media
    yield Flaw(
        verdict=Verdict.REVIEW if unsure else Verdict.FAIL,
        message=f"《{page.title or page.url}》正文{_told(page, fewest_characters)}，内容在{len(page.attachments)}个附件里"
        + ("，请核对正文有无摘要、能否在线阅读" if unsure else ""),
        subject="正文",
        quote=page.document.text[:80] or "（正文为空）",
        expected="网页提供全文",
    )


def _told(page: Page, fewest: int) -> str:
    return f"只有{page.text_length}字" if is_wordless(page, fewest) else "只写着看附件"
