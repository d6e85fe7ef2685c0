"""FMT016: another paper cited otherwise than 《title》（number）."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.document_number import find_numbers
from auditor.text.patterns import pattern

from ..basis import GB_T_15834
from ..document_classes import PAPERS
from .numbers import STANDARD_SINCE

_WORD = r"[\u4e00-\u9fff]{1,14}"
_BARE = pattern(
    rf"》\s*[【\[［]?(?![和及与或并按根依等的在对从由是为以经随即同也])(?P<quote>{_WORD}[〔\[［【﹝]\s*\d{{4}}\s*[〕\]］】﹞]\s*\d+\s*号)"
)
_BRACKETS = pattern(
    rf"》\s*（(?P<quote>{_WORD}(?:[\[［【﹝（(]\s*\d{{4}}\s*[\]］】﹞）)]|〔\d{{2}}〕)\s*第?\s*\d+\s*号)）?"
)
_UNTITLED = pattern(
    r"(?:根据|按照|依据|贯彻落实|贯彻|落实|执行|依照|遵照|参照)(?P<quote>[^《》“”，。；：（）\n]{0,24}关于[^《》“”，。；：（）\n]{4,60}的(?:通知|意见|决定|通告|批复|函)"
    r"|[^《》“”，。；：（）\n]{6,40}(?:办法|规定|细则|方案|规划|条例))"
    rf"（?{_WORD}〔\d{{4}}〕\d+号"
)
_REVERSED = pattern(
    rf"(?:根据|按照|依据|贯彻|落实|执行|依照|参照)(?P<quote>{_WORD}〔\d{{4}}〕\d+号\s*"
    r"(?:《[^《》\n]{4,60}》|关于[^《》，。；\n]{4,60}?的(?:通知|意见|决定|通告|批复|函)))"
)
_TITLELESS = pattern(  # 根据某政发〔2026〕3号文件要求
    rf"(?:根据|按照|依据|贯彻|落实|执行|依照|遵照|参照)(?P<quote>[^《》，。；：（）\n]{{0,16}}?{_WORD}〔\d{{4}}〕\d+号(?:文件?)?(?:的?精神|的?要求|的?规定|通知|文件))"
)
_SENTENCE = pattern("[，。；]")
_ISSUING = pattern("[发办字函规通综复呈报任党纪电传]$")  # with which a 代字 ends


@page_rule(
    "FMT016",
    "引文格式",
    Severity.MINOR,
    basis=(GB_T_15834,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=7,
)
def citation(page: Page, _site: Site, *, most: int = 5) -> Iterator[Flaw]:
    """引用文件写作《标题》（文号）。

    怎么算：书名号后面直接接文号、没有括号的，括号里的文号年份没有用六角括号〔〕的，句子里单独引用的2012年以来的文号用了方括号的，不合格；相同的只报一次，每页最多报5处。
    转人工核对：引用的标题带了文号而没有书名号的；文号引在标题前面的；公文里头一次引用只写了文号而没有标题的（“根据某政发〔2026〕3号文件要求”）；句子里单独引用的文号用了圆括号的，或者用了方括号而带引号的（可能是在说这个文号写错了）。
    不算：同一文件第二次引用时用简称、只写文号；文号外面是半角括号（看 TXT003）；引用令、公告的编号。
    改法：改为《标题》（某发〔2023〕1号）。
    不管什么：本文自己的文号看 FMT001，半角括号看 TXT003，书名号里再用书名号看 FMT017。
    """
    text = page.document.text
    found: dict[str, tuple[Verdict, str]] = {}
    for shape, verdict, why in (
        (_BARE, Verdict.FAIL, "文号没有放在圆括号里"),
        (_BRACKETS, Verdict.FAIL, "文号的年份没有用六角括号〔〕"),
        (_REVERSED, Verdict.REVIEW, "文号引在标题前面，宜先引标题、后引文号，请核对"),
        (_UNTITLED, Verdict.REVIEW, "引用的标题没有书名号，请核对"),
    ):
        for match in shape.finditer(text) if "号" in text else ():
            found.setdefault(match["quote"], (verdict, why))
    for match in _TITLELESS.finditer(text) if page.document_class in PAPERS else ():
        if not _is_cited_before(text, match):
            found.setdefault(match["quote"], (Verdict.REVIEW, "只写了文号，没有写标题，请核对"))
    for quote, verdict in _alone(page):
        if not any(quote in told for told in found):
            found[quote] = (verdict, "文号的年份没有用六角括号〔〕")
    for quote, (verdict, why) in list(found.items())[:most]:
        yield Flaw(
            verdict=verdict,
            message=f"引用“{quote}”：{why}"
            + ("" if verdict is Verdict.FAIL or "核对" in why else "，请核对"),
            subject=quote,
            quote=quote,
            expected="《标题》（某发〔2023〕1号）",
        )


def _is_cited_before(text: str, match: re.Match[str]) -> bool:
    """Whether the same number stands further up, with its title or as the paper's own."""
    year = match["quote"].find("〔")
    number = match["quote"][year - 1 : match["quote"].find("号", year) + 1]
    return number in text[: match.start()]


def _alone(page: Page) -> Iterator[tuple[str, Verdict]]:
    """Numbers cited in a sentence whose year stands in other brackets; the paper's own number is none."""
    own = squeeze(page.document.document_number)
    for paragraph in page.document.paragraphs:
        if paragraph.in_table or not _SENTENCE.search(paragraph.text):
            continue
        for number in find_numbers(paragraph.text):
            wrong = number.brackets and number.brackets != "〔〕" and not number.ordinal
            is_own = bool(own) and squeeze(number.text).endswith(own)
            if not wrong or is_own or not _ISSUING.search(number.word):
                continue
            if number.year and number.year >= STANDARD_SINCE.year:
                mentioned = f"“{number.text}”" in paragraph.text
                sure = number.brackets in ("[]", "［］", "【】") and not mentioned
                yield number.text, Verdict.FAIL if sure else Verdict.REVIEW
