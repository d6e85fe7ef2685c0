"""Words are found wherever they stand, two signs and one, and only where they stand; nothing of another unit is shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import NIGHTS, PLANS, SITE, article, begin, end, finding, store, url  # noqa: F401

from auditor.cli import run
from auditor.ledger.advance import advance
from auditor.models import Document, Paragraph
from auditor.office.search import search
from auditor.text.bigrams import phrase, signs


def page(number, words, at=NIGHTS[0], **more):
    return article(number, at, document=Document((Paragraph(words),)), **more)


@pytest.fixture(params=["few", "many"])
def filled(store, request, monkeypatch):
    """As few pages are searched, and as many are, of which the newest are looked at first."""
    if request.param == "many":
        for bound in ("_NEWEST", "_OFTEN", "_WINDOW"):
            monkeypatch.setattr(f"auditor.store.search.{bound}", 1)
    run_id = begin(store)
    store.pages.save("wch", run_id, page(1, "关于停水的通知，自2026年5月1日起停水3天。", title="停水公告"))
    store.pages.save(
        "wch",
        run_id,
        page(2, "供水工程竣工验收。文号：鲁政发〔2023〕12号", unit="区水务局", section_url=PLANS.url),
    )
    store.pages.save("wch", run_id, page(3, "水务" * 9_000 + "，很靠后的停水说明，末尾写着防汛"))
    before = store.findings.standings("wch")
    faults = [
        finding(1, message="停水公告超期", fingerprint="0123456789ab"),
        finding(2, message="文号写法", fingerprint="ab0123456789", unit="区水务局"),
    ]
    store.findings.apply("wch", run_id, advance(before, faults, seen=lambda f: True, at=NIGHTS[0]), before)
    end(store, run_id)
    return store


def keys(store, words, **more):
    return [(hit.kind, hit.url.rsplit("/", 1)[-1]) for hit in store.search.find("wch", words, **more)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("停水", {("page", "1.html"), ("page", "3.html"), ("finding", "1.html")}),
        ("竣工验收", {("page", "2.html")}),
        ("汛", {("page", "3.html")}),
        ("12号", {("page", "2.html")}),
        ("政发〔2023〕12", {("page", "2.html")}),
        ("水务 防汛", {("page", "3.html")}),
        ("停水 竣工", set()),
        ("水停", set()),
        ("2026年5", {("page", "1.html")}),
        ("LAG001", {("finding", "1.html"), ("finding", "2.html")}),
        ("’；--", set()),
        ('停水" OR "竣工', set()),
    ],
)
def test_words_are_found_where_they_stand_and_nowhere_else(filled, words, found):
    assert set(keys(filled, words)) == found


def test_a_title_that_holds_the_words_comes_first(filled):
    assert keys(filled, "停水")[0] == ("page", "1.html")
    assert len(keys(filled, "停水", limit=2)) == 2


def test_a_unit_sees_its_own_as_it_is_today(filled):
    assert keys(filled, "文号", unit="区水务局") == [("finding", "2.html"), ("page", "2.html")]
    assert keys(filled, "文号", unit="区文化和旅游局") == []
    assert filled.search.find("other", "停水") == []
    later = begin(filled, NIGHTS[1])
    filled.pages.save("wch", later, page(2, "文号", NIGHTS[1], unit="区文化和旅游局"))
    assert [hit.unit for hit in filled.search.find("wch", "文号") if hit.kind == "page"] == ["区文化和旅游局"]


def test_only_what_changed_is_indexed_again(filled):
    filled.search.find("wch", "停水")
    assert filled.search.refresh("wch") == 0
    later = begin(filled, NIGHTS[1])
    filled.pages.save("wch", later, page(1, "改为供气通知", NIGHTS[1], title="供气公告"))
    filled.pages.touch("wch", later, f"{SITE}/art/2.html", NIGHTS[1])
    assert filled.search.refresh("wch") == 1
    assert ("page", "1.html") not in keys(filled, "停水")
    assert keys(filled, "供气") == [("page", "1.html")]


def test_what_surrounds_the_words_is_shown(filled):
    [found] = [f for f in search(filled, "wch", "防汛") if f.label == "网页"]
    assert found.around.startswith("…") and found.around.endswith("末尾写着防汛")


def test_the_command_says_what_it_found(filled, url, capsys):
    assert run(["search", "停水", "--db", url]) == 0
    shown = capsys.readouterr().out
    assert "网页　停水公告　区文化和旅游局" in shown and f"{SITE}/art/1.html" in shown
    assert run(["search", "没有的词", "--db", url]) == 1
    assert "没有找到" in capsys.readouterr().out


@settings(max_examples=60)
@given(st.text(alphabet="政务公开办a1 ，〔", min_size=1, max_size=30), st.data())
def test_any_stretch_of_a_text_is_among_its_signs(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    if "a" in words or "1" in words:
        return  # a stretch may begin within a number: those are found whole
    found, begins = phrase(words)
    whole = list(signs(text))
    alike = lambda sign, asked, last: sign.startswith(asked) if begins and last else sign == asked
    assert not found or any(
        all(
            alike(sign, asked, n == len(found) - 1)
            for n, (sign, asked) in enumerate(zip(whole[at:], found, strict=False))
        )
        for at in range(len(whole) - len(found) + 1)
    )
