"""FLD009: marked 有效 although its term is over or it was repealed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.dates import find_date, parse_date
from auditor.text.document_number import parse_number
from auditor.text.numerals import read_number
from auditor.text.patterns import pattern

from ..basis import PLATFORM_NOTICE
from ..document_classes import DISCLOSED, PAPERS
from .names import name_on
from .repeal import Repealed, may_repeal, repealed

_IN_FORCE = frozenset({"有效", "现行有效", "是", "生效", "现行", "执行中", "继续有效"})
_REPEALED = pattern(r"[（(【\[]\s*(?:已|现已|全文)?(?:废止|失效|停止执行)\s*[)）】\]]")
_TERM = pattern(
    r"有效期(?:限)?(?:[为是]?[\d一二两三四五六七八九十]+年[，,])?(?:截止)?(?:至|到|为?自.{0,40}?至)(?P<until>.{0,24})"
)
_SPAN = pattern(
    r"自(?:(?P<since>[^。；\n]{6,16}?日)|(?:印发|发布|公布|发文|下发)之日)起(?:正式)?(?:施行|实施|执行|生效|试行)"
    r"[，,。；\s]{0,2}(?:(?![证照]|许可|资格|合同|协议)[^。；\n]){0,6}?(?:有效期|试行期|暂行期)限?[为是]?\s*(?P<years>[\d一二两三四五六七八九十]{1,2})\s*年"
)
_NOTE = pattern(
    r"[（(【\[*]?(?:注|说明|备注|提示)?[:：]?(?:本|此|该)(?:(?:行政)?规范性)?(?:文件?|件|办法|通知|规定|细则|意见|方案)(?:现)?已"
    r"(?:(?!部分|第[一二三四五六七八九十\d]+条)[^。；，\n]){0,60}?(?:废止|失效|停止执行)(?!部分|第|其中|的)"
)
_NOTE_LINES = 3  # what a web editor notes stands above the paper
_OF_ANOTHER = pattern(
    r"《([^《》]+)》(?:(?!本)[^，,。；;\n])*$"
)  # the paper a term is said of, in its own clause
_OF_A_LICENCE = pattern(r"(?:证|证书|执照|许可|合同|协议|资质|资格)(?:的)?$")
_EXTENDED = pattern(r"延长.{0,6}有效期|有效期.{0,10}(?:延长|延续|顺延)|继续有效|延期")


@page_rule(
    "FLD009",
    "有效性与正文矛盾",
    Severity.SERIOUS,
    basis=(PLATFORM_NOTICE,),
    classes=DISCLOSED,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=6,
    awaits=may_repeal,
)
def validity(page: Page, site: Site) -> Iterator[Flaw]:
    """信息表标明的有效性应当与文件的实际效力一致。

    怎么算：信息表标“有效”，而同一信息表的废止日期（有效期截止日期，或者“有效期”一栏的止日）已过，或者标题、正文开头注明“已废止”“失效”的，矛盾。截止当日仍有效。
    门户上另一份文件、公告写明废止某文件，书名号里的名称和文号都与它相同，而它的信息表仍标“有效”的，也矛盾。
    转人工核对：标“有效”而正文写的有效期（“有效期至某日”，或者“自某日起施行，有效期几年”；自印发之日起的从成文日期算）已过的，可能已被后文延长；废止的文件没有写文号、只有名称相同的。
    不算：没有有效性一栏的；正文写明继续有效、延长有效期的；正文说的是另一份文件的有效期；废止其中几条、从将来某日起才废止的；暂行、试行规定没有写明有效期的（不按默认年限推算）。
    改法：过期、废止的改为“失效”“废止”；延长了有效期的，补上依据和新的截止日期。
    不管什么：有效性空白看 FLD001，规范性文件没有有效期看 FLD010。
    """
    if may_repeal(page):
        yield from _still_in_force(page, site)
    mark = squeeze(page.fields.get("validity"))
    if mark not in _IN_FORCE or page.document_class not in PAPERS:
        return
    label, today = name_on(page, "validity"), page.fetched_at.date()
    if match := _REPEALED.search(page.title or ""):
        yield _flaw(Verdict.FAIL, f"{label}标“{mark}”，标题却注明“{match.group()}”", match.group())
    elif note := next(filter(None, map(_NOTE.match, _first_lines(page))), None):
        yield _flaw(Verdict.FAIL, f"{label}标“{mark}”，正文开头却注明“{note.group()}”", note.group())
    elif words := next((words for last, words in _listed_ends(page) if last < today), ""):
        yield _flaw(Verdict.FAIL, f"{label}标“{mark}”，{words}", f"{label}：{mark}；{words}")
    elif stated := next((words for last, words in _stated_ends(page) if last < today), ""):
        message = f"{label}标“{mark}”，正文写明“{stated}”，已过期，请核对是否延长"
        yield _flaw(Verdict.REVIEW, message, stated)


def _still_in_force(notice: Page, site: Site) -> Iterator[Flaw]:
    """Papers that the page repeals and whose own table still says that they are in force."""
    papers = [p for p in site.pages if squeeze(p.fields.get("validity")) in _IN_FORCE]
    for gone in repealed(notice):
        named = [p for p in papers if _is_it(p, gone) and canonical(p.url) != canonical(notice.url)]
        if len(named) == 1:
            mark = squeeze(named[0].fields["validity"])
            told = f"《{notice.title}》已写明废止{gone.number}《{gone.name}》，本页{name_on(named[0], 'validity')}仍标“{mark}”"
            doubt = "" if gone.number else "，请核对是不是同一份文件"
            verdict = Verdict.FAIL if gone.number else Verdict.REVIEW
            yield replace(_flaw(verdict, told + doubt, gone.words), page=named[0])


def _is_it(page: Page, gone: Repealed) -> bool:
    """Whether the page holds the repealed paper: its number and its name, or its name alone where no number is told."""
    title, number = squeeze(page.title), parse_number(page.fields.get("document_number"))
    if gone.number:
        return number is not None and number.standard == gone.number and gone.name in title
    return title == gone.name or f"《{gone.name}》" in title


def _first_lines(page: Page) -> list[str]:
    return [line for p in page.document.paragraphs if (line := squeeze(p.text))][:_NOTE_LINES]


def _listed_ends(page: Page) -> Iterator[tuple[dt.date, str]]:
    """Last days that the information table sets: its 废止日期, and the end of a 有效期 that is written out."""
    if ended_on := page.date("expires_on"):
        yield ended_on, f"{name_on(page, 'expires_on')}{ended_on}已过"
    period = page.fields.get("validity_period") or ""
    until = max(period.rfind(sign) for sign in "至到—~")
    if until >= 0 and (last := parse_date(period[until + 1 :])):
        yield last, f"{name_on(page, 'validity_period')}“{period}”已过"


def _stated_ends(page: Page) -> Iterator[tuple[dt.date, str]]:
    """Last days of terms that the body sets, and its words; none where the term was extended."""
    if not page.document.may_mention("有效期", "试行期", "暂行期"):
        return
    text = page.document.text
    if not _EXTENDED.search(text):
        yield from _ends_of_spans(page, text)
        yield from _ends_of_terms(page, text)


def _ends_of_spans(page: Page, text: str) -> Iterator[tuple[dt.date, str]]:
    """Terms of so many years, from a day that is told or from that of issue."""
    issued_on = page.date("dated_on") or page.document.signed.dated_on
    for match in _SPAN.finditer(text):
        first = parse_date(match["since"]) if match["since"] else issued_on
        if first and (last := _after_years(first, match["years"])):
            yield last, match.group()


def _ends_of_terms(page: Page, text: str) -> Iterator[tuple[dt.date, str]]:
    """Last days that are told themselves, of this paper and no other."""
    for match in _TERM.finditer(text):
        found = find_date(match["until"])
        if found and found[0] and not _is_said_of_another(page, text[: match.start()]):
            end = match.start("until") + match["until"].find(found[1]) + len(found[1])
            yield found[0], text[match.start() : end]


def _is_said_of_another(page: Page, before: str) -> bool:
    """Whether the clause that ends `before` speaks of a licence, or of a paper other than the page's own."""
    if _OF_A_LICENCE.search(before[-6:]):
        return True
    named = _OF_ANOTHER.search(before[-60:])
    return named is not None and squeeze(named[1]) not in squeeze(page.title or "")


def _after_years(first: dt.date, years: str) -> dt.date | None:
    """The last day of so many years from the first day on."""
    if (first.month, first.day) == (2, 29):
        first += dt.timedelta(days=1)
    try:
        return first.replace(year=first.year + read_number(years.replace("两", "二"))) - dt.timedelta(days=1)
    except ValueError:  # 十十年, or a year that no calendar has
        return None


def _flaw(verdict: Verdict, message: str, quote: str) -> Flaw:
    return Flaw(verdict=verdict, message=message, subject="有效性", quote=quote, expected="失效或者废止")
