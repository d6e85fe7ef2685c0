"""A clerk at the command line, on a small district's database."""

import datetime as dt
import json
from typing import Any

import pytest
from mini_district import FIRST, District

from auditor.cli import run

UNIT = "文昌湾区管委会"
OWN = ("--by", UNIT, "--role", "unit")
INSPECTOR = ("--by", "王丽", "--role", "inspector")
CHIEF = ("--by", "李强", "--role", "chief")


class Clerk:
    """The command line on the district's database, at noon of the n-th day after the first night."""

    def __init__(self, district: District, capsys: pytest.CaptureFixture[str]) -> None:
        self.district, self._capsys = district, capsys

    def __call__(self, *words: str, day: int = 0, code: int = 0) -> str:
        at = (FIRST + dt.timedelta(days=day, hours=11)).isoformat()
        got = run([*words, "--db", self.district.db, "--as-of", at])
        out, err = self._capsys.readouterr()
        assert got == code, err
        return out if code == 0 else err

    def rows(self, *words: str, day: int = 0) -> list[dict[str, Any]]:
        told = self("issue", "list", *words, "--format", "jsonl", day=day)
        return [json.loads(line) for line in told.splitlines()]

    def row(self, number: str, day: int = 0) -> dict[str, Any]:
        return json.loads(self("issue", "show", number, "--format", "json", day=day))

    def act(
        self, *words: str, number: str, who: tuple[str, ...] = INSPECTOR, day: int = 0, code: int = 0
    ) -> str:
        return self(*words, number, *who, day=day, code=code)

    def late(self) -> dict[str, Any]:
        return next(row for row in self.rows() if row["code"] == "LAG001")
