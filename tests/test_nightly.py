"""A whole night on a small real portal: what it finds, what it leaves alone, and how it ends badly."""

import copy
import datetime as dt
import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from mini_district import FIRST, LATE, District
from mini_portal import MiniPortal, filled, serving

from auditor.cli import run
from auditor.judge import asking, limit
from auditor.models import Page, RunState, Site, Unchecked
from auditor.night import nightly as nights
from auditor.night.nightly import Night, rejudge
from auditor.rule import Rule
from auditor.store import StoreError
from auditor.store.findings import Findings

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[District]:
    monkeypatch.chdir(tmp_path)
    with serving(filled(MiniPortal(), articles=6)) as portal:
        yield District(portal, tmp_path)


@pytest.fixture
def lived_in(
    first_night: tuple[District, Night], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[District]:
    """The district after its first night, which all tests share: a copy of what it left, the portal as it was."""
    lived, _ = first_night
    portal = lived.portal
    monkeypatch.chdir(tmp_path)
    shutil.copytree(lived.folder, tmp_path, dirs_exist_ok=True)
    kept = copy.deepcopy(portal.pages)
    portal.asked.clear()
    yield District(portal, tmp_path)
    portal.pages = kept


def test_nights_open_keep_and_close_findings_and_write_their_papers(
    lived_in: District, first_night: tuple[District, Night]
) -> None:
    district, first = lived_in, first_night[1]
    assert first.state is RunState.DONE
    assert district.late() == ["new"]
    assert first.changes["new"] == len(district.findings())
    assert all(paper.is_file() for paper in first.papers)
    assert "关于做好第3项工作的通知" in (district.folder / "out0" / "bulletin.html").read_text("utf-8")

    before = district.findings()
    again = district.night()  # the same night once more
    assert again.changes["new"] == first.changes["new"]
    assert district.findings().keys() == before.keys()

    second = district.night(1)
    fresh = [f.code for f in district.findings(run=second.run_id).values() if f.state == "new"]
    assert fresh == ["LNK002"]  # a link counts as dead on the second look
    assert district.late() == ["standing"]

    district.portal.article(LATE, "关于做好第3项工作的通知", number=3)  # mended
    assert district.night(2).changes["fixed"] == 1
    assert district.late() == []
    assert district.late(state="fixed") == ["fixed"]
    assert [run.counts["fixed"] for run in district.runs()] == [1, 0, 0, 0]


def test_a_void_night_opens_and_closes_nothing(lived_in: District) -> None:
    district = lived_in
    before = district.findings()
    district.portal.pages.clear()
    void = district.night(1)
    assert (void.state, void.papers) == (RunState.VOID, ())
    assert "读" in void.why
    assert district.findings() == before
    assert (district.runs()[0].state, district.runs()[0].why) == (RunState.VOID, void.why)


def test_what_was_not_checked_is_listed_with_reasons(district: District) -> None:
    district.sections = '[[sections]]\nunit = "文昌湾区管委会"\npath = "政府信息公开指南"\nkind = "guide"\n'
    district.portal.pages["/gsgg/"].status = 500
    coverage = district.night().coverage
    reasons = {item.what: item.why for item in coverage.unchecked}
    assert reasons["政府信息公开指南"] == "栏目网址待探明，没有检查"
    assert "公示公告" in reasons or any("/gsgg/" in what for what in reasons)
    assert (coverage.sections, coverage.sections_read, coverage.sections_unknown) == (2, 1, 1)


def test_stored_pages_are_judged_again_without_asking_the_portal(lived_in: District) -> None:
    district = lived_in
    path = district.profile
    path.write_text(path.read_text("utf-8") + "\n[rule_options.LAG001]\nlimit_workdays = 400\n", "utf-8")
    district.portal.asked.clear()
    judged = rejudge(path, db=district.db, as_of=FIRST + dt.timedelta(hours=8))
    assert not district.portal.asked
    assert judged.changes["fixed"] == 1
    assert district.late() == []
    assert (district.runs()[0].kind, district.runs()[0].state) == ("judge", RunState.DONE)


def test_judged_again_on_a_later_day_the_portal_is_as_it_was_last_seen(
    lived_in: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = lived_in.findings()
    monkeypatch.setattr("auditor.config.clock.now", lambda: FIRST + dt.timedelta(days=400))
    changes = rejudge(lived_in.profile, db=lived_in.db).changes
    assert (changes["new"], changes["fixed"]) == (sum(f.state == "new" for f in before.values()), 0)
    assert lived_in.findings() == before
    assert lived_in.runs()[0].as_of == FIRST


def test_no_finding_bears_an_hour_at_which_nobody_looked(lived_in: District) -> None:
    rejudge(lived_in.profile, db=lived_in.db, as_of=FIRST + dt.timedelta(hours=9))
    found = lived_in.findings().values()
    assert found
    assert all(f.fetched_at and FIRST <= f.fetched_at < FIRST + dt.timedelta(hours=1) for f in found)


def test_a_day_that_has_not_come_is_refused(lived_in: District, capsys: pytest.CaptureFixture[str]) -> None:
    before = lived_in.findings()
    given = ["judge", str(lived_in.profile), "--db", lived_in.db, "--as-of", "2126-05-01"]
    assert run(given) == 2
    assert "2126年5月1日还没有到" in capsys.readouterr().err
    assert lived_in.findings() == before


def test_a_rule_that_breaks_closes_nothing(lived_in: District, monkeypatch: pytest.MonkeyPatch) -> None:
    district = lived_in

    def broken(page: Page, site: Site) -> Iterator[None]:
        raise ZeroDivisionError

    rules = [_with(rule, broken) if rule.code == "LAG001" else rule for rule in nights.rulebook()]
    monkeypatch.setattr(nights, "rulebook", lambda: rules)
    night = district.night(1)
    assert night.state is RunState.DONE
    kept = [f for f in district.findings().values() if f.code == "LAG001" and f.verdict == "fail"]
    assert [f.state for f in kept] == ["new"]
    assert Unchecked("规则 LAG001", "规则未能执行，原有问题保持原状，详见日志") in night.coverage.unchecked


def test_a_rule_that_does_not_end_on_a_page_neither_opens_nor_closes_anything_there(
    lived_in: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = lived_in

    def hangs(page: Page, site: Site) -> Iterator[None]:
        while page.url.endswith(LATE):
            pass
        yield from ()

    rules = [_with(rule, hangs) if rule.code == "LAG001" else rule for rule in nights.rulebook()]
    monkeypatch.setattr(nights, "rulebook", lambda: rules)
    for module in (limit, asking):
        monkeypatch.setattr(module, "seconds_for", lambda rule: 0.3 if rule.code == "LAG001" else 60)
    night = district.night(1)
    assert night.state is RunState.DONE
    assert district.late() == ["new"]
    assert "规则判定超时，没有判定，原有问题保持原状：LAG001 在 1 个网页上" in night.why
    assert [late.why for late in night.coverage.unchecked if late.what.endswith(LATE)] == [
        "规则 LAG001 超过 0.3 秒没有判完，没有判定"
    ]


def test_a_page_that_did_not_change_is_not_judged_again(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(page: Page, site: Site) -> Iterator[None]:
        asked.append(page.url)
        yield from ()

    rules = [_with(rule, counted) if rule.code == "TXT004" else rule for rule in nights.rulebook()]
    monkeypatch.setattr(nights, "rulebook", lambda: rules)
    district.night()
    first, before = len(asked), district.findings().keys()
    asked.clear()
    rejudge(district.profile, db=district.db, as_of=FIRST + dt.timedelta(hours=8))
    assert (asked, district.findings().keys()) == ([], before)
    district.portal.article(LATE, "关于做好第3项工作的通知", number=3)
    district.night(1)
    assert any(url.endswith(LATE) for url in asked)
    assert len(asked) < first / 2  # beside it: those whose files were looked at once more


def test_a_full_disk_under_the_papers_does_not_undo_the_night(
    district: District, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "bulletin.html")

    monkeypatch.setattr(nights, "write_papers", full)
    assert run(["nightly", str(district.profile), "--db", district.db, "--as-of", "2026-11-23"]) == 1
    assert "报告没有写成：文件读写失败：bulletin.html（磁盘已满" in capsys.readouterr().err
    assert district.late() == ["new"]
    assert (district.runs()[0].state, "报告没有写成" in district.runs()[0].why) == (RunState.DONE, True)


def test_a_store_that_fails_while_judging_is_on_record_and_loses_nothing(
    lived_in: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = lived_in
    before = district.findings()

    def full(*_: object) -> None:
        raise StoreError("磁盘已满：auditor.sqlite3。请清理空间后重新运行。")

    with monkeypatch.context() as patch:
        patch.setattr(Findings, "apply", full)
        with pytest.raises(StoreError):
            district.night(1)
    assert (district.runs()[0].state, district.runs()[0].why[:4]) == (RunState.FAILED, "磁盘已满")
    assert district.findings() == before
    assert district.night(1).state is RunState.DONE


def test_a_night_told_to_end_is_on_record_and_goes_on_later(district: District) -> None:
    district.manners = "timeout_seconds = 2"  # what is held back is given up then, and the child may end
    command = [sys.executable, "-m", "auditor", "nightly", str(district.profile), f"--db={district.db}"]
    env = os.environ | {"PYTHONPATH": str(PROJECT)}
    child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    over = threading.Event()

    def stop(path: str) -> None:
        if path == "/zcwj/":
            child.send_signal(signal.SIGTERM)
            over.wait()

    district.portal.on_request = stop
    _, err = child.communicate(timeout=300)
    over.set()
    assert child.returncode in (1, 130)
    assert "Traceback" not in err
    assert district.runs()[0].state is RunState.FAILED
    assert "中断" in district.runs()[0].why
    district.portal.on_request, district.manners = (lambda path: None), ""
    assert district.night().state is RunState.DONE
    assert district.late() == ["new"]


def _with(rule: Rule, judge: object) -> Rule:
    return Rule(**{**{name: getattr(rule, name) for name in Rule.__dataclass_fields__}, "judge": judge})


EXEMPTION = '\n[[exemptions]]\ncode = "LAG001"\nreason = "经批准延期公开"\nuntil = 2027-03-31\n'


def test_the_papers_of_the_next_quarter_follow_up_the_last_one(
    lived_in: District, first_night: tuple[District, Night]
) -> None:
    district, first = lived_in, first_night[1]
    assert "没有上一期的检查记录" in first.papers[0].read_text("utf-8")
    district.portal.article(LATE, "关于做好第3项工作的通知", number=3)
    second = district.night(45)
    text = second.papers[0].read_text("utf-8")
    assert "与2026年第4季度（截至2026年11月23日的检查结果）相比" in text
    assert "已整改1个" in text


def test_what_the_profile_exempts_is_in_the_papers_and_not_called_mended(lived_in: District) -> None:
    district = lived_in
    district.sections = EXEMPTION
    night = district.night(1)
    assert (district.late(), district.late(state="exempted"), district.late(state="fixed")) == (
        [],
        ["exempted"],
        [],
    )
    assert night.changes["exempted"] == 1
    assert "经批准延期公开" in night.papers[0].read_text("utf-8")
    district.sections = ""
    district.night(2)
    assert district.late() == ["new"]


def test_a_period_is_told_as_it_ended_whatever_came_after(district: District) -> None:
    last = dt.datetime(2026, 9, 29, 1, tzinfo=FIRST.tzinfo)
    nights.nightly(district.profile, db=district.db, as_of=last, out=district.folder / "night")

    def told(folder: str) -> str:
        given = [str(district.profile), "--db", district.db, "--out", str(district.folder / folder)]
        assert run(["report", *given, "--period", "2026Q3"]) == 0
        return (district.folder / folder / "bulletin.html").read_text("utf-8")

    then = told("then")
    district.portal.article("/zcwj/202608/t20260803_77.html", "关于做好第77项工作的通知", number=77)
    nights.nightly(district.profile, db=district.db, as_of=FIRST, out=district.folder / "now")
    assert told("again") == then
    assert "2026年第3季度" in then
    assert "2026年9月29日，采取" in then


def test_a_period_in_which_nobody_looked_has_no_report(
    lived_in: District, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["report", str(lived_in.profile), "--db", lived_in.db, "--period", "2026年第2季度"]
    assert run(given) == 2
    assert "2026年第2季度没有正常读取过" in capsys.readouterr().err
    assert run(["report", str(lived_in.profile), "--db", lived_in.db, "--scheme", "spot_check"]) == 2
