"""TXT016: words of a title that many other titles of the portal write with another, similar character."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import LANGUAGE_LAW, SITE_INDICATORS
from .engine.language import likeness

_LENGTH = 6  # characters compared: the last is never the odd one, since what follows tells the word
_HAN = pattern("[\u3400-\u9fff]+")
_ORDERED = frozenset("一二三四五六七八九十百千万两甲乙丙丁戊己东西南北中上下左右前后春夏秋冬")
_PLACE = pattern("[村庄屯寨堡街路巷里镇乡区县市河湖山园社桥站楼店沟]")  # names that sound alike are many
_VERY_ALIKE = 1


class _Odd(NamedTuple):
    words: str  # as the title has them
    usual: str  # as the others have them
    at: int  # where in the title the odd character stands


@site_rule(
    "TXT016",
    "同样的话写法不一",
    Severity.NOTE,
    basis=(SITE_INDICATORS, LANGUAGE_LAW),
    verdicts=(Verdict.REVIEW,),
)
def written_otherwise(site: Site, *, often: int = 8) -> Iterator[Flaw]:
    """同样的话，全网站的标题写法应当一致。

    怎么算：标题里连着的6个字只有这一个页面这样写，而另有8个以上页面的标题把其中一个字写成很像的另一个字（音近、形近），其余各字都相同，提示核对。依据是本网站自己的用字，不靠词库，地方的名称、项目名也能看出来。
    转人工核对：一律核对，只提示。
    不算：数目、方位、次序的字不同的；村、路、镇等地名的字不同的；同样写法有两个以上页面的。
    改法：核对原件，写错的改正。
    不管什么：词库能断定的错别字看 TXT001，单位名称错字也看 TXT001。
    """
    titles = {page.url: squeeze(page.title) for page in site.pages if _has_title(page)}
    seen = Counter(words for title in titles.values() for words in _windows(title))
    usual = _by_gap(words for words, pages in seen.items() if pages >= often)
    for page in site.pages:
        for odd in _apart(_odd(titles.get(page.url, ""), seen, usual)):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"标题里的“{odd.words}”只有这一处，另有{seen[odd.usual]}个页面的标题写作“{odd.usual}”，请核对",
                subject=odd.words,
                quote=odd.words,
                expected=odd.usual,
                page=page,
            )


def _has_title(page: Page) -> bool:
    return page.kind is PageKind.ARTICLE and page.readable and bool(page.title)


def _windows(title: str) -> set[str]:
    """Every run of so many Chinese characters."""
    return {
        run.group()[at : at + _LENGTH]
        for run in _HAN.finditer(title)
        for at in range(len(run.group()) - _LENGTH + 1)
    }


def _by_gap(usual: Iterable[str]) -> Mapping[tuple[int, str], list[str]]:
    """The words by what is left of them without one character, and where it stood."""
    found: dict[tuple[int, str], list[str]] = {}
    for words in usual:
        for gap in range(_LENGTH - 1):
            found.setdefault((gap, words[:gap] + words[gap + 1 :]), []).append(words)
    return found


def _odd(title: str, seen: Mapping[str, int], usual: Mapping[tuple[int, str], list[str]]) -> Iterator[_Odd]:
    for at in range(len(title) - _LENGTH + 1):
        words = title[at : at + _LENGTH]
        if seen.get(words) != 1:
            continue
        for gap in range(_LENGTH - 1):
            for other in usual.get((gap, words[:gap] + words[gap + 1 :]), ()):
                if _is_slip(words[gap], other[gap]) and not _PLACE.search(title[at + gap : at + gap + 4]):
                    yield _Odd(words, other, at + gap)


def _is_slip(stands: str, usual: str) -> bool:
    if stands in _ORDERED and usual in _ORDERED:
        return False
    return likeness(stands, usual) == _VERY_ALIKE


def _apart(found: Iterable[_Odd]) -> list[_Odd]:
    """One for each odd character: the earliest run it stands in, so that what stands before shows too."""
    return list({odd.at: odd for odd in reversed(list(found))}.values())
