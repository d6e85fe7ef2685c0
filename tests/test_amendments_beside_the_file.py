"""A profile that its file and the screen both changed: what goes together does, of the rest somebody chooses."""

import datetime as dt

import pytest
from amended_folder import BASE, auditor, desk, folder, read, table  # noqa: F401  # fixtures among them

from auditor.models.complaint import CommandError, UserError
from auditor.office.amending import amend, settle, withdraw
from auditor.portal.changes import SECTIONS, UNITS, change, handed_over


def rewritten(folder, old, new):
    """Somebody edits the file by hand."""
    text = folder.path.read_text("utf-8")
    assert old in text
    folder.path.write_text(text.replace(old, new), "utf-8")


def regrouped(desk, folder, group="镇"):
    """The unit 区文化局 put into a group on the screen."""
    before = table(folder, UNITS, name="区文化局")
    return amend(desk, folder, "改分组", [change(UNITS, before, {**before, "group": group})], why="x")


NAMED, ALIASED = 'name = "区文化局"', 'name = "区文化局"\naliases = ["文化局"]'
GROUPED = 'name = "区文化局"\ngroup = "双管单位"'


def test_file_and_screen_may_change_different_keys_of_one_entry(folder, desk):
    regrouped(desk, folder)
    rewritten(folder, NAMED, ALIASED)
    unit = read(folder).unit_named("文化局")
    assert (unit.name, unit.group) == ("区文化局", "镇")
    (told,) = folder.clashes()[1]
    assert told.lines == (("其他名称", "（没有写）", "文化局", "（没有写）"),)
    merged = folder.merged()
    folder.path.write_text(merged, "utf-8")
    assert read(folder).unit_named("文化局") == unit and folder.merged() == merged
    assert folder.clashes() == ([], [])


def test_who_changes_an_entry_that_both_changed_goes_on_from_both(folder, desk):
    regrouped(desk, folder)
    rewritten(folder, NAMED, ALIASED)
    regrouped(desk, folder, "双管单位")
    unit = read(folder).unit_named("文化局")
    assert (unit.group, unit.aliases) == ("双管单位", ("文化局",))
    folder.path.write_text(folder.merged(), "utf-8")
    assert read(folder).unit_named("文化局") == unit
    regrouped(desk, folder, "国有企业")
    assert read(folder).unit_named("文化局").group == "国有企业"
    rewritten(folder, 'aliases = ["文化局"]', 'aliases = ["文化局", "文体局"]')
    assert (read(folder).unit_named("文体局").group, folder.clashes()[0]) == ("国有企业", [])


def test_what_was_entered_and_taken_over_into_the_file_can_be_changed_again(folder, desk):
    amend(desk, folder, "新增", [change(UNITS, None, {"name": "甲局"})], why="x")
    folder.path.write_text(folder.merged(), "utf-8")
    before = table(folder, UNITS, name="甲局")
    amend(desk, folder, "改", [change(UNITS, before, {**before, "group": "镇"})], why="x")
    assert read(folder).unit_named("甲局").group == "镇"
    folder.path.write_text(folder.merged(), "utf-8")
    assert read(folder).unit_named("甲局").group == "镇"


def test_a_key_that_file_and_screen_both_changed_is_refused_and_both_are_told(folder, desk):
    regrouped(desk, folder)
    rewritten(folder, NAMED, GROUPED)
    told = (
        "修改第1号“改分组”对不上档案：单位“区文化局”.*分组原来是“（没有写）”，档案文件里现在是“双管单位”，"
        "网页上改成“镇”.*--keep file.*--keep screen.*撤回这条修改"
    )
    with pytest.raises(UserError, match=told):
        read(folder)
    withdraw(desk, folder, 1, why="档案里已经改了")
    assert read(folder).unit_named("区文化局").group == "双管单位"


@pytest.mark.parametrize(("by_file", "group"), [(True, "双管单位"), (False, "镇")])
def test_somebody_chooses_and_what_only_one_side_changed_is_kept(folder, desk, by_file, group):
    before = table(folder, UNITS, name="区文化局")
    amend(
        desk, folder, "改", [change(UNITS, before, {**before, "group": "镇", "aliases": ["文体局"]})], why="x"
    )
    rewritten(folder, NAMED, GROUPED + "\nsince = 2020-01-01")
    kept = settle(desk, folder, 1, by_file=by_file, why="以三定方案为准")
    unit = read(folder).unit_named("文体局")
    assert (unit.group, unit.period.since) == (group, dt.date(2020, 1, 1))
    assert kept.title.startswith("以档案文件为准" if by_file else "以网页上的修改为准")
    with pytest.raises(CommandError, match="没有要选的地方"):
        settle(desk, folder, 1, by_file=by_file, why="再选")
    folder.path.write_text(folder.merged(), "utf-8")
    assert read(folder).unit_named("文体局") == unit


@pytest.mark.parametrize(("by_file", "named"), [(True, None), (False, "区文化局")])
def test_an_entry_that_the_file_lost_is_left_out_or_comes_back(folder, desk, by_file, named):
    folder.path.write_text(f'{BASE}\n[[units]]\nname = "甲局"\n', "utf-8")
    before = table(folder, UNITS, name="甲局")
    amend(desk, folder, "改", [change(UNITS, before, {**before, "group": "镇"})], why="x")
    folder.path.write_text(BASE, "utf-8")
    with pytest.raises(UserError, match="（没有这一条）"):
        read(folder)
    settle(desk, folder, 1, by_file=by_file, why="x")
    unit = read(folder).unit_named("甲局")
    assert (unit.group if unit else None) == ("镇" if named else None)


def test_a_section_that_was_parted_by_a_day_is_chosen_as_a_whole(folder, desk):
    section = table(folder, SECTIONS, unit="区旅游局")
    day = dt.date(2026, 5, 1)
    amend(desk, folder, "交接", handed_over([section], "区文化局", day), why="机构改革", from_on=day)
    rewritten(folder, "update_within_days = 90", "update_within_days = 60")
    with pytest.raises(UserError, match="修改第1号“交接”对不上档案"):
        read(folder)
    settle(desk, folder, 1, by_file=True, why="不交接了")
    (only,) = [one for one in read(folder).sections if one.path == "政策文件"]
    assert (only.unit, only.update_within_days) == ("区旅游局", 60)


def test_the_older_half_of_a_parted_section_takes_what_the_file_says(folder, desk):
    section = table(folder, SECTIONS, unit="区旅游局")
    day = dt.date(2026, 5, 1)
    amend(desk, folder, "交接", handed_over([section], "区文化局", day), why="机构改革", from_on=day)
    rewritten(folder, "update_within_days = 90", "update_within_days = 60")
    settle(desk, folder, 1, by_file=False, why="照交接")
    old, new = [one for one in read(folder).sections if one.path == "政策文件"]
    assert (old.update_within_days, new.update_within_days, new.unit) == (60, 90, "区文化局")


def test_of_several_that_fit_no_more_each_is_settled_by_itself(folder, desk):
    regrouped(desk, folder)
    before = table(folder, UNITS, name="区旅游局")
    amend(desk, folder, "改", [change(UNITS, before, {**before, "group": "镇"})], why="x")
    rewritten(folder, NAMED, GROUPED)
    rewritten(folder, 'name = "区旅游局"', 'name = "区旅游局"\ngroup = "双管单位"')
    withdraw(desk, folder, 1, why="x")
    assert [one.number for one in folder.clashes()[0]] == [2]
    settle(desk, folder, 2, by_file=False, why="x")
    assert {one.name: one.group for one in read(folder).units}["区旅游局"] == "镇"


def test_what_is_wrong_besides_is_no_way_around_the_checks(folder, desk):
    regrouped(desk, folder)
    rewritten(folder, NAMED, GROUPED)
    with pytest.raises(UserError, match="units 里没有“甲局”") as refused:
        amend(desk, folder, "新增", [change(SECTIONS, None, {"unit": "甲局", "path": "通知"})], why="x")
    assert "改分组" not in str(refused.value)


def test_the_lines_of_the_file_are_still_told(folder, desk):
    amend(desk, folder, "新增", [change(UNITS, None, {"name": "甲局"})], why="x")
    folder.path.write_text(BASE.replace('kind = "policy"', 'kind = "polici"'), "utf-8")
    line = BASE[: BASE.index('kind = "policy"')].count("\n") + 1
    with pytest.raises(UserError, match=f"qinghe.toml 第{line}行 sections"):
        read(folder)


def test_the_command_settles_what_file_and_screen_both_changed(folder, desk, tmp_path, capsys):
    regrouped(desk, folder)
    rewritten(folder, NAMED, GROUPED)
    db = ("--db", tmp_path / "a.sqlite3")
    assert auditor("profile", folder.path, *db) == 2
    assert "auditor profile settle 档案 1 --keep file" in capsys.readouterr().err
    said = ("--by", "李强", "--why", "以三定方案为准")
    assert auditor("profile", "settle", folder.path, 1, *db, "--keep", "both", *said) == 2
    assert auditor("profile", "settle", folder.path, 1, *db, "--keep", "screen", *said) == 0
    assert "第2号　以网页上的修改为准：第1号修改“改分组”" in capsys.readouterr().out
    rewritten(folder, GROUPED, GROUPED + '\naliases = ["文化局"]')
    assert auditor("profile", folder.path, *db) == 0
    assert "第2号修改和档案文件改了单位“区文化局”的不同地方，两处都算数" in capsys.readouterr().out
