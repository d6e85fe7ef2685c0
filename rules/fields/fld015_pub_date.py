"""FLD015: PubDate is not yyyy-MM-dd HH:mm, or names another day than the page shows."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.placeholder import is_placeholder
from auditor.rule import page_rule

from ..basis import SITE_GUIDELINE_TAGS
from ..document_classes import WEB_CONTENT
from ..titles import tag
from .names import name_on

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@page_rule(
    "FLD015",
    "PubDate格式",
    Severity.MINOR,
    basis=(SITE_GUIDELINE_TAGS,),
    classes=WEB_CONTENT,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def pub_date(page: Page, _site: Site) -> Iterator[Flaw]:
    """网页标签PubDate应当写成“yyyy-MM-dd HH:mm”（24小时制），并与页面显示的发布日期一致。

    怎么算：写成“2023年07月21日”“2023/7/21”、带AM/PM、不存在的时刻，以及日期与信息表“发布日期”不同的，不合格。
    转人工核对：只有日期没有时分的（提示）；页面只有“发文日期”而与之不同的。
    不算：多写了秒的；只有12小时制嫌疑的，要看全站才能判断；空值和程序值。
    改法：由平台运维单位更正模板的时间格式；日期不同的按实际发布时间更正。
    不管什么：没有PubDate看 FLD013，程序值看 FLD002。
    """
    value = (tag(page, "PubDate") or "").strip()
    if not value or is_placeholder(value):
        return
    if not _is_valid(_INSTANT, value) and not _is_valid(_DAY, value):
        yield _malformed(value, Verdict.FAIL, "不是“yyyy-MM-dd HH:mm”")
    elif page.shown_on and not value.startswith(page.shown_on.isoformat()):
        yield _other_day(page, value)
    elif _DAY.fullmatch(value):
        yield _malformed(value, Verdict.REVIEW, "只有日期，没有时分")


def _is_valid(form: re.Pattern[str], value: str) -> bool:
    if not form.fullmatch(value):
        return False
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


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
