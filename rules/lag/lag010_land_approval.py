"""LAG010: the approval of a land requisition was published late."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.dates import parse_date
from auditor.text.patterns import pattern
from auditor.workdays import UnknownYearError

from ..basis import LAND_LAW_REGULATION_31
from .formation import formed_on

_DAY = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
_APPROVED = pattern(
    rf"批[准复](?:的)?(?:时间|日期)\s*[^\d。；\n]{{0,12}}(?:[^。；\n]{{0,50}}?号[，,、\s]*)?(?P<told>{_DAY})"
    rf"|(?P<before>{_DAY})[^。；\n]{{0,40}}?批[准复](?![文时日机])"
)
_RECEIVED = pattern(  # from that day the limit counts
    rf"(?:批准文件|批复|批文)[^\d。；\n]{{0,8}}(?P<told>{_DAY})[^\d。；，\n]{{0,4}}收到"
    rf"|收到[^\d。；\n]{{0,16}}(?:批准文件|批复|批文)[^\d。；\n]{{0,10}}(?P<after>{_DAY})"
    rf"|(?P<before>{_DAY})[^\d。；\n]{{0,4}}收到[^\d。；，\n]{{0,16}}(?:批准文件|批复|批文)"
)

_APPROVAL = pattern(
    r"(?:征收|征地|农用地转用|建设用地).*(?:批复|批准|批后|批文)|征收土地(?:的)?公告|土地征收公告|征地公告"
)
_BEFORE = pattern(r"预公告|拟征收|听证|补偿(?:安置)?方案.*(?:征求|公告)|现状调查|风险评估")
_SINCE = dt.date(2021, 9, 1)


@page_rule(
    "LAG010",
    "征地批后信息",
    Severity.SERIOUS,
    basis=(LAND_LAW_REGULATION_31,),
    verdicts=(Verdict.REVIEW,),
    since=_SINCE,
    version=3,
)
def land_approval(page: Page, site: Site, *, limit_workdays: int = 15) -> Iterator[Flaw]:
    """征收土地申请经批准后，应当自收到批准文件之日起15个工作日内发布征收土地公告。

    怎么算：标题是征地批准文件、征收土地公告的页面，从正文写明的收到批准文件的日期（没有写的，从批准日期；都没有写的，从成文日期、落款日期）的次日起数工作日，到发布日期超过15个工作日的提示，第15个不算。
    转人工核对：期限从收到批准文件之日起算，一律由人核对收文记录和省征地信息平台；当年放假安排未收录的也由人核对。
    不算：已经在省征地信息平台按期发布、本站是转载链接的，核对后销号；预公告、补偿方案征求意见等批准以前的信息；2021年9月1日条例修订施行以前的。
    改法：收到批准文件后及时发布。
    不管什么：超过20个工作日的另看 LAG001。
    """
    title = squeeze(page.title)
    if page.kind is not PageKind.ARTICLE or not _APPROVAL.search(title) or _BEFORE.search(title):
        return
    received, approved, shown = _received_on(page), _approved_on(page), page.date("published_on")
    formed = received or approved or formed_on(page)
    if formed is None or shown is None or shown <= formed:
        return
    try:
        days: int | None = site.calendar.between(formed, shown)
    except UnknownYearError:
        days = None if (shown - formed).days > limit_workdays else 0
    if days is None or days > limit_workdays:
        act = "收到批准文件" if received else "批准" if approved else "成文"
        count = "工作日数无法计算" if days is None else f"第{days}个工作日才发布"
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"《{page.title}》{act}于{formed}，{shown}发布，{count}，请核对收到批准文件的日期",
            quote=f"{act}日期：{formed}；发布日期：{shown}",
            expected=f"收到批准文件后{limit_workdays}个工作日内发布",
            amount=days,
        )


def _received_on(page: Page) -> dt.date | None:
    """The day on which the approval came, where the notice tells it."""
    found = _RECEIVED.search(page.document.text)
    return parse_date(found["told"] or found["after"] or found["before"]) if found else None


def _approved_on(page: Page) -> dt.date | None:
    """The day of approval that the notice tells, the latest where it tells several."""
    found = _APPROVED.finditer(page.document.text)
    return max(filter(None, (parse_date(m["told"] or m["before"]) for m in found)), default=None)
