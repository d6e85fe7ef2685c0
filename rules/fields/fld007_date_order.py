"""FLD007: formed after it was published, dated in the future, or published before there were portals."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.workdays import BEIJING

from ..basis import REGULATION_26
from ..document_classes import WEB_CONTENT
from .names import name_of, name_on

_FOUNDING = dt.date(1949, 10, 1)
_STATED = ("dated_on", "issued_on", "published_on")


class _Fault(NamedTuple):
    field: str  # the date at fault
    kind: str
    words: str
    rests_on_publication: bool = False
    is_doubtful: bool = False


@page_rule(
    "FLD007",
    "日期逻辑错误",
    Severity.ORDINARY,
    basis=(REGULATION_26,),
    classes=WEB_CONTENT,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    covers=("LAG001", "FLD008"),
    version=3,
)
def date_order(page: Page, _site: Site, *, tolerance_days: int = 1, first_year: int = 1995) -> Iterator[Flaw]:
    """信息表的日期应当合乎先后：成文不晚于发布，发布不晚于检查当日。

    怎么算：成文日期晚于发布日期；成文、发文、发布日期比抓取页面的日期（北京时间）晚两天以上；发布日期早于1995年，
    当时还没有政府网站。各报一条。
    转人工核对：发布日期是从页面文字中读到、不在信息表里的；成文日期早于1949年10月的；信息表没有成文日期，而落款日期晚于发布日期的。
    不算：成文日期早的历史文件补充公开；成文、发布同一天而时刻颠倒的；施行日期在将来的；正文写的会议召开日期。
    改法：按印发原件和网站后台记录更正日期。
    不管什么：公开是否超期看 LAG001，落款与信息表日期不同看 FLD008，疑似倒填看 LAG004，0000-00-00看 FLD002。
    """
    is_guessed = page.labels.get("published_on", "").startswith("页面")
    for fault in _faults(page, tolerance_days, first_year):
        label, day = name_on(page, fault.field), page.date(fault.field)
        doubtful = fault.is_doubtful or (is_guessed and fault.rests_on_publication)
        yield Flaw(
            verdict=Verdict.REVIEW if doubtful else Verdict.FAIL,
            message=f"{label}{day}{fault.words}" + ("，请核对" if doubtful else ""),
            subject=f"{name_of(fault.field)}{fault.kind}",
            quote=f"{label}：{day}",
            expected="成文日期不晚于发布日期，发布日期不晚于检查当日",
        )
    yield from _signed_later(page)


def _signed_later(page: Page) -> Iterator[Flaw]:
    """Where the table has no 成文日期, the day under the body; it may have been read amiss."""
    signed_on, published_on = page.document.signed.dated_on, page.date("published_on")
    if page.date("dated_on") or page.date("issued_on") or not signed_on or not published_on:
        return
    if signed_on > published_on:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"落款日期{signed_on}晚于{name_on(page, 'published_on')}{published_on}，请核对",
            subject="落款日期晚于发布",
            quote=page.document.signed.dated_text or str(signed_on),
            expected="成文日期不晚于发布日期",
        )


def _faults(page: Page, tolerance_days: int, first_year: int) -> Iterator[_Fault]:
    dated_on, published_on = page.date("dated_on"), page.date("published_on")
    if dated_on and published_on and dated_on > published_on:
        words = f"晚于{name_on(page, 'published_on')}{published_on}"
        yield _Fault("dated_on", "晚于发布", words, rests_on_publication=True)
    latest = page.fetched_at.astimezone(BEIJING).date() + dt.timedelta(days=tolerance_days)
    for field in _STATED:
        if (day := page.date(field)) and day > latest:
            yield _Fault(field, "在将来", "晚于检查当日", rests_on_publication=field == "published_on")
    if published_on and published_on.year < first_year:
        words = f"早于{first_year}年，当时没有政府网站"
        yield _Fault("published_on", "过早", words, rests_on_publication=True)
    if dated_on and dated_on < _FOUNDING:
        yield _Fault("dated_on", "过早", "早于1949年10月", is_doubtful=True)
