"""TXT013: terms that are not the standard ones."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import SITE_INDICATORS, WORD_FORMS
from .engine.guarded_names import WrongWord
from .engine.names import without_names
from .engine.presence import characters
from .wording import NO_WORDS, listed_words, misused_words, misuses


@page_rule(
    "TXT013",
    "术语不规范",
    Severity.MINOR,
    basis=(SITE_INDICATORS, WORD_FORMS),
    version=2,
    verdicts=(Verdict.REVIEW,),
)
def unusual_terms(page: Page, _site: Site, *, words: Mapping[str, str] = NO_WORDS) -> Iterator[Flaw]:
    """行业术语宜用法规、标准里的规范说法，异形词宜用推荐词形。

    怎么算：正文里有术语表所列不规范说法的，本地可以在 words 里补充；有《第一批异形词整理表》里不推荐的词形的。同一个说法每页只报一次。
    转人工核对：一律核对。
    不算：书名号、引号里照录的文件名称和原话；表中字样是前后两个词连出来的（个人材料）；人名、地名、字号常用的字样。
    改法：改用规范说法，如“社会散养孤儿”改为“社会散居孤儿”。
    不管什么：错别字看 TXT001，单位名称看 TXT010。
    """
    text, present = without_names(page.document.text), characters(page.document.text)
    listed = misused_words(text, misuses("terms.toml", "terms", "term"), present)
    for word in (*listed, *listed_words(text, words, present)):
        yield _flaw(word, "规范术语")
    for word in listed_words(text, variants(), present):
        yield _flaw(word, "推荐词形")


@cache
def variants() -> Mapping[str, str]:
    """Word forms that are not recommended, and those that are. Source: GF 1001—2001."""
    lines = Path(__file__).with_name("variants.txt").read_text("utf-8").splitlines()
    pairs = (pair.split() for line in lines if not line.startswith("#") for pair in line.split("；"))
    return dict(pairs)


def _flaw(word: WrongWord, what: str) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"“{word.wrong}”宜用{what}“{word.right}”，请核对",
        subject=word.wrong,
        quote=word.wrong,
        expected=word.right,
    )
