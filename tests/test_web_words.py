"""What the portal says where something is refused: for people who never saw a command line, with a way back."""

import ast
import re
import shutil
from pathlib import Path

import pytest
from mini_district import District
from portal_visitor import Portal

from auditor.web.door import as_on_a_page

ROOMS = ("office", "ledger", "inspection", "store", "evidence")


def sentences():
    """Every sentence of the rooms behind the portal with which something is refused."""
    for room in ROOMS:
        for path in Path("auditor", room).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "").endswith("Error"):
                    yield from filter(None, map(words_of, call.args))


def words_of(node):
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "某" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def test_no_refusal_on_a_page_speaks_of_commands():
    told = list(sentences())
    assert any("--" in words for words in told) and len(told) > 150
    shown = {words: as_on_a_page(words) for words in told}
    assert not [page for page in shown.values() if re.search(r"--[a-z]|auditor [a-z]", page)]
    assert all(page.strip("。；") for page in shown.values())


@pytest.mark.parametrize(
    ("words", "page"),
    [
        (
            "还没有届满。确需提前冻结的，用 --why 写明理由。没有改动。",
            "还没有届满。确需提前冻结的，请写明理由。没有改动。",
        ),
        ("特殊情况要用 --until 写明容忍到哪一天；其他裁定不写 --until", "特殊情况要写明容忍到哪一天"),
        ("请用 --marks 给出 CSV 文件，各列是：单位。没有改动。", "请给出 CSV 文件，各列是：单位。没有改动。"),
        (
            "请看过网页以后写明复查结果（命令行用 --result）；状态没有改变",
            "请看过网页以后写明复查结果；状态没有改变",
        ),
        ("台账里没有问题 某。已有的见：auditor issue list", "台账里没有问题 某"),
        ("是那一夜读到的。请等下一夜，或确认后运行：auditor runs release 3", "是那一夜读到的。请等下一夜"),
        ("还没有抓取过某。请先运行：auditor nightly 门户档案；运行情况见：auditor runs", "还没有抓取过某"),
        (
            "下发以前要由第二人复核：auditor issue second 3（扣分表“某”）",
            "下发以前要由第二人复核（扣分表“某”）",
        ),
        ("判为误报要写明理由：--why", "判为误报要写明理由"),
    ],
)
def test_what_is_left_of_it_is_a_sentence(words, page):
    assert as_on_a_page(words) == page


def test_whoever_is_refused_finds_the_way_back(portal):
    visitor = portal.someone("inspector")
    visitor.get("/add")
    before = {"referer": "http://127.0.0.1/issues?page=1", "origin": "http://127.0.0.1"}
    assert 'href="/issues?page=1">回到刚才的网页' in visitor.get("/nothing", headers=before).text
    for other in ("http://evil.example/x", "http://127.0.0.1/nothing", ""):
        assert "回到刚才的网页" not in visitor.get("/nothing", headers={"referer": other}).text
