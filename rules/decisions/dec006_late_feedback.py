"""DEC006: what became of the opinions, told later than ten working days after the decision."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.workdays import CALENDAR, UnknownYearError

from ..basis import DECISION_REGULATION, PLAN_ITEMS
from ..document_classes import PAPERS
from ..relations import core, feedbacks, named_works
from .kinds import in_decision_section, is_major, text_of


@site_rule(
    "DEC006",
    "采纳反馈超期",
    Severity.SERIOUS,
    basis=(DECISION_REGULATION, PLAN_ITEMS[26]),
    verdicts=(Verdict.REVIEW,),
)
def late_feedback(site: Site, *, limit_workdays: int = 10) -> Iterator[Flaw]:
    """重大行政决策文件出台后10个工作日内，应当公开意见采纳情况。

    怎么算：征集页写明是重大行政决策，同一单位有标题相同的文件出台，从文件成文日（没有的取发布日）的次日起数工作日，第10个工作日公开采纳情况不算超期。
    转人工核对：全部，出台日以签发或会议通过日为准，机器只看页面上的日期。
    不算：不是重大行政决策的征集；文件没有出台或者标题对不上的；采纳情况比文件早的；当年放假安排未收录的。
    改法：文件出台后及时公开采纳情况。
    不管什么：采纳情况写了什么看 DEC007，有没有互相链接看 DEC008。
    """
    issued = _issued(site)
    for pair in feedbacks(site):
        text = text_of(site, pair.paper)
        if not (is_major(pair.paper, text) or in_decision_section(pair.paper, site)):
            continue
        names = named_works(pair.paper.title or "")
        papers = [p for name in names for p in issued.get((pair.paper.unit, name), ())]
        if len(papers) == 1:
            yield from _judged(papers[0], pair.companion, limit_workdays)


def _issued(site: Site) -> dict[tuple[str | None, str], list[Page]]:
    found: dict[tuple[str | None, str], list[Page]] = defaultdict(list)
    for page in site.pages:
        if page.document_class in PAPERS and page.readable and page.title:
            found[page.unit, core(page.title)].append(page)
    return found


def _judged(paper: Page, feedback: Page, limit: int) -> Iterator[Flaw]:
    issued_on, told_on = paper.date("dated_on") or paper.shown_on, feedback.shown_on
    if issued_on is None or told_on is None or told_on <= issued_on:
        return
    try:
        lag = CALENDAR.between(issued_on, told_on)
    except UnknownYearError:
        return
    if lag > limit:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"《{paper.title}》{issued_on}出台，采纳情况{told_on}公开，第{lag}个工作日，请核对出台日期",
            subject=paper.title or paper.url,
            quote=f"文件：{issued_on}；采纳情况：{told_on}",
            expected=f"出台后{limit}个工作日内公开采纳情况",
            amount=lag,
            page=feedback,
        )
