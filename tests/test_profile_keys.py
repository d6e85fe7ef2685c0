"""Every key of a profile stands in the manual's table, and what it is where nobody writes it."""

import re
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

import pytest

from auditor.models.portal import Contact, Exemption, NilReturn, Politeness, Portal, Section, Unit

MANUAL = (Path(__file__).parents[1] / "docs/manual.zh-CN.md").read_text("utf-8")
TABLE = MANUAL.partition("档案的全部键")[2].partition("\n### ")[0]
WRITTEN = {"period": "since"}  # a span of time is two keys
UNWRITTEN = {"asked_at"}  # no profile writes it


@pytest.mark.parametrize("noun", [Portal, Unit, Section, NilReturn, Exemption, Politeness, Contact])
def test_every_key_of_a_profile_is_in_the_manual(noun: type) -> None:
    for field in fields(noun):
        key = WRITTEN.get(field.name, field.name)
        assert key in UNWRITTEN or f"`{key}`" in TABLE or f"`[{key}" in TABLE or f"[[{key}]]" in TABLE, key


@pytest.mark.parametrize("field", fields(Politeness), ids=lambda field: field.name)
def test_the_manual_tells_what_holds_where_a_manner_is_not_written(field: Field[Any]) -> None:
    assert field.default is not MISSING
    if field.default in (None, ""):
        return
    told = str(field.default).lower().removesuffix(".0")
    assert re.search(rf"`{field.name}` \|[^|]*\| `?{told}`? \|", TABLE), field.name
