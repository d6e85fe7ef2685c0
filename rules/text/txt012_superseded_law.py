"""TXT012: law that is no longer in force, cited as current."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import REGULATION_33
from ..document_classes import FILED
from ..former_law import HISTORY, without_prolongation

_OLD_LIMIT = pattern(
    r"(?<!\d)(?:15|十五)\s*个?工作日(?:内|之内|以内)?[^。；\n]{0,12}(?:答复|回复|告知申请人|作出答复)"
)
_OTHER_LIMIT = pattern("第三方|补正|征求|征询|意见|延长|听取|权利人|牵头|共同制作|原|修订前|旧")
_OTHER_MATTER = pattern("投诉|举报|信访|来信|留言|咨询|建议|提案|许可|审批|复议|热线|办件|备案|受理")
_OURS = "信息公开"
_OLD_DECREE = pattern(r"(?:国务院令)?第?\s*492\s*号(?:令)?")
_OLD_FORMAT = pattern(r"国办公开办函\s*[〔\[（(]\s*2019\s*[〕\]）)]\s*60\s*号")
_NEW_FORMAT = pattern(r"国办公开办函\s*[〔\[（(]\s*2021\s*[〕\]）)]\s*30\s*号")
_CODE_SINCE = dt.date(2021, 1, 1)  # 民法典 Article 1260
_REPEALED = pattern(
    "[《国](?:合同|物权|担保|婚姻|继承|收养|侵权责任)法》|民法[通总]则》"
)  # a cheap look first
_BY_REPEALED = pattern(  # what the Civil Code replaced, told as what a paper rests on
    r"(?:根据|依据|依照|按照|遵照|参照|违反|适用|符合|按)[^。；\n]{0,40}?《(?:中华人民共和国)?(?P<law>合同法|物权法|担保法|婚姻法|继承法|收养法|侵权责任法|民法通则|民法总则)》"
)
_NEW_REGULATION_SINCE = dt.date(2019, 5, 15)
_COMPARED = pattern("相比|对比|比较|对照")
_STOPS = "。；;！？\n"
_YEAR = pattern(r"(20\d\d)\s*年")
_FORMAT_SINCE = 2021  # reports on that year and later follow the new format
_AROUND = 30  # characters quoted before the words


@page_rule(
    "TXT012",
    "引用失效法规",
    Severity.ORDINARY,
    basis=(REGULATION_33,),
    version=7,
    classes=FILED,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def superseded_law(page: Page, _site: Site) -> Iterator[Flaw]:
    """引用法规应当引用现行有效的。

    怎么算：指南、依申请公开的页面写“15个工作日内答复”申请的，不合格（现为20个工作日）；2021年度及以后的年报引用国办公开办函〔2019〕60号的，不合格。
    转人工核对：指南、年报和2019年5月15日以后公布的其他信息引用国务院令第492号的；2021年以后公布的信息以民法典取代的合同法、物权法、担保法、婚姻法、继承法、收养法、侵权责任法、民法通则、民法总则为依据的（行为发生在以前的仍可适用）；年报同时引用了国办公开办函〔2019〕60号和〔2021〕30号的，可能是沿革叙述。
    不算：征求第三方意见、补正等其他期限；投诉、许可等其他事项的期限，与信息公开无关的办事指南；2020年度及以前的年报；写明已经废止、修订、停用、改为现行规定的；整句说的是沿革、以前做法，或者与旧格式比较的。
    改法：按现行条例和国办公开办函〔2021〕30号改写。
    不管什么：年报的格式看年报各规则。
    """
    text = page.document.text
    if _is_guide(page) and _OURS in f"{page.title or ''}{page.section or ''}{text}":
        for match in _OLD_LIMIT.finditer(text):
            said = _sentence(text, match)
            before = said[: said.find(match.group()) + len(match.group())]
            if not _is_other(before) and not HISTORY.search(said):
                yield _flaw(Verdict.FAIL, _around(text, match), "答复期限应为20个工作日", "20个工作日内答复")
    yield from _repealed_laws(text, page.shown_on)
    for match in _OLD_DECREE.finditer(text) if "492" in text and _is_current(page) else ():
        said = _sentence(text, match)
        if _OURS in said and not HISTORY.search(said):
            yield _flaw(
                Verdict.REVIEW, match.group(), "该条例已由国务院令第711号修订，请核对", "国务院令第711号"
            )
    if page.document_class is DocumentClass.ANNUAL_REPORT and _reported_year(page) >= _FORMAT_SINCE:
        for match in _OLD_FORMAT.finditer(text):
            said = _sentence(text, match)
            if not HISTORY.search(said) and not _COMPARED.search(said):
                yield _old_format(match.group(), cites_new=bool(_NEW_FORMAT.search(text)))


def _is_guide(page: Page) -> bool:
    """Guides, and pages that tell how to apply."""
    return (
        page.document_class is DocumentClass.GUIDE
        or "依申请公开" in f"{page.title or ''}{page.section or ''}"
    )


def _is_current(page: Page) -> bool:
    """Guides and reports stand as they are; any other paper speaks of the law of its day."""
    stands = page.document_class in (DocumentClass.GUIDE, DocumentClass.ANNUAL_REPORT)
    return stands or (page.shown_on is not None and page.shown_on >= _NEW_REGULATION_SINCE)


def _repealed_laws(text: str, shown_on: dt.date | None) -> Iterator[Flaw]:
    """Each law once; what was done before the Civil Code is still judged by them."""
    if shown_on is None or shown_on < _CODE_SINCE:
        return
    seen: set[str] = set()
    for match in (
        _BY_REPEALED.finditer(text) if "法》" in text or "法通则》" in text or "法总则》" in text else ()
    ):
        if match["law"] not in seen and not HISTORY.search(_sentence(text, match)):
            seen.add(match["law"])
            why = f"《{match['law']}》自2021年1月1日起由《民法典》取代，请核对"
            yield _flaw(Verdict.REVIEW, match.group(), why, "《中华人民共和国民法典》")


def _old_format(quote: str, *, cites_new: bool) -> Flaw:
    """A report that also cites the format in force may speak of the old one."""
    why = "该格式自2021年度起停用"
    if cites_new:
        return _flaw(
            Verdict.REVIEW, quote, f"{why}，本页另引用了现行格式，请核对", "国办公开办函〔2021〕30号"
        )
    return _flaw(Verdict.FAIL, quote, why, "国办公开办函〔2021〕30号")


def _sentence(text: str, match: re.Match[str]) -> str:
    """The whole sentence that the words stand in: it tells what they are about."""
    begin = max(text.rfind(stop, 0, match.start()) for stop in _STOPS) + 1
    ends = (end for stop in _STOPS if (end := text.find(stop, match.end())) >= 0)
    return text[begin : min(ends, default=len(text))]


def _around(text: str, match: re.Match[str]) -> str:
    """The words with those of their sentence that lead to them."""
    said = _sentence(text, match)
    return said[: said.index(match.group()) + len(match.group())].strip()[-_AROUND - len(match.group()) :]


def _is_other(words: str) -> bool:
    """Whether the limit is not that of an answer to an applicant."""
    return bool(
        _OTHER_LIMIT.search(without_prolongation(words))
        or (_OTHER_MATTER.search(words) and _OURS not in words)
    )


def _reported_year(page: Page) -> int:
    """The year a report is about, as its title says; 0 where it says none."""
    match = _YEAR.search(page.title or page.document.title or "")
    return int(match[1]) if match else 0


def _flaw(verdict: Verdict, quote: str, why: str, expected: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"“{quote[-60:]}”：{why}",
        subject=quote[-60:],
        quote=quote[-60:],
        expected=expected,
    )
