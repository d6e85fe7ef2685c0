"""TXT013: terms that are not the standard ones."""

from collections.abc import Iterator, Mapping

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import SITE_INDICATORS
from .engine.names import without_names
from .wording import NO_WORDS, listed_words, misused_words, misuses


@page_rule("TXT013", "术语不规范", Severity.MINOR, basis=(SITE_INDICATORS,), verdicts=(Verdict.REVIEW,))
def unusual_terms(page: Page, _site: Site, *, words: Mapping[str, str] = NO_WORDS) -> Iterator[Flaw]:
    """行业术语宜用法规、标准里的规范说法。

    怎么算：正文里有术语表所列不规范说法的；本地可以在 words 里补充。同一个说法每页只报一次。
    转人工核对：一律核对。
    不算：书名号、引号里照录的文件名称和原话。
    改法：改用规范说法，如“社会散养孤儿”改为“社会散居孤儿”。
    不管什么：错别字看 TXT001，单位名称看 TXT010。
    """
    text = without_names(page.document.text)
    listed = misused_words(text, misuses("terms.toml", "terms", "term"))
    for word in (*listed, *listed_words(text, words)):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"“{word.wrong}”宜用规范术语“{word.right}”，请核对",
            subject=word.wrong,
            quote=word.wrong,
            expected=word.right,
        )
