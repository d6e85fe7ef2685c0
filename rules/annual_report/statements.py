"""The counts that the words of a report state, clause by clause, each under what it counts. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.rule.words import listed
from auditor.text.patterns import pattern

from .tables import ALL_HANDLED, CARRIED, CARRIED_ON, NEW

REVIEWS, SUITS, BOTH = "行政复议", "行政诉讼", "行政复议和行政诉讼"
MADE, ABOLISHED, VALID = "规范性文件制发", "规范性文件废止", "规范性文件现行有效"
_COUNT = r"(?:共计?|总计|合计|总数为?|数量为?|为)?(\d{1,9})[件宗条份起]"
_REQUESTS = (  # tried in this order on one clause
    (CARRIED, pattern(r"(?:上(?:一)?年度?|去年)[^\d]{0,12}结转[^\d]{0,14}?" + _COUNT)),
    (
        CARRIED_ON,
        pattern(
            r"结转(?:至|到)?(?:下(?:一)?年度?|次年|20\d\d年度?)[^\d]{0,12}?"
            + _COUNT
            + r"|(?<!\d)(\d{1,9})件(?:申请)?(?:结转|转入|转至|转到)(?:至|到)?(?:下(?:一)?年|次年|20\d\d年)"
        ),
    ),
    (
        ALL_HANDLED,
        pattern(
            r"(?<!建议)(?<!提案)(?<!来信)(?<!议案)(?:办结|答复|办理完毕)(?:政府)?(?:信息公开)?(?:申请)?"
            + _COUNT
        ),
    ),
    (NEW, pattern(r"(?:收到|受理|新收|接收|接到|收悉)[^\d]{0,24}申请[^\d]{0,6}?" + _COUNT)),
)
_NO_REQUEST = pattern(
    r"(?:未|没有|无)(?:收到|受理|接到)[^\d。；]{0,30}申请|(?:没有|无)(?:政府)?信息公开申请(?!表|书|人|内容)"
)
_CHANNEL = listed(__file__, "{parts}|{ways}")
_OTHERS = listed(__file__, "{others}")
_BY_WAY = listed(__file__, "{ways}")
_ANSWERED = pattern(
    r"(?<![不同以])(予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)(?:的)?(?:申请)?(?:共计?|为)?(\d{1,6})件"
)
_SELF = pattern(r"本级|本机关|我局|本局|我镇|本部门|本单位|我单位|区政府办|县政府办")
_SENTENCE = pattern(r"[。\n]")
_CLAUSE = pattern(r"[，,；;]")
_OTHER_YEAR = pattern(r"(?:上一?年|去年|前年)(?!.{0,6}结转)|(20\d\d)年")

_BOTH_NAMED = r"(?:行政)?复议[、和及与或]+(?:行政)?诉讼"
_LEGAL = (
    (BOTH, pattern(_BOTH_NAMED + r"(?:案件|事项|情况)?[^\d]{0,4}" + _COUNT)),
    (REVIEWS, pattern(r"(?:行政)?复议(?!后|机关|决定)(?:案件|申请|事项)?[^\d、]{0,6}" + _COUNT)),
    (SUITS, pattern(r"(?:行政)?诉讼(?:案件|事项)?[^\d、]{0,6}" + _COUNT)),
)
_NO_LEGAL = pattern(r"(?:未|没有|无|不存在)[^\d]{0,30}?(?:复议|诉讼).{0,16}$")
_OUTCOME = pattern(
    r"维持|纠正|撤销|驳回|审结|其中|胜诉|败诉|终止|分别|未经复议|直接起诉|复议后|办理行政复议|审理|应诉|尚未"
)
_OWN_CASE = pattern(r"信息公开|被申请|被提起|引发|引起|发生")

_NORM_COUNT = r"[^\d、]{0,4}" + _COUNT
_NORM = r"[^\d、]{0,10}规范性文件"
_NORMS = (
    (VALID, pattern(rf"现行有效{_NORM}{_NORM_COUNT}|规范性文件[^\d]{{0,4}}现行有效{_NORM_COUNT}")),
    (ABOLISHED, pattern(rf"废止{_NORM}{_NORM_COUNT}")),
    (MADE, pattern(rf"(?:制发|制定|出台|印发){_NORM}{_NORM_COUNT}")),
)
_NOT_MADE = pattern(r"审查|备案|清理|代拟|起草|修订|修改|党内|其中")


class Statement(NamedTuple):
    """One count as the text states it."""

    what: str
    stated: int
    text: str


def request_statements(text: str, year: int) -> Iterator[Statement]:
    """Requests received, handled and carried, of this year and of the reporter itself; the first of each."""
    seen: set[str] = set()
    for clause in _own_clauses(text, year):
        if _CHANNEL.search(clause):
            continue
        found = _first(_REQUESTS, clause)
        if found is None and _NO_REQUEST.search(clause):
            found = Statement(NEW, 0, clause)
        if found and found.what not in seen:
            seen.add(found.what)
            yield found


def outcome_statements(text: str, year: int) -> Iterator[Statement]:
    """How requests were answered, as far as the text counts it by the headings of the table; the first of each."""
    seen: set[str] = set()
    for clause in _own_clauses(text, year):
        for match in () if _BY_WAY.search(clause) else _ANSWERED.finditer(clause):
            if match[1] not in seen:
                seen.add(match[1])
                yield Statement(match[1], int(match[2]), clause)


def legal_statements(text: str, year: int, *, is_about: bool) -> Iterator[Statement]:
    """行政复议 and 行政诉讼 against the reporter; `is_about`: the text speaks of nothing else."""
    for clause in _own_clauses(text, year):
        if _OUTCOME.search(clause) or not (is_about or _OWN_CASE.search(clause)):
            continue
        if _NO_LEGAL.search(clause):
            yield from (Statement(what, 0, clause) for what in (REVIEWS, SUITS) if what[2:] in clause)
        elif (found := _first(_LEGAL[:1], clause)) is not None:
            yield found
        else:
            yield from (s for pattern in _LEGAL[1:] if (s := _first((pattern,), clause)))


def norm_statements(text: str, year: int) -> Iterator[Statement]:
    """行政规范性文件 made, abolished and in force."""
    for clause in _own_clauses(text, year):
        if not _NOT_MADE.search(clause) and (found := _first(_NORMS, clause)):
            yield found


def _own_clauses(text: str, year: int) -> Iterator[str]:
    """Clauses of this year and of the reporter itself; the one a sentence names stays its subject to the end."""
    for sentence in _SENTENCE.split(text):
        is_own = True
        for clause in _CLAUSE.split(sentence):
            is_own = bool(_SELF.search(clause)) or (is_own and not _OTHERS.search(clause))
            others = (match.group(1) for match in _OTHER_YEAR.finditer(clause))
            if is_own and all(other == str(year) for other in others):
                yield clause


def _first(patterns: tuple[tuple[str, re.Pattern[str]], ...], clause: str) -> Statement | None:
    found = ((what, match) for what, pattern in patterns if (match := pattern.search(clause)))
    return next((Statement(what, int(next(filter(None, m.groups()))), clause) for what, m in found), None)
