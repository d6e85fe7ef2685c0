"""TXT011: a date that does not exist, or a weekday that does not belong to it."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import SITE_INDICATORS

_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号](?!\d)"
    r"(?P<weekday>\s*[（(，,]?\s*(?:星期|周|礼拜)\s*(?P<name>[一二三四五六日天]))?"
)
_LUNAR = re.compile("农历|阴历|夏历|旧历|藏历|回历|傣历")
_NAMES = "一二三四五六日"
_BEFORE = 8  # characters before a date where its calendar may be named


@page_rule("TXT011", "日期与星期非法", Severity.ORDINARY, basis=(SITE_INDICATORS,))
def impossible_date(page: Page, _site: Site) -> Iterator[Flaw]:
    """日期真实存在，与所写的星期相符。

    怎么算：年月日俱全的公历日期，日历上没有的（2月30日、13月）不合格；后面紧接着写了星期几而与日历不符的，不合格。
    不算：农历等其他历法；没有写年份的日期；不紧接日期的星期；年份区间、编号。
    改法：核对原始资料，改正日期或者星期。
    不管什么：落款日期的格式看 FMT008，日期先后看 FLD007。
    """
    text = page.document.text
    for match in _DATE.finditer(text):
        if _LUNAR.search(text, max(0, match.start() - _BEFORE), match.end()):
            continue
        fault = _fault(match)
        if fault:
            yield Flaw(
                verdict=Verdict.FAIL,
                message=f"“{match.group()}”{fault}",
                subject=match.group(),
                quote=match.group(),
                expected="日历上有的日期和相符的星期",
            )


def _fault(match: re.Match[str]) -> str:
    try:
        date = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return "：日历上没有这一天"
    if match["name"] is None:
        return ""
    name = _NAMES[date.weekday()]
    return "" if match["name"].replace("天", "日") == name else f"：这一天是星期{name}"
