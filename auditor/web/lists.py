"""The lists that an inspector works through: a figure of the overview and the list behind it are told by the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from auditor.ledger.deadlines import overdue_days
from auditor.models.issue import Issue
from auditor.models.issue_kinds import ENDED, Act, IssueState
from auditor.models.role import Role
from auditor.office.terms import last_judged
from auditor.web.clocks import RUNS
from auditor.web.desk import Here


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one sort, and what one does with them."""

    name: str
    label: str
    holds: Callable[[Issue], bool]
    where: str  # the page on which they are worked through

    def of(self, rows: Iterable[Issue]) -> list[Issue]:
        """Those of the sort."""
        return [row for row in rows if self.holds(row)]


def listings(here: Here) -> tuple[Listing, ...]:
    """Every sort, in the order of a day's work; a chief reads in lists what an inspector works off."""
    works = here.user.role is Role.INSPECTOR
    return (
        _of_state(IssueState.SUSPECTED, "等确认", "/review" if works else "/issues?which=suspected"),
        Listing("new", "昨夜新增", _newcomer(here), "/issues?which=new"),
        _of_state(IssueState.CONFIRMED, "已确认，等下发", "/notices" if works else "/issues?which=confirmed"),
        Listing("mending", "等单位整改", lambda row: row.state in RUNS, "/issues?which=mending"),
        _of_state(IssueState.RECHECK, "等复查", "/issues?which=recheck"),
        Listing(
            "overdue", "整改逾期", lambda row: overdue_days(row, here.today) > 0, "/issues?which=overdue"
        ),
        Listing("returned", "反弹", _is_back, "/issues?which=returned"),
        _of_state(IssueState.APPEALED, "申诉等裁定", "/appeals"),
        Listing("extension", "延期等批复", lambda row: row.extension is not None, "/appeals"),
        Listing("plea", "平台原因等认定", lambda row: row.plea is not None, "/issues?which=plea"),
        _of_state(IssueState.PLATFORM, "等平台或上级", "/issues?which=platform"),
        Listing("outside", "外部转来", lambda row: row.opening.outside is not None, "/issues?which=outside"),
        Listing("unanswered", "外部转来，没有答复", _is_unanswered, "/issues?which=unanswered"),
        Listing("living", "没有了结的", lambda row: row.state not in ENDED, "/issues?which=living"),
    )


def _of_state(state: IssueState, label: str, where: str) -> Listing:
    return Listing(state.value, label, lambda row: row.state is state, where)


def _newcomer(here: Here) -> Callable[[Issue], bool]:
    """Whether the machine opened the row in the last night that was believed."""
    nights = {portal.id: last_judged(here.house.store, portal) for portal in here.portals}

    def is_new(row: Issue) -> bool:
        night, first = nights[row.portal], row.events[0]
        return night is not None and first.act is Act.OPEN and first.at >= night.as_of

    return is_new


def _is_unanswered(row: Issue) -> bool:
    told = row.opening.outside
    return told is not None and told.answer_by is not None and row.last(Act.REPLY) is None


def _is_back(row: Issue) -> bool:
    return row.opening.returned_from is not None and row.state not in ENDED
