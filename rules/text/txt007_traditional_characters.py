"""TXT007: traditional or variant characters in a simplified text."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import CHARACTER_TABLE, LANGUAGE_LAW
from .engine.language import naturalness
from .engine.lexicon import is_firm
from .engine.lookalikes import likely_word
from .engine.names import without_names
from .engine.traditional import STANDARD, TRADITIONAL

_ONE = pattern(f"[{''.join(TRADITIONAL)}]")
_HAN = pattern("[\u3400-\u9fff]")
_KNOWN = STANDARD | TRADITIONAL.keys()
_HANS = pattern("[^\u4e00-\u9fff]")
_CALLED = pattern("某|先生|女士|小姐|氏")  # behind a surname
_REACH = 4  # characters read on either side
_LIKELY = -6.3  # share less unlikeness: a frequent word, close in sound or shape
_BETTER = 1.5  # log10: how much more naturally it must read
_TRADITIONAL_TEXT = 0.02  # share of such characters from which a text is in traditional script as a whole


@page_rule(
    "TXT007",
    "繁体异体误字",
    Severity.MINOR,
    basis=(LANGUAGE_LAW, CHARACTER_TABLE),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def traditional_characters(page: Page, _site: Site, *, known: str = "", most: int = 10) -> Iterator[Flaw]:
    """简体文稿应当使用规范汉字，不夹繁体字、异体字。

    怎么算：正文里的繁体字、异体字，它与前后的字换成规范字后成词的，不合格；相同的只报一次，每页最多报10处。
    转人工核对：换成规范字不成词，可能是人名、地名、字号的；姓氏（后面是某、先生、女士等）；《通用规范汉字表》8105字以外的字。
    不算：引号、书名号里的文字；人名；全文都是繁体的（占汉字五十分之一以上）；本地在 known 里列的字。
    改法：改为规范字。又繁又错的（與情）改为正确的字（舆情）。
    不管什么：简体错别字看 TXT001。
    """
    text = without_names(page.document.text)
    yield from _outside(text, known)
    places = [match.start() for match in _ONE.finditer(text) if match.group() not in known]
    if not places or len(places) > _TRADITIONAL_TEXT * len(_HAN.findall(text)) + 2:
        return
    found = {words: (right, sure) for words, right, sure in (_words(text, at) for at in places)}
    for words, (right, sure) in list(found.items())[:most]:
        yield Flaw(
            verdict=Verdict.FAIL if sure else Verdict.REVIEW,
            message=f"“{words}”中有繁体字或者异体字，"
            + (f"应为“{right}”" if sure else "如果不是人名、地名，请改为规范字"),
            subject=words,
            quote=words,
            expected=right,
        )


def _outside(text: str, known: str) -> Iterator[Flaw]:
    """Characters that no table of standard ones holds, each once."""
    strange = {char for char in set(text) - _KNOWN - set(known) if _HAN.match(char)}
    for char in sorted(strange, key=text.index):
        at = text.index(char)
        words = text[max(0, at - 1) : at + 2].strip()
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"“{char}”不在《通用规范汉字表》内，如果不是人名、地名、科技术语，请改为规范字",
            subject=char,
            quote=words,
        )


def _words(text: str, at: int) -> tuple[str, str, bool]:
    """The character with its neighbour, the same as it should read, and whether that is a word."""
    before, char, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    plain = TRADITIONAL[char]
    if _CALLED.match(text, at + 1):
        return char, plain, False
    if is_firm(plain + after):
        return char + after, plain + after, True
    if is_firm(before + plain):
        return before + char, before + plain, True
    promise, words, right = likely_word(before, char, after) or (-99.0, char, plain)
    if promise > _LIKELY and _reads_better(text, at, words, right):
        return words, right, True
    return char, plain, False


def _reads_better(text: str, at: int, words: str, right: str) -> bool:
    """Whether the place reads far more naturally with a look-alike than with the standard form of the character."""
    before, after = text[max(0, at - _REACH) : at], text[at + 1 : at + 1 + _REACH]
    before, after = _HANS.split(before)[-1], _HANS.split(after)[0]
    meant = right[words.index(text[at])]
    plain = TRADITIONAL[text[at]]
    return naturalness(before + meant + after) - naturalness(before + plain + after) > _BETTER
