"""The reading pages of the portal: search, the story of a page, pictures as links. A unit reads of its own and no more."""

import datetime as dt
import re
import shutil
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

import lxml.html
import pytest
from mini_district import FIRST, District
from portal_visitor import OTHER, UNIT, Portal
from test_web_hostile import PAYLOADS, body, harmless
from test_web_unit import told

from auditor.office.task_proofs import ProofNotes

TOKENS = re.compile(r'value="[0-9a-f]{64}"')
HOSTILE = "http://www.wenchangwan.example/hostile.html"


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def anywhere(portal):
    """A page of the unit as the first night read it."""
    return next(
        page for page in portal.store.pages.all(portal.portal.id) if page.unit == UNIT and page.capture
    )


def later(portal, page, text, *, unit=UNIT, url=None, hours=24):
    """The page as another night read it, its bytes kept."""
    at = FIRST + dt.timedelta(hours=hours)
    store = portal.store
    run = store.runs.plan(portal.portal.id, "crawl", at=at, as_of=at)
    capture = store.bodies.put(text if isinstance(text, bytes) else text.encode())
    store.pages.save(
        portal.portal.id, run, replace(page, url=url or page.url, unit=unit, capture=capture, fetched_at=at)
    )
    store.search.refresh(portal.portal.id)
    return capture


def article(words):
    return f"<html><head><title>通知</title></head><body><div class=article-content><p>{words}</p></div></body></html>"


def asked(path, **more):
    return f"{path}?{urlencode(more)}"


def history(portal, page, part="", **more):
    return asked(f"/pages/{portal.portal.id}{part}", url=page.url, **more)


def test_two_signs_are_found_in_rows_and_pages_and_lead_on(portal):
    row = told(portal)
    visitor = portal.someone("inspector")
    shown = visitor.get(asked("/search", words=row.opening.title[:2])).text
    assert row.number in shown and f"/issues/{row.portal}/{row.number}" in shown
    links = [unescape(link) for link in re.findall(r'href="(/pages/[^"]+)"', shown)]
    assert links and visitor.get(links[0]).status_code == 200
    assert "没有。" in visitor.get(asked("/search", words="没有的词语")).text
    assert visitor.get("/search").status_code == 200


def test_a_search_writes_nothing_and_makes_no_index(portal):
    with portal.store._database.write() as connection:
        for table in ("search_entries", "search_words"):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
    assert portal.store.search.find(portal.portal.id, "通知", as_indexed=True) == []
    assert portal.someone("inspector").get(asked("/search", words="通知")).status_code == 200
    with portal.store._database.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert "search_entries" not in names


def test_a_unit_searches_its_own_pages_and_the_rows_that_it_was_told_of(portal):
    page = anywhere(portal)
    later(portal, page, article("停水"), unit=OTHER, url=f"{page.url}?other=1")
    row = next(one for one in portal.store.issues.of() if one.unit == UNIT)
    own, other = portal.someone("unit"), portal.someone("other")
    words = page.title[:4]
    assert page.url in unescape(own.get(asked("/search", words=words)).text).replace("%3A", ":").replace(
        "%2F", "/"
    )
    seen = other.get(asked("/search", words=words)).text
    assert "other%3D1" in seen and UNIT not in seen.replace(f"{UNIT}</span>", "")
    assert row.number not in own.get(asked("/search", words=row.opening.name)).text
    assert row.message not in own.get(asked("/search", words=row.opening.code)).text


def test_the_story_of_a_page_holds_its_versions_and_what_changed(portal):
    page = anywhere(portal)
    later(portal, page, article("收费二百元"), hours=24)
    later(portal, page, article("收费三百元"), hours=48)
    visitor = portal.someone("inspector")
    shown = visitor.get(history(portal, page)).text
    assert "第 3 版" in shown and "与第 2 版比较" in shown and "首次见到" in shown
    change = visitor.get(history(portal, page, "/versions", before=2, after=3)).text
    assert "<del>二</del>" in change and "<ins>三</ins>" in change
    kept = visitor.get(history(portal, page, "/version", number=2))
    assert "收费二百元" in kept.text and kept.headers["content-security-policy"].startswith("sandbox;")
    assert visitor.get(history(portal, page, "/versions", before=1, after=9)).status_code == 400


def test_a_row_leads_to_the_story_of_its_page(portal):
    row = told(portal)
    for name in ("inspector", "unit"):
        visitor = portal.someone(name)
        shown = visitor.get(f"/issues/{row.portal}/{row.number}").text
        [link] = re.findall(r'href="(/pages/[^"]+)"', shown)
        assert row.number in visitor.get(unescape(link)).text


def test_a_unit_reads_no_story_of_another_and_nothing_it_was_not_told_of(portal):
    page = anywhere(portal)
    later(portal, page, article("甲"))
    row = next(one for one in portal.store.issues.of() if one.unit == UNIT)
    for part in ("", "/version", "/versions"):
        address = history(portal, page, part)
        refused = portal.someone("other").get(address)
        nowhere = portal.someone("other").get(
            history(portal, replace(page, url="http://nowhere.example/"), part)
        )
        assert refused.status_code == nowhere.status_code == 404, part
        assert TOKENS.sub("", refused.text) == TOKENS.sub("", nowhere.text), part
        assert portal.someone("unit").get(address).status_code == 200, part
    of_row = replace(page, url=row.opening.page_url or row.url)
    own = portal.someone("unit").get(history(portal, of_row))
    assert row.number not in own.text and row.message not in own.text


def test_versions_of_a_hostile_page_run_nothing(portal):
    page = replace(anywhere(portal), url=HOSTILE, title="".join(PAYLOADS))
    for hours, more in ((24, b""), (48, "<p>增加的一段<script>alert(2)</script></p>".encode())):
        end = "<p>这是被引用的原文。</p>".encode()
        later(portal, page, body().replace(end, end + more), url=HOSTILE, hours=hours)
    for name in ("inspector", "unit"):
        visitor = portal.someone(name)
        for part in ("", "/version", "/versions"):
            answer = visitor.get(history(portal, page, part))
            assert answer.status_code == 200, (name, part)
            harmless(answer.text)
        harmless(visitor.get(asked("/search", words="通知")).text)
        harmless(visitor.get(asked("/search", words="<script>")).text)
    change = portal.someone("inspector").get(history(portal, page, "/versions")).text
    assert "增加的一段" in change


def test_personal_numbers_stay_masked_in_every_version(portal):
    row = next((one for one in portal.store.issues.of() if one.opening.code.startswith("PRV")), None)
    number = "110101199003074477"
    page = anywhere(portal)
    known = row or portal.store.issues.of()[0]
    opening = replace(known.opening, code="PRV001", url=page.url, page_url=None, fingerprint="", unit=UNIT)
    portal.store.issues.open(portal.portal.id, [(opening, known.events[0])])
    later(portal, page, article(f"身份证号{number}"), hours=24)
    later(portal, page, article(f"身份证号{number}，电话13812345678"), hours=48)
    for name in ("inspector", "unit"):
        for part in ("/version", "/versions"):
            shown = portal.someone(name).get(history(portal, page, part, number=2, before=2, after=3)).text
            assert number not in shown and "13812345678" not in shown, (name, part)


def test_every_cell_of_the_maps_leads_to_a_list_of_as_many(portal):
    visitor = portal.someone("inspector")
    shown = visitor.get("/maps").text
    assert portal.someone("unit").get("/maps").status_code == 403
    tree = lxml.html.fromstring(shown)
    cells = [
        (link.get("href"), link.find("text").text)
        for link in tree.xpath("//a[contains(@href, 'which=living') and contains(@href, 'section=')]")
    ]
    assert cells
    for address, number in cells:
        assert f"共 {number} 行" in visitor.get(address).text, address
    duties = tree.xpath("//a[contains(@href, '/duties?') and contains(@href, 'task=')]/@href")
    assert len(duties) == 2 and all("共 1 项" in visitor.get(address).text for address in duties)
    assert "整改进度" in shown and "检查覆盖图" in shown


def test_proofs_are_read_as_the_last_judgement_noted_them(portal, monkeypatch):
    store, at = portal.store, portal.at
    notes = ProofNotes(portal.portal, at.date())
    walked = list(notes.along(store.pages.all(portal.portal.id)))
    assert walked
    before = portal.someone("inspector").get("/duties").text
    run = store.runs.newest(portal.portal.id, limit=1)[0].id
    notes.keep(store, run)
    monkeypatch.setattr("auditor.store.pages.Pages.all", lambda *_: 1 / 0)
    portal.app.state.house._memory.clear()
    after = portal.someone("inspector").get("/duties").text
    assert TOKENS.sub("", after) == TOKENS.sub("", before)
