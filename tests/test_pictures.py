"""Pictures of a quarter: they count what they say, tell it in words too, and a unit's remark stands beside them."""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from drawn_up import a_bulletin, a_quarter, words
from findings import AS_OF, FINANCE, SOCIAL, a_finding, findings_of_a_quarter
from lxml import html
from made_pictures import MONTHS, a_pictured
from sample_store import SampleStore

from auditor.cli import run
from auditor.inspection.pictured import DutyLook
from auditor.models.inspection import Remark
from auditor.office.quarter import Quarter
from auditor.store import Store
from reports import pictures
from reports.cover import UNSTAMPED
from reports.figures import FIGURES
from reports.matrix import Mark, matrix, tone

EVIL = "<script>alert(1)</script>"


def drawn(found=None, **changes):
    found = findings_of_a_quarter() if found is None else found
    return pictures.build(
        a_quarter(found),
        a_pictured(**changes.pop("pictured", {})),
        since=dt.date(2024, 7, 1),
        stamp=UNSTAMPED,
        **changes,
    )


def figure(name: str, **given):
    return next(one for one in drawn(**given).figures if one.id == name)


def test_every_figure_has_a_card_that_says_what_it_does_not_say(tmp_path):
    page = html.parse(pictures.write(drawn(), tmp_path))
    assert [h.get("id") for h in page.xpath("//section/h2")] == [f"figure-{name}" for name in FIGURES]
    for card in page.xpath("//dl[@class='means']"):
        assert card.xpath("dt/text()") == ["含义", "分子", "分母", "时段", "不能说明"]
        assert all(len(dd.text_content().strip()) > 3 for dd in card.xpath("dd"))


def test_every_picture_can_be_read_without_seeing_it_and_without_colour(tmp_path):
    page = html.parse(pictures.write(drawn(), tmp_path))
    pictured = page.xpath("//*[local-name()='svg']")
    assert len(pictured) == 6
    for one in pictured:
        title, told = (one.xpath(f"*[local-name()='{name}']")[0].text_content() for name in ("title", "desc"))
        assert title and len(told) > len(title)
        assert one.get("role") == "img" and not one.xpath(".//script")
    grid = figure("tested").grid
    assert all(cell.mark.text for cell in grid.cells)  # a letter in each, whatever its shade


def test_the_coverage_map_counts_each_state_and_shows_the_last_look():
    one = figure("tested")
    said = [how for unit in a_pictured().units for how in unit.tested.values()]
    for how in DutyLook:
        assert f"{how.label}{said.count(how)}格" in one.words[0]
    sides = {line.full: line.side for line in one.grid.lines}
    assert sides[SOCIAL] == "没有" and sides[FINANCE] == "09-28"


def test_the_fault_map_holds_every_certain_fault_and_no_doubt():
    one = figure("faults")
    failed = [row for row in a_quarter(findings_of_a_quarter()).rows if row.failed]
    homeless = [row for row in failed if row.unit == "未归属单位"]
    assert sum(int(cell.mark.text) for cell in one.grid.cells) == len(failed) - len(homeless)
    assert f"另有{len(homeless)}个问题还没有责任单位" in one.words[0]
    assert (
        figure("faults", found=[]).grid is None
        and "没有可以确定的问题" in figure("faults", found=[]).words[0]
    )


def test_what_lies_in_more_sections_than_are_drawn_is_said():
    found = [a_finding(section=f"栏目{n}", url=f"http://a.example/{n}.html") for n in range(30)]
    assert "另有6个问题在其他栏目，没有画出。" in figure("faults", found=found).words


def test_days_until_publication_are_counted_in_spans():
    one = figure("lag")
    assert [bar.text for bar in one.bars.bars] == ["4条", "3条", "4条", "2条", "2条"]
    assert "20个工作日以内公开的11条（73.3%）；4条缺日期" in one.words[0]
    empty = figure("lag", pictured={"lags": (), "undated": 0})
    assert empty.bars is None and "其中0条两个日期齐全" in empty.words[0]


def test_quarters_that_nobody_kept_are_not_made_up():
    assert "只有3个季度留有检查记录，没有记录的季度不补画。" in figure("trend").words
    assert len(figure("trend", pictured={"earlier": ()}).bars.bars) == 1


def test_a_month_without_a_piece_is_marked_only_where_one_was_promised_and_it_is_over():
    said = [cell.mark.full for cell in figure("pieces").grid.cells if cell.mark.text == "空"]
    assert said and not any("柳溪镇" in one for one in said)  # which promised nothing
    assert not any(
        cell.mark.text == "空" for cell in figure("pieces", pictured={"whole_months": ()}).grid.cells
    )


def test_of_a_unit_that_was_not_read_no_month_is_called_empty():
    one = figure("pieces")
    assert {cell.mark.text for cell in one.grid.cells if SOCIAL in cell.mark.full} == {"阻"}
    assert one.words == (f"栏目没有读到、不作判断的单位：{SOCIAL}。",)
    partly = tuple(replace(unit, whole=False) for unit in a_pictured().units)
    cells = figure("pieces", pictured={"units": partly}).grid.cells
    assert not any(cell.mark.text == "空" for cell in cells)
    mute = replace(a_pictured().units[3], pieces={})
    assert f"没有读到的单位：{FINANCE}。" in figure("pieces", pictured={"units": (mute,)}).words[0]


def test_a_unit_that_published_nothing_in_the_quarter_is_named():
    told = a_pictured()
    paused = replace(told.units[3], pieces={told.months[0]: 2})
    (words,) = figure("pieces", pictured={"units": (paused,)}).words
    assert words.startswith("2024年第3季度截至") and words.endswith(f"没有读到发布的单位：{FINANCE}。")
    partly = replace(paused, whole=False)
    assert FINANCE not in "".join(figure("pieces", pictured={"units": (partly,)}).words)


def test_a_remark_stands_beside_its_figure_and_is_escaped(tmp_path):
    remark = Remark(figure="pieces", unit=FINANCE, text=f"网站迁移{EVIL}", by="张强", at=AS_OF)
    page = pictures.write(drawn(remarks=[remark]), tmp_path).read_text("utf-8")
    assert EVIL not in page
    section = html.fromstring(page).xpath("//section[h2/@id='figure-pieces']")[0]
    assert "网站迁移" in words(html.tostring(section, encoding="unicode"))
    assert len(html.fromstring(page).xpath("//p[@class='remark']")) == 1


def test_those_that_fit_stand_in_the_bulletin():
    charts = [chart.id for chart in a_bulletin(pictured=a_pictured()).charts]
    assert charts[-3:] == ["trend", "lag", "funnel"]
    assert not {"trend", "lag"} & {chart.id for chart in a_bulletin().charts}


@pytest.mark.parametrize(("value", "strength"), [(0, 0), (1, 1), (10, 4), (5, 2)])
def test_shades_follow_the_largest(value, strength):
    assert tone(value, 10) == strength


def test_a_grid_of_nothing_is_none():
    assert matrix("a", "图", [], [("c", "列")], {}) is None
    assert matrix("a", "图", [("r", "行")], [("c", "列")], {("x", "c"): Mark("1", 1, "无此行")}).cells == ()


@pytest.fixture
def district(judged_once, tmp_path, monkeypatch) -> SampleStore:
    shutil.copytree(judged_once.folder, tmp_path / "d")
    monkeypatch.chdir(tmp_path / "d")
    monkeypatch.setenv("AUDITOR_DB", "auditor.sqlite3")
    return SampleStore(tmp_path / "d")


def kept(district: SampleStore):
    with district.open() as store:
        return store.inspections.basis(store.inspections.get("2026Q2"), Quarter).pictured


def test_a_quarter_keeps_what_its_pictures_are_drawn_from(district):
    assert run(["inspect", "open", "quarter", "yanxi.toml"]) == 0
    pictured = kept(district)
    assert (
        pictured.months[-1] == "2026-04"
        and "2026-04" not in pictured.whole_months
        and len(pictured.months) == len(MONTHS) == 12
    )
    assert sum(sum(one.pieces.values()) for one in pictured.units) > 20
    assert pictured.undated > 20  # of news nobody says when it was made
    assert {how for one in pictured.units for how in one.tested.values()} >= {DutyLook.RULE}
    district.night(2)
    assert run(["inspect", "papers", "2026Q2", "--out", "a"]) == 0
    assert kept(district) == pictured and (Path("a") / "pictures.html").is_file()


def test_days_are_counted_from_making_to_publication(first_night, tmp_path, monkeypatch):
    lived, _ = first_night
    shutil.copytree(lived.folder, tmp_path / "d")
    monkeypatch.chdir(tmp_path / "d")
    profile = next(Path().glob("*.toml"))
    assert run(["inspect", "open", "quarter", str(profile), "--db", "auditor.sqlite3"]) == 0
    with Store.existing("sqlite:///auditor.sqlite3") as store:
        pictured = store.inspections.basis(store.inspections.all()[0], Quarter).pictured
    assert pictured.lags[-1] == 42  # working days: made on 3 August, published on 3 October 2026
    assert pictured.funnel.found > 0 and pictured.funnel.confirmed == 0


def test_a_unit_remarks_on_a_figure_while_it_is_asked(district, capsys):
    asked = [
        "inspect",
        "remark",
        "2026Q2",
        "--figure",
        "每月发布数量",
        "--unit",
        "砚溪区财政局",
        "--by",
        "张强",
    ]
    run(["inspect", "open", "quarter", "yanxi.toml"])
    assert run([*asked, "--why", "网站迁移"]) == 2 and "“草稿”" in capsys.readouterr().err
    run(["inspect", "send", "2026Q2"])
    assert run([*asked, "--why", "网站迁移"]) == 0
    wrong = [
        (["--why", " "], "不能是空的"),
        (["--why", "说明", "--role", "inspector"], "检查人员不行"),
        (["--why", "说明", "--unit", "砚溪区"], "没有“砚溪区”这个单位"),
        (["--why", "说明", "--figure", "饼图"], "没有“饼图”这张图"),
    ]
    for more, told in wrong:
        capsys.readouterr()
        assert run([*asked, *more]) == 2 and told in capsys.readouterr().err
    run(["inspect", "freeze", "2026Q2", "--role", "chief", "--why", "各单位均无异议"])
    assert run([*asked, "--why", "再说一次"]) == 2
    run(["inspect", "papers", "2026Q2", "--out", "a"])
    page = html.parse("a/pictures.html")
    assert [p.text_content().split("网站")[0] for p in page.xpath("//p[@class='remark']")] == [
        "砚溪区财政局的说明"
    ]
