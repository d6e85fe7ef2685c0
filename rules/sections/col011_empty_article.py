"""COL011: an article page that holds nothing."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, ProblemKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS

_NOT_READ = frozenset({ProblemKind.SCRIPTED, ProblemKind.NO_CONTAINER})

_NIL_RETURN = pattern(
    r"[^。]{0,8}(?:20\d\d年|本年度?|[上下]半年|季度|截至|\d月)[^。]{0,16}"
    r"(?:没有|暂无|尚无|无|未(?:发生|产生|收到|开展|制定|实施|形成))[^。]{2,}。?"
)
_SAYS_NONE = pattern("无|没有|暂缺|未|不涉及|不存在|零|空|为0|^0$")


@page_rule(
    "COL011",
    "详情页正文为空",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=4,
)
def empty_article(page: Page, _site: Site, *, shortest_text: int = 20) -> Iterator[Flaw]:
    """内容页应当有正文、附件或者图片、视频，不得只有标题。

    怎么算：正文去空白后不足20字，且没有附件、图片、视频、内嵌阅读器，为空文；正好20字不算。
    转人工核对：正文由脚本加载或者没有识别到正文区的；正文是“无”“不涉及”“没有……”一类的话，没有写时段的。
    不算：指向别处的链接信息；写明时段的零报告（“2023年上半年未收到……”）。
    改法：补录正文；只有附件的，正文写明摘要。
    不管什么：正文只有“见附件”的看 FMT018，附件打不开看 LNK003。
    """
    if not _is_article(page) or page.attachments or page.media or page.text_length >= shortest_text:
        return
    words = squeeze(page.document.text)
    if page.text_length and (page.links or _NIL_RETURN.fullmatch(words)):
        return
    doubt = _doubt(page, words)
    yield Flaw(
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message=f"《{page.title or page.url}》内容页{doubt or f'{_told(page)}，也没有附件、图片或视频'}",
        quote=page.document.text or "（正文为空）",
        expected=f"正文不少于{shortest_text}字，或有附件、图片、视频",
    )


def _doubt(page: Page, words: str) -> str:
    """Why a person must look; empty where the page is plainly empty."""
    if unread := next((p for p in page.problems if p.kind in _NOT_READ), None):
        return f"未读到正文（{unread.text}），请人工核对"
    if words and _SAYS_NONE.search(words.rstrip("。")):
        return f"正文只写“{words}”，请核对是否确无此项，写明原因和时段"
    return ""


def _told(page: Page) -> str:
    return f"正文只有{page.text_length}字" if page.text_length else "没有正文"


def _is_article(page: Page) -> bool:
    """An article; or a dated page whose body container is there and empty, which by its address alone is not known."""
    bare = any(problem.kind is ProblemKind.EMPTY_CONTAINER for problem in page.problems)
    dated = bool(page.heading and page.shown_on)
    return page.kind is PageKind.ARTICLE or (page.kind is PageKind.UNKNOWN and bare and dated)
