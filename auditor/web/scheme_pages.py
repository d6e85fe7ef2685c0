"""扣分表 on the screen: those that are there, and one copied, changed and kept under a name of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.inspection.own_scheme import Sheet, price_line, whole
from auditor.models import SectionKind
from auditor.models.role import Role
from auditor.office.papers import packed_scheme
from auditor.office.schemes import MAKERS, all_schemes, keep, text_of
from auditor.web.acts import Why
from auditor.web.desk import AtHand
from auditor.web.pages import page, sent_to
from auditor.web.profile_fields import KINDS, Field, Given, line, read_fields
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.rows import checks_told

routes = room()
Key = Annotated[str, Query(max_length=200)]
READERS = (Role.INSPECTOR, Role.CHIEF, Role.OPERATOR)
_SECOND = (
    ("veto", "单项否决的"),
    ("doubtful", "单项否决的，和机器没有把握、人工和外部的"),
    ("all", "全部"),
    ("none", "不要"),
)
FIELDS = (
    Field(key="basis", label="依据", required=True),
    Field(key="page_cap", label="同一页面最多扣多少分", kind="points"),
    Field(key="veto_score", label="单项否决的，得分不超过多少", kind="points"),
    Field(key="rectify_workdays", label="整改时限（工作日）", kind="number"),
    Field(key="appeal_workdays", label="申诉时限（工作日）", kind="number"),
    Field(key="regressed_times", label="整改后反弹的，按几倍扣", kind="points"),
    Field(key="repeated_times", label="上期扣过、过了时限没有改好的，按几倍扣", kind="points"),
    Field(
        key="rate_from",
        label="检查的信息多于多少条的单位按比率扣分",
        kind="number",
        hint="只用于逐条信息的各类（时效、格式要素等）。写 0 就都按件数。",
    ),
    Field(key="second_reader", label="哪些问题下发以前要第二人复核", kind="choice", choices=_SECOND),
)
SHARE = Field(
    key="daily_share",
    label="日常占比",
    kind="points",
    hint="年度得分里日常检查占多少，0.5 到 1：方案规定不低于 50%。",
)


TASK_MARKS = Field(
    key="task_marks",
    label="工作任务落实的满分",
    kind="points",
    hint="按工作台账计算：有佐证的，占有佐证的和逾期未见佐证的之和。写 0 就不计。",
)


@dataclass(frozen=True, slots=True)
class Category:
    """One category as the form shows it; `place` names its fields."""

    place: int
    name: str
    cap: Any
    lines: str
    columns: str  # what it looks at, in words; "": every unit
    by_rate: bool  # whether its faults are of single pieces


@routes.get("/schemes")
@admits(*READERS, menu="扣分表", aside=True)
def schemes(here: AtHand) -> HTMLResponse:
    """Those of the program and those that people made."""
    store = here.house.store
    own = {one.name: one for one in store.own_schemes.all()}
    lines = [(key, name, own.get(key)) for key, name in all_schemes(store)]
    return page(
        here.request,
        "schemes.html",
        lines=lines,
        names=dict(all_schemes(store)),
        may_make=here.user.role in MAKERS,
        makers="、".join(role.label for role in MAKERS),
    )


@routes.get("/schemes/one")
@admits(*READERS)
def scheme(here: AtHand, key: Key = "quarterly_check") -> HTMLResponse:
    """One, with its points; below, the form to make another of it."""
    store = here.house.store
    values, names = whole(text_of(store, key)), dict(checks_told())
    fields = (*FIELDS, SHARE, TASK_MARKS) if "daily_share" in values else FIELDS
    return page(
        here.request,
        "scheme.html",
        key=key,
        scheme=packed_scheme(key, store),
        own=store.own_schemes.get(key),
        values={"second_reader": "veto", "regressed_times": 1, "repeated_times": 1} | values,
        fields=fields,
        categories=_categories(values, names),
        bands=_lines(values, "bands", "from"),
        indicators=_lines(values, "indicators", "full"),
        may_make=here.user.role in MAKERS,
    )


@routes.post("/schemes")
@admits(*MAKERS, act="另立扣分表")
def copied(here: AtHand, given: Given, why: Why) -> RedirectResponse:
    """Kept under its own name; the one that it was made of stays as it is."""
    here.request.state.subject = line(given, "name")[:100]
    base = line(given, "copied_from")
    values = whole(text_of(here.house.store, base))
    sheet = Sheet(
        name=line(given, "name"),
        plain=_plain(given),
        bands=_text(given, "bands"),
        indicators=_text(given, "indicators"),
        caps={one.name: line(given, f"cap-{one.place}") for one in _categories(values, {})},
        points={one.name: _text(given, f"points-{one.place}") for one in _categories(values, {})},
    )
    keep(here.desk, base, sheet, why=why)
    return sent_to("/schemes", "noted")


def _plain(given: Mapping[str, list[str]]) -> dict[str, Any]:
    return read_fields([one for one in (*FIELDS, SHARE, TASK_MARKS) if one.key in given], given)


def _text(given: Mapping[str, list[str]], name: str) -> str:
    return given.get(name, [""])[0]


def _categories(values: Mapping[str, Any], names: Mapping[str, str]) -> list[Category]:
    return [
        Category(
            place,
            one["name"],
            one.get("cap", ""),
            "\n".join(
                price_line(code, price, names.get(code, "")) for code, price in one.get("points", {}).items()
            ),
            "、".join(KINDS[SectionKind(kind)] for kind in one.get("columns", [])),
            bool(one.get("by_rate")),
        )
        for place, one in enumerate(values.get("categories", []))
    ]


def _lines(values: Mapping[str, Any], part: str, number: str) -> str:
    return "\n".join(f"{one['name']} {one[number]}" for one in values.get(part, []))
