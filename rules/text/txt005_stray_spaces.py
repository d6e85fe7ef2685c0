"""TXT005: spaces between Chinese characters and figures, and inside a quoted title."""

import re
from collections.abc import Iterator, Sequence

from auditor.models import Flaw, Page, Paragraph, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern
from auditor.text.surnames import SURE_SURNAMES

from ..basis import GB_T_15835
from .engine.lexicon import is_firm

_HAN = "\u3400-\u9fff"
_SPACE = "[ \u00a0]"
_TITLE = pattern(r"《[^《》]{1,80}》")
_IN_TITLE = pattern(
    rf"(?<=[{_HAN}])(?<![厅室部委局院会府团署]){_SPACE}+(?=[{_HAN}\d])|(?<=\d){_SPACE}+(?=[{_HAN}])"
    rf"|(?<=《){_SPACE}+|{_SPACE}+(?=》)"
)
_APART = pattern(  # a figure with a space before or behind it
    rf"(?<=[{_HAN}]){_SPACE}+\d[\d.,:%]*(?:{_SPACE}+(?=[{_HAN}]))?|\d{_SPACE}+(?=[{_HAN}])(?![{_HAN}]{{1,8}}[：:])"
)
_CLOSE = pattern(
    rf"(?<=[{_HAN}])(?=\d)|(?<=\d)(?=[{_HAN}])"
)  # figures set without a space, as they should be
_LETTERED = pattern(  # letter-spaced: 通 知 书, 第 1 页 共 3 页
    rf"(?<![{_HAN}\d])(?:[{_HAN}](?:{_SPACE}+[{_HAN}]){{2,}}|[{_HAN}\d](?:{_SPACE}+[{_HAN}\d]){{3,}})(?![{_HAN}\d])"
)
_NUMBERING = pattern(
    rf"^{_SPACE}*(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,4}}|第[一二三四五六七八九十百]+[编章节条款]|附件{_SPACE}*\d{{1,2}}){_SPACE}+"
)
_USUAL_SPACE = pattern(  # captions, an hour after its day, telephone numbers
    rf"[图表件]{_SPACE}\d{{1,2}}{_SPACE}?(?![\d年月日])|(?<=日){_SPACE}\d{{1,2}}[:：时点]"
    rf"|(?:电话|传真|邮编|热线|手机|号码){_SPACE}+[\d-]+"
)
_HAN_APART = pattern(rf"(?<=[{_HAN}]){_SPACE}(?=[{_HAN}])")
_LATIN = pattern("[A-Za-z]")
_SENTENCE = pattern("[，。；]")
_AROUND = 6
_FEW = 3  # spaces that are slips
_RULE = 5  # for each of them so many figures set as they should be: the paper sets none


@page_rule(
    "TXT005",
    "多余空格",
    Severity.MINOR,
    basis=(GB_T_15835,),
    version=3,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def stray_spaces(page: Page, _site: Site, *, most: int = 5) -> Iterator[Flaw]:
    """数字与汉字之间、书名号之内不留空格。

    怎么算：书名号里汉字、数字之间夹半角空格的，书名号里头尾有空格的，不合格；相同的只报一次，每页最多报5处。
    一般句子里（有逗号、句号、分号）数字与汉字之间夹一个半角空格，全文不超过3处而别处的数字都不留空格（每一处对5处以上）的，也不合格。
    转人工核对：句子里的空格更多，可能是全文的排版方式或者网页模板造成的，整页合并报一次，写明处数；句子里一个词的两个字之间夹一个半角空格的（“抓 好落实”）。
    不算：全角空格；书名号里联合发文机关之间的空格；署名、日期、标题行的对齐；段首的编号；图表题注（图 1）、电话号码、日期与时刻之间；表格；
    中外文混排（旁边有外文字母）；逐字隔开的字（“通 知 书”）。
    改法：删去空格。
    不管什么：标题字段里的空格看 FMT015，段首缩进看 FMT020。
    """
    paragraphs = page.document.paragraphs
    spaced = [paragraph for paragraph in paragraphs if _has_space(paragraph.text)]
    titles = {quote: _IN_TITLE.sub("", quote) for p in spaced for quote in _in_titles(p.text)}
    for quote, right in list(titles.items())[:most]:
        yield _flaw(Verdict.FAIL, f"书名号里“{quote}”有多余空格", quote, right)
    if loose := [quote for text in _sentences(spaced) for quote in _in_sentence(text)]:
        yield _loose_figures(loose, _sentences(paragraphs))
    cut = {quote: squeeze(quote) for text in _sentences(spaced) for quote in _cut_words(text)}
    for quote, right in list(cut.items())[:most]:
        yield _flaw(Verdict.REVIEW, f"“{quote}”里的词被空格隔开，请核对", quote, right)


def _has_space(text: str) -> bool:
    return " " in text or "\u00a0" in text


def _sentences(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """The lines that hold sentences, without numbering and titles."""
    for paragraph in paragraphs:
        if not paragraph.in_table and _SENTENCE.search(paragraph.text):
            yield _TITLE.sub("", _NUMBERING.sub("", paragraph.text))


def _loose_figures(loose: Sequence[str], sentences: Iterator[str]) -> Flaw:
    """One flaw for all figures that stand apart from their words."""
    usual = sum(len(_CLOSE.findall(_APART.sub("", text))) for text in sentences)
    is_slip = len(loose) <= _FEW and usual >= _RULE * len(loose)
    more = f"等{len(loose)}处" if len(loose) > 1 else ""
    return _flaw(
        Verdict.FAIL if is_slip else Verdict.REVIEW,
        f"“{loose[0]}”{more}数字与汉字之间有空格" + ("" if is_slip else "，请核对"),
        loose[0],
        _APART.sub(_closed_up, loose[0]),
    )


def _in_titles(text: str) -> Iterator[str]:
    for title in _TITLE.finditer(text):
        words = title.group()
        if _LETTERED.search(words) or _LATIN.search(words):
            continue
        for gap in _IN_TITLE.finditer(words):
            yield words[max(0, gap.start() - _AROUND) : gap.end() + 2]


def _in_sentence(text: str) -> Iterator[str]:
    """The surroundings of every figure that stands apart."""
    plain = _USUAL_SPACE.sub("", text)
    for gap in _APART.finditer(plain):
        quote = plain[max(0, gap.start() - _AROUND) : gap.end() + _AROUND]
        if not _LATIN.search(quote) and not _LETTERED.search(quote):
            yield quote.strip()


def _cut_words(text: str) -> Iterator[str]:
    """Words of two characters with a space inside: 抓 好; where no word ends before it and none begins behind."""
    plain = _LETTERED.sub("", text)
    for gap in _HAN_APART.finditer(plain):
        before, behind = plain[max(0, gap.start() - 2) : gap.start()], plain[gap.end() : gap.end() + 2]
        is_word = is_firm(before[-1] + behind[0]) and before[-1] not in SURE_SURNAMES
        if is_word and not is_firm(before) and not is_firm(behind):
            yield f"{before} {behind}"


def _closed_up(apart: re.Match[str]) -> str:
    return squeeze(apart.group())


def _flaw(verdict: Verdict, message: str, quote: str, expected: str) -> Flaw:
    return Flaw(verdict=verdict, message=message, subject=quote, quote=quote, expected=expected)
