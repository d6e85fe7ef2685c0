"""TXT001: wrong characters, from a list and from how unlikely a place reads."""

from collections.abc import Iterator, Mapping, Sequence

from auditor.models import Finding, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import LANGUAGE_LAW, SITE_INDICATORS
from .engine.guarded_names import WrongWord
from .engine.presence import characters
from .engine.suspects import misnamed_units, unexplained
from .grave_words import besides_grave_words
from .wording import NO_WORDS, listed_words, misused_words, misuses, table

_LIST = "wrong_words.toml"
_TOLD = pattern(
    r"“[^“”\n]{1,20}”(?=应[为是作]|[疑误]|改为)|(?:误写?[成作为]|错写?[成作为]|写成了?|写作)“[^“”\n]{1,20}”"
)  # a paper that speaks of the mistake makes none
_NUMBERED = pattern("[〔〕]|号号")  # of a number of a paper: FMT003
_NAME = 4  # characters from which a wrong name of the portal's own may be the matter


def _usage(finding: Finding) -> str:
    """The words that no word covers, which may be a term; listed ones and wrong names are told on every page."""
    listed = {*table(_LIST)["doubtful"], *(misuse.wrong for misuse in misuses(_LIST, "misused"))}
    is_name = len(finding.subject) == len(finding.expected) >= _NAME
    return "" if is_name or finding.subject in listed else f"{finding.subject}/{finding.expected}"


@page_rule(
    "TXT001",
    "常见错别字",
    Severity.MINOR,
    basis=(SITE_INDICATORS, LANGUAGE_LAW),
    version=15,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    usage=_usage,
)
def wrong_characters(
    page: Page,
    site: Site,
    *,
    words: Mapping[str, str] = NO_WORDS,
    known: tuple[str, ...] = (),
    most: int = 10,
) -> Iterator[Flaw]:
    """公开的文字不得有错别字。

    怎么算：任何通顺的话里都不会有的错误写法（拨款写成“拔款”），以及本地在 words 里自己列的，不合格。同一个错别字每页只报一次。
    转人工核对：错的写法也可能是异体、姓名或者两个词相接的（“座落”“付主任”“月未”），在别处也成词的（“纰漏”与披露、“登陆”与登录）；词表里没有、但这里读不通、换一个音近或者形近的字就读通了的，与法律里的常用说法读音相同的（“重大过食”），相邻两个字换了位置的（“落到处实”“振兴略战”“贯落彻实”），差一个音近或者形近的字的（“编织规划”与编制），以及一个字、一个词连写了两遍的（“整改改”），本站单位、国家机关、省级行政区的名称有一个字音近或者形近的，每页最多报10处。一篇里疑点多的，多半是词表不熟悉的行当，只报把握大的：每2万字放宽一处，其余每多一处要求高一级。同一篇里两次出现、照着前后各项造的（“优产、优储、优销”），要求的把握更大。词表里没有的同一个说法，同一单位不同日期的3个以上页面都有的、3个以上单位都有的，可能是用语，只在最早的页面提请核对一次，注明其余页面；其余页面记作合并核对，不算整改。
    不算：人名、地名、单位名称、文号、引号和书名号里的文字（法规文件的名称除外）；有意说两遍的（“一件一件”“户户用”“专病专防”“联耕联种”）；地名、线路的简称（“留烟就业”“渝遂扩能”）；指出错字的话（“拔款”应为“拨款”）；同一篇里多次出现的说法；本地在 known 里列的说法。
    改法：改正；印发原件就是这样的，由起草单位勘误。
    不管什么：繁体字看 TXT007，漏字看 TXT008，国名、机构名等严重错误看 TXT002。
    """
    whole = _with_title(page)
    text, present = _TOLD.sub("“”", whole), characters(whole)
    yield from _flaws(listed_words(text, {**table(_LIST)["certain"], **words}, present), Verdict.FAIL)
    doubtful = [
        *listed_words(text, table(_LIST)["doubtful"], present),
        *misused_words(text, misuses(_LIST, "misused"), present),
    ]
    doubtful = [word for word in doubtful if not _is_told(word, doubtful)]
    yield from _flaws([word for word in doubtful if not _is_known(word.context, known)], Verdict.REVIEW)
    listed = {*table(_LIST)["certain"], *words, *(word.wrong for word in doubtful)}
    doubts = (s for s in unexplained(page, site, (*listed, *known)) if not s.missing)
    unlikely = [s for s in besides_grave_words(page, doubts) if not _NUMBERED.search(s.words)]
    misnamed = [s for s in misnamed_units(page.document, site) if not _is_known(s.words, known)]
    for suspect in sorted((*misnamed, *unlikely), key=lambda s: -s.margin)[:most]:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"“{suspect.context}”中的“{suspect.words}”疑为“{suspect.proposal}”之误，请核对",
            subject=suspect.words,
            quote=suspect.words,
            expected=suspect.proposal,
        )


def _with_title(page: Page) -> str:
    """The body's text, below the title where the body does not repeat it."""
    title, text = page.title or "", page.document.text
    return text if title in text else f"{title}\n{text}"


def _is_known(words: str, known: tuple[str, ...]) -> bool:
    return any(each in words for each in known)


def _is_told(word: WrongWord, words: Sequence[WrongWord]) -> bool:
    """Whether a longer one of the list holds it where it stands: 截止, of 截止目前."""
    return any(
        word.wrong in other.wrong and other.wrong in word.context
        for other in words
        if other.wrong != word.wrong
    )


def _flaws(found: Iterator[WrongWord] | list[WrongWord], verdict: Verdict) -> Iterator[Flaw]:
    for word in found:
        sure = verdict is Verdict.FAIL
        yield Flaw(
            verdict=verdict,
            message=f"“{word.wrong}”"
            + (f"应为“{word.right}”" if sure else f"疑为“{word.right}”之误，请核对"),
            subject=word.wrong,
            quote=word.wrong,
            expected=word.right,
        )
