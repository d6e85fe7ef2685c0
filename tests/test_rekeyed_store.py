"""A store that an earlier program drew, with the keys of its canonical form: opened, it has lost nothing."""

from __future__ import annotations

import importlib
import sys
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text
from stores import NIGHTS, NOTICES, SITE, article, begin, end, finding, url  # noqa: F401

from auditor.judge.reasoning import fingerprint
from auditor.ledger.advance import advance
from auditor.models import (
    Attachment,
    Entry,
    Link,
    Look,
    Section,
    TargetState,
    Trail,
    Visit,
    VisitState,
    address,
)
from auditor.models.address import as_spelt, canonical
from auditor.store import Store, Target

before = importlib.import_module("auditor.store.migrations.versions.0005_addresses").canonical_before
NAMES = {"附件": "%B8%BD%BC%FE", "表格": "%B1%ED%B8%F1"}  # both were …/%EF%BF%BD….doc
FILES = [f"{SITE}/files/{name}.doc" for name in NAMES.values()]
DOTTED, PLAIN = f"{SITE}/x/../art/7.html", f"{SITE}/art/7.html"
SESSION = f"{SITE}/art/show.jsp;jsessionid=0A?id=8"
IDN = Section("区文化和旅游局", "规划计划", url="http://政务.example/col/plans/")
OUTER = "http://elsewhere.example/%B8%BD.html"


@pytest.fixture
def earlier(monkeypatch):
    """The house with its earlier canonical form, as far as the store and the ledger use it."""
    with monkeypatch.context() as patch:
        for module in list(sys.modules.values()):
            if getattr(module, "canonical", None) is canonical and module is not address:
                patch.setattr(module, "canonical", before)
        yield patch


def _found(at, private="http://10.1.1.1/附件.doc"):
    """Findings as rules make them: by address, by an attachment, by an outer link."""
    made = [
        finding(1, subject=""),
        finding(1, code="LNK003", subject=address_key(FILES[0])),
        finding(1, code="LNK005", subject=f"旧 办法→{address_key(OUTER)}"),
        finding(1, code="LNK011", subject=private),
        finding(7, url=DOTTED, subject="发布日期"),
        finding(8, url=SESSION, subject="标题"),
    ]
    return [
        replace(one, fingerprint=fingerprint(one.code, one.url, one.subject), fetched_at=at) for one in made
    ]


def address_key(target: str) -> str:
    return sys.modules["auditor.judge.reasoning"].canonical(target)


def _drawn(store: Store) -> None:
    run = begin(store)
    links = (Link(OUTER), Link(FILES[0]))
    attached = (Attachment(FILES[0], "附件", "doc"), Attachment(FILES[1], "表格", "doc"))
    pages = [
        article(1, attachments=attached, links=links),
        article(7, url=DOTTED),
        article(7, NIGHTS[1], url=PLAIN, title="第7号通知"),
        article(8, url=SESSION, section_url=IDN.url),
    ]
    for page in pages:
        store.pages.save("wch", run, page)
    aims = [
        *(Target(page.url, "article", section_url=page.section_url) for page in pages),
        Target(FILES[0], "attachment"),
    ]
    store.frontier.plan("wch", run, [*aims, Target(f"{SITE}/./feed", "list", method="POST", body="page=1")])
    for aim in aims:
        store.frontier.mark("wch", run, aim, TargetState.FETCHED, at=NIGHTS[0], status=200, etag="e")
    for at, file in zip(NIGHTS, FILES, strict=False):
        store.looks.save("wch", run, file, Look(at, 404), referrer=pages[0].url)
    store.sections.save_visit(
        "wch", run, IDN, Visit(NIGHTS[0], VisitState.READABLE, entry_count=1), [Entry(SESSION, "第8号通知")]
    )
    store.trails.save("wch", address_key(SESSION), Trail(capture="sha256:1", read_as="way"))
    store.findings.apply("wch", run, advance([], _found(NIGHTS[0]), seen=set(), at=NIGHTS[0]))
    end(store, run)


def _as_revision_four(url: str) -> None:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for later in (
            "exchanges",
            "issue_events",
            "issues",
            "task_notes",
            "inspections",
            "letter_receipts",
            "letters",
            "deeds",
            "uploads",
            "api_keys",
            "login_failures",
            "stays",
            "users",
            "remarks",
            "seals",
            "amendments",
            "own_schemes",
            "tallies",
            "self_answers",
            "errands",
            "contact_cards",
        ):
            connection.execute(text(f"DROP TABLE IF EXISTS {later}"))
        for index in ("ix_fetches_run_id", "ix_visits_run_id", "ix_looks_kept"):
            connection.execute(text(f"DROP INDEX {index}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    engine.dispose()


def test_an_earlier_store_loses_nothing_and_opens_and_closes_nothing(url, tmp_path, earlier):
    with Store.open(url, bodies=tmp_path) as store:
        _drawn(store)
        stood = store.findings.standings("wch")
        assert len(stood) == 6
    _as_revision_four(url)
    earlier.undo()

    with Store.open(url, bodies=tmp_path) as store:
        standings = store.findings.standings("wch")
        assert sorted((s.finding.code, s.first_seen_at, s.state) for s in standings) == sorted(
            (s.finding.code, s.first_seen_at, s.state) for s in stood
        )
        tonight = _found(NIGHTS[1], as_spelt("http://10.1.1.1/附件.doc"))
        seen = {canonical(one.url) for one in tonight}
        again = advance(standings, tonight, seen=seen, at=NIGHTS[1])
        assert {item.state for item in again} == {"standing"}
        assert len(again) == 6

        pages = {page.url: page for page in store.pages.all("wch")}
        assert set(pages) == {f"{SITE}/art/1.html", PLAIN, SESSION}
        assert pages[PLAIN].first_seen_at == NIGHTS[0]
        attached = pages[f"{SITE}/art/1.html"].attachments
        assert [[look.at for look in each.looks] for each in attached] == [[NIGHTS[0]], [NIGHTS[1]]]
        assert len(store.pages.versions("wch", PLAIN)) == 2
        assert store.trails.of("wch", canonical(SESSION.replace("0A", "FF"))).read_as == "way"

        run = store.runs.newest("wch")[0].id
        assert store.coverage.of("wch", run).fetched == 4
        assert [aim.method for aim in store.frontier.due("wch", run, limit=9)] == ["POST"]
        assert store.coverage.read_addresses("wch", run) >= {canonical(page) for page in pages}
        portal = replace(importlib.import_module("stores").PORTAL, sections=(NOTICES, IDN))
        view = next(view for view in store.sections.views(portal) if view.section == IDN)
        assert [entry.url for entry in view.entries] == [SESSION]
        assert {p.referrers for p in store.looks.probes("wch")} == {(f"{SITE}/art/1.html",)}
