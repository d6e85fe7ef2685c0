"""A year of a small district by the very commands of the manual, from an empty database to the appraisal."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clerk import UNIT
from mini_district import LATE, District
from mini_portal import MiniPortal, filled, serving

from auditor.cli import run

MANUAL = (Path(__file__).parents[1] / "docs/manual.zh-CN.md").read_text("utf-8")
CHAPTER = MANUAL.partition("### 一年怎么走")[2].partition("\n### ")[0]
PRINTED_HOME = "http://www.wenchangwan.gov.cn/"
BROKEN_FROM = ("nightly wenchangwan.toml --as-of 2026-10-20", "nightly wenchangwan.toml --as-of 2026-11-20")
MENDED_FROM = "issue fixed 2026-0054"


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", CHAPTER, re.DOTALL)
    return found


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[District]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AUDITOR_DB", raising=False)
    with serving(filled(MiniPortal(), articles=4)) as portal:
        yield District(portal, tmp_path)


class Walk:
    """The commands of the chapter, one after another; the portal changes where the story says so."""

    def __init__(self, district: District, capsys: pytest.CaptureFixture[str]) -> None:
        self.district, self._capsys = district, capsys
        self.said: dict[str, str] = {}
        assert district.profile.name == "wenchangwan.toml"
        Path("评分.csv").write_text(block("csv"), "utf-8")

    def through(self) -> None:
        for line in block("sh").splitlines():
            if line.startswith("auditor "):
                self._turn_page(line)
                self.said[line] = self(
                    *shlex.split(line.replace(PRINTED_HOME, self.district.portal.home))[1:]
                )

    def __call__(self, *words: str) -> str:
        code = run(list(words))
        out, err = self._capsys.readouterr()
        assert code == 0, (words, out, err)
        return out + err

    def of(self, words: str) -> str:
        """What the command said that begins so."""
        return next(said for line, said in self.said.items() if line.startswith(f"auditor {words}"))

    def row(self, number: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self("issue", "show", number, "--format", "json"))
        return found

    def shown(self, number: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self("inspect", "show", number, "--format", "json"))
        return told | next(one for one in told["scores"] if one["unit"] == UNIT)

    def _turn_page(self, line: str) -> None:
        page = self.district.portal.pages[LATE]
        if any(words in line for words in BROKEN_FROM):
            page.body = page.body.replace(b"11370300MB000000X/2026-00003", b"None")
        elif MENDED_FROM in line:
            page.body = page.body.replace(
                "索引号：</td><td>None".encode(), "索引号：</td><td>11370300MB000000X/2026-00003".encode()
            )


def files(folder: str) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


def test_a_year_by_the_commands_of_the_manual(district: District, capsys: pytest.CaptureFixture[str]) -> None:
    year = Walk(district, capsys)
    year.through()

    # 一季度: what was confirmed and told costs points, an appeal was won, one lowered, one lost; nothing else costs any
    upheld, lowered, dismissed, won = (year.row(f"2026-{n}") for n in ("0015", "0041", "0042", "0043"))
    assert [r["state"] for r in (lowered, dismissed, won)] == ["notified", "dismissed", "withdrawn"]
    assert won["second_reader"] == "赵敏" and won["inspection"] == "2026Q1"
    assert (lowered["points"], lowered["deviation"]["from"]) == (0.1, 0.2)
    assert upheld["appeal"]["decision"] == "uphold"
    first_half = upheld["points"] + 0.1
    assert year.shown("2026Q1")["score"] == pytest.approx(100 - first_half)
    assert "还没有人确认" in year.of("inspect send 2026Q1") and "不扣分" in year.of("inspect freeze 2026Q1")
    assert "复评2条，结论相同2条" in year.of("inspect agreement")
    first = Path("2026Q1/bulletin.html").read_text("utf-8")
    assert "申诉后撤销" in first and "没有核实或者没有下发，不扣分" in first

    # 二季度: a platform's cause, told before the notice and after it, costs the unit nothing
    before, after = year.row("2026-0046"), year.row("2026-0045")
    assert before["platform"]["owner"] == after["platform"]["owner"] == "市大数据局"
    assert before["notified_on"] is None and after["notified_on"] and after["platform"]["reminded_on"]
    dead, outside = year.row("2026-0052"), year.row("2026-0053")
    assert outside["source"] == "outside" and outside["reply"]["text"].startswith("已交办")
    again = 2 * upheld["points"] + 0.1  # not mended in its time: twice; what a person decided stays
    told = 100 - again - dead["points"] - outside["points"]
    assert year.shown("2026Q2")["score"] == pytest.approx(told)
    letter = Path("文书")
    assert {path.suffix for path in letter.iterdir()} >= {".html", ".docx"}

    # 三季度: more time, mended, looked at, closed; it costs nothing any more
    assert (outside["state"], outside["rectify_by"]) == ("closed", "2026-09-30")
    assert year.shown("2026Q3")["score"] == pytest.approx(100 - again - 2 * dead["points"])

    # 四季度: the machine sees for itself that a page is mended; what comes back is a row of its own
    mended, back = year.row("2026-0054"), year.row("2026-0060")
    assert (mended["state"], mended["recheck"]["result"]) == ("closed", "fixed")
    assert back["returned_from"] == "2026-0054" and back["state"] == "notified"
    assert back["points"] == 2 * mended["points"]

    # 年度考核, and the way from a point to what proves it; the first quarter's papers stay to the byte
    told = year.shown("2026")
    assert not told["coverage"]["unchecked"] and told["score"] is not None
    proof = year.of("evidence show 2026-0041")
    for words in ("FLD012", "王丽", "sha256:", "2026-03-20"):
        assert words in proof, words
    assert files("一季度再写") == files("2026Q1")
