"""TXT005: spaces between Chinese characters and figures, and inside a quoted title."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import GB_T_15835

_HAN = "\u3400-\u9fff"
_TITLE = re.compile(r"《[^《》]{1,80}》")
_IN_TITLE = re.compile(rf"(?<=[{_HAN}])(?<![厅室部委局院会府团署]) +(?=[{_HAN}\d])|(?<=\d) +(?=[{_HAN}])")
_IN_SENTENCE = re.compile(rf"(?<=[{_HAN}]) +(?=\d)|(?<=\d) +(?=[{_HAN}])")
_LETTERED = re.compile(rf"(?:[{_HAN}\d] +){{2,}}[{_HAN}\d]")  # letter-spaced: 通 知 书
_LATIN = re.compile("[A-Za-z]")
_SENTENCE = re.compile("[，。；]")
_AROUND = 6


@page_rule("TXT005", "多余空格", Severity.MINOR, basis=(GB_T_15835,), verdicts=(Verdict.FAIL, Verdict.REVIEW))
def stray_spaces(page: Page, _site: Site, *, most: int = 5) -> Iterator[Flaw]:
    """数字与汉字之间、书名号之内不留空格。

    怎么算：书名号里汉字、数字之间夹半角空格的，不合格；相同的只报一次，每页最多报5处。
    转人工核对：一般句子里（有逗号、句号、分号）数字与汉字之间夹半角空格的，整页合并报一次，写明处数。
    不算：全角空格；书名号里联合发文机关之间的空格；署名、日期、标题行的对齐；表格；中外文混排（旁边有外文字母）；逐字隔开的字（“通 知”）。
    改法：删去空格。
    不管什么：标题字段里的空格看 FMT015，段首缩进看 FMT020。
    """
    titles: dict[str, str] = {}
    loose: list[str] = []
    for paragraph in page.document.paragraphs:
        if " " not in paragraph.text:
            continue
        titles |= {quote: _IN_TITLE.sub("", quote) for quote in _in_titles(paragraph.text)}
        if not paragraph.in_table and _SENTENCE.search(paragraph.text):
            loose += _in_sentence(_TITLE.sub("", paragraph.text))
    for quote, right in list(titles.items())[:most]:
        yield _flaw(Verdict.FAIL, f"书名号里“{quote}”有多余空格", quote, right)
    if loose:
        more = f"等{len(loose)}处" if len(loose) > 1 else ""
        yield _flaw(
            Verdict.REVIEW,
            f"“{loose[0]}”{more}数字与汉字之间有空格，请核对",
            loose[0],
            _IN_SENTENCE.sub("", loose[0]),
        )


def _in_titles(text: str) -> Iterator[str]:
    for title in _TITLE.finditer(text):
        words = title.group()
        if _LETTERED.search(words) or _LATIN.search(words):
            continue
        for gap in _IN_TITLE.finditer(words):
            yield words[max(0, gap.start() - _AROUND) : gap.end() + 2]


def _in_sentence(text: str) -> Iterator[str]:
    for gap in _IN_SENTENCE.finditer(text):
        quote = text[max(0, gap.start() - _AROUND) : gap.end() + _AROUND]
        if not _LATIN.search(quote) and not _LETTERED.search(quote):
            yield quote.strip()


def _flaw(verdict: Verdict, message: str, quote: str, expected: str) -> Flaw:
    return Flaw(verdict=verdict, message=message, subject=quote, quote=quote, expected=expected)
