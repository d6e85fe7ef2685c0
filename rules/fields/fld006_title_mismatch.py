"""FLD006: the information table, the visible heading and the ArticleTitle tag name different articles."""

import html
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern
from auditor.text.placeholder import is_placeholder

from ..basis import SITE_GUIDELINE_TAGS
from ..document_classes import FILED, is_filed
from ..titles import table_title, tag
from .shown_heading import shown_heading

_MARKS = pattern(r"[\W_]+")
_COMPARED = 300  # characters of a title
_NUMBERS = pattern(r"\d+")


@page_rule(
    "FLD006",
    "标题三处不一致",
    Severity.MINOR,
    basis=(SITE_GUIDELINE_TAGS,),
    classes=FILED,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def title_mismatch(page: Page, _site: Site, *, similar_percent: int = 60) -> Iterator[Flaw]:
    """信息表标题、页面大标题和网页标签ArticleTitle应当是同一篇文章的标题。

    怎么算：先去掉空格、换行、标点和全半角差别，再比较。信息表标题与ArticleTitle的年份、期号等数字互不相同，
    或者文字相同不到六成的，是另一篇的标题，不合格；页面大标题与正文标题一致的，也按此与ArticleTitle比较。
    转人工核对：大体相同而有字词出入的；只有页面大标题与另一处不同的；没有认出大标题，而发布时间、来源上面的一行写的是另一个题目的。
    不算：一处是另一处的一部分（省略号截断、副标题、带或不带机关名称）；只有标点、空格不同的；空值和程序值。
    改法：在网站后台更正标题，重新生成页面。
    不管什么：标题本身的标点空格看 FMT015，标签缺失看 FLD013，程序值看 FLD002。
    """
    if not is_filed(page):
        return
    meta = _usable(tag(page, "ArticleTitle"))
    table, heading = _usable(table_title(page)), _usable(page.heading or shown_heading(page, meta))
    body = _usable(page.document.title)
    vouched = bool(heading and body and _akin(heading, body))
    pairs = (
        ("信息表标题", table, "ArticleTitle标签", meta, True),
        ("页面大标题", heading, "ArticleTitle标签", meta, vouched),
        ("页面大标题", heading, "信息表标题", table, False),
    )
    for one, first, other, second, is_sure in pairs:
        if first and second and not _akin(first, second):
            another = is_sure and _is_another(first, second, similar_percent / 100)
            yield Flaw(
                verdict=Verdict.FAIL if another else Verdict.REVIEW,
                message=f"{one}“{first}”与{other}“{second}”不一致",
                subject="标题",
                quote=f"{other}：{second}",
                expected=first,
            )
            return


def _usable(title: str | None) -> str:
    text = html.unescape(title or "").strip()
    return "" if is_placeholder(text) else text[:_COMPARED]


def _akin(one: str, other: str) -> bool:
    """Whether the characters of one stand in the other in order: equal, cut short, with or without the issuer."""
    short, long = sorted((_comparable(one), _comparable(other)), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def _is_another(one: str, other: str, similar: float) -> bool:
    a, b = _comparable(one), _comparable(other)
    numbers, others = set(_NUMBERS.findall(a)), set(_NUMBERS.findall(b))
    if numbers - others and others - numbers:
        return True
    return SequenceMatcher(None, a, b, autojunk=False).ratio() < similar


def _comparable(title: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", title)).lower()
