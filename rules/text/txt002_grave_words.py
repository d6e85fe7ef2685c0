"""TXT002: the names of the state, its organs and its guiding terms written wrongly."""

from collections.abc import Iterator, Mapping

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from .engine.presence import characters
from .grave_words import grave_words_in
from .wording import NO_WORDS

_AS_STATE = pattern(  # 台湾、日本等国家; 等国家和地区 is right
    r"(?:台湾|香港|澳门)(?:、[\u4e00-\u9fff]{2,6}){0,6}等(?:\d{1,3}个|[一二三四五六七八九十]{1,3}个|多个)?(?:国家|国)(?!家?(?:和|及|与|或|、|（)?地区)(?![内家际])"
)


@page_rule(
    "TXT002", "严重表述错误", Severity.VETO, basis=(SITE_INDICATORS,), version=7, verdicts=(Verdict.REVIEW,)
)
def grave_words(page: Page, _site: Site, *, words: Mapping[str, str] = NO_WORDS) -> Iterator[Flaw]:
    """国名、党政机构名称、重大专有表述要求一字不错。

    怎么算：正文、标题里有字库所列错误写法的；国名、机构、重大表述的全称错一个字、漏一个字（国名、政协的全称漏最后一个字也算）或者两字颠倒的；四个字的名称（人民政府）有一个字音近、形近的；把台湾、香港、澳门列在“等国家”里的（“等国家和地区”是对的）。
    字库只收不可能另有所指的写法，本地可以在 words 里补充。
    转人工核对：一律由两人核对后认定，机器不直接判不合格。
    不算：词与词相接碰巧成了错误写法的；名称的最后一个字换到下一行的。
    改法：立即改正，并检查同一来源的其他页面。
    不管什么：一般错别字看 TXT001。
    """
    text = f"{page.title or ''}\n{page.document.text}"
    found = grave_words_in(text, characters(page.title or "") | characters(page.document.text), words)
    for match in _AS_STATE.finditer(text) if "等" in text else ():
        words_told = match.group()
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"“{words_told}”把我国的地区与国家并列称为国家，属严重表述错误，请两人核对",
            subject=words_told,
            quote=words_told,
            expected="等国家和地区",
        )
    for word in found:
        if any(word.wrong in other.wrong for other in found if other.wrong != word.wrong):
            continue
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"“{word.context.strip()}”中的“{word.wrong}”应为“{word.right}”，属严重表述错误，请两人核对",
            subject=word.wrong,
            quote=word.wrong,
            expected=word.right,
        )
