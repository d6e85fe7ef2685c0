"""The fields of a profile's forms: how each is shown, and how what was typed is read. What it means the profile says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from starlette.requests import Request

from auditor.models import SectionKind
from auditor.models.complaint import CommandError
from auditor.web.door import FORM_LIMITS

MOST = 20_000  # characters of one field
KINDS = {
    SectionKind.NEWS: "动态要闻",
    SectionKind.NOTICE: "通知公告",
    SectionKind.POLICY: "政策文件",
    SectionKind.NORMATIVE: "规范性文件",
    SectionKind.PUBLIC_NOTICE: "公示",
    SectionKind.INTERPRETATION: "政策解读",
    SectionKind.CONSULTATION: "意见征集",
    SectionKind.CONSULTATION_FEEDBACK: "采纳反馈",
    SectionKind.DECISION: "重大行政决策",
    SectionKind.BUDGET: "预决算",
    SectionKind.ANNUAL_REPORT: "政府信息公开年报",
    SectionKind.GUIDE: "公开指南",
    SectionKind.CATALOGUE: "主动公开基本目录",
    SectionKind.REGULATIONS: "公开制度",
    SectionKind.ON_REQUEST: "依申请公开",
    SectionKind.ORGANISATION: "机构职能和领导",
    SectionKind.PLAN: "规划计划",
    SectionKind.STATISTICS: "统计信息",
    SectionKind.ENFORCEMENT: "行政执法",
    SectionKind.PROCUREMENT: "政府采购",
    SectionKind.PROJECT: "重大建设项目",
    SectionKind.ASSISTANCE: "社会救助等民生",
    SectionKind.PETITION: "信访和监督",
    SectionKind.PARENT: "上级栏目，只汇集下级",
    SectionKind.OTHER: "其他",
}
_NUMBERS: dict[str, Callable[[str], int | float]] = {"number": int, "points": float}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `kind`: line, lines, day, number, points, choice, flag, listed (a line with suggestions)."""

    key: str
    label: str
    kind: str = "line"
    hint: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""  # what an entry means that does not say it; so it need not say it
    empty: str = "—"  # what an entry is said to be that does not say it

    def read(self, words: str) -> Any:
        """As the profile has it; None where nothing was typed. Raises CommandError."""
        words = words.strip()
        if self.kind == "flag":
            return False if words == "no" else None
        if words in ("", self.default):
            return None
        if self.kind == "lines":
            return [name for name in re.split(r"\s*[\r\n、，,]+\s*", words) if name]
        try:
            if self.kind == "day":
                return dt.date.fromisoformat(words)
            return _NUMBERS[self.kind](words) if self.kind in _NUMBERS else words
        except ValueError:
            right = {"day": "日期，如 2026-03-15", "number": "整数"}.get(self.kind, "数字")
            raise CommandError(f"{self.label}“{words}”不对，应当是{right}") from None

    def shown(self, table: Mapping[str, Any]) -> str:
        """What stands in the field of an entry."""
        value = table.get(self.key)
        if self.kind == "flag":
            return "no" if value is False else "yes"
        if isinstance(value, list | tuple):
            return "\n".join(map(str, value))
        return "" if value is None else str(value)


SINCE = Field(key="since", label="起日", kind="day", hint="不写就是一直。")
UNTIL = Field(key="until", label="止日", kind="day", hint="含当天；不写就是没有截止。")
APPROVAL = Field(key="approval", label="批准文件", hint="谁批准的、文号。")
UNIT_FIELDS = (
    Field(
        key="aliases",
        label="其他名称",
        kind="lines",
        hint="简称、曾用名、落款时写的名称，一行一个。网页上写这些名称的都算它的。",
    ),
    Field(key="group", label="分组", hint="部门、镇、双管单位；同组的一起排名。不写就是部门。", empty="部门"),
    Field(key="credit_code", label="统一社会信用代码", hint="18 位。"),
    SINCE,
    UNTIL,
)
SECTION_FIELDS = (
    Field(key="path", label="栏目路径", hint="上级栏目和本栏目，用 / 隔开。", required=True),
    Field(key="url", label="网址", hint="列表页的网址；还不知道的不写，不写就不检查。"),
    Field(
        key="kind",
        label="种类",
        kind="choice",
        hint="决定按哪些规则检查。",
        default=SectionKind.OTHER.value,
        choices=tuple((kind.value, label) for kind, label in KINDS.items()),
    ),
    Field(
        key="update_within_days",
        label="更新周期（天）",
        kind="number",
        hint="多少天没有更新算不更新；不写就按种类。",
    ),
    Field(
        key="statutory",
        label="法定主动公开",
        kind="flag",
        choices=(("yes", "是：必须有内容"), ("no", "不是")),
    ),
)
NIL_FIELDS = (
    Field(key="reason", label="理由", hint="如：本年没有制发规范性文件。", required=True),
    APPROVAL,
    SINCE,
    UNTIL,
)


def exemption_fields(units: Iterable[str], codes: Iterable[str]) -> tuple[Field, ...]:
    """Of an exemption, for a portal with these units and rules."""
    names = (("", "全部单位"), *((name, name) for name in units))
    return (
        Field(
            key="code",
            label="规则",
            kind="listed",
            required=True,
            choices=tuple((code, "") for code in codes),
        ),
        Field(key="unit", label="单位", kind="choice", choices=names),
        Field(key="section", label="栏目", hint="栏目路径；不写就是全部栏目。"),
        Field(key="url", label="网址", hint="只豁免这一页的写。"),
        Field(key="reason", label="理由", required=True),
        APPROVAL,
        SINCE,
        UNTIL,
    )


async def _form(request: Request) -> dict[str, list[str]]:
    form = await request.form(**FORM_LIMITS)
    given: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            given.setdefault(name, []).append(value[:MOST])
    return given


Given = Annotated[dict[str, list[str]], Depends(_form)]


def read_fields(fields: Sequence[Field], given: Mapping[str, list[str]]) -> dict[str, Any]:
    """What the form says, field by field. Raises CommandError."""
    return {field.key: field.read(line(given, field.key)) for field in fields}


def line(given: Mapping[str, list[str]], name: str) -> str:
    """One field as it was typed."""
    return given.get(name, [""])[0].strip()


def day(given: Mapping[str, list[str]], name: str, label: str) -> dt.date:
    """A field that must be a day. Raises CommandError."""
    found = Field(key=name, label=label, kind="day").read(line(given, name))
    if not isinstance(found, dt.date):
        raise CommandError(f"要写明{label}")
    return found
