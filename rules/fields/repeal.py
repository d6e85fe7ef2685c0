"""Papers that a later paper of the portal repeals: by its number, or by its name where no number stands beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.models import Page
from auditor.models.spaces import squeeze
from auditor.text.dates import parse_date
from auditor.text.document_number import find_numbers
from auditor.text.patterns import pattern

_REPEALS = pattern(r"废止|停止执行|宣布失效|(?<!自行)(?<!自动)失效")
_KEEPS = pattern(
    r"继续有效|保留|现行有效|继续执行|修改|修订|修正|拟|建议|征求|未被?废止|不得|如有|部分条款|延长"
)
_DRAFT = pattern(
    r"征求|征集|草案|送审|意见稿|拟|解读|说明"
)  # nothing of it holds yet, or it tells of another paper
_BASIS = pattern(r"^.*(?:根据|依据|按照|依照|参照|因|鉴于)")
_WORK = pattern(r"《((?:[^《》]|《[^《》]*》)+)》(?P<behind>[（(][^（()）]{4,40}[)）])?")
_PART = pattern(r"^(?:中)?(?:的)?(?:第[一二三四五六七八九十百\d]+[条款章项]|部分|附件|有关规定)")
_BEGINS = pattern(r"自(?P<day>20\d\d年\d{1,2}月\d{1,2}日)(?:起|零时起)")
_CLAUSES = pattern(r"[。；;\n]")
_LISTS = pattern(r"(?:^|》)[^《》]*(?:如下|以下|下列|目录|清单|名单|文件)[^《》]*$")


@dataclass(frozen=True, slots=True)
class Repealed:
    """One paper that the text repeals, and the words that do."""

    name: str
    number: str  # standard form; "" where none is told
    words: str


def may_repeal(page: Page) -> bool:
    """A cheap look before the dear one: whether the page tells of papers repealed."""
    return page.document.may_mention("废止", "停止执行", "失效") and page.document.may_mention("《")


def repealed(page: Page) -> Iterator[Repealed]:
    """What the page's text repeals as of the day it was fetched."""
    text = "\n".join(squeeze(line) for line in page.document.text.split("\n"))
    if _DRAFT.search(page.title or "") or "征求意见稿" in text:
        return
    if any(day and day > page.fetched_at.date() for day in _first_days(text)):
        return
    listing = False
    for clause in _CLAUSES.split(text):
        said = _REPEALS.search(clause)
        if _KEEPS.search(_of_papers(clause)):
            listing = False
        elif said:
            listing = bool(_LISTS.search(clause))
            yield from _named(clause, said.start())
        elif listing and "《" in clause:
            yield from _works(clause, clause)
        elif clause:
            listing = listing and not clause.startswith(("二、", "三、", "四、"))


def _of_papers(clause: str) -> str:
    """The parts of a clause that name a paper or say what becomes of one: 新修订的已印发，原《……》停止执行."""
    parts = clause.split("，")
    return "，".join(p for p in parts if len(parts) == 1 or "《" in p or _REPEALS.search(p))


def _first_days(text: str) -> Iterator[dt.date | None]:
    return (parse_date(match["day"]) for match in _BEGINS.finditer(text))


def _named(clause: str, at: int) -> Iterator[Repealed]:
    """The works behind the verb, else those before it and not among what it rests on."""
    behind = clause[at:]
    before = clause[:at].rsplit("，", 1)[-1] if "《" in clause[:at].rsplit("，", 1)[-1] else clause[:at]
    yield from _works(behind if "《" in behind else "" if _BASIS.search(before) else before, clause)


def _works(part: str, clause: str) -> Iterator[Repealed]:
    for match in _WORK.finditer(part):
        if _PART.search(part[match.end() :]):
            continue
        numbers = find_numbers(match["behind"] or "")
        yield Repealed(squeeze(match[1]), numbers[0].standard if numbers else "", clause.strip())
