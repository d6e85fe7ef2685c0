"""The end of a paper's term, stated both as years and as a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from auditor.text.numerals import read_number
from auditor.text.patterns import pattern

_DAY = r"(?P<year>20\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_SINCE = pattern(rf"自{_DAY}起(?:正式)?(?:施行|实施|执行|生效)")
_TERM = pattern(r"有效期限?(?:为|是)?(?P<years>\d|[一二两三四五])年(?!以)")
_UNTIL = pattern(rf"有效期限?(?:截止日期)?(?:截?止?至|截?止?到|为|：)(?:为|：)?{_DAY}")
_SLACK = 2  # the day itself, the one before, and a leap day


def validity_faults(text: str) -> Iterator[tuple[str, str]]:
    """What is quoted, what is wrong; a text that tells of several papers' terms is left to people."""
    told = [list(sought.finditer(text)) for sought in (_SINCE, _TERM, _UNTIL)] if "有效期" in text else []
    if not told or any(len({match.group() for match in its}) != 1 for its in told):
        return
    (since, *_), (term, *_), (until, *_) = told
    years = read_number(term["years"].replace("两", "二"))
    begun, ended = _day(since, years), _day(until)
    if begun and ended and abs((ended - begun).days) > _SLACK:
        quote = f"{since.group()}……{term.group()}……{until.group()}"
        yield quote, f"从施行之日起{years}年，不是到写明的截止日期"


def _day(match: re.Match[str], years: int = 0) -> dt.date | None:
    try:
        return dt.date(int(match["year"]) + years, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
