"""Nights on which nothing, or little, changed: what is not read again, and what still is."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mini_portal import Answer, MiniPortal, filled, serving
from test_crawl import ARTICLE, FIRST, SECOND, Night

from auditor.models import RunState, TargetState, VisitState
from auditor.night.nightly import nightly
from auditor.store import Store

THIRD = SECOND + dt.timedelta(days=1)


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    with serving(filled(MiniPortal())) as portal:
        yield Night(portal, tmp_path)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """A portal that was crawled once, still served."""
    with serving(filled(MiniPortal())) as portal:
        night = Night(portal, tmp_path_factory.mktemp("once"))
        night.crawl()
        yield night


@pytest.fixture
def crawled(once: Night, tmp_path: Path) -> Iterator[Night]:
    """The same with a store of the test's own; what the test does to the portal is undone after it."""
    shutil.copytree(once.folder, tmp_path, dirs_exist_ok=True)
    pages = once.portal.pages
    once.portal.pages = copy.deepcopy(pages)
    yield Night(once.portal, tmp_path)
    once.portal.pages = pages


def without_validators(night: Night) -> Night:
    for answer in night.portal.pages.values():
        answer.etag = False
    return night


def fetched(night: Night) -> int:
    """How many versions of pages are on record."""
    with Store.open(night.db) as store:
        pages = list(store.pages.all("wenchangwan"))
        return sum(len(store.pages.versions("wenchangwan", page.url)) for page in pages)


@pytest.mark.parametrize("validators", [True, False])
def test_an_unchanged_night_writes_no_page_and_moves_no_finding(night: Night, validators: bool) -> None:
    if not validators:
        without_validators(night)
    nightly(night.profile, db=night.db, as_of=FIRST, out=night.folder / "first")
    nightly(night.profile, db=night.db, as_of=SECOND, out=night.folder / "second")  # links need a second look
    pages, versions = night.pages(), fetched(night)
    with Store.open(night.db) as store:
        before = {each.fingerprint: each.state for each in store.findings.standings("wenchangwan")}
    third = nightly(night.profile, db=night.db, as_of=THIRD, out=night.folder / "third")
    assert third.state is RunState.DONE
    assert (third.coverage.fetched, third.coverage.unchanged) == ((1, 16) if validators else (2, 15))
    assert fetched(night) == versions
    now = night.pages()
    assert now.keys() == pages.keys()
    assert all(now[path].fetched_at == page.fetched_at for path, page in pages.items())
    assert (third.changes["new"], third.changes["regressed"], third.changes["fixed"]) == (0, 0, 0)
    with Store.open(night.db) as store:
        assert {each.fingerprint for each in store.findings.standings("wenchangwan")} == before.keys()
    visits = [view.visits[-1] for view in night.sections_seen().values()]
    assert [(visit.state, visit.entry_count) for visit in visits] == [
        (VisitState.READABLE, 12),
        (VisitState.READABLE, 3),
    ]
    assert all(visit.capture for visit in visits)


@pytest.mark.parametrize("validators", [True, False])
def test_a_link_that_dies_while_its_page_is_unchanged_is_seen(night: Night, validators: bool) -> None:
    if not validators:
        without_validators(night)
    night.crawl()
    del night.portal.pages["/files/a.pdf"]
    night.crawl(SECOND)
    assert [look.status for look in night.probes()["/files/a.pdf"].looks] == [200, 404]


def test_a_changed_further_page_of_an_unchanged_section_is_read(crawled: Night) -> None:
    late = ARTICLE.format(1, 2001)
    crawled.portal.article(late, "关于做好补录工作的通知", number=1)
    rows = [(late, "关于做好补录工作的通知", "2026-10-01")]
    pager = '<script>createPageHTML(3, 2, "index", "html");</script>'
    crawled.portal.section("/zcwj/index_2.html", "政策文件", rows, pager)
    crawled.crawl(SECOND)
    assert crawled.portal.asked[late] == 1
    view = crawled.sections_seen()["政策文件"]
    assert (view.visits[-1].state, view.visits[-1].entry_count) == (VisitState.READABLE, 9)
    assert len(view.entries) == 9, "what the list holds no more has left it"


def test_a_further_page_that_fails_makes_an_unchanged_section_partial(crawled: Night) -> None:
    crawled.portal.pages["/zcwj/index_1.html"] = Answer(b"oops", 500)
    crawled.crawl(SECOND)
    assert crawled.sections_seen()["政策文件"].visits[-1].state is VisitState.PARTIAL


def test_the_profile_of_today_says_what_is_followed(night: Night) -> None:
    """An unchanged list was read under another horizon: what it named stands, what is followed does not."""
    night.manners = "horizon_days = 44"
    night.crawl()
    assert "/zcwj/index_2.html" not in night.portal.asked
    night.manners = ""
    result = night.crawl(SECOND)
    assert night.sections_seen()["政策文件"].visits[-1].entry_count == 12
    assert result.coverage.planned == 17
    night.manners = "horizon_days = 46"
    night.crawl(THIRD)
    assert "早于" in night.sections_seen()["政策文件"].visits[-1].why


@pytest.mark.parametrize("validators", [True, False])
def test_another_way_of_reading_reads_every_page_once_more(night: Night, validators: bool) -> None:
    if not validators:
        without_validators(night)
    night.crawl()
    before = night.pages()
    profile = night.profile
    text = profile.read_text("utf-8")
    with_selector = text.replace("[politeness]", '[selectors]\nheading = ".none"\n\n[politeness]', 1)
    assert with_selector != text

    def crawl(as_of: dt.datetime) -> None:
        from auditor.night.crawl import crawl

        profile.write_text(with_selector, "utf-8")
        crawl(profile, db=night.db, as_of=as_of)

    crawl(SECOND)
    again = night.pages()
    assert all(again[path].fetched_at > page.fetched_at for path, page in before.items())
    assert all(again[path].capture == page.capture for path, page in before.items())
    crawl(THIRD)
    assert all(page.fetched_at == again[path].fetched_at for path, page in night.pages().items())


def test_a_newer_extractor_reads_the_bodies_that_are_kept(crawled: Night) -> None:
    before = crawled.pages()
    with Store.open(crawled.db) as store:  # as an older extractor left them
        for path in before:
            key = f"127.0.0.1:{crawled.portal.port}{path}"
            trail = store.trails.of("wenchangwan", key)
            assert trail is not None, path
            store.trails.save("wenchangwan", key, dataclasses.replace(trail, read_as="older", links=()))
    crawled.crawl(SECOND)
    assert crawled.portal.statuses[304] >= 15, "nothing was sent anew"
    again = crawled.pages()
    assert all(again[path].fetched_at > page.fetched_at for path, page in before.items())
    assert again[ARTICLE.format(3, 1003)].document == before[ARTICLE.format(3, 1003)].document
    assert crawled.probes()["/files/a.pdf"].looks[-1].status == 304, (
        "what it leads to was read, not remembered"
    )


def test_a_body_that_was_lost_is_asked_for_in_full(crawled: Night) -> None:
    path = ARTICLE.format(3, 1003)
    with Store.open(crawled.db) as store:
        key = f"127.0.0.1:{crawled.portal.port}{path}"
        trail = store.trails.of("wenchangwan", key)
        assert trail is not None
        store.trails.save("wenchangwan", key, dataclasses.replace(trail, read_as="older"))
        digest = trail.capture.removeprefix("sha256:")
        (store.bodies.folder / digest[:2] / f"{digest[2:]}.zst").unlink()
    crawled.crawl(SECOND)
    assert crawled.portal.asked[path] == 1
    assert crawled.portal.statuses[200] == 2, "asked for in full at once: the first answer is no 304"
    assert crawled.pages()[path].fetched_at > SECOND
    with Store.open(crawled.db) as store:
        assert store.bodies.get(trail.capture)


def test_a_page_that_was_gone_and_is_back_unchanged_is_read_again(crawled: Night) -> None:
    """Two nights of 404 put the page out of the store; the same bytes afterwards bring it back."""
    path = ARTICLE.format(3, 1003)
    answer = crawled.portal.pages.pop(path)
    crawled.crawl(SECOND)
    crawled.crawl(THIRD)
    assert not crawled.pages()[path].readable
    crawled.portal.pages[path] = answer
    crawled.crawl(THIRD + dt.timedelta(days=1))
    page = crawled.pages()[path]
    assert page.readable
    assert page.title == "关于做好第3项工作的通知"


def test_what_was_found_unchanged_was_read_tonight(crawled: Night) -> None:
    """Articles off their lists take turns: one that was found unchanged goes to the end of the queue."""
    with Store.open(crawled.db) as store:
        run = store.runs.plan("wenchangwan", "crawl", at=SECOND, as_of=SECOND)
        store.runs.start(run, at=SECOND)
        first, *_ = store.frontier.stale("wenchangwan", run, limit=20)
        store.frontier.mark("wenchangwan", run, first, TargetState.UNCHANGED, at=SECOND)
        store.runs.finish(run, RunState.DONE, at=SECOND)
        later = store.runs.plan("wenchangwan", "crawl", at=THIRD, as_of=THIRD)
        queue = store.frontier.stale("wenchangwan", later, limit=20)
        assert queue[-1].key == first.key
        assert queue[-1].etag == first.etag


def test_a_list_that_was_scripted_for_a_night_is_read_again(night: Night) -> None:
    """The stored page is that of the scripted night: the earlier bytes are no longer what is stored."""
    without_validators(night).crawl()
    plain = night.portal.pages["/gsgg/"]
    scripted = "<head><title>公示公告</title></head><body><div id='list'></div><script>listModel('x')</script></body>"
    night.portal.html("/gsgg/", scripted, etag=False)
    night.crawl(SECOND)
    assert night.sections_seen()["公示公告"].visits[-1].state is VisitState.UNREADABLE
    night.portal.pages["/gsgg/"] = plain
    night.crawl(THIRD)
    assert night.sections_seen()["公示公告"].visits[-1].entry_count == 3
    assert night.pages()["/gsgg/"].fetched_at > THIRD
