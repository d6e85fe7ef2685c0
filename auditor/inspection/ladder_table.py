"""[[ladder]] of a scheme: the steps as people write them."""

from __future__ import annotations

from auditor.config.toml_table import Table
from auditor.inspection.ladder import Condition, Step
from auditor.models import Severity
from auditor.models.issue_kinds import IssueState
from auditor.models.letter import LetterKind
from auditor.models.role import Role

_PAPERS = tuple(kind for kind in LetterKind if kind is not LetterKind.DECISION)
_APPROVERS = (Role.INSPECTOR, Role.CHIEF)


def ladder(table: Table) -> tuple[Step, ...]:
    """The steps, lightest first; faults are noted in the table."""
    found = [step for row in table.tables("ladder") if (step := _step(row))]
    names = [step.name for step in found]
    for name in {name for name in names if names.count(name) > 1}:
        table.fault("ladder", f"“{name}”写了两次")
    return tuple(found)


def _step(row: Table) -> Step | None:
    name, paper = row.text("name", required=True), row.choice("paper", _PAPERS, required=True)
    approvers = row.chosen("approvers", _APPROVERS)
    when = tuple(_condition(one) for one in row.tables("when"))
    answer = row.integer("answer_workdays", least=1, most=60)
    row.close()
    if not approvers:
        row.fault(None, "缺少 approvers：谁可以签发")
    if not when:
        row.fault(None, "缺少 when：什么条件下发")
    if not (name and paper and approvers and when):
        return None
    return Step(name=name, paper=LetterKind(paper), approvers=approvers, when=when, answer_workdays=answer)


def _condition(row: Table) -> Condition:
    states = row.chosen("states", IssueState)
    given = Condition(
        severities=row.chosen("severities", Severity),
        overdue_days=row.integer("overdue_days", least=1),
        failed_rechecks=row.integer("failed_rechecks", least=1),
        returns=row.integer("returns", least=1),
        stands_days=row.integer("stands_days", least=1),
        **({"states": states} if states else {}),
    )
    row.close()
    return given
