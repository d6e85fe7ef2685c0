"""DEC002: a catalogue of decisions that leads nowhere."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze, squeeze_lines
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import DECISION_REGULATION

_CATALOGUE = pattern(r"重大(?:行政)?决策.{0,12}(?:目录|事项清单|清单)")
_ABOUT = pattern(r"解读|通知|办法|公告$|征求|意见|召开|会议(?:研究|审议)")
_NO_MATTER = pattern(r"(?:无|没有)(?:列入)?(?:的)?重大(?:行政)?决策事项")
_ITSELF = pattern(
    r"决策.{0,12}目录|\.(?:docx?|xlsx?|pdf|wps)$"
)  # the catalogue as a file is no page of a matter
_UNREACHED = pattern(r"[^。；\n]{2,24}?\n?(?:未到期|未到时|尚未|未启动|未开展|未形成|暂未|暂无)")
_MADE_KNOWN = pattern(r"(?:公布|发布|印发).{0,30}目录的(?:通知|公告)$")
_STAGES = {
    "决策草案": pattern(r"草案|征求意见稿"),
    "起草说明": pattern(r"说明|背景|依据"),
    "意见征集": pattern(r"征[求集]|公众参与|听证|专家论证"),
    "采纳情况": pattern(r"采纳|反馈"),
    "决策结果": pattern(r"结果|印发|公布|决定|通知|解读"),
}


@page_rule(
    "DEC002",
    "目录未链各环节",
    Severity.ORDINARY,
    basis=(DECISION_REGULATION,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def unlinked_stages(page: Page, _site: Site) -> Iterator[Flaw]:
    """重大行政决策事项目录宜用链接归集每个事项的草案、说明、意见征集、采纳情况和结果。

    怎么算：目录页（标题是重大行政决策事项目录，或者公布目录的通知）的链接文字和表格各栏的名称里，找草案、说明、征集、采纳、结果各环节；链接以事项名称为文字、落到事项专页的，只要有就不再查环节。
    转人工核对：全部。
    不算：事项没有推进到、写明“未到期”“尚未开展”等的环节；有事项专页链接的；目录放在附件里而页面另有链接的；写明当年没有重大行政决策事项的；研究目录的会议消息。
    改法：在目录里给每个事项挂上专页或各环节的链接。
    不管什么：征集与反馈互相链接看 DEC008，链接打不开看 LNK002。
    """
    title = squeeze(page.title)
    if page.kind is not PageKind.ARTICLE or not _CATALOGUE.search(title):
        return
    if _ABOUT.search(title) and not _MADE_KNOWN.search(title):
        return
    if _NO_MATTER.search(page.document.text):
        return
    words = [link.text for link in page.links if link.text.strip()]
    told = (*words, *_columns(page), *_not_yet(page)) if words else ()
    missing = [name for name, pattern in _STAGES.items() if not any(pattern.search(text) for text in told)]
    own_pages = [
        text
        for text in words
        if len(text) >= 6 and not _ITSELF.search(text) and not any(p.search(text) for p in _STAGES.values())
    ]
    if missing and not own_pages:
        said = "没有任何链接" if not words else f"没有到{'、'.join(missing)}的链接"
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"决策事项目录{said}，请核对各事项推进到哪个环节",
            subject="环节",
            quote="；".join(words[:5]) or page.document.text.strip()[:60],
            expected="每个事项链到专页或各环节",
            amount=len(missing),
        )


def _columns(page: Page) -> tuple[str, ...]:
    """Headings of tables: the links below them are often only 查看."""
    return tuple(cell for table in page.document.tables for row in table.rows[:1] for cell in row)


def _not_yet(page: Page) -> tuple[str, ...]:
    """What the page says of stages that a matter has not reached."""
    return tuple(m.group() for m in _UNREACHED.finditer(squeeze_lines(page.document.text)))
