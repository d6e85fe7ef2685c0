"""FLD015: PubDate is not yyyy-MM-dd HH:mm, or names another day than the page shows."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import page_rule
from auditor.text.dates import parse_date
from auditor.text.patterns import pattern
from auditor.text.placeholder import is_placeholder

from ..basis import SITE_GUIDELINE_TAGS
from ..document_classes import WEB_CONTENT
from ..titles import tag
from .names import name_on

_INSTANT = pattern(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?")
_SHOWN = pattern(
    r"(?P<day>\d{4}\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|([-/.])\d{1,2}\2\d{1,2}))\s*(?P<hour>\d{1,2})[:：](?P<minute>\d\d)"
)
_DAY = pattern(r"\d{4}-\d{2}-\d{2}")


def _is_home(page: Page) -> bool:
    return page.kind is PageKind.HOME


@page_rule(
    "FLD015",
    "PubDate格式",
    Severity.MINOR,
    basis=(SITE_GUIDELINE_TAGS,),
    classes=(*WEB_CONTENT, DocumentClass.UNKNOWN),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=4,
    awaits=_is_home,
)
def pub_date(page: Page, site: Site, *, min_times: int = 20) -> Iterator[Flaw]:
    """网页标签PubDate应当写成“yyyy-MM-dd HH:mm”（24小时制），并与页面显示的发布日期一致。

    怎么算：写成“2023年07月21日”“2023/7/21”、带AM/PM、不存在的时刻，比页面显示的时间正好早12小时（用了12小时制），以及日期与信息表“发布日期”不同的，不合格。
    转人工核对：只有日期没有时分的（提示）；全站20个以上有时分的PubDate，有凌晨1—5时的，却没有一个在13时以后的（疑用12小时制，记在首页）；页面只有“发文日期”而与之不同的。
    不算：多写了秒的；单个页面没有显示时刻、只有12小时制嫌疑的；空值和程序值。
    改法：由平台运维单位更正模板的时间格式；日期不同的按实际发布时间更正。
    不管什么：没有PubDate看 FLD013，程序值看 FLD002。
    """
    if _is_home(page):
        yield from _never_after_noon(page, site, min_times)
    value = (tag(page, "PubDate") or "").strip()
    if not value or is_placeholder(value) or page.kind is not PageKind.ARTICLE:
        return
    if not _is_valid(_INSTANT, value) and not _is_valid(_DAY, value):
        yield _malformed(value, Verdict.FAIL, "不是“yyyy-MM-dd HH:mm”")
    elif page.shown_on and not value.startswith(page.shown_on.isoformat()):
        yield _other_day(page, value)
    elif _DAY.fullmatch(value):
        yield _malformed(value, Verdict.REVIEW, "只有日期，没有时分")
    elif _is_half_day_early(page, value):
        yield _malformed(value, Verdict.FAIL, "比页面显示的时间早12小时，用了12小时制")


def _is_valid(form: re.Pattern[str], value: str) -> bool:
    if not form.fullmatch(value):
        return False
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_half_day_early(page: Page, value: str) -> bool:
    """Whether the page shows the same day and minute twelve hours later."""
    stated = dt.datetime.fromisoformat(value).replace(second=0)
    later = stated + dt.timedelta(hours=12)
    shown = [
        (parse_date(m["day"]), int(m["hour"]), int(m["minute"])) for m in _SHOWN.finditer(page.lead_text)
    ]
    times = {(hour, minute) for day, hour, minute in shown if day == stated.date()}
    return (
        later.date() == stated.date()
        and (later.hour, later.minute) in times
        and (stated.hour, stated.minute) not in times
    )


def _never_after_noon(home: Page, site: Site, min_times: int) -> Iterator[Flaw]:
    """A doubt where articles are published before dawn, and none of the whole portal after one o'clock."""
    if canonical(home.url) != canonical(site.portal.home or home.url):
        return
    tags = ((tag(page, "PubDate") or "").strip() for page in site.pages if page.kind is PageKind.ARTICLE)
    times = [value[11:16] for value in tags if _is_valid(_INSTANT, value) and value[11:16] != "00:00"]
    early = sorted(time for time in times if "01:00" <= time < "06:00")
    if len(times) >= min_times and early and max(times) < "13:00":
        fault = f"等{len(times)}个都不在13时以后，疑用12小时制，请核对"
        yield _malformed(early[0], Verdict.REVIEW, fault)


def _malformed(value: str, verdict: Verdict, fault: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"网页标签PubDate“{value}”{fault}",
        subject="PubDate格式",
        quote=value,
        expected="yyyy-MM-dd HH:mm",
    )


def _other_day(page: Page, value: str) -> Flaw:
    field = "published_on" if page.date("published_on") else "issued_on"
    sure = field == "published_on" and not page.labels.get(field, "").startswith("页面")
    return Flaw(
        verdict=Verdict.FAIL if sure else Verdict.REVIEW,
        message=f"网页标签PubDate“{value}”与页面{name_on(page, field)}{page.shown_on}不是同一天",
        subject="PubDate日期",
        quote=value,
        expected=f"{page.shown_on} HH:mm",
    )
