"""Attachments from the wire to the finding: kept whole, parsed once, judged, and named with file and place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_files import PERSON, line, pdf, workbook
from mini_portal import Answer, MiniPortal, filled, profile, serving
from scrapy import Request
from scrapy.exceptions import StopDownload
from scrapy.http import Headers

from auditor.files.read import read_file
from auditor.judge.judge import judge, judge_page
from auditor.models import Attachment, Look, Page, PageKind, Portal, Site, Verdict
from auditor.night import read_files as files_stored
from auditor.night.crawl import crawl
from auditor.night.read_files import parse_new_files
from auditor.rule import Rule, load
from auditor.store import Store
from spiders.first_bytes import FirstBytes

AT = dt.datetime(2026, 11, 23, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))
SITE = "http://www.wenchangwan.test"
FILE = f"{SITE}/files/a.xlsx"
LIST = workbook({"名单": [["姓名", "证件"], ["苏某", PERSON]]})
PAGE = Page(
    source=SITE,
    url=f"{SITE}/t1.html",
    kind=PageKind.ARTICLE,
    status=200,
    fetched_at=AT,
    title="救助公示",
    unit="民政局",
    attachments=(Attachment(FILE, "发放名单", "xlsx"),),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/auditor.sqlite3") as opened:
        yield opened


def begin(store: Store) -> int:
    run = store.runs.plan("wch", "crawl", at=AT, as_of=AT)
    store.pages.save("wch", run, PAGE)
    return run


def look_at(store: Store, run: int, days: int, *, body: bytes | None, size: int | None = None) -> None:
    capture = store.bodies.put(body) if body else None
    size = len(body) if body else size
    look = Look(AT + dt.timedelta(days=days), 200, size=size, sniffed="zip", capture=capture)
    store.looks.save("wch", run, FILE, look, referrer=PAGE.url)


def content_of(store: Store) -> object:
    return next(store.pages.all("wch")).attachments[0].content


def rules(*codes: str) -> list[Rule]:
    return [rule for rule in load("rules.privacy") if rule.code in codes]


class TestStore:
    def test_each_body_is_parsed_once(self, store: Store) -> None:
        run = begin(store)
        look_at(store, run, 0, body=LIST)
        look_at(store, run, 1, body=LIST)
        assert parse_new_files(store, "wch") == 1
        assert parse_new_files(store, "wch") == 0
        assert content_of(store) == read_file(LIST, "a.xlsx")

    def test_a_newer_parser_reads_again(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        look_at(store, begin(store), 0, body=LIST)
        parse_new_files(store, "wch")
        monkeypatch.setattr(files_stored, "PARSER_VERSION", 999)
        assert parse_new_files(store, "wch") == 1
        assert parse_new_files(store, "wch") == 0

    def test_a_file_that_changed_and_was_not_kept_has_no_content(self, store: Store) -> None:
        run = begin(store)
        look_at(store, run, 0, body=LIST)
        parse_new_files(store, "wch")
        look_at(store, run, 1, body=None, size=len(LIST))
        assert content_of(store) is not None
        look_at(store, run, 2, body=None, size=30_000_000)
        assert content_of(store) is None

    def test_a_lost_body_is_tried_again(self, store: Store, tmp_path: Path) -> None:
        look_at(store, begin(store), 0, body=LIST)
        for path in (tmp_path / "captures").rglob("*.zst"):
            path.unlink()
        assert parse_new_files(store, "wch") == 1
        assert content_of(store) is None
        store.bodies.put(LIST)
        assert parse_new_files(store, "wch") == 1
        assert content_of(store) is not None


class TestJudge:
    def page(self) -> Page:
        look = Look(AT, 200, size=len(LIST), capture="sha256:" + "0" * 64)
        attachment = replace(PAGE.attachments[0], content=read_file(LIST, "a.xlsx"), looks=(look,))
        return replace(PAGE, attachments=(attachment,))

    def test_a_finding_in_a_file_names_file_and_place_and_stands_at_its_page(self) -> None:
        site = Site(portal=Portal(id="wch", name="文昌湾", home=SITE, hosts=()), as_of=AT)
        (finding,) = judge_page(self.page(), site, rules("PRV001"))
        assert (finding.code, finding.verdict, finding.url) == ("PRV001", Verdict.FAIL, PAGE.url)
        assert "附件“发放名单”工作表“名单”第2行" in finding.message
        assert FILE in finding.message and finding.subject == "www.wenchangwan.test/files/a.xlsx"
        assert finding.quote == "37*************05X"
        assert PERSON not in repr(finding)
        assert (finding.unit, finding.title, finding.capture) == ("民政局", "救助公示", "sha256:" + "0" * 64)

    def test_rules_that_do_not_read_files_see_the_page_only(self) -> None:
        site = Site(portal=Portal(id="wch", name="文昌湾", home=SITE, hosts=()), as_of=AT)
        blind = [replace(rule, reads_files=False) for rule in rules("PRV001")]
        assert judge_page(self.page(), site, blind) == []

    def test_site_rules_get_no_words_of_files(self) -> None:
        seen: list[Page] = []

        def remember(site: Site) -> Iterator[object]:
            seen.extend(site.pages)
            return iter(())

        rule = replace(rules("PRV001")[0], scope="site", judge=remember)
        site = Site(portal=Portal(id="wch", name="文昌湾", home=SITE, hosts=()), as_of=AT)
        judge([self.page()], site, [rule])
        content = seen[0].attachments[0].content
        assert content is not None and not content.document.paragraphs and content.pages == 1


def received(chunks: list[bytes], body_length: int | None, **meta: object) -> int:
    """How many chunks of an answer are taken before its download is stopped."""
    request, middleware = Request(FILE, meta={"first_bytes": True, **meta}), FirstBytes()
    middleware.headers_received(request, Headers(), body_length)
    for count, chunk in enumerate(chunks, start=1):
        try:
            middleware.bytes_received(chunk, request)
        except StopDownload:
            return count
    return len(chunks)


@pytest.mark.parametrize(
    ("chunks", "body_length", "meta", "taken"),
    [
        ([LIST * 2] * 9, 90_000, {"whole_bytes": 10**6}, 9),  # a document is fetched whole
        ([LIST * 2] * 9, None, {"whole_bytes": 10**6}, 9),  # also where its length is not told
        ([LIST * 2] * 9, None, {"whole_bytes": len(LIST) * 6}, 3),  # up to the limit
        ([LIST * 2] * 9, 2 * 10**6, {"whole_bytes": 10**6}, 1),  # one too long is not begun
        ([LIST * 2] * 9, 90_000, {"whole_bytes": 10**6, "known_size": 90_000}, 1),  # nor one that is known
        ([LIST * 2] * 9, 90_000, {}, 1),  # of a link the head suffices
        ([b"\x89PNG" * 2000] * 9, 90_000, {"whole_bytes": 10**6}, 1),  # pictures are not parsed
        ([LIST * 2] * 9, 90_000, {"whole_bytes": 10**6, "download_timeout": -1.0}, 1),  # too slow
    ],
)
def test_how_much_of_a_file_is_fetched(
    chunks: list[bytes], body_length: int | None, meta: dict[str, object], taken: int
) -> None:
    assert received(chunks, body_length, **meta) == taken


def test_a_crawl_keeps_attachments_whole_and_does_not_fetch_them_twice(tmp_path: Path) -> None:
    body = pdf(*[line(f"Line {n}", 700) for n in range(200)])
    assert len(body) > 20_000
    with serving(filled(MiniPortal(), articles=2)) as portal:
        portal.pages["/files/a.pdf"] = Answer(body, media_type="application/pdf")
        db = f"sqlite:///{tmp_path}/auditor.sqlite3"
        for day in range(2):
            crawl(profile(portal, tmp_path), db=db, as_of=AT + dt.timedelta(days=day), log=tmp_path / "log")
        with Store.open(db) as store:
            probe = next(p for p in store.looks.probes("wenchangwan") if p.url.endswith("a.pdf"))
            assert [look.status for look in probe.looks] == [200, 304]
            assert probe.looks[0].capture and store.bodies.get(probe.looks[0].capture) == body
            assert parse_new_files(store, "wenchangwan") == 1
            attachments = [a for page in store.pages.all("wenchangwan") for a in page.attachments]
    assert [a.content.pages for a in attachments if a.content] == [200]
