"""DEC004: opinions on a 规范性文件 asked for less than seven working days."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.workdays import Calendar, UnknownYearError

from ..basis import BUSINESS_REGULATION_62, NORMATIVE_NOTICE
from .catalogue import is_catalogued
from .kinds import (
    asks_for_opinions,
    in_decision_section,
    is_excused,
    is_internal,
    is_major,
    is_normative,
    is_prolonged,
    is_statute,
    text_of,
    touches_business,
)
from .period import Period, consultation_period


@site_rule(
    "DEC004",
    "规范性文件征求意见过短",
    Severity.ORDINARY,
    basis=(NORMATIVE_NOTICE, BUSINESS_REGULATION_62),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=5,
)
def short_consultation(site: Site, *, limit_workdays: int = 7, business_days: int = 30) -> Iterator[Flaw]:
    """行政规范性文件公开征求意见的期限一般不得少于7个工作日，与市场主体密切相关的一般不得少于30日。

    怎么算：期限取自正文写明的起止日期、“自发布之日起N日”“一周内”或反馈截止日（从发布日期算起）；7个工作日按国务院办公厅放假调休安排、首日不计，
    连首日都算上仍不足、页面又写明是规范性文件的，判不通过。
    转人工核对：页面没有写明是不是规范性文件的；连首日才够7个工作日的；内容多处提到企业、经营主体而不足30日的；当年放假安排未收录的。
    不算：写明是机关内部制度、不涉及权利义务的；写明缩短理由、再次征求或者延长的，另有公告延长的；起止日期没有写全或者前后不一的；问卷、听证、征名等。
    改法：补足期限，重新公告。
    不管什么：重大行政决策和规章草案的期限看 DEC003。
    """
    asked = [page for page in site.pages if asks_for_opinions(page)]
    for page in asked:
        text = text_of(site, page)
        if _is_decision(page, text, site) or is_excused(page, text) or is_internal(text):
            continue
        period = consultation_period(page, text, site.calendar)
        if period and not is_prolonged(page, asked) and period.days >= 0:
            yield from _judged(page, text, period, site.calendar, limit_workdays, business_days)


def _is_decision(page: Page, text: str, site: Site) -> bool:
    """Whether the longer period of decisions and statutes is due."""
    said = is_major(page, text) or is_statute(page, text) or in_decision_section(page, site)
    return said or is_catalogued(page, site)


def _judged(
    page: Page, text: str, period: Period, calendar: Calendar, limit: int, business_days: int
) -> Iterator[Flaw]:
    expected = f"不少于{limit}个工作日"
    try:
        workdays = period.workdays or calendar.between(period.start_on, period.end_on)
        first_counts = not period.workdays and calendar.is_workday(period.start_on)
    except UnknownYearError as unknown:
        if period.days < limit:
            yield _flaw(page, period, f"共{period.days}日；{unknown}", expected, sure=False)
        return
    if workdays < limit:
        sure = workdays + first_counts < limit and is_normative(page, text)
        why = "" if sure else "；请核对是否属于规范性文件、首日怎么算"
        yield _flaw(page, period, f"只有{workdays}个工作日{why}", expected, sure=sure)
    elif period.days < business_days and touches_business(page, text):
        said = f"共{period.days}日；内容涉及企业和经营主体，请核对是否密切相关"
        yield _flaw(page, period, said, f"与市场主体密切相关的不少于{business_days}日", sure=False)


def _flaw(page: Page, period: Period, said: str, expected: str, *, sure: bool) -> Flaw:
    return Flaw(
        verdict=Verdict.FAIL if sure else Verdict.REVIEW,
        message=f"征求意见自{period.start_on}至{period.end_on}，{said}",
        quote=period.quote,
        expected=expected,
        amount=period.days,
        page=page,
    )
