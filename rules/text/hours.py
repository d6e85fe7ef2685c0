"""Hours that no day has, and stretches of one day that run backwards: 8月20日25时, 8月20日22:00至8月20日6:00."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.models import Verdict
from auditor.text.figures import beginning_with_figures
from auditor.text.patterns import pattern

_HOUR = r"(?P<{0}>\d{{1,2}})(?:[:：](?P<{1}>\d{{2}})(?!\d)|[时点](?!(?:以|之)?内)(?:(?P<{2}>\d{{1,2}})分)?)"
_AT = pattern(r"\d{1,2}日(?:上午|下午|晚上?|早上?|凌晨)?" + _HOUR.format("hour", "minute", "minute2"))
_STRETCH = pattern(
    r"(?P<day>\d{1,2}月\d{1,2}日)"
    + _HOUR.format("hour", "minute", "minute2")
    + r"(?:至|到|—+|-+|\uff5e|~)(?P<day2>\d{1,2}月\d{1,2}日)"
    + _HOUR.format("hour2", "minute3", "minute4")
)
_LAST_HOUR, _MINUTES = 24, 60
_NO_HOUR = 30  # from here on a figure is rather something else: a score, a span

Fault = tuple[re.Match[str], Verdict, str]


def hour_faults(text: str) -> Iterator[Fault]:
    """Each wording once; half days (下午) are left alone in stretches."""
    for wording in {match.group(): match for match in beginning_with_figures(_AT, text)}.values():
        hour, minutes = int(wording["hour"]), _minutes(wording, "minute", "minute2")
        if hour < _NO_HOUR and (hour > _LAST_HOUR or minutes >= _MINUTES):
            yield wording, Verdict.FAIL, "：没有这个时刻"
    for match in beginning_with_figures(_STRETCH, text):
        begin = int(match["hour"]) * _MINUTES + _minutes(match, "minute", "minute2")
        end = int(match["hour2"]) * _MINUTES + _minutes(match, "minute3", "minute4")
        if match["day"] == match["day2"] and end < begin:
            yield match, Verdict.REVIEW, "：结束的时刻早于开始的时刻，请核对"


def _minutes(match: re.Match[str], *groups: str) -> int:
    return next((int(match[group]) for group in groups if match[group]), 0)
