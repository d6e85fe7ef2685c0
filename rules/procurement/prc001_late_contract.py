"""PRC001: a procurement contract announced later than two working days after its signing."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze, squeeze_words
from auditor.rule import page_rule
from auditor.text.dates import find_date, parse_date
from auditor.text.patterns import pattern
from auditor.workdays import UnknownYearError

from ..basis import PROCUREMENT_REGULATION_50
from ..elements import read_files

_IS_CONTRACT = pattern(r"合同(?:公告|公示|公开)")
_NOT_PROCURED = pattern(r"土地|出让|劳动|租赁|转让|变更|补充|终止|解除|办法|制度|规定|细则|通知$")
_ANNOUNCED = pattern(r"(?:公告|公示|发布|公开)(?:日期|时间)\s*[:：]?\s*\d{4}[^，。；\n]{3,10}")
_SHOWN_BEFORE = pattern(
    r"(?:已|曾)[^。；\n]{0,30}(?:公告|公示|发布|公开)|转载|转自|摘自|转发自|更正|重新公[告示]"
)
_SIGNED = pattern(
    r"(?:合同)?(?:签[订署约]|续签|订立)(?:合同)?(?:日期|时间|日)\s*[:：]?\s*(?:为|是)?\s*(?:\d|[〇○零一二三四五六七八九]){4}[^，。；\n]{3,10}"
)
_DAY = r"(?:\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
_SIGNED_TOLD = pattern(  # 采购人与供应商于2023年6月1日签订合同
    rf"(?<![拟将])于\s*{_DAY}\s*(?:正式|共同)?签[订署约](?=[^。；\n]{{0,40}}合同)"
)
_IN_MEDIUM = pattern(rf"于\s*({_DAY})\s*在?[^。；\n]{{0,16}}采购网[^。；\n]{{0,10}}(?:公告|公示|公开|发布)")


@page_rule(
    "PRC001",
    "采购合同公告超期",
    Severity.ORDINARY,
    basis=(PROCUREMENT_REGULATION_50,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=4,
)
def late_contract(page: Page, site: Site, *, limit_workdays: int = 2) -> Iterator[Flaw]:
    """采购人应当自政府采购合同签订之日起2个工作日内公告合同。

    怎么算：标题是合同公告的内容页，正文写明“签订日期”的，从次日起数工作日，第2个工作日公告不算超期；公告日取页面“发布日期”。
    转人工核对：正文有几个签订日期的；签订日期写在句子里（“于某日签订合同”）或者附件里的；页面没有“发布日期”、只在正文写明公告日期的；正文写着公告日期更早、已在别处公告或者转载的；超期100个工作日以上、多为迁移补录的。
    不算：没有写明签订日期的；链接到省政府采购网公告的；写明已在政府采购网按期公告的；变更、补充合同；当年放假安排未收录的。
    改法：签订后及时公告；已在指定媒体按期公告的，在本页写明并链接。
    不管什么：采购意向看 PRC002。
    """
    title = squeeze(page.title)
    if page.kind is not PageKind.ARTICLE or not _IS_CONTRACT.search(title) or _NOT_PROCURED.search(title):
        return
    text = squeeze_words(f"{page.lead_text}\n{page.document.text}")
    labelled = _days(_SIGNED, text)
    days = labelled or _days(_SIGNED_TOLD, text) or _days(_SIGNED, squeeze_words(read_files(page) or ""))
    published_on = page.shown_on or _announced(text)
    if not days or published_on is None or any("ccgp" in link.url for link in page.links):
        return
    signed_on = max(days)
    try:
        lag = site.calendar.between(signed_on, published_on)
        in_medium = [site.calendar.between(signed_on, day) for day in _days(_IN_MEDIUM, text)]
    except UnknownYearError:
        return
    if lag > limit_workdays and not any(0 <= other <= limit_workdays for other in in_medium):
        once = len(labelled) == 1 and page.date("published_on") is not None and lag <= 100
        sure = once and not _shown_before(title + text, published_on)
        yield Flaw(
            verdict=Verdict.FAIL if sure else Verdict.REVIEW,
            message=f"合同{signed_on}签订，{published_on}公告，第{lag}个工作日"
            + ("" if sure else "，请人工核对"),
            quote=days[signed_on],
            expected=f"签订后{limit_workdays}个工作日内公告",
            amount=lag,
        )


def _days(told: re.Pattern[str], text: str) -> dict[dt.date, str]:
    """The days that the text tells so, with its words."""
    return {d[0]: m.group() for m in told.finditer(text) if (d := find_date(m.group())) and d[0]}


def _shown_before(text: str, published_on: dt.date) -> bool:
    """Whether the words tell of an earlier announcement elsewhere."""
    announced = _announced(text)
    return bool(announced and announced < published_on) or bool(_SHOWN_BEFORE.search(text))


def _announced(text: str) -> dt.date | None:
    """The earliest day the text itself gives as that of its announcement."""
    return min((day for m in _ANNOUNCED.finditer(text) if (day := parse_date(m.group()))), default=None)
