"""When an enforcement decision was made, and how many working days passed until it was shown."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Document, Flaw, Page, Verdict
from auditor.models.spaces import squeeze_lines, squeeze_words
from auditor.rule.words import listed
from auditor.text.dates import find_date
from auditor.text.patterns import pattern
from auditor.workdays import Calendar, UnknownYearError

PERMIT_OR_PENALTY = pattern(r"许可|处罚|双公示|准予")
OTHER_ENFORCEMENT = pattern(
    r"行政(?:检查|强制|征收|征用|给付|确认|奖励|裁决)|(?:检查|强制|征收|强制执行|查封|扣押)(?:措施)?(?:决定|结果)"
)
_NOT_A_DECISION = listed(__file__, r"{not_a_decision}|\d月份")
_DECIDED = r"(?:(?:处罚|许可|强制)?决定(?:书)?(?:作出)?|作出.{0,8}|处罚|许可|强制|发证|核准|批准|审批通过)(?:的)?(?:日期|时间)"
_CHECKED = r"(?:检查|抽查|核查)(?:完成|结束)?(?:的)?(?:日期|时间)"
_LABEL = pattern(rf"(?:{_DECIDED}|{_CHECKED})$")
_WHOM = r"(?:[^\d，,:：。；\n]{2,30}[，,])?"  # 作出处罚的机关名称和日期：某某局，2023年6月1日
_LABELLED = pattern(
    rf"(?<![原旧])(?:{_DECIDED}|{_CHECKED})[:：\n]?\s*{_WHOM}((?:\d|[〇○零一二三四五六七八九]){{4}}[^，。；\n]{{3,24}})"
)
_UNTIL = pattern(
    r"(\d{4})(?:年(?:\d{1,2}月)?\d{1,2}日?|[./-]\d{1,2}[./-]\d{1,2})(?:[至到~\uff5e]|[-—－–]+)"
    r"(?:(\d{4})[年./-])?(\d{1,2})[月./-](\d{1,2})(?!\d)"
)  # 2023年6月5日至7月3日
_SPAN = pattern(r"[日号]\s*[至到—~\uff5e-]")  # until a day that is written in no known way
_CHECK = pattern(_CHECKED)
OF_A_CHECK = pattern(r"检查情况的?公[示告]$")  # of one check; 情况 elsewhere sums up many
_NARRATED = pattern(
    r"(20\d\d年\d{1,2}月\d{1,2}日)(?:(?!\d月|\d日)[^。；\n]){0,60}?作出(?:了)?(?:行政)?(?:处罚|许可|强制)(?:的)?(?:措施|拆除|执行|征收)?决定"
)
_MADE_ON = pattern(  # 处罚决定于8月3日作出
    r"(?:处罚|许可|强制)(?:措施)?决定(?:书)?(?:已)?于(20\d\d年\d{1,2}月\d{1,2}日)(?:依法)?作出"
)
CHECKED_ON = pattern(  # 6月8日，我局执法人员对六座加油站开展了检查; not 6月8日起开展检查
    r"(?:^|[。；\n]|于|在)(20\d\d年\d{1,2}月\d{1,2}日)(?!起|[^。；\n]{0,12}曾)[，,]?[^\d。；\n]{0,30}?(?:局|委|办|队|组|对|组织|联合|实施|进行|开展)"
    r"(?:(?!\d月|\d日|抽取)[^。；\n]){0,50}?(?:实施|进行|开展)(?:了)?[^。；，\n]{0,12}(?:检查|抽查)(?!计划|方案|的通知)"
)
_PAPER = pattern(r"决定书")


def context_of(page: Page) -> str:
    """Where the page stands, for a title that tells the case and not what became of it."""
    column = next((value for key, value in page.metas.items() if key.lower() == "columnname"), "")
    return "/".join((page.section or "", column, *page.breadcrumb[-1:]))


def is_decision(page: Page) -> bool:
    """Whether the page may show decisions: its title does not say that it holds something else."""
    return not _NOT_A_DECISION.search(OF_A_CHECK.sub("", squeeze_lines(page.title or "")))


def late_decisions(
    page: Page, limit_workdays: int, calendar: Calendar, told: re.Pattern[str] | None = None
) -> Iterator[Flaw]:
    """A flaw where a decision the page shows was published later than the limit; `told`: how else running text says when."""
    published_on = page.shown_on
    ways = (_NARRATED, _MADE_ON, told) if told else (_NARRATED, _MADE_ON)
    days = decision_days(page.title or "", page.document)
    days = days or next(filter(None, (narrated(page.document, way) for way in ways)), {})
    if not days or published_on is None:
        return
    try:
        lags = {day: calendar.between(day, published_on) for day in days}
    except UnknownYearError:
        return
    first, last = min(days), max(days)
    if lags[first] <= limit_workdays:
        return
    decided_on = last if lags[last] > limit_workdays else first
    lag = lags[decided_on]
    doubt = _doubt(page, lag, days[decided_on], several=lags[last] <= limit_workdays)
    yield Flaw(
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message=f"{decided_on}作出决定，{published_on}公示，第{lag}个工作日，超期{lag - limit_workdays}个工作日"
        + (f"；{doubt}" if doubt else ""),
        quote=days[decided_on],
        expected=f"作出决定后{limit_workdays}个工作日内公示",
        amount=lag,
    )


def decision_days(title: str, document: Document) -> dict[dt.date, str]:
    """The days of decision and the words that tell them; the signature's for the paper itself (决定书)."""
    said = [match.group().replace("\n", "：") for match in _LABELLED.finditer(squeeze_words(document.text))]
    said += [f"{label}：{value}" for label, value in _columns(document)]
    days = {day: words for words in said if (day := _last_day(words))}
    if not days and document.signed.dated_on and _PAPER.search(title):
        days[document.signed.dated_on] = f"落款：{document.signed.dated_text}"
    return days


def narrated(document: Document, told: re.Pattern[str]) -> dict[dt.date, str]:
    """The one day on which the running text says that something was decided, or checked."""
    matches = told.finditer(squeeze_words(document.text))
    days = {day: match.group().strip() for match in matches if (day := _last_day(match[1]))}
    return days if len(days) == 1 else {}


def _last_day(words: str) -> dt.date | None:
    """The day, or the last one where the words tell from when until when."""
    until = _UNTIL.search(squeeze_words(words))
    if not until and _SPAN.search(words):
        return None
    found = find_date(f"{until[2] or until[1]}年{until[3]}月{until[4]}日" if until else words)
    return found[0] if found else None


def _columns(document: Document) -> Iterator[tuple[str, str]]:
    """Cells under a header that names a day of decision."""
    for table in document.tables:
        for head, *cells in zip(*table.rows, strict=True):
            label = squeeze_lines(head)
            if _LABEL.search(label):
                yield from ((label, cell) for cell in cells)


def _doubt(page: Page, lag: int, quote: str, *, several: bool) -> str:
    if several:
        return "页面有多项决定，只有较早的超期"
    if any(way.search(quote) for way in (_NARRATED, _MADE_ON, CHECKED_ON)):
        return "日期是按正文的叙述认的"
    if _CHECK.search(quote):
        return "检查的日期未必是作出决定的日期"
    if not page.date("published_on"):
        return "页面没有“发布日期”"
    return "间隔过长，可能是迁移补录" if lag > 250 else ""
