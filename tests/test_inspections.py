"""Inspections of the sample district from the command line: opened, sent, frozen, and their papers."""

import csv
import datetime as dt
import json
import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import html
from sample_store import SampleStore

from auditor.cli import run
from auditor.inspection.results import sealed
from auditor.inspection.sample import Drawable, draw, frame_hash
from auditor.inspection.spot import SpotCheck
from auditor.office.quarter import Quarter
from auditor.workdays import BEIJING

KEYS = "number kind portal period window state scheme rule_versions seed frame_hash strata sample coverage scores data_hash"


@pytest.fixture
def district(judged_once, tmp_path, monkeypatch) -> SampleStore:
    """A copy of the sample district after one night; commands are run beside it."""
    shutil.copytree(judged_once.folder, tmp_path / "d")
    monkeypatch.chdir(tmp_path / "d")
    monkeypatch.setenv("AUDITOR_DB", "auditor.sqlite3")
    return SampleStore(tmp_path / "d")


@pytest.fixture
def told(capsys):
    """`told(*arguments)`: exit code, what went to the screen, what was complained of."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


@pytest.fixture
def shown(told):
    """`shown(number)`: what `inspect show` gives as JSON."""

    def call(number: str) -> dict:
        code, out, err = told("inspect", "show", number, "--format", "json")
        assert code == 0, err
        return json.loads(out)

    return call


@pytest.fixture
def papers(told):
    """`papers(number, folder)`: every paper's bytes by its name."""

    def call(number: str, folder: str) -> dict[str, bytes]:
        assert told("inspect", "papers", number, "--out", folder)[0] == 0
        files = (path for path in Path(folder).rglob("*") if path.is_file())
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}

    return call


def test_a_spot_check_is_drawn_shown_and_can_be_drawn_again(district, told, shown, papers):
    code, out, err = told(
        "inspect", "open", "spot", "yanxi.toml", "--period", "2026-04", "--seed", "7", "--size", "30"
    )
    assert (code, out) == (0, "2026-04-S1\n") and "种子 7" in err
    spot = shown("2026-04-S1")
    assert list(spot) == KEYS.split()
    assert (spot["kind"], spot["state"], spot["seed"], spot["portal"]) == ("spot", "draft", 7, "yanxi")
    assert len(spot["sample"]) == 30 and set(spot["sample"][0]) == {"unit", "section", "url", "title", "why"}
    assert {one["unit"] for one in spot["sample"]} == {one["unit"] for one in spot["scores"]}
    frame = read_frame(papers("2026-04-S1", "out")["frame.csv"])
    assert frame_hash(frame) == spot["frame_hash"]
    again = [(one.url, why) for one, why in draw(frame, seed=7, size=30)]
    assert again == [(one["url"], one["why"]) for one in spot["sample"]]
    assert sum(one["pages"] for one in spot["strata"]) == len(frame)


def read_frame(body: bytes) -> list[Drawable]:
    rows = csv.DictReader(body.decode("utf-8-sig").splitlines())
    return [
        Drawable(
            address=row["规范网址"],
            url=row["网址"],
            unit=row["责任单位"],
            section=row["栏目路径"],
            title=row["信息标题"],
            published_on=dt.date.fromisoformat(row["发布日期"]) if row["发布日期"] else None,
            risks=tuple(row["风险"].split("、")) if row["风险"] else (),
        )
        for row in rows
    ]


def test_the_report_of_a_spot_check_shows_each_page_with_what_was_found_and_room_to_sign(
    district, shown, told, papers
):
    told("inspect", "open", "spot", "yanxi.toml", "--seed", "7", "--size", "400")
    spot, body = shown("2026-04-S1"), papers("2026-04-S1", "out")["spot_check.html"]
    page = html.fromstring(body.decode())
    rows = page.xpath("//table[contains(@class, 'drawn')]/tbody/tr")
    assert len(rows) == len(spot["sample"])
    with district.open() as store:
        drawn = store.inspections.basis(store.inspections.get("2026-04-S1"), SpotCheck)
    text = " ".join(page.text_content().split())
    assert all(row.id in text for row in drawn.inspected.rows) and drawn.inspected.rows
    assert "种子7" in text and spot["frame_hash"] in text
    assert all(row.xpath("td[@data-label='签名']")[0].text_content().strip() == "" for row in rows)


def test_what_could_not_be_drawn_is_said(district, told, shown, papers):
    told("inspect", "open", "spot", "yanxi.toml", "--seed", "7", "--size", "3")
    text = html.fromstring(papers("2026-04-S1", "out")["spot_check.html"].decode()).text_content()
    drawn = {one["unit"] for one in shown("2026-04-S1")["sample"]}
    assert len(drawn) == 3 and "这次没有抽到" in text
    unread = [one for one in shown("2026-04-S1")["scores"] if one["unit"] not in drawn]
    assert all(one["score"] is None for one in unread)


def test_spot_checks_of_one_month_are_numbered(district, told):
    numbers = [told("inspect", "open", "spot", "yanxi.toml", "--seed", str(n))[1].strip() for n in (1, 2)]
    assert numbers == ["2026-04-S1", "2026-04-S2"]


def test_a_quarter_is_shown_after_the_contract(district, told, shown):
    assert told("inspect", "open", "quarter", "yanxi.toml", "--period", "2026Q2")[0] == 0
    quarter = shown("2026Q2")
    assert list(quarter) == KEYS.split()
    assert (quarter["state"], quarter["seed"], quarter["sample"]) == ("draft", None, [])
    assert quarter["window"] == {"from": "2026-04-13", "to": "2026-04-13"}
    for one in quarter["scores"]:
        assert list(one) == "unit group score deducted rank band ceiling notes".split()
        assert one["score"] == pytest.approx(100 - sum(one["deducted"].values()))
    assert re.fullmatch("sha256:[0-9a-f]{64}", quarter["data_hash"])
    assert quarter["rule_versions"]["LAG001"] >= 1


FROZEN = ["freeze", "--role", "chief", "--why", "各单位无异议"]
REFUSED = [
    ([], ["freeze", "--role", "chief"], "“草稿”", "inspect send"),
    ([], ["freeze"], "负责人", "检查人员不行"),
    ([], ["send", "--role", "unit"], "检查人员", "责任单位不行"),
    ([["send"]], ["send"], "“征求意见”", "inspect freeze"),
    ([["send"]], ["open"], "“征求意见”", "inspect freeze"),
    ([["send"], FROZEN], ["freeze", "--role", "chief"], "“已冻结”", "inspect issue"),
    ([["send"], FROZEN], ["open"], "“已冻结”", "inspect issue"),
    ([["send"], FROZEN], ["issue"], "负责人", "检查人员不行"),
    ([["send"]], ["issue", "--role", "chief"], "“征求意见”", "inspect freeze"),
    ([["send"], FROZEN, ["issue", "--role", "chief"]], ["issue", "--role", "chief"], "“已印发”", "文书"),
]


@pytest.mark.parametrize(("before", "act", "state", "allowed"), REFUSED)
def test_what_the_state_does_not_allow_changes_nothing(district, told, shown, before, act, state, allowed):
    told("inspect", "open", "quarter", "yanxi.toml")
    for done in before:
        assert told("inspect", done[0], "2026Q2", *done[1:])[0] == 0
    was = shown("2026Q2")
    what = ["quarter", "yanxi.toml"] if act[0] == "open" else ["2026Q2"]
    code, _, complaint = told("inspect", act[0], *what, *act[1:])
    assert code == 2 and state in complaint and allowed in complaint and "没有改动" in complaint
    assert shown("2026Q2") == was
    with district.open() as store:
        assert len(store.inspections.events(store.inspections.get("2026Q2"))) == len(before) + 1


def test_who_did_what_and_why_is_on_record(district, told):
    told("inspect", "open", "quarter", "yanxi.toml", "--by", "李明", "--as-of", "2026-04-20")
    told("inspect", "send", "2026Q2", "--by", "李明", "--as-of", "2026-04-21")
    code, _, warned = told(
        "inspect",
        "freeze",
        "2026Q2",
        "--by",
        "王芳",
        "--role",
        "chief",
        "--why",
        "各单位无异议",
        "--as-of",
        "2026-04-29",
    )
    assert code == 0 and "没有核实或者没有下发，不扣分" in warned
    _, text, _ = told("inspect", "show", "2026Q2")
    assert "个，不扣分" in text and "申诉截至2026年4月28日" in text
    assert "冻结　王芳（负责人）：各单位无异议" in text and text.index("李明") < text.index("王芳")


def test_freezing_before_the_appeal_window_has_ended_wants_a_reason(district, told, shown):
    told("inspect", "open", "quarter", "yanxi.toml")
    told("inspect", "send", "2026Q2", "--as-of", "2026-04-21")
    early = ["inspect", "freeze", "2026Q2", "--role", "chief", "--as-of", "2026-04-28"]
    code, _, refused = told(*early)
    assert code == 2 and "申诉期截至2026年4月28日" in refused and "--why" in refused
    assert shown("2026Q2")["state"] == "consulted"
    assert told(*early, "--why", "各单位书面无异议")[0] == 0 and shown("2026Q2")["state"] == "frozen"


def _without_its_number(page: str) -> str:
    page = re.sub("<dt>通报</dt><dd>.*?</dd>\n|检查结果已经冻结，尚未印发|（印发日期待填）", "", page)
    return page.replace("砚政办函〔2026〕9号　2026年5月6日印发", "").replace("2026年5月6日", "")


def test_a_record_is_issued_under_its_number_and_its_papers_say_nothing_else(frozen, told, shown, papers):
    was = papers("2026Q2", "before")
    asked = ("inspect", "issue", "2026Q2", "--number", "砚政办函〔2026〕9号", "--dated", "2026-05-06")
    assert told(*asked, "--by", "李强", "--role", "chief")[0] == 0
    assert shown("2026Q2")["state"] == "issued"
    now, told_as = papers("2026Q2", "after"), "砚政办函〔2026〕9号　2026年5月6日印发"
    for name in ("bulletin.html", "pictures.html"):
        assert told_as in now[name].decode() and "机器初稿" not in now[name].decode()
    assert now.keys() == was.keys() and now["ledger.xlsx"] == was["ledger.xlsx"]
    before, after = (_without_its_number(one["bulletin.html"].decode()) for one in (was, now))
    assert before == after and papers("2026Q2", "again") == now
    assert "2026年5月6日印发　砚政办函〔2026〕9号" in told("inspect", "show", "2026Q2")[1]


@pytest.fixture
def frozen(district, told) -> SampleStore:
    for arguments in (
        ["open", "quarter", "yanxi.toml"],
        ["open", "spot", "yanxi.toml", "--seed", "7"],
        ["send", "2026Q2"],
        ["send", "2026-04-S1"],
        ["freeze", "2026Q2", "--role", "chief", "--why", "各单位无异议"],
        ["freeze", "2026-04-S1", "--role", "chief", "--why", "各单位无异议"],
    ):
        assert told("inspect", *arguments)[0] == 0
    return district


def test_what_is_frozen_never_changes_whatever_comes_later(frozen, shown, papers, told):
    numbers = ("2026Q2", "2026-04-S1")
    was = {number: (shown(number), papers(number, f"before-{number}")) for number in numbers}
    assert {"bulletin.html", "ledger.xlsx", "units/index.html", "doubts.html"} <= was["2026Q2"][1].keys()
    assert {"spot_check.html", "frame.csv", "units/index.html", "ledger.xlsx"} <= was["2026-04-S1"][1].keys()
    stood = standing(frozen)
    frozen.night(2)
    frozen.night(2, dt.datetime(2026, 7, 2, 1, tzinfo=BEIJING))
    profile = frozen.profile.read_text("utf-8")
    frozen.profile.write_text(profile.replace("砚溪区财政局", "砚溪区财税局"), "utf-8")
    told("judge", "yanxi.toml")
    told("inspect", "open", "spot", "yanxi.toml", "--period", "2026-04", "--seed", "8")
    assert standing(frozen) != stood
    assert {number: (shown(number), papers(number, f"after-{number}")) for number in numbers} == was


def standing(district: SampleStore) -> set[str]:
    with district.open() as store:
        return {finding.fingerprint for finding in store.findings.listed("yanxi")}


def test_papers_kept_are_the_papers_drawn_up(district, told, papers):
    """What is printed from the shelf is what `auditor report` prints from the ledger that day, but for the record's own
    number and hash on the cover, and the packs that an inspection alone has."""
    told("inspect", "open", "quarter", "yanxi.toml")
    assert told("report", "yanxi.toml", "--out", "report")[0] == 0
    files = {str(p.relative_to("report")): p.read_bytes() for p in Path("report").rglob("*") if p.is_file()}
    kept = papers("2026Q2", "kept")
    assert {name.partition("/")[0] for name in kept.keys() - files.keys()} == {"packs"}
    assert {name: bare(name, kept[name]) for name in files} == {
        name: bare(name, body) for name, body in files.items()
    }
    assert "2026Q2" in html.fromstring(kept["bulletin.html"]).xpath("//dl[@class='cover']/dd/text()")


def bare(name: str, body: bytes) -> bytes | list[str]:
    """The paper without what tells the record it was printed from."""
    if name.endswith(".docx"):
        return [paragraph.text for paragraph in Document(BytesIO(body)).paragraphs]
    body = re.sub(
        rb'<figure class="chart">(?:(?!</figure>).)*id="(?:trend|lag|funnel)-.*?</figure>\s*',
        b"",
        body,
        flags=re.S,
    )
    return re.sub(rb"<dt>[^<]*</dt><dd>(?:2026Q2|sha256:\w*)</dd>\n", b"", body)


def test_who_sends_is_told_how_much_nobody_has_confirmed(district, told):
    told("inspect", "open", "quarter", "yanxi.toml")
    code, _, warned = told("inspect", "send", "2026Q2")
    assert code == 0 and "没有人确认" in warned


def test_units_are_sent_their_own_lists_and_nothing_of_the_inspectors(district, told):
    for number, arguments in (("2026Q2", ["quarter"]), ("2026-04-S1", ["spot", "--seed", "7"])):
        told("inspect", "open", arguments[0], "yanxi.toml", *arguments[1:])
        assert told("inspect", "send", number, "--out", number)[0] == 0
        files = {path.parent.name for path in Path(number).rglob("*") if path.is_file()}
        assert files == {"units"}


def test_the_hash_covers_what_is_stored(frozen):
    with frozen.open() as store:
        for number, kind in (("2026Q2", Quarter), ("2026-04-S1", SpotCheck)):
            inspection = store.inspections.get(number)
            basis = store.inspections.basis(inspection, kind)
            assert sealed(inspection, basis).data_hash == inspection.data_hash


def test_a_draft_quarter_is_drawn_up_anew(district, told, shown):
    told("inspect", "open", "quarter", "yanxi.toml")
    was = shown("2026Q2")
    district.night(2)
    told("inspect", "open", "quarter", "yanxi.toml")
    now = shown("2026Q2")
    assert now["window"]["to"] == "2026-04-14" and now["data_hash"] != was["data_hash"]


def test_the_day_named_ends_what_is_looked_at(district, told, shown):
    district.night(2)
    told("inspect", "open", "quarter", "yanxi.toml", "--as-of", "2026-04-13")
    assert shown("2026Q2")["window"]["to"] == "2026-04-13"


WRONG = [
    (["open", "quarter", "yanxi.toml", "--period", "2026-04"], "不是季度"),
    (["open", "spot", "yanxi.toml", "--period", "2026"], "按月或者按季度"),
    (["open", "quarter", "yanxi.toml", "--seed", "1"], "只用于日常抽测"),
    (["open", "quarter", "yanxi.toml", "--period", "2025Q1"], "没有正常读取"),
    (["open", "spot", "yanxi.toml", "--period", "2025-01"], "没有正常读取过"),
    (["open", "spot", "yanxi.toml", "--role", "unit"], "责任单位不行"),
    (["open", "quarter", "yanxi.toml", "--period", "2026Q2", "--as-of", "2026-04-01"], "没有正常读取过"),
    (["open", "spot", "yanxi.toml", "--as-of", "2098-05-01", "--period", "2098-05"], "没有正常读取过"),
    (["open", "quarter", "yanxi.toml", "--period", "2026Q2", "--as-of", "2226-05-01"], "还没有到"),
    (["show", "2026Q9"], "没有检查 2026Q9"),
    (["open", "monthly", "yanxi.toml"], "没有“monthly”"),
    (["send", "2026Q2", "--role", "boss"], "没有“boss”"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG)
def test_wrong_use_is_told_and_makes_nothing(district, told, arguments, words):
    code, _, complaint = told("inspect", *arguments)
    assert code == 2 and words in complaint
    assert "还没有检查" in told("inspect", "list")[1]


def test_a_special_check_asks_its_rules_of_what_is_stored_and_no_other(district, told, shown, papers):
    code, out, _ = told("inspect", "open", "special", "yanxi.toml", "--codes", "fmt001,LNK")
    assert (code, out) == (0, "2026-Z1\n")
    special = shown("2026-Z1")
    assert special["kind"] == "special" and special["scheme"] == "专项检查"
    assert {code[:3] for code in special["rule_versions"]} == {"FMT", "LNK"}
    with district.open() as store:
        kept = store.inspections.basis(store.inspections.get("2026-Z1"), Quarter)
        ledger = {f.fingerprint: f for f in store.findings.listed("yanxi")}
    found = kept.inspected.findings
    assert found and {f.code for f in found} <= special["rule_versions"].keys()
    assert all(f.first_seen_at == ledger[f.fingerprint].first_seen_at for f in found)
    page = papers("2026-Z1", "out")["bulletin.html"].decode()
    assert "这次专项只查FMT001、LNK" in page
    assert "折算" not in page  # of a few rules nobody's share is larger than another's
