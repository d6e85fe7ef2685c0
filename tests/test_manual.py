"""Manual checks: together with the rules they cover the whole catalogue, each code once, each ready to be filled in."""

import json
import re
from pathlib import Path

import pytest

from auditor.models import Verdict
from auditor.rule import RuleError, load
from auditor.rule.manual import FieldKind, load_manual
from reports.book import rulebook

CATALOGUE = (Path(__file__).parent / "rule_codes.txt").read_text("utf-8").split()
CHECKS = load_manual("rules")
AUTOMATIC = {rule.code for rule in load("rules")}
HEADINGS = ("怎么算：", "转人工核对：", "不算：", "改法：", "不管什么：")


def test_every_code_of_the_catalogue_is_decided_by_a_rule_or_by_a_person():
    assert len(CATALOGUE) == len(set(CATALOGUE)) == 188
    assert sorted(set(CATALOGUE) - AUTOMATIC - {check.code for check in CHECKS}) == []


def test_no_code_is_both_automatic_and_manual():
    assert sorted(AUTOMATIC & {check.code for check in CHECKS}) == [], (
        "delete the manual checks of these codes"
    )


def test_no_manual_check_has_a_code_outside_the_catalogue():
    assert sorted({check.code for check in CHECKS} - set(CATALOGUE)) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_manual_check_can_be_followed_and_filled_in(check):
    lines = check.manual.splitlines()
    assert lines[0].endswith("。")
    assert all(any(line.startswith(heading) for line in lines) for heading in HEADINGS)
    assert any(basis.binding for basis in check.basis) or not re.search("应当|不得|必须", lines[0])
    assert check.verdicts == (Verdict.REVIEW,)
    assert any(field.required for field in check.fields)
    assert len({field.name for field in check.fields}) == len(check.fields)


def test_the_book_prints_what_the_inspector_fills_in(tmp_path):
    page = rulebook.write(CHECKS, tmp_path / "rules.html").read_text("utf-8")
    for check in CHECKS:
        assert f'id="{check.code}"' in page
        assert all(field.name in page for field in check.fields)
    records = {record["code"]: record for record in rulebook.rules_as_json(CHECKS)}
    assert records["YSQ001"]["scope"] == "manual"
    assert {"name": "收到日期", "kind": "date"}.items() <= records["YSQ001"]["fields"][2].items()
    json.dumps(list(records.values()))
    text = rulebook.rule_text(next(check for check in CHECKS if check.code == "YSQ001"))
    assert "提交渠道（选一项，当面、邮寄、网络、传真，必填）" in text


def test_codes_named_in_a_manual_lead_to_their_place(tmp_path):
    page = rulebook.write(CHECKS, tmp_path / "rules.html").read_text("utf-8")
    assert '<a href="#YSQ002">YSQ002</a>' in page


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('name = "x"\nseverity = "严重极了"', "没有“严重极了”"),
        ('name = "x"\nseverity = "一般"\nsurprise = 1', "未知的键“surprise”"),
        ('severity = "一般"', "缺少必填的键“name”"),
    ],
)
def test_a_wrong_check_is_refused_by_file_line_and_key(tmp_path, monkeypatch, line, told):
    package = tmp_path.name  # another one each time: what is imported stays
    family = tmp_path / package / "plan"
    family.mkdir(parents=True)
    (tmp_path / package / "__init__.py").write_text("")
    basis, field = '[[checks.basis]]\nsource = "x"\n', '[[checks.fields]]\nname = "x"\n'
    text = f'[[checks]]\ncode = "PLN901"\npages = ["x"]\nmanual = "x。"\n{line}\n{basis}{field}'
    (family / "manual.toml").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(RuleError, match=told) as refusal:
        load_manual(package)
    assert "plan/manual.toml 第" in str(refusal.value)


def test_a_choice_names_its_choices():
    assert all((field.kind is FieldKind.CHOICE) == bool(field.choices) for c in CHECKS for field in c.fields)
