"""The profile of the fictional district, as a person would write it for a real one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from auditor.sample.district import Section, Unit, read_data, sections, units
from auditor.sample.portal_site import section_path


def portal(base_url: str, *, plan: str = "") -> str:
    """Profile TOML of the sample portal served at `base_url`; `plan`: the file beside it that holds the year's tasks."""
    return "\n".join(_lines(base_url, plan)) + "\n"


def _lines(base_url: str, plan: str) -> Iterator[str]:
    yield "# 演示用虚构门户的档案：写法与真实门户相同。"
    data = read_data("district.toml")
    yield from _pairs(data["portal"])
    yield from _pairs({"home": f"{base_url}/", "hosts": [urlsplit(base_url).netloc], "cms": "gongkai"})
    yield from ("", "[politeness]  # 本机演示，不必礼让；真实门户请保留默认值")
    yield from _pairs({"delay_seconds": 0, "concurrency": 4, "contact": "演示"})
    yield from ("", "[rule_options.TXT001]  # 本地认可、机器不认识的说法", 'known = ["真公开"]')
    yield from ("", "[rule_options.FLD003]  # 各系统的索引号都按信用代码编制", "credit_code_form = true")
    yield from ("", "[[plans]]  # 工作方案：依据里引用它的各项")
    yield from _pairs(data["plan"] | ({"file": plan} if plan else {}))
    yield from ("", "[plans.items]")
    yield from _pairs(
        {json.dumps(item, ensure_ascii=False): codes for item, codes in data["plan_items"].items()}
    )
    for unit in units().values():
        yield from ("", "[[units]]", *_unit(unit))
    for section in sections().values():
        yield from ("", "[[sections]]", *_section(section, base_url))
    yield from ("", "[[exemptions]]")
    yield from _pairs(data["exemption"])


def _unit(unit: Unit) -> Iterator[str]:
    yield from _pairs({"name": unit.name, "aliases": list(unit.aliases), "group": unit.group})
    yield from _pairs({"credit_code": unit.credit_code})


def _section(section: Section, base_url: str) -> Iterator[str]:
    yield from _pairs(
        {"unit": section.unit.name, "path": section.path, "url": base_url + section_path(section)}
    )
    yield from _pairs({"kind": section.kind})
    if section.days:
        yield from _pairs({"update_within_days": section.days})
    if not section.statutory:
        yield from _pairs({"statutory": False})
    if section.nil:
        yield "[[sections.nil_returns]]"
        yield from _pairs({"reason": section.nil, "since": section.since, "until": section.until})


def _pairs(values: dict[str, Any]) -> Iterator[str]:
    """`key = value` lines; JSON's strings, numbers and lists are TOML's too."""
    for key, value in values.items():
        plain = value.isoformat() if hasattr(value, "isoformat") else json.dumps(value, ensure_ascii=False)
        yield f"{key} = {plain}"
