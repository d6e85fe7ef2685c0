"""The same data for programs: JSON, with CSV and XLSX beside it. It reads; whatever is done is done on the pages."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Annotated, Any

from fastapi import Depends, Query
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse, Response

from auditor.inspection.results import view as inspection_view
from auditor.ledger.deadlines import overdue_days
from auditor.ledger.issue_view import issue_line, issue_view
from auditor.models import TaskRow
from auditor.models.inspection import InspectionState
from auditor.models.issue import Issue
from auditor.models.issue_kinds import IssueState
from auditor.models.role import Role
from auditor.text.plain import task_view
from auditor.web.desk import AtHand, Here
from auditor.web.roles import admits_people
from auditor.web.rooms import GuardedRoute, room
from auditor.web.safety import API
from auditor.web.sheets import CsvResponse, XlsxResponse, csv_of, workbook, xlsx_of
from auditor.web.tasks import portal_tasks
from reports.ledger_sheet import guarded
from reports.workbook import plain

routes = room()
V1 = f"{API}v1"
MOST = 1000
Words = Annotated[str, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="最多给多少条")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="跳过多少条")]
State = Annotated[IssueState | None, Query(description="只要这种状态的")]
Listed = dict[str, Any]


def chosen_rows(
    here: AtHand,
    portal: Words = "",
    unit: Words = "",
    state: State = None,
    code: Words = "",
    overdue: bool = False,
) -> list[Issue]:
    """The rows that the person may see and the parameters choose."""
    return [
        one
        for one in here.rows()
        if portal in ("", one.portal)
        and unit in ("", one.unit)
        and state in (None, one.state)
        and code in ("", one.opening.code)
        and (not overdue or overdue_days(one, here.today) > 0)
    ]


def chosen_tasks(here: AtHand, portal: Words = "", unit: Words = "") -> list[TaskRow]:
    """The duties likewise."""
    own = here.user.unit if here.user.role is Role.UNIT else None
    return [
        row
        for one in here.portals
        if portal in ("", one.id)
        for row in portal_tasks(here, one)
        if own in (None, row.unit) and unit in ("", row.unit)
    ]


ChosenRows = Annotated[list[Issue], Depends(chosen_rows)]
ChosenTasks = Annotated[list[TaskRow], Depends(chosen_tasks)]
_REFUSALS = {
    "401": "没有登录，或者密钥不对",
    "404": "没有这一项，或者不是给这个身份看的",
    "422": "参数写得不对",
    "500": "程序出错",
}
_ISSUE_COLUMNS = {
    "number": "编号", "portal": "门户", "state": "状态", "unit": "责任单位", "section": "栏目", "title": "标题",
    "url": "网址", "code": "规则", "name": "问题", "message": "说明", "quote": "原文", "expected": "应为",
    "points": "扣分", "notified_on": "下发日期", "rectify_by": "整改时限", "overdue_days": "逾期天数",
    "ended_on": "了结日期", "version": "版本",
}  # fmt: skip
_TASK_COLUMNS = {
    "task": "任务", "unit": "责任单位", "part": "身份", "duty": "内容", "due_on": "期限", "limit": "时限原文",
    "light": "状态", "why": "依据", "workdays_left": "还有几个工作日", "pages": "网页数",
}  # fmt: skip


@routes.get(f"{V1}/me")
@admits_people()
def me(here: AtHand) -> Listed:
    """这个密钥是谁的，能看哪些门户。"""
    return {
        "name": here.user.name,
        "person": here.user.person,
        "role": here.user.role.value,
        "unit": here.user.unit,
        "portals": [{"id": portal.id, "name": portal.name} for portal in here.portals],
    }


@routes.get(f"{V1}/issues")
@admits_people()
def issues(here: AtHand, found: ChosenRows, limit: Limit = 100, offset: Offset = 0) -> Listed:
    """台账的各行，与网页和 `auditor issue list` 相同；责任单位只有本单位已下发的。"""
    return _listed(
        [issue_view(one, here.today) for one in found[offset : offset + limit]], len(found), offset
    )


@routes.get(f"{V1}/issues.csv", response_class=CsvResponse)
@admits_people()
def issues_csv(here: AtHand, found: ChosenRows) -> Response:
    """同样的各行，写成电子表格能打开的 CSV。"""
    return csv_of("issues.csv", _ISSUE_COLUMNS.values(), (_line(here, one) for one in found))


@routes.get(f"{V1}/issues.xlsx", response_class=XlsxResponse)
@admits_people()
def issues_xlsx(here: AtHand, found: ChosenRows) -> Response:
    """同样的各行，写成 XLSX。"""
    key = (here.today, tuple((one.portal, one.number, one.version) for one in found))
    lines = (issue_line(one, here.today) for one in found)
    return _xlsx(here, "issues.xlsx", key, lambda: workbook("台账", _ISSUE_COLUMNS, lines, here.at))


@routes.get(f"{V1}/issues/{{portal}}/{{number}}")
@admits_people()
def issue(here: AtHand, portal: str, number: str) -> Listed:
    """台账的一行，连同全部经过。"""
    return issue_view(here.row(portal, number), here.today)


@routes.get(f"{V1}/tasks")
@admits_people()
def tasks(found: ChosenTasks, limit: Limit = 100, offset: Offset = 0) -> Listed:
    """工作台账，与 `auditor task list` 相同；责任单位只有本单位的。"""
    return _listed([task_view(one) for one in found[offset : offset + limit]], len(found), offset)


@routes.get(f"{V1}/tasks.csv", response_class=CsvResponse)
@admits_people()
def tasks_csv(found: ChosenTasks) -> Response:
    """同样的任务，写成 CSV。"""
    return csv_of(
        "tasks.csv", _TASK_COLUMNS.values(), (_cells(_TASK_COLUMNS, task_view(one)) for one in found)
    )


@routes.get(f"{V1}/tasks.xlsx", response_class=XlsxResponse)
@admits_people()
def tasks_xlsx(here: AtHand, found: ChosenTasks) -> Response:
    """同样的任务，写成 XLSX。"""
    lines = [task_view(one) for one in found]
    key = tuple(tuple(line[name] for name in _TASK_COLUMNS) for line in lines)
    return _xlsx(here, "tasks.xlsx", key, lambda: workbook("工作台账", _TASK_COLUMNS, lines, here.at))


@routes.get(f"{V1}/inspections")
@admits_people()
def inspections(here: AtHand, limit: Limit = 100, offset: Offset = 0) -> Listed:
    """各次检查，与 `auditor inspect show` 相同；责任单位只有已征求意见以后的，并且只有本单位的得分。"""
    views = []
    for portal in here.portals:
        for one in here.house.store.inspections.all(portal.id):
            if here.user.role is not Role.UNIT:
                views.append(inspection_view(one))
            elif one.state is not InspectionState.DRAFT:
                views.append(_own(inspection_view(one), here.user.unit))
    return _listed(views[offset : offset + limit], len(views), offset)


@routes.get(f"{V1}/openapi.json", include_in_schema=False)
@admits_people()
def openapi(here: AtHand) -> JSONResponse:
    """What this interface offers."""
    doors = [
        route
        for route in here.request.app.routes
        if isinstance(route, GuardedRoute) and route.path.startswith(API) and route.include_in_schema
    ]
    app = here.request.app
    return JSONResponse(_with_refusals(get_openapi(title=app.title, version=app.version, routes=doors)))


def _with_refusals(told: dict[str, Any]) -> dict[str, Any]:
    """What is said where something is refused is one sentence, whatever the reason."""
    refusal = {"type": "object", "properties": {"detail": {"type": "string"}}, "required": ["detail"]}
    schemes = {"key": {"type": "http", "scheme": "bearer"}}
    for methods in told["paths"].values():
        for operation in methods.values():
            operation["responses"] |= {
                status: {"description": why, "content": {"application/json": {"schema": refusal}}}
                for status, why in _REFUSALS.items()
            }
    nouns = told.get("components", {}) | {"securitySchemes": schemes}
    return told | {"components": nouns, "security": [{"key": []}]}


def _own(view: dict[str, Any], unit: str | None) -> dict[str, Any]:
    """An inspection without what it says of other units."""
    told = ("number", "kind", "portal", "period", "window", "state", "scheme", "data_hash")
    scores = [one for one in view["scores"] if one["unit"] == unit]
    return {name: view[name] for name in told} | {"scores": scores}


def _listed(items: Sequence[Mapping[str, Any]], total: int, offset: int) -> Listed:
    return {"total": total, "offset": offset, "items": list(items)}


def _cell(value: Any) -> Any:
    return guarded(plain(value)) if isinstance(value, str) else value


def _cells(columns: Mapping[str, str], told: Mapping[str, Any]) -> list[Any]:
    return [_cell(told[key]) for key in columns]


def _line(here: Here, issue: Issue) -> list[Any]:
    """The cells of a row, as long as nothing is done about it that day: a table has thousands of rows."""
    lines, place, state = here.house.lines, (issue.portal, issue.number), (issue.version, here.today)
    known = lines.get(place)
    if known is None or known[0] != state:
        known = lines[place] = (state, _cells(_ISSUE_COLUMNS, issue_line(issue, here.today)))
    return known[1]


def _xlsx(here: Here, name: str, key: Hashable, write: Callable[[], bytes]) -> Response:
    """A workbook of thousands of rows takes seconds: the last one is still there while nothing was done since."""
    return xlsx_of(name, here.house.remembered(f"{name} {here.user.role} {here.user.unit}", key, write))
