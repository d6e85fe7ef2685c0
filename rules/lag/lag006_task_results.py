"""LAG006: a task of a plan is due and nothing shows its result."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Plan, PlanTask, Section, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import site_rule

from ..basis import PLATFORM_NOTICE


@site_rule(
    "LAG006",
    "一次性任务到期未见成果",
    Severity.SERIOUS,
    basis=(PLATFORM_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=2,
)
def task_results(site: Site) -> Iterator[Flaw]:
    """工作方案列明期限的一次性任务，宜在期限内公开成果。

    怎么算：任务在门户档案的工作方案（plans）里用tasks写明，每项有name（任务）、unit（单位）、due_on（期限）、keywords（关键词，须都出现在标题里）和可选的
    since_on（成果最早的日期，不写就是方案印发那一年的1月1日）、count（至少几条，默认1）、article（方案第几项）。过了期限，该单位没有这样标题的信息，或者条数不够的，提示一条。
    转人工核对：成果可能用了别的名称、发在别的栏目，一律由人核对，机器不判错。
    不算：还没有到期的；没有写明的任务。
    改法：公开任务成果；已经公开的，告知网址。
    不管什么：栏目不更新看 COL004。
    """
    tasks = ((plan, task) for plan in site.portal.plans for task in plan.tasks)
    for plan, task in tasks:
        if site.as_of.date() <= task.due_on:
            continue
        since_on = task.since_on or dt.date(plan.issued_on.year, 1, 1)
        found = sum(_shows(page, task, since_on) for page in site.pages)
        if found < task.count:
            yield _flaw(plan, task, found)


def _shows(page: Page, task: PlanTask, since_on: dt.date) -> bool:
    if page.kind is not PageKind.ARTICLE or not page.readable or page.unit != task.unit:
        return False
    title = squeeze(page.title)
    if not all(word in title for word in task.keywords):
        return False
    if page.shown_on is None:
        return task.since_on is None
    return page.shown_on >= since_on


def _flaw(plan: Plan, task: PlanTask, found: int) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"任务“{task.name}”{task.due_on}到期，只找到{found}条成果（应有{task.count}条），请按其他名称再核对",
        subject=f"{task.unit}/{task.name}",
        expected=f"标题含“{'、'.join(task.keywords)}”的信息至少{task.count}条",
        amount=task.count - found,
        section=Section(unit=task.unit, path=task.name),
        basis=(plan.basis(task.article),),
    )
