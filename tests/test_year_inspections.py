"""The annual appraisal as an inspection: drawn up from frozen quarters and the marks of people."""

from pathlib import Path

import pytest
from test_inspections import district, frozen, papers, shown, told  # noqa: F401

MARKS = """单位,组织领导和培训,依申请公开办理,政策解读和回应,平台建设和保障
砚溪区财政局,24,22.5,20,25
砚溪区民政局,20,20,21,
"""


def test_a_year_is_appraised_from_what_is_frozen_and_the_marks_of_people(frozen, told, shown, papers):
    Path("marks.csv").write_text(MARKS, "utf-8")
    assert told("inspect", "open", "year", "yanxi.toml", "--period", "2026", "--marks", "marks.csv")[0] == 0
    year, quarter = shown("2026"), shown("2026Q2")
    assert [one["what"] for one in year["coverage"]["unchecked"]] == ["2026Q1", "2026Q3", "2026Q4"]
    of = {one["unit"]: one for one in year["scores"]}
    finance = next(one for one in quarter["scores"] if one["unit"] == "砚溪区财政局")
    assert of["砚溪区财政局"]["score"] == pytest.approx(finance["score"] / 2 + 91.5 / 2, abs=0.011)
    assert of["砚溪区财政局"]["rank"] == 1 and of["砚溪区财政局"]["band"] == "优秀"
    how = "没有解读、决策类栏目，这2类不计，其他各类的扣分和上限按110÷85折算"
    assert of["砚溪区民政局"]["score"] is None
    assert of["砚溪区民政局"]["notes"] == ["其他指标没有评全", f"2026Q2{how}"]
    assert how in next(one["notes"] for one in quarter["scores"] if one["unit"] == "砚溪区民政局")
    written = papers("2026", "out")
    assert written.keys() == {"appraisal.html", "appraisal.xlsx"}
    assert papers("2026", "again") == written
    assert f"2026Q2{how}" in written["appraisal.html"].decode()


YEARS = [
    ([], None, "--marks"),
    (["--marks", "marks.csv"], MARKS.replace("22.5", "25.5"), "“依申请公开办理”写的是“25.5”"),
    (["--marks", "marks.csv"], MARKS.replace("砚溪区民政局", "民政处"), "档案里没有这个单位：民政处"),
    (["--marks", "marks.csv"], MARKS.replace("砚溪区民政局", "砚溪区财政局"), "单位写了两次"),
    (["--marks", "marks.csv"], MARKS.replace("平台建设和保障", "平台"), "缺少“平台建设和保障”"),
    (["--marks", "没有.csv"], MARKS, "读不出来"),
    (["--marks", "marks.csv", "--scheme", "own.toml"], MARKS, "占比不低于50%"),
    (["--marks", "marks.csv", "--scheme", "quarterly_check"], MARKS, "daily_share"),
]


@pytest.mark.parametrize(("arguments", "marks", "words"), YEARS)
def test_a_year_that_cannot_be_appraised_says_why(frozen, told, arguments, marks, words):
    Path("marks.csv").write_text(marks or "", "utf-8")
    Path("own.toml").write_text('extends = "annual_appraisal"\ndaily_share = 0.4\n', "utf-8")
    code, _, complaint = told("inspect", "open", "year", "yanxi.toml", "--period", "2026", *arguments)
    assert code == 2 and words in complaint
    assert "年度考核" not in told("inspect", "list")[1]


def test_a_year_without_a_frozen_quarter_is_refused(district, told):
    Path("marks.csv").write_text(MARKS, "gb18030")
    told("inspect", "open", "quarter", "yanxi.toml")
    code, _, complaint = told("inspect", "open", "year", "yanxi.toml", "--marks", "marks.csv")
    assert code == 2 and "还没有冻结的季度检查" in complaint
