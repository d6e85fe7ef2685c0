"""Lists that go on in ways of their own: read whole with their days; cut, never called whole."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from later_lists import later_lists, within
from made_portals import BASE, Made, cut, fed, key, page, walked
from portal_feeds import as_json, rows_data
from served_lists import Shelf, shelf

from auditor.models import VisitState

LISTS = {made.name: made for made in later_lists()}
WITHIN = {made.name: made for made in within()}


@pytest.fixture(scope="module")
def served() -> Iterator[Shelf]:
    with shelf() as server:
        yield server


@pytest.mark.parametrize("made", (LISTS | WITHIN).values(), ids=(LISTS | WITHIN).keys())
def test_every_row_is_read_over_the_wire(made: Made, served: Shelf) -> None:
    found = served.read(made)
    assert found.urls == {BASE + row.path for row in made.rows}, found.visit.why
    assert found.days == {row.day for row in made.rows}
    assert found.visit.state is VisitState.READABLE and found.end, found.visit.why


@pytest.mark.parametrize("made", LISTS.values(), ids=LISTS.keys())
def test_a_list_that_was_cut_is_never_whole(made: Made) -> None:
    for how, shorter in cut(made):
        found = walked(shorter)
        assert found.visit.state is not VisitState.READABLE, (how, found.end)


def swapped(made: Made, old: str, new: str) -> Made:
    """The list with words of its pages written otherwise."""
    return replace(made, answers={k: (m, text.replace(old, new)) for k, (m, text) in made.answers.items()})


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("按年份的参数", "2025</a>", "更早</a>", "列表按年份分开"),
        ("按年份的文件夹", "<a href='/qh/tzgg/2025n/'", "<a onclick='y()'", "列表按年份分开"),
        (
            "jPages",
            "</ul><div class='holder'>",
            "<li><a href='/x/'>其他</a></li></ul><div class='holder'>",
            "jPages",
        ),
        ("jPages", "<div class='holder'></div>", "<a onclick='n()'>下一页</a>", "下一页"),
        ("list.js", "'box',", "'other',", "翻页"),
        ("页面状态", '"total":6', '"total":60', "total"),
    ],
)
def test_what_leaves_room_for_more_leaves_the_list_open(name: str, old: str, new: str, why: str) -> None:
    found = walked(swapped((LISTS | WITHIN)[name], old, new))
    assert found.visit.state is VisitState.PARTIAL and why in found.visit.why


def test_a_year_whose_link_shows_another_one_is_not_read() -> None:
    made = LISTS["按年份的文件夹"]
    other = made.answers[key(made.section)]
    answers = {k: other if "2025n" in k else v for k, v in made.answers.items()}
    found = walked(replace(made, answers=answers))
    assert (
        found.visit.state is VisitState.PARTIAL and "2025 年的链接打开的不是这一年的条目" in found.visit.why
    )


def test_a_year_without_rows_is_believed_where_its_page_says_so() -> None:
    made = LISTS["按年份的文件夹"]
    said = lambda words: {**made.answers, made.last: page(f"<ul class='list'></ul><p>{words}</p>")}
    rows = tuple(row for row in made.rows if str(row.day.year) not in made.last)
    silent, told = (walked(replace(made, answers=said(words), rows=rows)) for words in ("", "2023年暂无信息"))
    assert (silent.visit.state, told.visit.state) == (VisitState.PARTIAL, VisitState.READABLE)
    assert len(told.urls) == len(rows)


def test_a_list_of_which_one_item_is_not_known_is_no_data() -> None:
    made = swapped(WITHIN["逐条push"], "<script>var a=[];", "<script>var a=[];a.push(first());")
    assert walked(made).visit.state is VisitState.UNREADABLE


@pytest.mark.parametrize(
    ("beyond", "why"),
    [
        (as_json({"list": [], "hasNext": True}), "后面还有内容"),
        (as_json({"list": [], "pages": 3, "pageNum": 3}), "共 3 页，其中一页没有条目"),
        (page("<ul class='list'></ul>"), "不是数据"),
        (as_json({"code": 200, "list": []}), ""),
    ],
)
def test_an_answer_without_rows_ends_a_list_only_where_nothing_speaks_against_it(beyond, why: str) -> None:
    counts = {"pages": 3} if '"pages"' in beyond[1] else {}
    made = fed(
        "接口",
        None,
        lambda n: (f"{BASE}/api/l?page={n}&size=4", "GET", None),
        lambda rows, n, _: as_json({**counts, "list": rows_data(rows)}) if rows else beyond,
        count=8,
        counted=False,
    )
    found = walked(made)
    assert (len(found.urls), why in found.visit.why) == (8, True)
    assert found.visit.state is (VisitState.PARTIAL if why else VisitState.READABLE)
