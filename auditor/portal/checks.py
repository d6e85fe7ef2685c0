"""What a profile must not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import urlsplit

from auditor.config.toml_table import Table, suggest
from auditor.models import Period, Section, Unit
from auditor.models.spaces import squeeze
from auditor.portal.hosts import is_among
from auditor.rule import Rule


def refuse_twins(top: Table, units: tuple[Unit, ...]) -> None:
    """One name must mean one unit at any one time."""
    held: dict[str, list[Unit]] = {}
    for unit in units:
        for name in dict.fromkeys(squeeze(n) for n in (unit.name, *unit.aliases)):
            for other in held.setdefault(name, []):
                if _overlap(unit.period, other.period):
                    top.fault("units", f"“{name}”既是“{other.name}”又是“{unit.name}”的名称或别名，无法归属")
            held[name].append(unit)


def refuse_overlap(table: Table, section: Section, others: Iterable[Section]) -> None:
    for other in others:
        if not _overlap(section.period, other.period):
            continue
        if (section.unit, section.path) == (other.unit, other.path):
            table.fault(
                "path", f"{section.unit}的栏目“{section.path}”重复；交接的栏目请分别写起止日期 since、until"
            )
        elif section.url and section.url == other.url:
            table.fault("url", f"与{other.unit}的栏目“{other.path}”网址相同，无法归属")


def selector_fault(css: str) -> str | None:
    """Why a selector cannot be tried on any page; None where it can."""
    from lxml.cssselect import CSSSelector, SelectorError  # most commands open no profile with selectors

    try:
        CSSSelector(css, translator="html")
    except SelectorError:
        return f"“{css}”不是写全的 CSS 选择器；应当像 #content 或 .article .title 这样写，不能用 ::text 一类的伪元素"
    return None


def _overlap(one: Period, other: Period) -> bool:
    first, last = dt.date.min, dt.date.max
    return (one.since or first) <= (other.until or last) and (other.since or first) <= (one.until or last)


def site_code(table: Table) -> str | None:
    code = table.text("site_code")
    if code and not (len(code) == 10 and code.isascii() and code.isalnum()):
        table.fault("site_code", f"“{code}”不是网站标识码，应当是10位")
    return code


def address_fault(url: str, hosts: tuple[str, ...]) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return f"“{url}”不是网址"
    if parts.scheme not in ("http", "https") or not host:
        return f"“{url}”不是完整的网址，应当以 http:// 或 https:// 开头"
    if hosts and not is_among(url, hosts):
        return f"“{parts.netloc if host in hosts else host}”不在 hosts 允许的主机之内（{'、'.join(hosts)}）"
    return ""


def check_code(table: Table, key: str, code: str, known: Collection[str]) -> None:
    """A code must be one of `known`."""
    if code not in known:
        table.fault(key, f"没有规则“{code}”{suggest(code, known)}；全部规则见 auditor rules")


def unit_name(table: Table, key: str, units: Iterable[Unit], *, required: bool = False) -> str | None:
    """A key that must hold the name of a unit of this profile."""
    name = table.text(key, required=required)
    if name is None or any(unit.name == name for unit in units):
        return name
    full = next((unit.name for unit in units if name in unit.aliases), None)
    hint = f"，这是别名，要写“{full}”" if full else suggest(name, [unit.name for unit in units])
    table.fault(key, f"units 里没有“{name}”这个单位{hint}")
    return None


def check_options(table: Table, rule: Rule) -> None:
    """Options must be known and of the kind of their default."""
    for key, value in table.values.items():
        if key not in rule.options:
            known = "、".join(rule.options) or "无"
            table.fault(key, f"规则 {rule.code} 没有选项“{key}”{suggest(key, rule.options)}；可用：{known}")
        elif not _fits(value, rule.options[key]):
            table.fault(key, f"“{value}”的类型不对，应当与默认值 {rule.options[key]!r} 同类")


def _fits(value: Any, default: Any) -> bool:
    if default is None:
        return True
    if isinstance(default, (tuple, list, set, frozenset)):
        return isinstance(value, list)
    if isinstance(default, bool) or isinstance(value, bool):
        return type(value) is type(default)
    if isinstance(default, float):
        return isinstance(value, (int, float))
    return isinstance(value, type(default))
