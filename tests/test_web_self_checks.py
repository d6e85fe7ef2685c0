"""自查 in the web portal: a unit answers for itself alone, nothing that was typed is lost, inspectors see differences first."""

import shutil

import pytest
from mini_district import District
from portal_visitor import OTHER, UNIT, Portal

from auditor.inspection.period import Term
from auditor.models import Look
from auditor.models.role import Actor, Role
from auditor.office.self_check import answer, compared
from auditor.office.task_proofs import ProofNotes

TERM = Term.read("2026Q4")
LINK = "http://www.wenchangwan.example/ml/"


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def said(portal):
    return [
        (one.task, one.unit, one.url, one.nothing, one.by)
        for one in portal.store.self_answers.of("wenchangwan", "2026Q4")
    ]


def form(**more):
    return {"period": "2026Q4", "task": "1", "url": "", "nothing": ""} | more


def test_a_unit_answers_each_duty_once_by_the_office_of_the_command(portal):
    visitor = portal.someone("unit")
    page = visitor.get("/self").text
    assert f"{UNIT}更新主动公开目录" in page and OTHER not in page and "没有填报" in page
    answered = visitor.post("/self/wenchangwan", form(url=LINK))
    assert answered.headers["location"] == "/self?period=2026Q4&said=sent"
    assert said(portal) == [("1", UNIT, LINK, "", "张敏")]
    assert f'value="{LINK}"' in visitor.get("/self").text
    visitor.post("/self/wenchangwan", form(url=LINK))
    visitor.post("/self/wenchangwan", form())
    assert len(said(portal)) == 1  # neither the same again nor empty fields are an answer
    visitor.post("/self/wenchangwan", form(nothing="目录由上级统一编制"))
    assert said(portal)[1:] == [("1", UNIT, "", "目录由上级统一编制", "张敏")]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"url": LINK, "nothing": "没有"}, "只能填一样"),
        ({"url": "javascript:alert(1)"}, "不是网址"),
        ({"task": "2", "url": LINK}, "没有任务2"),  # another unit's
    ],
)
def test_what_is_filled_in_wrongly_is_refused_and_stays_in_the_fields(portal, wrong, why):
    visitor = portal.someone("unit")
    visitor.get("/self")
    answered = visitor.post("/self/wenchangwan", form(**wrong))
    assert answered.status_code == 400 and why in answered.text and not said(portal)
    assert "task" in wrong or f'value="{wrong["url"]}"' in answered.text


@pytest.mark.parametrize("period", ["2026", "2031Q1", "去年", "2020Q1"])
def test_only_this_quarter_and_those_just_before_it_can_be_answered(portal, period):
    visitor = portal.someone("unit")
    visitor.get("/self")
    assert visitor.post("/self/wenchangwan", form(period=period, url=LINK)).status_code == 404
    assert "可以选：2026Q4、2026Q3" in visitor.get(f"/self?period={period}").text


def answered(portal, task, unit, url, nothing):
    actor = Actor(name=unit, role=Role.UNIT, unit=unit)
    answer(portal.store, portal.portal, TERM, [(task, unit, url, nothing)], actor, portal.at)


def test_inspectors_see_first_what_the_crawl_says_otherwise(portal):
    answered(portal, "1", UNIT, LINK, "")
    answered(portal, "2", OTHER, "", "没有")
    visitor = portal.someone("inspector")
    page = visitor.get("/self/compared?period=2026Q4").text
    assert page.index("机检没有在门户上读到") < page.index("无此类信息：没有")
    assert LINK in page and OTHER in page
    assert LINK not in visitor.get(f"/self/compared?unit={OTHER}").text
    only = visitor.get("/self/compared?which=NOT_ON_PORTAL").text
    assert LINK in only and "无此类信息：没有" not in only
    answered(portal, "1", UNIT, "", "由上级编制")
    assert "由上级编制" in visitor.get("/self/compared").text


def test_an_answer_is_right_wrong_or_anothers_by_whose_page_it_names(portal):
    pages = [page for page in portal.store.pages.all("wenchangwan") if page.readable and page.unit]
    own = next(page.url for page in pages if page.unit == UNIT)
    answered(portal, "1", UNIT, own, "")
    answered(portal, "2", OTHER, own, "")
    visitor = portal.someone("inspector")
    said_of = {name: visitor.get(f"/self/compared?which={name}").text for name in ("AGREES", "OF_ANOTHER")}
    assert own in said_of["AGREES"] and UNIT in said_of["AGREES"] and f"{OTHER}更新" not in said_of["AGREES"]
    assert own in said_of["OF_ANOTHER"] and f"{OTHER}更新" in said_of["OF_ANOTHER"]
    assert own not in visitor.get("/self/compared?which=NOT_ON_PORTAL").text


def test_a_file_that_answered_is_on_the_portal_and_a_dead_link_is_not(portal):
    run = portal.store.runs.newest("wenchangwan", limit=1)[0].id
    for name, status in (("a.pdf", 200), ("b.pdf", 404)):
        look = Look(portal.at, status, None, 10, None, None, None)
        portal.store.looks.save("wenchangwan", run, LINK + name, look, referrer=None)
    answered(portal, "1", UNIT, f"{LINK}a.pdf", "")
    answered(portal, "2", OTHER, f"{LINK}b.pdf", "")
    visitor = portal.someone("inspector")
    assert f"{LINK}a.pdf" in visitor.get("/self/compared?which=AGREES").text
    assert f"{LINK}b.pdf" in visitor.get("/self/compared?which=NOT_ON_PORTAL").text


def test_to_compare_answers_nobody_reads_the_pages_that_the_night_has_looked_through(portal, monkeypatch):
    """Two hundred thousand of them take half a minute."""
    store = portal.store
    proofs = ProofNotes(portal.portal, TERM.last_on)
    for _ in proofs.along(store.pages.all("wenchangwan")):
        pass
    proofs.keep(store, store.runs.newest("wenchangwan", limit=1)[0].id)
    before = compared(store, portal.portal, TERM)

    def refuse(_portal):
        raise AssertionError("all pages were read")

    monkeypatch.setattr(store.pages, "all", refuse)
    assert compared(store, portal.portal, TERM) == before
