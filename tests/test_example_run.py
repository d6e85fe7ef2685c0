"""Examples that say more than is checked are refused; a city's own rules run theirs by the same judge."""

import importlib
import sys
from pathlib import Path

import pytest

from auditor.cli import run
from auditor.judge.example_run import faults
from auditor.rule import load, scaffold
from auditor.rule.book import manual_checks, rulebook
from auditor.rule.examples import ExampleError, page_of, site_of

MODULE = '''"""LOC001: a page without words."""

from auditor.models import Basis, Flaw, Severity, Verdict
from auditor.rule import page_rule


@page_rule("LOC001", "没有正文", Severity.MINOR, basis=(Basis("《本市办法》"),))
def wordless(page, _site, *, least: int = 3):
    """网页宜有正文。

    怎么算：数字数。
    改法：补上正文。
    不管什么：附件。
    """
    if page.document.text_length < least:
        yield Flaw(verdict=Verdict.FAIL, message="只有几个字", quote=page.document.text)
'''
EXAMPLES = """[[good]]
why = "有三个字"
page = { text = "说明书" }

[[bad]]
why = "只有两个字"
quote = "说明"
count = 1
page = { text = "说明" }
"""


class City:
    """A city's own rule package, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "cityrules"
        self.folder.mkdir()
        (self.folder / "__init__.py").touch()

    def rule(self, code: str, examples: str = EXAMPLES) -> None:
        module = self.folder / f"{code.lower()}_wordless.py"
        module.write_text(MODULE.replace("LOC001", code), "utf-8")
        module.with_suffix(".toml").write_text(examples, "utf-8")
        importlib.invalidate_caches()


@pytest.fixture
def city(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("AUDITOR_RULES", "cityrules")
    kept = set(sys.modules)
    rulebook.cache_clear()
    manual_checks.cache_clear()
    yield City(tmp_path)
    rulebook.cache_clear()
    manual_checks.cache_clear()
    for name in set(sys.modules) - kept:
        if name.startswith("cityrules"):
            del sys.modules[name]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('quote = "说明"', 'qoute = "说明"', "第1个bad“只有两个字”：没有键“qoute”（是不是“quote”？）"),
        ("count = 1", "cuont = 1", "没有键“cuont”（是不是“count”？）"),
        ("[[bad]]", "[[bda]]", "没有键“bda”（是不是“bad”？）"),
        ('{ text = "说明" }', '{ txet = "说明" }', "Page：没有键“txet”（是不是“text”？）"),
        (
            '{ text = "说明" }',
            '{ fields = { isuer = "x" } }',
            "Page.fields：没有键“isuer”（是不是“issuer”？）",
        ),
        ('{ text = "说明" }', '{ links = [{ ulr = "x" }] }', "Link：没有键“ulr”（是不是“url”？）"),
        ("count = 1", "site = { pags = [] }", "site：没有键“pags”（是不是“pages”？）"),
        ("count = 1", "site = { portal = { unts = [] } }", "Portal：没有键“unts”（是不是“units”？）"),
        ("count = 1", "site.portal.rule_options.LOC001.laest = 2", "没有键“laest”（是不是“least”？）"),
        ("count = 1", "site.portal.rule_options.LOC002.least = 2", "没有键“LOC002”（是不是“LOC001”？）"),
        ('page = { text = "说明" }', "", "第1个bad“只有两个字”：缺少 page 这个表"),
        ("count = 1", "count = ", "第8行第9列：值写错了"),
        ('{ text = "说明" }', '{ document_class = "newz" }', "没有“newz”（是不是“news”？）；可用："),
        (
            '{ text = "说明" }',
            '{ fetched_at = "昨天" }',
            "Page.fetched_at：“昨天”不是日期，应当形如 2023-09-01T",
        ),
        ('{ text = "说明" }', '{ text_length = "2" }', "Page.text_length 应当是整数，写的是 '2'"),
        ('{ text = "说明" }', '{ links = ["http://a/"] }', "Page.links 里应当是表，如 { url = … }"),
        ("[[bad]]", "[bad]", "示例应当写成 [[bad]] 开头的表"),
    ],
)
def test_a_key_that_nobody_reads_is_refused_by_file_example_and_nearest_key(city, old, new, told):
    assert old in EXAMPLES
    city.rule("LOC001", EXAMPLES.replace(old, new))
    (rule,) = load("cityrules")
    (fault,) = faults(rule)
    assert "cityrules/loc001_wordless.toml" in fault
    assert told in fault


def test_a_page_under_a_site_rule_is_a_key_that_nobody_reads(city):
    site_rule = MODULE.replace("page_rule", "site_rule").replace("page, _site", "site")
    city.rule("LOC001")
    (city.folder / "loc001_wordless.py").write_text(site_rule, "utf-8")
    (rule,) = load("cityrules")
    assert "没有键“page”" in faults(rule)[0]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('quote = "说明"', 'quote = "指南"', "quote 应当含有“指南”，结果是说明"),
        ("count = 1", "count = 2", "应当有2条，结果是1条"),
        ('text = "说明书"', 'text = "书"', "第1个good“有三个字”：应当没有发现，结果是fail：只有几个字"),
        ('text = "说明" }', 'text = "说明书" }', "应当判不合格，结果是没有发现问题"),
        ("[[bad]]", "[[review]]", "规则从不这样判，不应有 review 示例"),
        ('why = "有三个字"', "", "第1个good没有写 why"),
    ],
)
def test_an_example_that_does_not_hold_says_how(city, old, new, told):
    city.rule("LOC001", EXAMPLES.replace(old, new))
    (rule,) = load("cityrules")
    assert any(told in fault for fault in faults(rule))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    改法：补上正文。\n", "", "规则说明里没有“改法：”一段"),
        ("网页宜有正文。", "网页宜有正文", "第一行应当是一句话"),
        ("网页宜有正文。", "网页应当有正文。", "依据里却没有一件有约束力"),
        ("只有几个字", "应当有字", "依据没有约束力，结果不能说应当、不得、必须：应当有字"),
        ('basis=(Basis("《本市办法》"),)', "basis=()", "没有写依据"),
        ("if page.document", "if pagee.document", "规则执行时出错：NameError：name 'pagee' is not defined（"),
    ],
)
def test_a_rule_that_is_not_fit_for_the_book_says_why(city, old, new, told):
    """A city has no tests of ours: what these ask of a rule, the command asks."""
    city.rule("LOC001")
    module = city.folder / "loc001_wordless.py"
    assert old in module.read_text("utf-8")
    module.write_text(module.read_text("utf-8").replace(old, new), "utf-8")
    (rule,) = load("cityrules")
    assert any(told in fault for fault in faults(rule))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Severity.MINOR,", "Severity.MINOR, shaddow=True,", "没有“shaddow”（是不是“shadow”？）"),
        ("if page.document", "if page document", "SyntaxError："),
        ("import page_rule", "import page_rul", "ImportError："),
    ],
)
def test_a_module_that_cannot_be_loaded_is_named_with_its_line(city, old, new, told, capsys):
    city.rule("LOC001")
    module = city.folder / "loc001_wordless.py"
    module.write_text(module.read_text("utf-8").replace(old, new), "utf-8")
    assert run(["rules", "check", "LOC001"]) == 2
    assert told in capsys.readouterr().err


def test_our_own_rules_named_once_more_are_no_twins(city, monkeypatch, capsys):
    city.rule("LOC001")
    monkeypatch.setenv("AUDITOR_RULES", "cityrules,rules")
    assert run(["rules", "check", "LOC001", "FMT002"]) == 0
    assert run(["rules", "check", "LOK001"]) == 2
    assert "环境变量 AUDITOR_RULES" in capsys.readouterr().err


def test_pages_and_sites_that_tests_build_are_held_to_the_same_keys():
    with pytest.raises(ExampleError, match="是不是“published_on”"):
        page_of({"fields": {"publishd_on": "2023-01-01"}})
    with pytest.raises(ExampleError, match="是不是“sections”"):
        site_of({"section": []})


def test_an_installed_program_takes_no_rules_of_its_own(city, monkeypatch, capsys):
    installed = city.folder.parent / "site-packages" / "rules"
    installed.mkdir(parents=True)
    monkeypatch.setattr(scaffold, "_root", lambda _: installed)
    assert run(["rules", "new", "FMT099"]) == 2
    assert "请用 --package 写进本地自己的规则包" in capsys.readouterr().err
    assert not list(installed.rglob("*.py"))


def test_a_city_runs_the_examples_of_its_own_rules(city, capsys):
    city.rule("LOC001")
    city.rule("LOC002", EXAMPLES.replace("只有两个字", "其实够了").replace('"说明" }', '"说明书" }'))
    assert run(["rules", "check", "loc"]) == 1
    out = capsys.readouterr().out
    assert "cityrules/loc002_wordless.toml 第1个bad“其实够了”：应当判不合格，结果是没有发现问题" in out
    assert "loc001" not in out
    assert out.endswith("核对了 2 条规则的示例：1 处不成立。\n")
    assert run(["rules", "check", "LOC001", "LAG007", "FMT002"]) == 2, "LAG007 is no rule: nothing is checked"
    assert "没有规则“LAG007”" in capsys.readouterr().err
    assert run(["rules", "check", "LOC001", "FMT002"]) == 0
    assert capsys.readouterr().out == "核对了 2 条规则的示例：全部成立。\n"


def test_a_new_rule_says_what_is_left_to_write_and_holds_once_written(city, capsys):
    assert (
        run(["rules", "new", "loc003", "--family", "local", "--name", "no_words", "--package", "cityrules"])
        == 0
    )
    module = city.folder / "local" / "loc003_no_words.py"
    told = capsys.readouterr().out
    assert str(module) in told and "这是文件夹 local 里的第一条规则" in told
    assert "写完后运行 AUDITOR_RULES=cityrules auditor rules check LOC003" in told
    assert run(["rules", "check", "LOC003"]) == 1
    out = capsys.readouterr().out
    for what in (
        "规则名称有1处待写",
        "规则说明有6处待写",
        "依据有2处待写",
        "示例有",
        "应当判不合格",
        "应当转人工核对",
    ):
        assert what in out, what
    manual = module.read_text("utf-8")
    assert all(
        heading in manual for heading in ("怎么算：", "转人工核对：", "不算：", "改法：", "不管什么：")
    )
    module.write_text(MODULE.replace("LOC001", "LOC003"), "utf-8")
    module.with_suffix(".toml").write_text(EXAMPLES, "utf-8")
    del sys.modules["cityrules.local.loc003_no_words"]
    rulebook.cache_clear()
    assert run(["rules", "check", "LOC003"]) == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["FMT001"], "规则 FMT001 已经有了"),
        (["LOC001"], "规则 LOC001 已经有了"),
        (["F1"], "“F1”不是规则代码：应当是三四个大写字母加三位数字"),
        (["ZZZ001"], "没有 ZZZ 开头的规则，不知道写在哪里：请用 --family"),
        (["LOC009", "--name", "标题"], "--name 的“标题”不能用作文件名"),
        (["LOC009", "--family", "../out"], "--family 的“../out”不能用作文件名"),
        (["LOC009", "--package", "nowhere"], "找不到规则包“nowhere”"),
    ],
)
def test_a_rule_that_cannot_be_begun_is_refused_and_nothing_is_written(city, arguments, told, capsys):
    city.rule("LOC001")
    before = sorted(city.folder.parent.rglob("*.toml"))
    assert run(["rules", "new", "--package", "cityrules", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert sorted(city.folder.parent.rglob("*.toml")) == before
