"""A year of a small district, as an office walks through it with the commands of the manual's chapter."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clerk import CHIEF, INSPECTOR, OWN, UNIT, Clerk
from mini_district import FIRST, LATE, District
from mini_portal import MiniPortal, filled, serving

from auditor.cli import run

SECOND = ("--by", "赵敏", "--role", "inspector")
MARKS = f"""单位,组织领导和培训,依申请公开办理,政策解读和回应,平台建设和保障
{UNIT},24,22.5,20,25
"""


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[District]:
    monkeypatch.chdir(tmp_path)
    with serving(filled(MiniPortal(), articles=4)) as portal:
        yield District(portal, tmp_path)


class Year(Clerk):
    """The clerk, who thinks in days of 2026."""

    def on(self, day: str, *words: str, code: int = 0) -> str:
        return self(*words, day=_offset(day), code=code)

    def told(self, *words: str) -> str:
        code = run([*words, "--db", self.district.db])
        out, err = self._capsys.readouterr()
        assert code == 0, err
        return out

    def shown(self, number: str) -> dict[str, Any]:
        return json.loads(self.told("inspect", "show", number, "--format", "json"))

    def score(self, number: str) -> float:
        return next(one["score"] for one in self.shown(number)["scores"] if one["unit"] == UNIT)

    def papers(self, number: str, folder: str) -> dict[str, bytes]:
        self.told("inspect", "papers", number, "--out", folder)
        files = (path for path in Path(folder).rglob("*") if path.is_file())
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}

    def frozen(self, number: str, sent: str, frozen: str) -> None:
        self.on(sent, "inspect", "send", number, *INSPECTOR)
        self.on(frozen, "inspect", "freeze", number, *CHIEF)


def _offset(day: str) -> int:
    return (dt.date.fromisoformat(day) - FIRST.date()).days


def certain(year: Year, count: int) -> list[dict[str, Any]]:
    """Suspected rows of the unit that the machine is sure of, each of another code."""
    rows = [r for r in year.rows("--state", "suspected") if r["verdict"] == "fail" and r["unit"] == UNIT]
    return list({row["code"]: row for row in rows}.values())[:count]


def test_a_year_from_the_first_night_to_the_appraisal(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    year, profile = Year(district, capsys), str(district.profile)

    # 一季度: a dismissal before the draft, two appeals after it, one won and one for fewer points
    district.night(_offset("2026-03-20"))
    year.on("2026-03-21", "inspect", "open", "quarter", profile, "--period", "2026Q1", *INSPECTOR)
    untouched = year.score("2026Q1")
    won, fewer, mistaken = (row["number"] for row in certain(year, 3))
    year.on("2026-03-23", "issue", "confirm", won, fewer, *INSPECTOR)
    year.on("2026-03-23", "issue", "second", won, "--result", "属实", *SECOND)
    year.on("2026-03-23", "issue", "dismiss", mistaken, "--why", "附件里有", *INSPECTOR)
    year.on("2026-03-24", "inspect", "open", "quarter", profile, "--period", "2026Q1", *INSPECTOR)
    draft = year.score("2026Q1")
    assert draft >= untouched
    year.on("2026-03-25", "inspect", "send", "2026Q1", *INSPECTOR)
    sent = year.row(won)
    assert (sent["state"], sent["inspection"], sent["second_reader"]) == ("notified", "2026Q1", "赵敏")
    year.on("2026-03-27", "appeal", "file", won, "--why", "模板由市里统一", *OWN)
    year.on("2026-03-27", "appeal", "file", fewer, "--kind", "改扣分", "--points", "0.1", "--why", "轻", *OWN)
    waits = year.on("2026-04-10", "inspect", "freeze", "2026Q1", *CHIEF, code=2)
    assert won in waits and fewer in waits
    year.on("2026-04-09", "appeal", "decide", won, "--decision", "撤销", "--why", "属实", *CHIEF)
    more = ("--decision", "改扣分", "--points", "0.1", "--why", "情节轻")
    year.on("2026-04-09", "appeal", "decide", fewer, *more, *CHIEF)
    year.on("2026-04-10", "inspect", "freeze", "2026Q1", *CHIEF)
    back = sent["points"] + max(0, year.row(fewer)["deviation"]["from"] - 0.1)
    assert year.score("2026Q1") == pytest.approx(draft + back)
    year.on("2026-04-13", "inspect", "issue", "2026Q1", "--number", "文管办函〔2026〕3号", *CHIEF)
    record = (year.shown("2026Q1"), year.papers("2026Q1", "q1"))
    assert "申诉后撤销" in record[1]["bulletin.html"].decode()

    # 二季度: a spot check, a report from outside, a cause that lies with the platform
    district.night(_offset("2026-06-10"))
    year.on(
        "2026-06-11", "inspect", "open", "spot", profile, "--period", "2026-06", "--seed", "7", *INSPECTOR
    )
    year.frozen("2026-06-S1", "2026-06-12", "2026-06-30")
    told = ("--source", "外部转来", "--from", "12345热线", "--received-on", "2026-06-12")
    fault = ("--url", f"{district.portal.home}zcwj/", "--code", "FLD016", "--message", "看不到发布时间")
    year.on("2026-06-13", "issue", "add", profile, "--unit", UNIT, *fault, *told, *INSPECTOR)
    outside = next(row["number"] for row in year.rows() if row["source"] == "outside")
    (platform,) = (row["number"] for row in certain(year, 1))
    year.on("2026-06-14", "issue", "confirm", outside, platform, *INSPECTOR)
    year.on("2026-06-14", "inspect", "open", "quarter", profile, "--period", "2026Q2", *INSPECTOR)
    before = year.score("2026Q2")
    year.on("2026-06-15", "inspect", "send", "2026Q2", *INSPECTOR)
    year.on("2026-06-16", "issue", "platform", platform, "--owner", "市大数据局", "--why", "模板", *INSPECTOR)
    year.on("2026-07-06", "inspect", "freeze", "2026Q2", *CHIEF)
    assert year.score("2026Q2") == pytest.approx(before + year.row(platform)["points"])
    year.on("2026-07-07", "issue", "reply", outside, "--why", "已交办，感谢监督", *INSPECTOR)
    assert year.row(outside)["inspection"] == "2026Q2" and year.row(outside)["reply"]["text"].startswith(
        "已交办"
    )

    # 三季度: more time, mended, closed
    district.night(_offset("2026-09-10"))
    extended = outside
    year.on("2026-06-18", "extension", "ask", extended, "--until", "2026-09-30", "--why", "改版", *OWN)
    year.on("2026-06-19", "extension", "decide", extended, "--decision", "同意", *CHIEF)
    year.on("2026-09-11", "issue", "fixed", extended, "--why", "已补上", *OWN)
    done = ("--result", "已整改", "--why", "看过", "--profile", profile)
    year.on("2026-09-12", "issue", "recheck", extended, *done, *INSPECTOR)
    assert year.row(extended)["state"] == "closed"
    year.on("2026-09-14", "inspect", "open", "quarter", profile, "--period", "2026Q3", *INSPECTOR)
    year.frozen("2026Q3", "2026-09-15", "2026-10-09")

    # 四季度: what was mended comes back
    page = district.portal.pages[LATE]
    mended = page.body
    broken = mended.replace(b"11370300MB000000X/2026-00003", b"None")
    assert broken != mended
    for day, body in (("2026-10-20", broken), ("2026-11-10", mended), ("2026-11-20", broken)):
        page.body = body
        district.night(_offset(day))
    came_back = [row for row in year.rows() if row["returned_from"]]
    assert "suspected" in {row["state"] for row in came_back}
    year.on("2026-11-21", "inspect", "open", "quarter", profile, "--period", "2026Q4", *INSPECTOR)
    year.frozen("2026Q4", "2026-11-22", "2026-12-15")

    # 年度考核
    Path("marks.csv").write_text(MARKS, "utf-8")
    year.on(
        "2026-12-20", "inspect", "open", "year", profile, "--marks", "marks.csv", "--period", "2026", *CHIEF
    )
    shown = year.shown("2026")
    assert not shown["coverage"]["unchecked"] and year.score("2026") is not None
    assert (year.shown("2026Q1"), year.papers("2026Q1", "again")) == record
