"""The tables of a department's budget and final accounts (财预〔2016〕143号), by every name in use."""

import re
from typing import NamedTuple

from .disclosure import Disclosure

_GAP = "[^。；：！？元]"  # a name goes on over no sentence and no sum of money
MOST_MISSING = 3  # where more are missing, they stand elsewhere


class RequiredTable(NamedTuple):
    """A table that must be published, and how its name is recognised in squeezed words."""

    name: str
    pattern: re.Pattern[str]
    topic: str = ""  # what the table is about, where it is often empty


def _table(name: str, pattern: str, topic: str = "") -> RequiredTable:
    return RequiredTable(name, re.compile(pattern), topic)


_SHARED = rf"[、及和](?:行政|机关){_GAP}{{0,18}}"  # 三公经费、行政（参公）单位机关运行经费情况表
_THREE = _table("“三公”经费支出表", rf"三公经费(?:{_GAP}{{0,14}}|{_SHARED})表", "三公经费")

BUDGET_TABLES = (
    _table("部门收支总表", r"(?<!拨款)收支(?:预算|情况)?总(?:体情况)?表|(?<!拨款)收入支出(?:预算)?总表"),
    _table("部门收入总表", r"(?<!支出)收入(?:预算|情况)?总(?:体情况)?表|收入预算(?:情况)?表"),
    _table(
        "部门支出总表",
        r"(?<!收入)支出(?:预算|情况)?总(?:体情况)?表"
        r"|(?<!收入)(?<!拨款)(?<!公共预算)(?<!基本)(?<!项目)(?<!经费)(?<!基金)(?<!基金预算)(?<!经营预算)支出预算(?:情况)?表",
    ),
    _table("财政拨款收支总表", r"财政拨款(?:预算)?(?:收支|收入支出)(?:预算|情况)*(?:总(?:体情况)?)?表"),
    _table(
        "一般公共预算支出表", r"一般公共预算(?:财政拨款)?(?:当年)?(?:拨款)?支出(?:预算|情况|功能分类|明细)*表"
    ),
    _table("一般公共预算基本支出表", rf"基本支出{_GAP}{{0,12}}表"),
    _THREE,
    _table("政府性基金预算支出表", rf"政府性基金{_GAP}{{0,14}}表", "政府性基金"),
)
ACCOUNT_TABLES = (
    _table("收入支出决算总表", r"(?<!拨款)(?:收入支出|收支)决算(?:公开)?总?表"),
    _table("收入决算表", r"(?<!支出)收入决算(?:情况|公开)?(?:明细|总)?表"),
    _table(
        "支出决算表", r"(?<!收入)(?<!拨款)(?<!经费)(?<!基本)(?<!经营预算)支出决算(?:情况|公开)?(?:明细|总)?表"
    ),
    _table(
        "财政拨款收入支出决算总表",
        r"(?<!基金预算)(?<!基金)(?<!经营预算)财政拨款(?:收入支出|收支)决算(?:公开)?总?表",
    ),
    _table("一般公共预算财政拨款支出决算表", r"一般公共预算(?:财政拨款)?支出决算(?:情况|公开)?(?:明细)?表"),
    _table("一般公共预算财政拨款基本支出决算表", rf"基本支出决算{_GAP}{{0,8}}表"),
    _THREE,
    _table("政府性基金预算财政拨款收入支出决算表", rf"政府性基金{_GAP}{{0,20}}表", "政府性基金"),
    _table("国有资本经营预算财政拨款支出决算表", rf"国有资本经营{_GAP}{{0,20}}表", "国有资本经营"),
)

MAY_BE_EMPTY = (  # of a budget or of final accounts
    _THREE,
    _table("政府性基金预算支出表", rf"政府性基金{_GAP}{{0,20}}表", "政府性基金"),
    _table("国有资本经营预算支出表", rf"国有资本经营{_GAP}{{0,20}}表", "国有资本经营"),
)


def required_tables(disclosure: Disclosure) -> tuple[RequiredTable, ...]:
    """The tables of a budget, or of final accounts."""
    return BUDGET_TABLES if disclosure.is_budget else ACCOUNT_TABLES


def missing_tables(disclosure: Disclosure) -> list[RequiredTable]:
    """The required tables whose name stands nowhere."""
    return [table for table in required_tables(disclosure) if not table.pattern.search(disclosure.words)]


def is_whole(disclosure: Disclosure) -> bool:
    """Whether this is the disclosure itself, and no summary whose tables and explanations stand elsewhere."""
    return len(missing_tables(disclosure)) <= MOST_MISSING
