"""An inspector in the web portal: the overview's figures and lists, and the queue of what the machine suspects."""

import re
import shutil
from dataclasses import replace

import pytest
from mini_district import District
from portal_visitor import Portal

from auditor.models.issue_kinds import IssueState


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def suspected(portal):
    return [row for row in portal.store.issues.of() if row.state is IssueState.SUSPECTED]


def owned(portal):
    return [row for row in suspected(portal) if row.unit]


def now(portal, row):
    return portal.store.issues.numbered(row.number)[0]


def ticked(row):
    return f"{row.portal}/{row.number}/{row.version}"


def test_the_first_page_says_how_the_night_went_and_what_waits(portal):
    visitor = portal.someone("inspector")
    assert visitor.get("/").headers["location"] == "/work"
    page = visitor.get("/overview").text
    run = portal.store.runs.newest(limit=1)[0]
    assert run.state.label in page and f"/runs/{run.id}" in page
    assert f'href="/review"><b>{len(suspected(portal))}</b>' in page


def test_each_figure_is_the_number_of_the_list_behind_it(portal):
    rows = owned(portal)
    visitor = portal.someone("inspector")
    visitor.get("/review")
    visitor.post("/review", {"word": "confirm", "rows": [ticked(row) for row in rows[:3]]})
    page = visitor.get("/overview").text
    figures = re.findall(r'href="(/issues\?which=\w+)"><b>(\d+)</b>', page)
    assert len(figures) >= 4
    for address, number in figures:
        assert f"共 {number} 行" in visitor.get(address).text, address
    assert 'href="/notices"><b>3</b>' in page and "共 3 条" in visitor.get("/notices").text


def test_rows_are_looked_at_one_after_the_other(portal):
    rows = suspected(portal)
    visitor = portal.someone("inspector")
    page = visitor.get(re.search(r'href="(/review/[^"]+)"', visitor.get("/review").text)[1]).text
    seen = set()
    while True:
        number = re.search(r'name="rows" value="[\w-]+/([\d-]+)/1"', page)[1]
        seen.add(number)
        row = portal.store.issues.numbered(number)[0]
        assert row.opening.name in page and row.opening.basis[0].source in page
        assert f"/issues/{row.portal}/{number}/page" in page
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        if onward is None:
            break
        page = visitor.get(onward[1]).text
    assert seen == {row.number for row in rows}


def test_a_word_leads_to_the_next_row(portal):
    visitor = portal.someone("inspector")
    page = visitor.get(re.search(r'href="(/review/[^"]+)"', visitor.get("/review").text)[1]).text
    value, onward = (
        re.search(pattern, page)[1]
        for pattern in (r'name="rows" value="([^"]+)"', r'rel="next" href="([^"]+)"')
    )
    form = {"word": "dismiss", "rows": value, "single": "1", "why": "  "}
    answer = visitor.post("/review", form)
    assert answer.status_code == 400 and "要写明理由" in answer.text
    answer = visitor.post("/review", form | {"why": "会签件<b>原文</b>如此"})
    assert answer.headers["location"].partition("?")[0] == onward
    row = portal.store.issues.numbered(value.split("/")[1])[0]
    assert row.state is IssueState.DISMISSED and row.events[-1].by == "王丽"
    listed = visitor.get("/review").text
    assert (
        row.number in listed.partition("我今天核对过")[2]
        and row.number not in listed.partition("我今天核对过")[0]
    )
    assert "&lt;b&gt;原文" in visitor.get(f"/issues/{row.portal}/{row.number}").text


def test_several_at_once_are_all_kept_or_none(portal):
    first, second, third, *_ = owned(portal)
    fast, slow = portal.someone("inspector"), portal.someone("inspector")
    slow.get("/review")
    fast.get("/review")
    fast.post("/review", {"word": "dismiss", "rows": ticked(second), "why": "是转载"})
    form = {"word": "confirm", "rows": [ticked(row) for row in (first, second, third)], "why": "逐条看过"}
    answer = slow.post("/review", form)
    assert answer.status_code == 409 and second.number in answer.text and "判为误报" in answer.text
    assert now(portal, first) == first and now(portal, third) == third
    assert "逐条看过</textarea>" in answer.text
    assert f'value="{ticked(first)}" checked' in answer.text and ticked(second) not in answer.text
    assert slow.post("/review", form | {"rows": [ticked(first), ticked(third)]}).status_code == 303
    assert {now(portal, row).state for row in (first, third)} == {IssueState.CONFIRMED}
    assert now(portal, second).state is IssueState.DISMISSED


def test_the_unit_can_be_said_otherwise_and_only_one_that_is_known(portal):
    row, *_ = owned(portal)
    other = next(unit.name for unit in portal.portal.units if unit.name != row.unit)
    visitor = portal.someone("inspector")
    visitor.get("/review")
    form = {"word": "confirm", "rows": ticked(row)}
    assert "没有“区某局”这个单位" in visitor.post("/review", form | {"whose": "区某局"}).text
    assert now(portal, row) == row
    nobodys = next(one for one in suspected(portal) if one.unit is None)
    assert "请选责任单位" in visitor.post("/review", form | {"rows": ticked(nobodys)}).text
    assert now(portal, nobodys) == nobodys
    visitor.post("/review", form | {"whose": other})
    assert now(portal, row).unit == other


def test_what_was_said_can_be_said_otherwise(portal):
    row, *_ = owned(portal)
    visitor = portal.someone("inspector")
    visitor.get("/review")
    visitor.post("/review", {"word": "confirm", "rows": ticked(row)})
    path = f"/issues/{row.portal}/{row.number}"
    page = visitor.get(path).text
    assert "判为误报" in page
    form = {"seen": now(portal, row).version, "why": "看错了"}
    assert visitor.post(f"{path}/dismiss", form).status_code == 303
    assert now(portal, row).state is IssueState.DISMISSED


@pytest.mark.parametrize("rows", ["x", "wenchangwan/1/a", "wenchangwan/2026-9999/1", "../x/1", "/1/1"])
def test_what_is_no_row_is_refused(portal, rows):
    visitor = portal.someone("inspector")
    visitor.get("/review")
    answer = visitor.post("/review", {"word": "confirm", "rows": rows})
    assert answer.status_code in (404, 422)


def test_a_long_queue_comes_in_pages_each_of_which_can_be_judged_whole(portal):
    known = suspected(portal)[0]
    more = [
        (replace(known.opening, url=f"{known.url}?{n}", fingerprint=f"x{n}"), known.events[0])
        for n in range(90)
    ]
    portal.store.issues.open(known.portal, more)
    count = len(suspected(portal))
    visitor = portal.someone("inspector")
    page, met = visitor.get("/review").text, []
    while True:
        met += re.findall(r'type="checkbox" name="rows" value="([^"]+)"', page)
        onward = re.search(r'<a href="([^"]+)">下一页', page)
        if onward is None:
            break
        page = visitor.get(onward[1].replace("&amp;", "&")).text
    assert len(met) == len(set(met)) == count
    first = re.findall(r'type="checkbox" name="rows" value="([^"]+)"', visitor.get("/review").text)
    form = {"word": "dismiss", "rows": first, "why": "整批看过"}
    assert len(first) > 40 and visitor.post("/review", form).status_code == 303
    assert len(suspected(portal)) == count - len(first)


def test_rows_are_found_by_their_words(portal):
    row = suspected(portal)[-1]
    visitor = portal.someone("inspector")
    assert "共 1 行" in visitor.get("/issues", params={"words": row.number}).text
    assert "&lt;script&gt;：共 0 行" in visitor.get("/issues", params={"words": "<script>"}).text


def test_one_click_sends_nothing_to_units_that_nobody_chose(portal):
    rows = owned(portal)[:2]
    visitor = portal.someone("inspector")
    visitor.get("/review")
    visitor.post("/review", {"word": "confirm", "rows": [ticked(row) for row in rows]})
    everything = visitor.get("/notices").text
    assert everything.count('name="rows"') == 2 and " checked>" not in everything
    [unit] = {row.unit for row in rows}
    assert visitor.get(f"/notices?unit={unit}").text.count(" checked>") == 2
    assert "没有等下发的问题" in visitor.get("/notices?unit=别的单位").text


def test_a_chief_is_led_to_lists_that_are_open_to_a_chief(portal):
    chief = portal.someone("chief")
    for address in re.findall(r'<li[^>]*><a href="([^"]+)"><b>\d+</b>', chief.get("/overview").text):
        assert chief.get(address.replace("&amp;", "&")).status_code == 200, address


def test_what_others_told_of_has_a_list_and_one_of_what_nobody_answered(portal):
    visitor, row = portal.someone("inspector"), owned(portal)[0]
    visitor.get("/add")
    form = {
        "source": "outside", "portal": row.portal, "unit": row.unit, "url": "http://www.example.gov.cn/1.html",
        "code": "FLD016", "message": "看不到发布时间", "sender": "12345热线", "received_on": "2026-11-20",
        "answer_by": "2026-11-27",
    }  # fmt: skip
    number = visitor.post("/add", form).headers["location"].partition("?")[0].rpartition("/")[2]
    for which in ("outside", "unanswered"):
        page = visitor.get(f"/issues?which={which}").text
        assert "共 1 行" in page and number in page and "12345热线，2026年11月27日以前答复" in page
    path = f"/issues/{row.portal}/{number}"
    visitor.get(path)
    assert visitor.post(f"{path}/reply", {"seen": 1, "why": "已交办"}).status_code == 303
    assert "外部转来，机检疑似：共 1 行" in visitor.get("/issues?which=outside&state=suspected").text
    assert "共 0 行" in visitor.get("/issues?which=unanswered").text


def test_what_is_confirmed_goes_to_the_units_all_of_it_or_nothing(portal):
    rows = owned(portal)[:3]
    visitor = portal.someone("inspector")
    visitor.get("/review")
    visitor.post("/review", {"word": "confirm", "rows": [ticked(row) for row in rows]})
    ticks = re.findall(r'name="rows" value="([^"]+)"', visitor.get("/notices").text)
    assert len(ticks) == 3
    assert "请先勾选" in visitor.post("/notices", {"why": "请尽快"}).text
    stale = [*ticks[:2], ticks[2].rpartition("/")[0] + "/1"]
    answer = visitor.post("/notices", {"rows": stale, "why": "请尽快<b>"})
    assert answer.status_code == 409 and "请尽快&lt;b&gt;</textarea>" in answer.text
    assert {now(portal, row).state for row in rows} == {IssueState.CONFIRMED}
    form = {"rows": ticks, "inspection": "2026Q4", "due": "2026-12-20"}
    assert visitor.post("/notices", form).status_code == 303
    for row in rows:
        after = now(portal, row)
        assert (after.state, after.inspection, str(after.rectify_by)) == (
            IssueState.NOTIFIED,
            "2026Q4",
            "2026-12-20",
        )
