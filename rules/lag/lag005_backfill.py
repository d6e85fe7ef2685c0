"""LAG005: many late items published on one day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.models import DocumentClass, Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.workdays import Calendar

from ..basis import REGULATION_26
from ..document_classes import DISCLOSED
from .formation import workdays_late

_CLASSES = frozenset({*DISCLOSED, DocumentClass.UNKNOWN})


@site_rule(
    "LAG005",
    "集中补录",
    Severity.SERIOUS,
    basis=(REGULATION_26,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def backfill(
    site: Site,
    *,
    fewest: int = 5,
    limit_workdays: int = 20,
    history_workdays: int = 500,
    spared_days: Sequence[str] = (),
) -> Iterator[Flaw]:
    """政府信息应当随时形成随时公开，不得在检查前集中补录超期的信息。

    怎么算：同一单位同一天发布的信息中，形成日到发布日超过20个工作日的有5条以上，算一次集中补录，每个单位每天报一条。形成日取成文日期和落款日期中较晚的一个。
    转人工核对：其中有超期约两年以上的，可能是历史文件规范整理或者网站迁移。
    不算：整改期内按整改要求规范旧文的，把日期写进选项spared_days（如"2023-10-20"）；没有成文日期、发布日期的信息；当年放假安排未收录的。
    改法：随时发布；确属整改批次的，凭整改通知登记。
    不管什么：每一条是否超期看 LAG001，发布日期造假看 LAG004、SITE010。
    """
    late: dict[tuple[str, dt.date], list[tuple[int, Page]]] = defaultdict(list)
    for page in site.pages:
        shown_on, days = page.date("published_on"), _late_days(page, limit_workdays, site.calendar)
        if page.unit and shown_on and days and shown_on.isoformat() not in spared_days:
            late[page.unit, shown_on].append((days, page))
    for (unit, shown_on), found in sorted(late.items(), key=lambda item: item[0]):
        if len(found) >= fewest:
            unsure = max(days for days, _ in found) > history_workdays
            yield _flaw(unit, shown_on, sorted(found, key=lambda item: item[1].url), unsure)


def _late_days(page: Page, limit: int, calendar: Calendar) -> int:
    """Working days from formation to publication where they exceed the limit, else 0."""
    if page.kind is not PageKind.ARTICLE or not page.readable or page.document_class not in _CLASSES:
        return 0
    days = workdays_late(page, calendar) or 0
    return days if days > limit else 0


def _flaw(unit: str, shown_on: dt.date, found: list[tuple[int, Page]], unsure: bool) -> Flaw:
    mean = round(sum(days for days, _ in found) / len(found))
    return Flaw(
        verdict=Verdict.REVIEW if unsure else Verdict.FAIL,
        message=f"{unit}在{shown_on}一天发布{len(found)}条超期信息，平均形成后第{mean}个工作日才公开"
        + ("，其中有历史文件，请核对是否迁移或者整改批次" if unsure else ""),
        subject=f"{unit}/{shown_on}",
        quote="；".join(page.title or page.url for _, page in found[:5]),
        expected="形成后20个工作日内随时公开",
        amount=len(found),
        page=found[-1][1],
    )
