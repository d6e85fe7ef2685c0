"""The fictional district: the same every time, honest about what is planted, and a server that behaves like one."""

import http.client
import io
import re
from dataclasses import replace
from urllib.parse import urlsplit

import docx
import openpyxl
import pytest
from sample_night import BASE, PROFILE, RULES

from auditor.files.read import read_file
from auditor.judge.judge import judge_page
from auditor.models import Finding, Severity, Site, Verdict
from auditor.sample import NIGHTS, SampleServer, compare, planted
from auditor.sample.cms.jcms import GROUP
from auditor.sample.district import read_data, sections
from auditor.sample.files import file_answer
from auditor.sample.portal_site import answers, article_path, articles, section_path
from auditor.sample.server import find


@pytest.fixture(scope="module")
def server():
    with SampleServer() as running:
        yield running


def ask(server, path, method="GET", headers=None, body=None):
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc)
    connection.request(method, path, body=body, headers=headers or {})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def path_of(key):
    return article_path(articles()[key])


def test_the_portal_is_the_same_every_time():
    first = {night: answers(night) for night in (1, 2, 3)}
    answers.cache_clear()
    articles.cache_clear()
    file_answer.cache_clear()
    assert {night: answers(night) for night in (1, 2, 3)} == first


def test_every_article_has_an_address_of_its_own():
    paths = [article_path(article) for article in articles().values()]
    assert len(paths) == len(set(paths)) > 300


def test_profile_is_valid_and_every_section_answers():
    assert PROFILE.id == "yanxi"
    assert {unit.group for unit in PROFILE.units} == {"镇", "部门", "双管单位"}
    for section in PROFILE.sections:
        assert find(1, section.url.removeprefix(BASE)), section.path


DEMONSTRATED = set(
    "FMT001 FMT002 FMT003 FMT004 FMT008 FMT009 FMT015 FLD001 FLD002 FLD003 FLD006 FLD007 FLD008 FLD013 FLD015 LAG001"
    " LAG004 COL001 COL002 COL003 COL004 COL009 COL011 LNK002 LNK003 LNK004 PRV001 PRV002 TXT003 TXT004 ANR001"
    " ANR004 ANR005 ANR006 COL008 DEC003 FMT010 FMT013 INT002 INT003 LNK006 PRV007 SITE003 TXT001 TXT006 TXT011".split()
)


def test_the_core_rules_are_demonstrated_by_planted_defects():
    assert DEMONSTRATED <= {plant.code for plant in planted()} <= set(RULES)


@pytest.mark.parametrize("plant", planted(), ids=lambda p: f"{p.code}-{p.why[:12]}")
def test_planted_defects_lie_where_they_are_said_to(plant):
    for night in plant.nights:
        answer = find(night, plant.path)
        assert (answer is None) == (plant.code == "LNK002")
    assert plant.why
    assert set(plant.nights) <= {1, 2, 3}
    assert Verdict(plant.verdict) in RULES[plant.code].verdicts


def with_files(page, article):
    answered = {name: file_answer(name, flaw) for name, _, flaw in (f.partition("#") for f in article.files)}
    files = [
        replace(a, content=read_file(answered[a.name].body, a.name)) if a.name in answered else a
        for a in page.attachments
    ]
    return replace(page, attachments=tuple(files))


@pytest.mark.parametrize("night", [1, 2, 3])
def test_page_rules_speak_of_what_is_planted_and_of_nothing_else(night, sample_pages):
    site = Site(portal=PROFILE, as_of=NIGHTS[night - 1])
    rules = [r for r in RULES.values() if r.scope == "page" and not r.code.startswith("LNK")]
    findings = []
    for article, page in sample_pages(night):
        findings += judge_page(with_files(page, article), site, rules)
    told = compare(findings, night)
    assert [(f.code, f.url, f.message) for f in told.unexpected] == []
    asked = {rule.code for rule in rules}
    assert [p for p in told.missed if p.code in asked] == []


def test_links_leave_loopback_only_for_reserved_names():
    for path, answer in answers(3).items():
        if answer.media_type.startswith("text/html"):
            found = re.findall(rb"(?:href|src)=\"https?://([^/\"]+)", answer.body)
            assert all(host.endswith(b".example") for host in found), path


def test_no_identity_number_stands_outside_the_planted_page():
    planted_on = {p.path for p in planted() if p.code == "PRV001"}
    shape = re.compile(rb"(?<!\d)\d{17}[\dXx](?!\d)")
    for path, answer in answers(1).items():
        if answer.media_type.startswith("text/html") and path not in planted_on:
            numbers = [n for n in shape.findall(answer.body) if not n.startswith(b"11990101")]
            assert numbers == [], path


def test_validators_save_the_second_download(server):
    path = path_of("第20个工作日")
    first, body = ask(server, path)
    assert first.status == 200
    assert body
    for header, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again, empty = ask(server, path, headers={header: value})
        assert (again.status, empty) == (304, b"")
    assert [a.conditional for a in server.log if a.path == path] == [False, True, True]


def test_the_night_changes_what_is_shown(server):
    path = path_of("方括号")
    tags = {}
    for night in (1, 2, 3):
        server.night = night
        response, body = ask(server, path)
        tags[night] = response.headers["ETag"]
        assert ("[2026]" in body.decode()) == (night != 2)
    server.night = 1
    assert tags[1] == tags[3] != tags[2]
    assert ask(server, path_of("倒填日期"))[0].status == 404


def test_head_tells_the_size_and_sends_nothing(server):
    response, body = ask(server, path_of("假PDF"), "HEAD")
    assert int(response.headers["Content-Length"]) > 1000
    assert body == b""


def test_things_in_a_crawlers_way(server):
    challenge, script = ask(server, section_path(sections()["fgj/zdxm"]))
    assert challenge.status == 412
    assert b"document.cookie" in script
    moved, _ = ask(server, section_path(sections()["fyz/tjxx"]))
    assert (moved.status, moved.headers["Location"]) == (302, section_path(sections()["fyz/tzgg"]))
    soft, words = ask(server, path_of("软404"))
    assert soft.status == 200
    assert "未发布" in words.decode()
    gbk, coded = ask(server, path_of("国标编码"))
    assert gbk.headers["Content-Type"] == "text/html; charset=GBK"
    assert "政府采购监督" in coded.decode("gbk")
    assert answers(1)[path_of("慢页面")].delay_seconds > 1


def test_what_robots_txt_closes_is_recorded(server):
    _, rules = ask(server, "/robots.txt")
    closed = re.search(r"Disallow: (\S+)", rules.decode())[1]
    assert server.violations == []
    ask(server, f"{closed}shiyan.html")
    assert server.violations == [f"{closed}shiyan.html"]


def test_feeds_answer_whichever_way_they_are_asked(server):
    page = answers(1)[section_path(sections()["jtj/dt"])].body.decode()
    column = re.search(r'columnid: "(\d+)"', page)[1]
    asked = f"columnid={column}&startrecord={GROUP + 1}&endrecord={2 * GROUP}&perpage={GROUP}"
    address = "/module/web/jpage/dataproxy.jsp"
    got, xml = ask(server, f"{address}?{asked}")
    posted, same = ask(
        server, address, "POST", {"Content-Type": "application/x-www-form-urlencoded"}, asked.encode()
    )
    assert got.status == posted.status == 200
    assert xml == same
    assert xml.count(b"<record>") == int(re.search(rb"<totalrecord>(\d+)", xml)[1]) - GROUP > 0


def test_sound_attachments_open_and_broken_ones_do_not():
    rows = docx.Document(io.BytesIO(file_answer("名单.docx", "").body)).tables[0].rows
    assert rows[1].cells[1].text.endswith("*")
    book = openpyxl.load_workbook(io.BytesIO(file_answer("预算.xlsx", "").body))
    assert book.active["A1"].value == "预算"
    pdf = file_answer("预算.pdf", "").body
    start = int(re.search(rb"startxref\n(\d+)", pdf)[1])
    assert pdf.startswith(b"%PDF")
    assert pdf[start : start + 4] == b"xref"
    assert file_answer("预算.pdf", "empty").body == b""
    assert b"<html" in file_answer("预算.pdf", "html").body
    assert not file_answer("预算.docx", "encrypted").body.startswith(b"PK")


def finding(plant, **changes):
    values = {
        "code": plant.code,
        "name": "",
        "verdict": Verdict(plant.verdict),
        "severity": Severity.ORDINARY,
        "url": BASE + plant.path,
        "section_url": None,
        "section": None,
        "unit": None,
        "title": None,
        "subject": plant.subject,
        "quote": "",
        "expected": "",
        "message": "",
        "basis": (),
        "amount": None,
        "fetched_at": None,
        "capture": None,
        "rule_version": 1,
        "fingerprint": "",
    }
    return Finding(**(values | changes))


def test_comparison_is_whole_when_all_is_found():
    findings = [finding(plant) for plant in planted() if 2 in plant.nights]
    told = compare(findings, 2)
    assert len(told.found) == len(findings)
    assert told.missed == told.unexpected == ()


def test_a_wrong_verdict_or_place_is_both_missed_and_unexpected():
    plant = next(p for p in planted() if p.verdict == "review" and 1 in p.nights)
    right = finding(plant)
    for wrong in (replace(right, verdict=Verdict.FAIL), replace(right, url=f"{BASE}/elsewhere/")):
        told = compare([wrong], 1)
        assert plant in told.missed
        assert told.unexpected == (wrong,)


def test_a_defect_of_another_night_is_unexpected():
    plant = next(p for p in planted() if p.nights == (1,))
    assert compare([finding(plant)], 2).unexpected == (finding(plant),)


def test_traps_say_why_they_are_none():
    tables = read_data("traps.toml")["articles"] + read_data("companions.toml")["articles"]
    assert len(tables) > 15
    for table in tables:
        assert table["why"]
        assert not table.get("planted")
