"""发文字号: what one is made of, found in a line or in running text, and put in its standard form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.models.spaces import squeeze_unseen

_OPEN = "〔﹝\\[［【(（〈《<{｛"
_CLOSE = "〕﹞\\]］】)）〉》>}｝"
_HAN = "\u3400-\u9fff"
_YEAR = r"(?P<year>(?:19|20)\d\d)"

_BRACKETED = (
    rf"(?P<word>[{_HAN}A-Za-z]{{0,24}})\s*(?P<open>[{_OPEN}])\s*{_YEAR}\s*年?\s*(?P<close>[{_CLOSE}])"
    r"\s*(?P<ordinal>第)?\s*(?P<serial>\d{1,6}(?:[-—之]\d{1,3})?)\s*号"
)
_ORDER = (
    rf"(?P<word>[{_HAN}]{{0,24}}?(?:令|公告|通告|纪要|公报))\s*(?:(?P<year>(?:19|20)\d\d)\s*年)?\s*[（(]?"
    r"\s*(?P<ordinal>第)?\s*(?P<serial>\d{1,6})\s*号\s*[)）]?"
)
_BRACKETED_TEXT = re.compile(rf"(?:(?<=[号)）])[和与及])?{_BRACKETED}")
_ORDER_TEXT = re.compile(_ORDER)
_BRACKETED_LINE = re.compile(rf"{_BRACKETED}$".replace(_YEAR, r"(?P<year>(?:19|20)?\d\d)"))
_UNFINISHED_LINE = re.compile(  # 号 left out
    rf"(?P<word>(?:[{_HAN}]{{2,16}})?)(?P<open>[〔﹝\[［【]){_YEAR}(?P<close>[〕﹞\]］】])(?P<ordinal>第)?(?P<serial>\d{{1,4}})$"
)
_ORDER_LINE = re.compile(rf"{_ORDER}$")
_NAMELESS_ORDER_LINE = re.compile(
    r"(?P<word>)(?:(?P<year>(?:19|20)\d\d)年)?(?P<ordinal>第)(?P<serial>\d{1,6})号$"
)
_STRIPPED_LINE = re.compile(
    rf"(?P<word>[{_HAN}]{{2,16}})(?P<year>20[0-4]\d)(?P<ordinal>第)?(?P<serial>[1-9]\d{{0,3}})号?$"
)
_DASHED_LINE = re.compile(  # 2023-12号
    rf"(?P<word>[{_HAN}]{{0,16}})(?P<year>(?:19|20)\d\d)[-—–](?P<ordinal>第)?(?P<serial>\d{{1,4}})号$"
)
_ISSUE_LINE = re.compile(  # of minutes and bulletins: 第12期, 第十二期, 2023年第3期（总第18期）, 第5次, 〔2024〕第3次
    r"(?P<word>)[（(]?(?:[〔\[［【（(]?(?P<year>(?:19|20)\d\d)[〕\]］】）)]?年?)?(?P<ordinal>第)(?P<serial>\d{1,4}|[一二三四五六七八九十百〇零]{1,6})[期次][)）]?"
    r"(?:[（(]?总第?\d{1,5}期[)）]?)?$"
)
_DIGIT = re.compile(r"\d|第[一二三四五六七八九十百]")  # of any width; without one there is no number
_NARROW = {0xFF10 + n: str(n) for n in range(10)}  # full-width digits, one for one
_LABEL = re.compile(r"^(?:发文字号|发文文号|文件编号|文号|字号|编号)[:：]")
_SIGNER = re.compile(r"签发人?[:：].*$")
_LEAD_IN = re.compile(
    r".*(?:根据|按照|依据|依照|参照|遵照|贯彻|落实|执行|印发|转发|下发|详见|参见|通知|意见|文件|以及|废止|替代|收到)"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The parts of one 发文字号, each as it stands."""

    text: str  # as it stands, template residue at its ends left out
    word: str  # 代字, or the name of an order: 淄政办字, 国务院令
    year: int | None
    serial: str  # digits as they stand, e.g. 016
    brackets: str = ""  # the two signs around the year; "" where there are none
    ordinal: bool = False  # 第 stands before the serial
    is_order: bool = False  # 令、公告、纪要: 第N号, without a bracketed year
    start: int = 0  # offset in the text that was searched
    end: int = 0

    @property
    def standard(self) -> str:
        """The number as it should be written; an order's or a notice's without its name.

        The name of an order is written in full, short or on the line above, so it tells nothing apart.
        """
        serial = re.sub(r"^0+(?=\d)", "", self.serial)
        return f"第{serial}号" if self.is_order else f"{self.word}〔{self.year}〕{serial}号"


def parse_number(text: str | None) -> DocumentNumber | None:
    """The number that `text` as a whole is, else None.

    Spaces, a label (文号：) and template residue at the ends (字…号字, 文件) are looked through, and a number whose
    brackets a web page swallowed (淄文昌管202126) is known.
    """
    if not text or not _DIGIT.search(text):
        return None
    line = _bare(text)
    for pattern, is_order in _LINES:
        if match := pattern.match(line.translate(_NARROW)):
            return _number(match, is_order, line)
    return None


def find_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """Every number in running text, in order, words that only lead up to it left out."""
    if "号" not in text or not _DIGIT.search(text):
        return ()
    narrow = text.translate(_NARROW)
    found = [_number(m, False, text, running=True) for m in _BRACKETED_TEXT.finditer(narrow)]
    found += [_number(m, True, text, running=True) for m in _ORDER_TEXT.finditer(narrow)]
    return tuple(sorted((number for number in found if number.word), key=lambda number: number.start))


def is_number_line(text: str) -> bool:
    """Whether a line holds a number, or several of a joint paper, and nothing else."""
    if parse_number(text):
        return True
    numbers = find_numbers(text)
    rest = text
    for number in reversed(numbers):
        rest = rest[: number.start] + rest[number.end :]
    return len(numbers) > 1 and not re.sub(r"[\s、，,；;]+", "", rest)


_LINES = (
    (_BRACKETED_LINE, False),
    (_ORDER_LINE, True),
    (_NAMELESS_ORDER_LINE, True),
    (_UNFINISHED_LINE, False),
    (_STRIPPED_LINE, False),
    (_DASHED_LINE, False),
    (_ISSUE_LINE, True),
)


def _bare(text: str) -> str:
    """The line without spaces, label, signer, outer brackets and template residue."""
    line = _SIGNER.sub("", _LABEL.sub("", squeeze_unseen(text)))
    if re.fullmatch(r"[（(].*号[)）]", line):
        line = line[1:-1]
    line = re.sub(r"(?<=号)(?:[字号件]|文件?)+$", "", line)
    return re.sub(r"^(?:文件|[字号件])+(?=.)", "", line)


def _number(match: re.Match[str], is_order: bool, line: str, running: bool = False) -> DocumentNumber:
    """The parts of a match; `line` is what was searched, with its digits as they stand."""
    parts = match.groupdict()
    word, start = parts["word"], match.start("word")
    if running and (lead := _LEAD_IN.match(word)):
        word, start = word[lead.end() :], start + lead.end()
    return DocumentNumber(
        text=line[start : match.end()].strip(),
        word=word,
        year=int(parts["year"]) if parts["year"] else None,
        serial=parts["serial"],
        brackets=(parts.get("open") or "") + (parts.get("close") or ""),
        ordinal=bool(parts["ordinal"]),
        is_order=is_order,
        start=start,
        end=match.end(),
    )
