"""Two rows that speak of one fault become one: what may become part of what, and what of it is to be looked at again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.ledger.issue import HOSTS, IssueError
from auditor.models.issue import Issue
from auditor.models.issue_kinds import ACQUITTED, Source


def refuse_merge(issue: Issue, into: Issue) -> None:
    """Raise IssueError where the two cannot be one: of two portals or units, the same row, or one that has ended."""
    if issue.portal != into.portal:
        raise IssueError(f"问题 {issue.number} 和 {into.number} 不是同一个门户的，不能并为一行")
    if issue.number == into.number:
        raise IssueError(f"问题 {issue.number} 不能并入它自己")
    if issue.unit != into.unit:
        whose = "、".join(one.unit or "未归属单位" for one in (issue, into))
        raise IssueError(f"问题 {issue.number} 和 {into.number} 的责任单位不同（{whose}），不能并为一行")
    if into.opening.source is Source.SELF and issue.opening.source is not Source.SELF:
        raise IssueError(f"问题 {into.number} 是单位自查的，不扣分；请反过来，把它并入 {issue.number}")
    if into.state not in HOSTS:
        may = "、".join(f"“{state.label}”" for state in HOSTS)
        raise IssueError(f"问题 {into.number} 现在是“{into.state_told}”，只能并入{may}的行")


def carrier(issue: Issue, rows: Mapping[str, Issue]) -> Issue:
    """The row that speaks of the fault now: the last one of those it became part of; itself where it did not.

    `rows`: of its portal, by number.
    """
    while issue.merged_into and (into := rows.get(issue.merged_into)):
        issue = into
    return issue


def left_alone(rows: Iterable[Issue]) -> list[tuple[Issue, Issue]]:
    """Merged rows of a portal whose other row people cleared since, each with that one: nobody answers for the fault."""
    known = {row.number: row for row in rows}
    merged = (row for row in known.values() if row.state in ACQUITTED and row.merged_into)
    pairs = ((row, carrier(row, known)) for row in merged)
    return [(row, other) for row, other in pairs if other.state in ACQUITTED]
