"""A plan is the portal's own: findings cite the items that name their code, while it is in force."""

import dataclasses
import datetime as dt
import tomllib
from pathlib import Path

import pytest

from auditor.cli import run
from auditor.installation import open_profile
from auditor.judge.judge import judge
from auditor.models import Basis, Flaw, Severity, Verdict
from auditor.portal.profile import PortalError, parse_portal
from auditor.rule import page_rule
from auditor.rule.book import manual_checks, rulebook
from auditor.rule.examples import page_of, site_of
from auditor.sample import portal as sample_profile

LAW = Basis("《示例条例》", "第一条", verified=True, binding=True)
WENCHANGHU = Path(__file__).parents[1] / "spiders/portals/wenchanghu.toml"
RULES = {rule.code: rule for rule in rulebook()}
MANUAL = [check.code for check in manual_checks()]
HEAD = """
name = "示例区"
home = "http://www.example.gov.cn/"
hosts = ["www.example.gov.cn"]

[[units]]
name = "甲局"
aliases = ["甲"]

[[plans]]
name = "2023年示例区政务公开工作方案"
document_number = "示办字〔2023〕16号"
issued_on = 2023-07-21
until = 2024-03-31

[plans.items]
"第12项" = ["FLD002", "COL009"]
"三（二）" = ["FLD002", "PLN003"]
"""
TASK = """
[[plans.tasks]]
name = "政策评价"
unit = "甲局"
due_on = 2023-12-31
since_on = 2023-01-01
count = 5
keywords = ["评价", "结果"]
article = "第28项"
"""


def portal_of(text):
    return parse_portal(text, "示例.toml", rules=RULES, manual_codes=MANUAL)


def judged(day: str, rule):
    site = dataclasses.replace(site_of({"as_of": f"{day}T08:00:00+08:00"}), portal=portal_of(HEAD + TASK))
    return judge([page_of({"title": "示例"})], site, [rule]).findings


@page_rule("FLD002", "示例", Severity.MINOR, basis=(LAW,))
def speaks(_page, _site):
    """示例。"""
    yield Flaw(verdict=Verdict.FAIL, message="有问题")


def test_a_plan_is_read_whole():
    (plan,) = portal_of(HEAD + TASK).plans
    assert (plan.issued_on, plan.until) == (dt.date(2023, 7, 21), dt.date(2024, 3, 31))
    assert [(item.article, item.codes) for item in plan.items] == [
        ("第12项", ("FLD002", "COL009")),
        ("三（二）", ("FLD002", "PLN003")),
    ]
    (task,) = plan.tasks
    assert (task.unit, task.due_on, task.since_on, task.count) == (
        "甲局", dt.date(2023, 12, 31), dt.date(2023, 1, 1), 5,
    )  # fmt: skip


@pytest.mark.parametrize("day", ["2023-07-21", "2024-03-31"])
def test_a_finding_cites_the_law_and_then_the_items_that_name_its_code(day):
    (finding,) = judged(day, speaks)
    source = "《2023年示例区政务公开工作方案》（示办字〔2023〕16号）"
    assert [b.citation for b in finding.basis] == [
        "《示例条例》第一条",
        f"{source}第12项",
        f"{source}三（二）",
    ]
    assert all(b.verified and b.binding for b in finding.basis)


@pytest.mark.parametrize("day", ["2023-07-20", "2024-04-01"])
def test_a_plan_that_is_not_in_force_is_not_cited(day):
    (finding,) = judged(day, speaks)
    assert finding.basis == (LAW,)


def test_what_a_plan_says_moves_no_fingerprint():
    (within,), (after,) = judged("2023-09-01", speaks), judged("2024-09-01", speaks)
    assert within.basis != after.basis
    assert within.fingerprint == after.fingerprint


def test_a_task_found_wanting_cites_its_own_item():
    (finding,) = judged("2024-01-01", RULES["LAG006"])
    assert finding.basis[-1].citation.endswith("（示办字〔2023〕16号）第28项")
    assert "只找到0条成果（应有5条）" in finding.message


def test_no_rule_and_no_manual_check_cites_a_plan_by_itself():
    assert not [c.code for c in (*rulebook(), *manual_checks()) for b in c.basis if "工作方案" in b.source]


FAULTS = [
    ('"第12项" = ["FLD02"]', "示例.toml 第17行 plans[1].items.第12项：没有规则“FLD02”（是不是“FLD0"),
    ('"第12项" = "FLD002"', "plans[1].items.第12项：“FLD002”的类型不对，应当是列表"),
]


@pytest.mark.parametrize(("line", "message"), FAULTS)
def test_a_wrong_item_is_refused_by_line(line, message):
    with pytest.raises(PortalError, match="plans") as refused:
        portal_of(HEAD.replace('"第12项" = ["FLD002", "COL009"]', line))
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("due_on = 2023-12-31", 'due_on = "2023-12-31"', "plans[1].tasks[1].due_on：“2023-12-31”的类型不对，应当是日期"),
        ("due_on = 2023-12-31", "due_on = 2023-06-30", "期限 2023-06-30 早于方案的印发日 2023-07-21"),
        ("due_on = 2023-12-31\n", "", "缺少必填的键“due_on”"),
        ('unit = "甲局"', 'unit = "甲"', "plans[1].tasks[1].unit：units 里没有“甲”这个单位，这是别名，要写“甲局”"),
        ("count = 5", "count = 0", "plans[1].tasks[1].count：0 超出范围"),
        ("since_on = 2023-01-01", "since_on = 2024-01-01", "成果最早的日期 2024-01-01 晚于期限 2023-12-31"),
        ("keywords = ", "keyword = ", "未知的键“keyword”（是不是“keywords”？）"),
        ('keywords = ["评价", "结果"]', "keywords = []", "plans[1].tasks[1].keywords：不能为空"),
        (TASK, TASK + TASK, "plans[1].tasks[2].name：甲局的任务“政策评价”前面已经写过一次"),
        ("until = 2024-03-31", "until = 2023-03-31", "plans[1].until：止日 2023-03-31 早于印发日 2023-07-21"),
        ("issued_on = 2023-07-21\n", "", "plans[1]：缺少必填的键“issued_on”"),
    ],
)  # fmt: skip
def test_a_wrong_plan_is_refused_at_start(before, after, message):
    with pytest.raises(PortalError) as refused:
        portal_of((HEAD + TASK).replace(before, after))
    assert message in str(refused.value)


def test_the_plan_of_2023_is_cited_with_its_number():
    portal = open_profile(str(WENCHANGHU))
    (plan,) = portal.plans
    assert [b.citation for b in plan.bases("ANR014")] == [
        "《2023年文昌湖区政务公开工作方案》（淄文昌管办字〔2023〕16号）三（二）"
    ]
    assert [b.article for b in plan.bases("FLD001")] == ["第12项", "第14项"]
    assert not plan.in_force(dt.date(2026, 1, 1))


def test_the_sample_district_has_a_plan_of_its_own():
    assert tomllib.loads(sample_profile("http://127.0.0.1:8000"))["plans"][0]["items"]["第12项"]


def test_the_rule_book_of_a_portal_prints_its_plan_beside_the_law(capsys):
    assert run(["rules", "LNK010", "--profile", str(WENCHANGHU)]) == 0
    assert (
        "第二十四条；《2023年文昌湖区政务公开工作方案》（淄文昌管办字〔2023〕16号）第12项"
        in capsys.readouterr().out
    )
    assert run(["rules", "LNK010"]) == 0
    assert "工作方案" not in capsys.readouterr().out
