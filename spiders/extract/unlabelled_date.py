"""The date under a heading that no label announces: a line that is a date, alone or beside source and buttons."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models.spaces import squeeze
from auditor.text.dates import parse_date
from auditor.text.fields import field_of
from auditor.text.paper import body_names
from spiders.extract.label_line import BUTTONS, labelled

_DAY = r"(?:19|20)\d\d(?:\s?年\s?(?:\d{1,2}|元)\s?月\s?\d{1,2}\s?日|\s?(?P<sign>[-/.\uff0d])\s?\d{1,2}\s?(?P=sign)\s?\d{1,2})"
_TIME = r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
CLOCK = re.compile(_TIME)
_WEEKDAY = r"(?:\s*[（(]?(?:星期|周)[一二三四五六日天][)）]?)?"
_LONE = re.compile(rf"[\[［【]?\s?({_DAY}){_WEEKDAY}(?:\s*{_TIME})?\s?[\]］】]?")
_AHEAD = re.compile(rf"[\[［【]?({_DAY}){_WEEKDAY}(?:\s+{_TIME})?[\]］】]?(?=[\s|｜])")
_LAST = re.compile(rf"(?<=[\s|｜])({_DAY}){_WEEKDAY}(?:\s+{_TIME})?$")
_MOST_LINES = 8  # between a heading and its body
_SHORT = 8  # characters of a line that may be the label of the next
_BETWEEN_BUTTONS = re.compile(r"[\]］】)）]\s?[\[［【(（]")
_SIGNS = "[]［］【】（）()|｜：:"


def is_lone_date(text: str) -> bool:
    """Whether a text is a date, with or without a time, and nothing else."""
    return _LONE.fullmatch(text.strip()) is not None


def shows_date(line: str) -> bool:
    """Whether a line is a date, alone or beside source and buttons."""
    return next(_shown(line), None) is not None


def date_below(heading: str | None, lead: str, stated: str | None) -> dt.date | None:
    """The one day that the lines between a heading and its body show without a label, or the line right above the heading.

    None where there are two, or where the page's own tag (`stated`) names another day: which of them holds is not known.
    """
    lines, name = lead.splitlines(), squeeze(heading)
    at = next((k for k in range(len(lines) - 1, -1, -1) if name and name in _ends(lines[k], len(name))), None)
    if at is None:
        return None
    days = set(_days(lines, at, name))
    day = days.pop() if len(days) == 1 else None
    return None if day and (tag := parse_date(stated)) and tag != day else day


def behind(line: str, name: str) -> str:
    """What of a line stands behind a name that is given without spaces; "" where the line does not begin with it."""
    left = len(name)
    if not squeeze(line).startswith(name):
        return ""
    for at, character in enumerate(line):
        if not left:
            return line[at:]
        left -= not character.isspace()
    return ""


def _ends(line: str, size: int) -> tuple[str, str]:
    said = squeeze(line)
    return said[:size], said[-size:]


def _days(lines: list[str], at: int, name: str) -> Iterator[dt.date]:
    yield from _shown(behind(lines[at], name))
    if is_lone_date(glued := squeeze(lines[at]).removesuffix(name)):
        yield from _day(glued)
    before = ""
    for line in lines[at + 1 : at + 1 + _MOST_LINES]:
        if not _announces(before):
            yield from _shown(line)
        before = line
    if at and is_lone_date(lines[at - 1]) and not (at > 1 and _announces(lines[at - 2])):
        yield from _day(lines[at - 1])


def _shown(line: str) -> Iterator[dt.date]:
    """The date at the head of a line, or at its end behind its source; buttons aside."""
    line = _without_buttons(line).strip()
    ahead, last = _AHEAD.match(line), _LAST.search(line)
    if is_lone_date(line):
        yield from _day(line)
    elif ahead and _is_beside(line[ahead.end() :]):
        yield from _day(ahead.group())
    elif last and _is_source(line[: last.start()]):
        yield from _day(last.group())


def _without_buttons(line: str) -> str:
    pieces = line.split()
    while len(pieces) > 1 and _is_button(pieces[-1]):
        pieces.pop()
    return " ".join(pieces)


def _is_button(piece: str) -> bool:
    """Whether a piece of a line is a button, a counter, or the count behind it: 打印, 浏览次数：31, 31次."""
    if len(several := [part for part in _BETWEEN_BUTTONS.split(piece) if part]) > 1:  # 【打印】【关闭】
        return all(map(_is_button, several))
    words = piece.strip(_SIGNS).removesuffix("次")
    name, _, count = words.replace("：", ":").partition(":")
    return not words or words.isdigit() or (name in BUTTONS and not count.strip("0123456789大中小"))


def _day(words: str) -> Iterator[dt.date]:
    if day := parse_date(words):
        yield day


def _is_beside(words: str) -> bool:
    """Whether words behind a date tell the source, offer buttons or name a body."""
    return _is_source(words) or next(labelled(words, {}), None) is not None


def _is_source(words: str) -> bool:
    told = list(labelled(words, {}))
    if told:
        return told[-1][0] == "source" and bool(told[-1][2])
    if all(_is_button(piece) for piece in words.split()) or field_of(words) == "published_on":
        return True
    return bool(body_names(_without_buttons(words)))


def _announces(line: str) -> bool:
    """Whether a line may be the label of the one below it."""
    said = squeeze(line)
    if said.endswith(("：", ":")) or field_of(line):
        return True
    return 0 < len(said) <= _SHORT and said not in BUTTONS and not body_names(said)
