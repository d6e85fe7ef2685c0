"""TXT006: a year of two figures, or without 年."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import GB_T_15835

_WITHOUT = re.compile(r"(?<![\dA-Za-z.\-—~\uff5e至到第号])(?:19|20)\d\d(?=以来|以前|以后|之前|之后)")
_SHORT = re.compile(
    r"(?<![\d年第前近历满达约共为了超过到至任期刑足\-—–~\uff5e.〔\[（(、])(?:0\d|1\d|2\d|9\d)年(?=度|(?:1[0-2]|[1-9])月(?:\d|份|底|初|[，。；]))"
)
_TAIL = 6


@page_rule(
    "TXT006", "年份缩写或缺“年”", Severity.MINOR, basis=(GB_T_15835,), verdicts=(Verdict.FAIL, Verdict.REVIEW)
)
def year_form(page: Page, _site: Site) -> Iterator[Flaw]:
    """年份用四位数字写全，不省略“年”字。

    怎么算：四位年份直接接“以来”“以前”“以后”“之前”“之后”而没有“年”字的，不合格；相同的只报一次。
    转人工核对：两位数字的年份（“23年度”“23年12月”），可能是年数。
    不算：起讫年份（“2016—2020年”）；型号、条款号；年数（“历时23年”）。
    改法：写作“2016年以来”“2023年度”。
    不管什么：发文字号里的年份看 FMT001，落款日期看 FMT008。
    """
    text = page.document.text
    without = {text[m.start() : m.end() + 2]: m.group() for m in _WITHOUT.finditer(text)}
    for quote, year in without.items():
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"“{quote}”缺“年”字",
            subject=quote,
            quote=quote,
            expected=f"{year}年{quote[len(year) :]}",
        )
    for quote in dict.fromkeys(
        text[m.start() : m.end() + _TAIL].split("\n")[0] for m in _SHORT.finditer(text)
    ):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"“{quote}”的年份疑似缩写，请核对",
            subject=quote,
            quote=quote,
            expected="年份用四位数字",
        )
