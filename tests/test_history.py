"""The story of one page: what was asked and answered, what changed, where it moved, what was found and done."""

from __future__ import annotations

import contextlib
import json

import pytest
from mini_district import LATE, District
from mini_portal import Answer, MiniPortal, filled, serving
from stores import NIGHTS, NOTICES, SITE, article, begin, end, store, url  # noqa: F401

from auditor.cli import run
from auditor.evidence.difference import as_html, as_text, difference
from auditor.evidence.history import story_view
from auditor.models import Entry, Visit, VisitState
from auditor.models.exchange import Exchange
from auditor.office.history import story_of


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """The small portal after three nights: a date is put right, then the page leaves its list."""
    folder = tmp_path_factory.mktemp("lived")
    with serving(filled(MiniPortal(), articles=4)) as portal, contextlib.chdir(folder):
        district = District(portal, folder)
        district.night()
        late = portal.pages[LATE]
        late.body = late.body.replace(b"2026-08-03", b"2026-10-03")
        late.body = late.body.replace("内容内容".encode(), "办法内容".encode(), 1)
        district.night(1)
        portal.pages[LATE] = Answer(
            late.body.replace("通知的正文".encode(), "通知<script>x</script>的正文".encode())
        )
        district.night(2)
        yield district, portal.home + LATE[1:]


def test_the_story_is_told_in_order(lived, capsys):
    district, page = lived
    assert run(["history", page, "--db", district.db]) == 0
    told = capsys.readouterr().out
    places = [
        told.index(words)
        for words in (
            "关于做好第3项工作的通知",
            "主动公开超期：发现。",
            "首次见到",
            "第 1 版",
            "：已整改",
            "第 2 版",
            "第 3 版",
        )
    ]
    assert places == sorted(places)
    assert "机检未再发现" in told and "机检机检" not in told


def test_as_json_it_holds_every_part(lived, capsys):
    district, page = lived
    assert run(["history", page, "--db", district.db, "--format", "json"]) == 0
    story = json.loads(capsys.readouterr().out)
    assert [look["status"] for look in story["looks"]] == [200, 200, 200]
    assert [version["number"] for version in story["versions"]] == [1, 2, 3]
    assert story["lists"][0]["is_listed"] and story["first_seen_at"] == story["lists"][0]["first_seen_at"]
    late = next(each for each in story["findings"] if each["code"] == "LAG001")
    assert (late["state"], late["fixed_at"][:10]) == ("fixed", "2026-11-24")
    assert {each["number"] for each in story["findings"]} >= {late["number"]}
    assert [row["state"] for row in story["issues"] if row["code"] == "LAG001"] == ["closed"]


def test_two_versions_are_compared_as_a_reader_sees_them(lived, capsys, tmp_path):
    district, page = lived
    assert run(["history", page, "--db", district.db, "--diff", "--versions", "1,2"]) == 0
    told = capsys.readouterr().out
    assert "成文日期：2026-【删：08】【增：10】-03" in told
    assert "【删：内容】【增：办法】" in told
    assert run(["history", page, "--db", district.db, "--diff"]) == 0
    assert "读者看到的文字没有变化" in capsys.readouterr().out
    out = tmp_path / "差异.html"
    assert run(["history", page, "--db", district.db, "--diff", "--versions", "1,3", "--out", str(out)]) == 0
    html = out.read_text("utf-8")
    assert "<del>08</del><ins>10</ins>" in html and "<script" not in html and "default-src 'none'" in html


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["http://nowhere.example/x.html"], "没有访问过这个网址"),
        (["PAGE", "--diff", "--versions", "1,9"], "没有第 9 版；这个网页留有 3 版"),
        (["PAGE", "--diff", "--versions", "一"], "应当写成 1,3"),
        (["PAGE", "--out", "x.html"], "要和 --diff 一起用"),
    ],
)
def test_what_cannot_be_told_is_said(lived, capsys, words, why):
    district, page = lived
    assert run(["history", *(page if w == "PAGE" else w for w in words), "--db", district.db]) == 2
    assert why in capsys.readouterr().err


def test_moves_and_lists_are_told(store):
    first = begin(store)
    store.sections.save_visit("wch", first, NOTICES, Visit(NIGHTS[0], VisitState.READABLE), [])
    store.pages.save("wch", first, article(1, fields={"index_number": "A/2026-1"}, text_digest="d"))
    end(store, first)
    second = begin(store, NIGHTS[1])
    entry = Entry(f"{SITE}/art/1.html", "第1号通知")
    store.sections.save_visit("wch", second, NOTICES, Visit(NIGHTS[1], VisitState.READABLE), [entry])
    moved = Exchange(
        at=NIGHTS[1], url=f"{SITE}/art/1.html", status=302, headers=(("Location", f"{SITE}/art/9.html"),)
    )
    store.exchanges.save("wch", second, [moved])
    store.pages.save(
        "wch",
        second,
        article(9, NIGHTS[1], title="第1号通知", fields={"index_number": "A/2026-1"}, text_digest="d"),
    )
    store.pages.save(
        "wch", second, article(8, NIGHTS[1], fields={"index_number": "A/2026-8"}, text_digest="e")
    )
    end(store, second, NIGHTS[1])
    third = begin(store, NIGHTS[2])
    store.sections.save_visit("wch", third, NOTICES, Visit(NIGHTS[2], VisitState.READABLE), [])
    view = story_view(story_of(store, "wch", f"{SITE}/art/1.html"))
    assert [twin["url"] for twin in view["twins"]] == [f"{SITE}/art/9.html"]
    assert view["twins"][0]["same"] == ["索引号", "标题和正文"]
    assert f"跳转到 {SITE}/art/9.html" in [move["text"] for move in view["moves"]]
    [listed] = view["lists"]
    assert (listed["last_absent_at"], listed["first_seen_at"]) == (
        NIGHTS[0].isoformat(),
        NIGHTS[1].isoformat(),
    )
    assert not listed["is_listed"]
    assert view["last_absent_at"] == NIGHTS[0].isoformat()


def test_a_change_is_shown_with_its_line_and_inert():
    pieces = difference("甲<b>\n关于停水的通知\n联系人：张三\n丙", "甲<b>\n关于停水3天的通知\n丙")
    assert as_text(pieces) == "关于停水【增：3天】的通知\n【删：联系人：张三】"
    assert "甲&lt;b&gt;" in as_html(pieces) and "<ins>3天</ins>" in as_html(pieces)
    assert as_text(difference("同", "同")) == ""
