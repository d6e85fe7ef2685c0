"""LAG001: published later than 20 working days after the information was formed."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.workdays import UnknownYearError

from ..basis import REGULATION_26
from ..document_classes import DISCLOSED
from ..relations import is_superior

FIRST_REGULATION = dt.date(2008, 5, 1)


@page_rule(
    "LAG001",
    "主动公开超期",
    Severity.SERIOUS,
    basis=(REGULATION_26,),
    classes=(*DISCLOSED, DocumentClass.UNKNOWN),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=5,
)
def late_disclosure(
    page: Page, site: Site, *, limit_workdays: int = 20, history_workdays: int = 500
) -> Iterator[Flaw]:
    """主动公开的政府信息应当自形成或者变更之日起20个工作日内公开。

    怎么算：形成日取信息表“成文日期”和正文落款日期中较晚的一个；次日起算，按国务院办公厅放假调休安排数工作日，第20个工作日公开不算超期，第21个算。
    公开日取“发布日期”；页面没有“发布日期”、只有“发文日期”的，不能证明公开日，转人工核对。
    转人工核对：同一地址首次读到时显示的发布日期更早、按那个日期也超期的（日期后来改过）；当年放假安排未收录；两个形成日算出的结论不同；超期约两年以上，多为历史文件补充公开或网站迁移；看不出是哪类信息（不是公文、公告、公示），而信息表“成文日期”与落款日期相同、超期不到两年的。
    不算：首次读到时显示的发布日期没有超期的（日期后来改过，看 SITE010）；2008年5月1日首部条例施行前形成的历史文件；转载的上级文件（门户档案登记了单位，发文机关是上级的）。
    改法：及时公开；确有批准、会签后才形成等情形的，凭证据申诉。已经超期的不因事后公开而消除。
    不管什么：年报看 ANR001，疑似倒填日期看 LAG004。
    """
    formed = sorted({d for d in (page.date("dated_on"), page.document.signed.dated_on) if d})
    shown_on = page.date("published_on") or page.date("issued_on")
    if not formed or shown_on is None or formed[-1] < FIRST_REGULATION or shown_on <= formed[0]:
        return
    if page.document_class is DocumentClass.UNKNOWN and not _tells_twice(page):
        return
    if site.portal.units and is_superior(page, site.portal):
        return
    formed_on = formed[-1]
    try:
        lags = [site.calendar.between(day, shown_on) for day in formed]
    except UnknownYearError as unknown:
        is_known = page.document_class is not DocumentClass.UNKNOWN
        if is_known and (shown_on - formed_on).days > limit_workdays:
            yield _flaw(page, formed_on, shown_on, None, limit_workdays, str(unknown))
        return
    if max(lags) <= limit_workdays or _was_in_time(page, site, formed_on, limit_workdays):
        return
    if page.document_class is DocumentClass.UNKNOWN and lags[-1] > history_workdays:
        return
    yield _flaw(
        page,
        formed_on,
        shown_on,
        lags[-1],
        limit_workdays,
        _doubt(page, lags, limit_workdays, history_workdays),
    )


def _was_in_time(page: Page, site: Site, formed_on: dt.date, limit: int) -> bool:
    """Whether it was first read with a date within the limit: then the date was changed, which SITE010 tells."""
    first = page.first_shown_on
    return bool(first and page.date("published_on") and site.calendar.between(formed_on, first) <= limit)


def _tells_twice(page: Page) -> bool:
    """Whether table and signature tell one day of formation, whatever sort of information the page is."""
    return (
        page.kind is PageKind.ARTICLE and page.date("dated_on") == page.document.signed.dated_on is not None
    )


def _doubt(page: Page, lags: list[int], limit: int, history: int) -> str:
    """Why a person must look; empty where the dates speak for themselves."""
    if page.date("published_on") is None:
        return "页面没有“发布日期”，“发文日期”不能证明公开时间"
    if page.first_shown_on and page.first_shown_on < (page.shown_on or page.first_shown_on):
        return f"首次读到时显示{page.first_shown_on}公开，发布日期后来改过"
    if min(lags) <= limit:
        return "信息表“成文日期”与正文落款日期不同，据二者得出的结论不一致"
    if page.document_class is DocumentClass.UNKNOWN:
        return "看不出是哪类信息，请核对是否应当主动公开、何时形成"
    if lags[-1] > history:
        return "间隔过长，可能是历史文件补充公开或网站迁移"
    return ""


def _flaw(page: Page, formed_on: dt.date, shown_on: dt.date, lag: int | None, limit: int, doubt: str) -> Flaw:
    label = page.labels.get("published_on") or page.labels.get("issued_on", "发布日期")
    over = "" if lag is None else f"，第{lag}个工作日才公开，超期{lag - limit}个工作日"
    if lag is not None and lag <= limit:  # late by the other date alone
        over = f"，第{lag}个工作日公开"
    return Flaw(
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message=f"《{page.title or page.url}》成文于{formed_on}，{shown_on}公开{over}"
        + (f"；{doubt}" if doubt else ""),
        quote=f"{label}：{shown_on}；成文日期：{formed_on}",
        expected=f"成文后{limit}个工作日内公开",
        amount=lag,
    )
