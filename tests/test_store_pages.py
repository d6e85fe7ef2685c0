"""Frontier, pages and sections in the store."""

import datetime as dt
from dataclasses import replace

import pytest
from stores import (
    NIGHTS,
    NOTICES,
    PLANS,
    PORTAL,
    SITE,
    article,
    begin,
    end,
    finding,
    store,  # noqa: F401
    targets,
    unread,
    url,  # noqa: F401
    urls,
)

from auditor.ledger.advance import advance
from auditor.models import (
    Attachment,
    Entry,
    Visit,
    VisitState,
)
from auditor.store import Target, TargetState
from auditor.store.pages import BATCH


def listing(*numbers: int) -> list[Entry]:
    return [Entry(f"{SITE}/art/{n}.html", f"第{n}号通知") for n in numbers]


class TestFrontier:
    def test_one_address_is_one_target_however_it_is_written(self, store):
        run = begin(store)
        ways = [f"{SITE}/art/1.html", f"{SITE}/art/1.html#top", "https://WWW.wenchanghu.example/art/1.html"]
        assert store.frontier.plan("wch", run, [Target(way, "article") for way in ways]) == 1
        assert store.frontier.plan("wch", run, [Target(ways[0], "article")]) == 0
        assert len(store.frontier.due("wch", run, limit=9)) == 1

    def test_a_feed_asked_with_two_bodies_is_two_targets(self, store):
        run = begin(store)
        asked = [Target(f"{SITE}/api", "list", method="POST", body=f"page={page}") for page in (1, 2, 2)]
        assert store.frontier.plan("wch", run, asked) == 2
        assert [each.body for each in store.frontier.due("wch", run, limit=9)] == ["page=1", "page=2"]

    def test_lists_go_first_and_what_is_under_way_is_not_handed_out_twice(self, store):
        run = begin(store)
        section = Target(NOTICES.url, "section")
        store.frontier.plan("wch", run, [*targets(9, kind="link"), *targets(1, 2, 3), section])
        assert store.frontier.due("wch", run, limit=1) == [section]
        assert urls(store.frontier.due("wch", run, limit=2)) == ["1.html", "2.html"]
        assert urls(store.frontier.due("wch", run, limit=9)) == ["3.html", "9.html"]
        assert store.frontier.due("wch", run, limit=9) == []

    def test_a_target_given_back_is_due_again_with_its_tries(self, store):
        run = begin(store)
        store.frontier.plan("wch", run, targets(1))
        [target] = store.frontier.due("wch", run, limit=1)
        store.frontier.mark("wch", run, target, TargetState.PENDING, at=NIGHTS[0], why="超时")
        [again] = store.frontier.due("wch", run, limit=1)
        assert again.tries == 1

    def test_a_link_that_turns_out_an_article_is_read_as_one(self, store):
        run = begin(store)
        store.frontier.plan("wch", run, targets(1, kind="link"))
        store.frontier.mark("wch", run, f"{SITE}/art/1.html", TargetState.FETCHED, at=NIGHTS[0])
        assert store.frontier.plan("wch", run, targets(1, section_url=NOTICES.url)) == 1
        [due] = store.frontier.due("wch", run, limit=9)
        assert (due.kind, due.section_url) == ("article", NOTICES.url)
        store.frontier.mark("wch", run, due, TargetState.FETCHED, at=NIGHTS[0])
        assert store.frontier.plan("wch", run, targets(1, kind="link")) == 0

    def test_a_known_article_found_as_a_link_first_is_fetched_once(self, store):
        run = begin(store)
        store.frontier.plan("wch", run, targets(1))
        store.frontier.mark("wch", run, targets(1)[0], TargetState.FETCHED, at=NIGHTS[0])
        end(store, run)
        run = begin(store, NIGHTS[1])
        store.frontier.plan("wch", run, targets(1, kind="link"))
        [due] = store.frontier.due("wch", run, limit=9)
        assert due.kind == "article"
        store.frontier.mark("wch", run, due, TargetState.FETCHED, at=NIGHTS[1])
        assert store.frontier.plan("wch", run, targets(1)) == 0

    def test_the_next_run_asks_with_what_the_last_good_fetch_said(self, store):
        run = begin(store)
        store.frontier.plan("wch", run, targets(1))
        store.frontier.mark("wch", run, targets(1)[0], TargetState.FETCHED, at=NIGHTS[0], status=200, etag='"a"', last_modified="Sun")  # fmt: skip
        end(store, run)
        run = begin(store, NIGHTS[1])
        store.frontier.plan("wch", run, targets(1))
        store.frontier.mark(
            "wch", run, targets(1)[0], TargetState.FAILED, at=NIGHTS[1], status=500, why="服务器错误"
        )
        end(store, run)
        run = begin(store, NIGHTS[2])
        store.frontier.plan("wch", run, targets(1))
        [due] = store.frontier.due("wch", run, limit=1)
        assert (due.etag, due.last_modified, due.tries) == ('"a"', "Sun", 0)

    def test_what_a_night_left_pending_is_due_in_the_next_before_what_is_new(self, store):
        run = begin(store)
        store.frontier.plan("wch", run, targets(1, 2, 3))
        store.frontier.mark("wch", run, targets(1)[0], TargetState.FETCHED, at=NIGHTS[0])
        end(store, run)
        end(store, begin(store, NIGHTS[1], kind="judge"))
        run = begin(store, NIGHTS[2])
        store.frontier.plan("wch", run, targets(4, 2))
        assert urls(store.frontier.due("wch", run, limit=9)) == ["2.html", "3.html", "4.html"]

    def test_the_first_section_keeps_an_article_while_it_is_visited(self, store):
        run = begin(store)
        sections = [Target(s.url, "section") for s in (NOTICES, PLANS)]
        store.frontier.plan("wch", run, [*sections, *targets(1, section_url=NOTICES.url)])
        store.frontier.plan("wch", run, targets(1, section_url=PLANS.url))
        assert [t.section_url for t in store.frontier.due("wch", run, limit=9)][2] == NOTICES.url
        end(store, run)
        with_one = begin(store, NIGHTS[1])
        store.frontier.mark("wch", with_one, sections[0], TargetState.FETCHED, at=NIGHTS[1])
        end(store, with_one)
        rebuilt = begin(store, NIGHTS[2])
        store.frontier.plan("wch", rebuilt, [sections[1], *targets(2, section_url=PLANS.url)])
        store.frontier.plan("wch", rebuilt, targets(1, section_url=PLANS.url))
        assert [t.section_url for t in store.frontier.due("wch", rebuilt, limit=9)] == [
            None,
            PLANS.url,
            PLANS.url,
        ]

    def test_articles_no_list_leads_to_any_more_can_be_looked_at_again(self, store):
        run = begin(store)
        store.frontier.plan("wch", run, targets(1, 2, 3))
        for number, at in ((2, NIGHTS[0]), (1, NIGHTS[1]), (3, NIGHTS[2])):
            store.frontier.mark("wch", run, targets(number)[0], TargetState.FETCHED, at=at)
        end(store, run)
        run = begin(store, NIGHTS[3])
        store.frontier.plan("wch", run, targets(3))
        assert urls(store.frontier.stale("wch", run, limit=1)) == ["2.html"]
        assert urls(store.frontier.stale("wch", run, limit=9)) == ["2.html", "1.html"]

    def test_coverage_tells_what_was_seen_and_why_not(self, store):
        run = begin(store)
        store.frontier.plan("wch", run, targets(1, 2, 3, 4, 5))
        results = (TargetState.FETCHED, TargetState.UNCHANGED, TargetState.FAILED, TargetState.SKIPPED)
        for number, state in enumerate(results, start=1):
            store.frontier.mark("wch", run, targets(number)[0], state, at=NIGHTS[0], why="连接超时")
        store.pages.save("wch", run, article(1))
        store.sections.save_visit("wch", run, NOTICES, Visit(NIGHTS[0], VisitState.READABLE), [])
        store.sections.save_visit(
            "wch", run, PLANS, Visit(NIGHTS[0], VisitState.UNREADABLE, why="反爬验证"), []
        )
        seen = store.coverage.of("wch", run)
        assert (seen.planned, seen.fetched, seen.unchanged, seen.failed, seen.pending) == (4, 1, 1, 1, 1)
        assert (seen.sections, seen.sections_read) == (2, 1)
        assert (seen.pages_by_unit, seen.sections_by_unit) == ({NOTICES.unit: 1}, {NOTICES.unit: 1})
        assert {(each.what, each.why) for each in seen.unchecked} == {
            (f"{SITE}/art/3.html", "连接超时"),
            (PLANS.path, "反爬验证"),
        }

    @pytest.mark.parametrize(
        ("state", "listed", "gone"),
        [
            (VisitState.READABLE, [], 2),
            (VisitState.READABLE, [3], 1),  # a list of that night leads to one of them
            (VisitState.UNREADABLE, [], 1),  # and one that was not read may, as it did
        ],
    )
    def test_what_is_gone_and_in_no_list_was_not_missed(self, store, state, listed, gone):
        run = begin(store)
        store.sections.save_visit("wch", run, NOTICES, Visit(NIGHTS[0], VisitState.READABLE), listing(3))
        end(store, run)
        run = begin(store, NIGHTS[1])
        store.frontier.plan("wch", run, targets(1, 2, 3))
        for number, status in ((1, 500), (2, 404), (3, 410)):
            failed = {"at": NIGHTS[1], "why": f"状态码{status}", "status": status}
            store.frontier.mark("wch", run, targets(number)[0], TargetState.FAILED, **failed)
        store.sections.save_visit("wch", run, NOTICES, Visit(NIGHTS[1], state), listing(*listed))
        seen = store.coverage.of("wch", run)
        assert (seen.failed, seen.gone) == (3, gone)


class TestPages:
    def test_a_page_comes_back_as_it_was_saved(self, store):
        run = begin(store)
        page = article(
            1,
            fields={"document_number": "文昌字〔2026〕1号", "validity": None},
            attachments=(Attachment(f"{SITE}/a.pdf", "附件", "pdf"),),
            recorded_at=NIGHTS[0],
        )
        store.pages.save("wch", run, page)
        assert list(store.pages.all("wch")) == [replace(page, first_seen_at=NIGHTS[0])]
        assert list(store.pages.all("other")) == []

    def test_instants_come_back_in_beijing_time(self, store):
        run = begin(store)
        utc = dt.datetime(2026, 3, 1, 17, 30, tzinfo=dt.UTC)
        store.pages.save("wch", run, article(1, utc, recorded_at=utc))
        [page] = store.pages.all("wch")
        assert [at.date() for at in (page.fetched_at, page.recorded_at, page.first_seen_at)] == [
            dt.date(2026, 3, 2)
        ] * 3

    def test_http_and_https_and_two_sections_are_one_page_of_its_first_section(self, store):
        run = begin(store)
        store.pages.save("wch", run, article(1))
        again = article(1, NIGHTS[1], section=PLANS, url=f"{SITE}/art/1.html".replace("http:", "https:"))
        store.pages.save("wch", run, again)
        [page] = store.pages.all("wch")
        assert (page.section, page.first_seen_at, page.fetched_at) == (NOTICES.path, NIGHTS[0], NIGHTS[1])

    def test_every_fetched_version_can_be_found_again(self, store):
        run = begin(store)
        captures = [store.bodies.put(body) for body in (b"before", b"after")]
        for at, capture in zip(NIGHTS, captures, strict=False):
            store.pages.save("wch", run, article(1, at, capture=capture))
            store.pages.save("wch", run, article(1, at, capture=capture))
        kept = store.pages.versions("wch", f"https{SITE[4:]}/art/1.html")
        assert [store.bodies.get(fetch.capture) for fetch in kept] == [b"before", b"after"]
        assert [fetch.fetched_at for fetch in kept] == NIGHTS[:2]

    def test_a_blocked_page_keeps_what_was_read(self, store):
        end(store, run := begin(store))
        store.pages.save("wch", run, article(1))
        for at, status in ((NIGHTS[1], 412), (NIGHTS[2], 500), (NIGHTS[3], 404)):
            end(store, run := begin(store, at))
            store.pages.save("wch", run, unread(1, at, status))
            assert [page.title for page in store.pages.all("wch")] == ["第1号通知"]
            assert store.coverage.read_addresses("wch", run) == frozenset()
        assert [fetch.status for fetch in store.pages.versions("wch", f"{SITE}/art/1.html")] == [
            200,
            412,
            500,
            404,
        ]

    def test_a_page_gone_in_two_runs_running_is_gone(self, store):
        run = begin(store)
        store.pages.save("wch", run, article(1, text_length=120))
        for at in NIGHTS[1:4]:
            end(store, run)
            run = begin(store, at)
            store.pages.save("wch", run, unread(1, at, 404))
        [page] = store.pages.all("wch")
        assert (page.status, page.readable, page.first_seen_at) == (404, False, NIGHTS[0])
        assert (page.title, page.text_length) == ("第1号通知", 120), "what its readers miss"
        assert store.coverage.read_addresses("wch", run) == {"www.wenchanghu.example/art/1.html"}

    def test_streaming_goes_on_while_pages_and_findings_are_written(self, store):
        run = begin(store)
        with store.together():
            for number in range(3 * BATCH):
                store.pages.save("wch", run, article(number))
        seen = 0
        for page in store.pages.all("wch"):
            seen += 1
            store.pages.touch("wch", run, page.url, NIGHTS[1])
            if seen % BATCH == 0:
                store.findings.apply("wch", run, advance([], [finding(seen)], seen=(), at=NIGHTS[0]))
        assert seen == 3 * BATCH
        assert len(store.findings.listed("wch")) == 3

    def test_text_no_database_takes_is_kept_legible(self, store):
        run = begin(store)
        broken = "通知\x00\ud83d"
        store.pages.save("wch", run, article(1, title=broken, unit=broken))
        store.sections.save_visit(
            "wch", run, NOTICES, Visit(NIGHTS[0], VisitState.READABLE), [Entry(f"{SITE}/a", broken)]
        )
        [page] = store.pages.all("wch")
        assert (page.title, page.unit) == (broken, "通知\ufffd\ufffd")


class TestSections:
    def test_absence_is_the_last_whole_reading_without_the_page(self, store):
        run = begin(store)
        rows = [Entry(f"{SITE}/art/1.html", "通知")]
        for at, state, entries in (
            (NIGHTS[0], VisitState.READABLE, []),
            (NIGHTS[1], VisitState.READABLE, []),
            (NIGHTS[2], VisitState.PARTIAL, []),
            (NIGHTS[3], VisitState.UNREADABLE, []),
            (NIGHTS[4], VisitState.READABLE, rows),
        ):
            end(store, run)
            run = begin(store, at)
            store.sections.save_visit("wch", run, NOTICES, Visit(at, state), entries)
        store.pages.save("wch", run, article(1, NIGHTS[5]))
        [page] = store.pages.all("wch")
        assert (page.last_absent_at, page.first_seen_at) == (NIGHTS[1], NIGHTS[4])

    def test_a_page_another_section_listed_earlier_was_there_earlier(self, store):
        run = begin(store)
        rows = [Entry(f"https{SITE[4:]}/art/1.html", "通知")]
        store.sections.save_visit("wch", run, PLANS, Visit(NIGHTS[0], VisitState.READABLE), rows)
        store.sections.save_visit("wch", run, NOTICES, Visit(NIGHTS[1], VisitState.READABLE), [])
        store.pages.save("wch", run, article(1, NIGHTS[2]))
        [page] = store.pages.all("wch")
        assert (page.last_absent_at, page.first_seen_at) == (None, NIGHTS[0])

    def test_a_view_shows_visits_in_time_and_the_list_as_last_read(self, store):
        one, two, three = (
            Entry(f"{SITE}/art/{n}.html", f"第{n}号", dt.date(2026, 3, n), {"文号": "1号"}) for n in (1, 2, 3)
        )
        nights = [
            (Visit(NIGHTS[0], VisitState.READABLE, entry_count=2, newest_on=dt.date(2026, 3, 2)), [two, one]),
            (
                Visit(NIGHTS[1], VisitState.READABLE, entry_count=2, note="说明", aggregates=True),
                [three, two],
            ),
            (Visit(NIGHTS[2], VisitState.PARTIAL, why="第二页读不出来"), [three]),
        ]
        for visit, entries in nights:
            run = begin(store, visit.visited_at)
            store.sections.save_visit("wch", run, NOTICES, visit, entries)
            end(store, run)
        notices, plans = store.sections.views(PORTAL)
        assert notices.visits == tuple(visit for visit, _ in nights)
        assert notices.entries == (three, two)
        assert (plans.visits, plans.entries) == ((), ())

    def test_a_worse_second_look_in_one_run_does_not_hide_the_better(self, store):
        run = begin(store)
        store.sections.save_visit("wch", run, NOTICES, Visit(NIGHTS[0], VisitState.READABLE), [])
        store.sections.save_visit("wch", run, NOTICES, Visit(NIGHTS[1], VisitState.UNREADABLE), [])
        assert [v.state for v in store.sections.views(PORTAL)[0].visits] == [VisitState.READABLE]
        store.sections.save_visit("wch", run, PLANS, Visit(NIGHTS[0], VisitState.UNREADABLE), [])
        store.sections.save_visit("wch", run, PLANS, Visit(NIGHTS[1], VisitState.READABLE), [])
        assert [v.visited_at for v in store.sections.views(PORTAL)[1].visits] == [NIGHTS[1]]
