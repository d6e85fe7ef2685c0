"""Versions of a rule, rules on trial, and an old day judged again by what held then."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from mini_portal import MiniPortal, filled, profile, serving

from auditor.cli import run
from auditor.inspection.rows import on_trial, standing
from auditor.inspection.scheme import load_scheme
from auditor.inspection.scoring import score
from auditor.judge.judge import judge
from auditor.models import Basis, Finding, Flaw, Page, Severity, Site, Unit, Verdict
from auditor.night.nightly import nightly
from auditor.rule import Rule, RuleError, newest, page_rule, refuse_twins
from auditor.rule.examples import page_of, site_of

BASIS = (Basis("《示例》"),)
CHANGE = dt.date(2023, 7, 1)


def _rule(version: int, code: str = "FMT001", **traits: object) -> Rule:
    def judge_page(page: Page, site: Site) -> Iterator[Flaw]:
        """示例。"""
        yield Flaw(verdict=Verdict.FAIL, message=f"第{version}版")

    declare = page_rule(code, "示例", Severity.ORDINARY, basis=BASIS, version=version, **traits)  # type: ignore[arg-type]
    return declare(judge_page)  # type: ignore[return-value]


OLD = _rule(1, until_on=CHANGE - dt.timedelta(days=1))
NEW = _rule(2, from_on=CHANGE)


def _judged(rules: list[Rule], as_of: str, **portal: object) -> list[Finding]:
    site = site_of({"as_of": f"{as_of}T08:00:00+08:00", "portal": portal})
    return list(judge([page_of({"unit": "区财政局"})], site, rules).findings)


@pytest.mark.parametrize(("as_of", "version"), [("2023-06-30", 1), ("2023-07-01", 2)])
def test_the_version_in_force_on_the_day_of_judging_is_asked(as_of, version):
    (finding,) = _judged([OLD, NEW], as_of)
    assert (finding.rule_version, finding.message) == (version, f"第{version}版")


def test_the_newest_version_stands_in_the_book():
    assert newest([NEW, OLD]) == (NEW,)


def test_two_versions_must_not_hold_on_one_day():
    refuse_twins([OLD, NEW])
    with pytest.raises(RuleError, match="until_on"):
        refuse_twins([OLD, NEW, _rule(3)])


@pytest.mark.parametrize(
    ("rules", "portal"),
    [([_rule(1, shadow=True)], {}), ([_rule(1)], {"shadow_rules": {"FMT001": "试运行一个季度"}})],
)
def test_a_rule_on_trial_is_counted_but_accuses_nobody(rules, portal):
    found = _judged(rules, "2023-09-01", **portal)
    assert [finding.shadow for finding in found] == [True]
    assert standing(found) == []
    assert on_trial(found) == (("FMT001", "示例", 1),)
    unit = Unit("区财政局")
    (one,) = score(found, (unit,), load_scheme("quarterly_check"), pages_by_unit={"区财政局": 1})
    assert (one.score, one.problems, one.reviews, one.charges) == (100, 0, 0, ())


def test_a_rule_on_trial_makes_no_other_rule_moot():
    rules = [_rule(1, shadow=True, covers=("FMT002",)), _rule(1, "FMT002")]
    assert {finding.code for finding in _judged(rules, "2023-09-01")} == {"FMT001", "FMT002"}


def test_an_old_day_is_judged_by_its_pages_and_leaves_the_ledger_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    late, db = "/zcwj/202610/t20261003_1003.html", f"sqlite:///{tmp_path}/auditor.sqlite3"
    first = dt.datetime.fromisoformat("2026-11-23T01:00:00+08:00")
    with serving(filled(MiniPortal(), articles=6)) as portal:
        portal.article(late, "关于做好第3项工作的通知", number=3)
        sound = portal.pages[late].body
        portal.pages[late].body = sound.replace(
            "成文日期：</td><td>2026-10-03".encode(), "成文日期：</td><td>2026-08-03".encode()
        )
        path = profile(portal, tmp_path)
        nightly(path, db=db, as_of=first, out=tmp_path / "out")
        portal.pages[late].body = sound  # mended
        nightly(path, db=db, as_of=first + dt.timedelta(days=1), out=tmp_path / "out")

    def listed(*more: str) -> list[dict[str, object]]:
        capsys.readouterr()
        assert run(["findings", str(path), "--db", db, *more]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    before = listed()
    out = tmp_path / "past.jsonl"
    assert run(["judge", str(path), "--db", db, "--as-of", "2026-11-23", "--out", str(out)]) == 0
    past = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert "现在的台账没有变动" in capsys.readouterr().out
    assert [f["url"].endswith(late) for f in past if f["code"] == "LAG001"] == [True]
    assert [f for f in before if f["code"] == "LAG001"] == []
    assert listed() == before
