"""Profiles: what is read, and that every mistake is named by file, line and key."""

import datetime as dt
from pathlib import Path

import pytest

from auditor.config.toml_source import TomlError, read_source
from auditor.installation import open_profile
from auditor.models import Contact, SectionKind
from auditor.portal.profile import PortalError, load_portal, parse_portal
from auditor.rule.book import rulebook

PROFILES = Path(__file__).parents[1] / "spiders" / "portals"
RULES = {rule.code: rule for rule in rulebook()}
HEAD = 'name = "青禾区"\nhome = "http://www.example.gov.cn/"\nhosts = ["www.example.gov.cn"]\n'
UNIT = '[[units]]\nname = "区财政局"\naliases = ["财政局"]\n'
FEED = (
    UNIT
    + '[[sections]]\nunit = "区财政局"\npath = "预决算"\nurl = "http://www.example.gov.cn/a/"\n[sections.feed]\n'
)


def faults(text: str) -> str:
    with pytest.raises(PortalError) as caught:
        parse_portal(text, "青禾.toml", cms_names=("gongkai", "jcms"), rules=RULES)
    return str(caught.value)


def test_everything_a_profile_can_say_is_read() -> None:
    portal = parse_portal(
        HEAD
        + """
cms = "gongkai"
site_code = "3703000009"
operator = "区财政局"
number_words = ["青财字"]
contact = { name = "林清", phone = "0000-1234567" }

[politeness]
delay_seconds = 3
night_hour = 2

[rule_options.LAG001]
limit_workdays = 15

[disabled_rules]
FMT002 = "历史文件整理期间不查"

[[units]]
name = "区财政局"
aliases = ["财政局"]
group = "部门"
credit_code = "91350100M000100Y43"

[[units]]
name = "柳溪镇"
group = "镇"
since = 2024-01-01

[[sections]]
unit = "区财政局"
path = "法定主动公开内容/财政预决算"
url = "http://www.example.gov.cn/a/"
kind = "budget"
update_within_days = 365

[[sections.nil_returns]]
reason = "本年度无此类信息"
since = 2024-01-01
until = 2024-12-31

[[exemptions]]
code = "LAG001"
unit = "区财政局"
reason = "已批准延期"
until = 2024-06-30
""",
        "qinghe.toml",
        cms_names=("gongkai",),
        rules=RULES,
    )
    section = portal.sections[0]
    assert (portal.id, portal.cms, portal.operator) == ("qinghe", "gongkai", "区财政局")
    assert portal.unit_named("财政局") == portal.units[0]
    assert portal.contact == Contact("林清", "0000-1234567")
    assert (portal.politeness.delay_seconds, portal.politeness.night_hour) == (3, 2)
    assert (section.kind, section.update_within_days) == (SectionKind.BUDGET, 365)
    assert section.nil_returns[0].period.covers(dt.date(2024, 12, 31))
    assert portal.exemptions[0].period.until == dt.date(2024, 6, 30)
    assert portal.rule_options == {"LAG001": {"limit_workdays": 15}}
    assert portal.disabled_rules == {"FMT002": "历史文件整理期间不查"}


def test_the_interface_of_a_list_is_read_with_its_usual_values() -> None:
    text = (
        FEED
        + 'url = "/api/list"\nbody = \'{"from":{start},"to":{end}}\'\nrows = "data.list"\nfirst_page = 0\n'
    )
    [section] = parse_portal(HEAD + text, "x.toml").sections
    assert section.feed is not None
    assert (section.feed.method, section.feed.rows, section.feed.first_page, section.feed.size) == (
        "POST",
        "data.list",
        0,
        20,
    )


def test_sections_of_a_group_are_spread_and_a_known_address_wins() -> None:
    portal = parse_portal(
        HEAD
        + UNIT
        + """
[[units]]
name = "区民政局"

[[sections]]
groups = ["部门"]
path = "政府信息公开年报"
kind = "annual_report"

[[sections]]
unit = "区民政局"
path = "政府信息公开年报"
url = "http://www.example.gov.cn/mz/nb/"
""",
        "x.toml",
    )
    assert {(s.unit, s.url) for s in portal.sections} == {
        ("区民政局", "http://www.example.gov.cn/mz/nb/"),
        ("区财政局", None),
    }


def test_a_section_may_be_handed_over_but_not_held_twice() -> None:
    def handed(first_until: str) -> str:
        return (
            HEAD
            + UNIT
            + f"""
[[units]]
name = "区民政局"
[[sections]]
unit = "区财政局"
path = "救助"
url = "http://www.example.gov.cn/jz/"
until = {first_until}
[[sections]]
unit = "区民政局"
path = "救助"
url = "http://www.example.gov.cn/jz/"
since = 2024-01-01
"""
        )

    assert len(parse_portal(handed("2023-12-31"), "x.toml").sections) == 2
    assert "第18行 sections[2].url：与区财政局的栏目“救助”网址相同" in faults(handed("2024-01-01"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + 'nmae = "x"\n', "青禾.toml 第4行 nmae：未知的键“nmae”（是不是“name”？）"),
        (HEAD + "[politeness]\ndelay = 3\n", "第5行 politeness.delay：未知的键“delay”"),
        (HEAD + 'cms = "gonkai"\n', "第4行 cms：没有“gonkai”（是不是“gongkai”？）；可用：gongkai、jcms"),
        (HEAD + "[politeness]\nconcurrency = 0\n", "concurrency：0 超出范围，应当不小于1、不大于16"),
        (
            HEAD + "[politeness]\nquiet_pages_within_days = 31\n",
            "quiet_pages_within_days：31 超出范围，应当不小于1、不大于30",
        ),
        (HEAD + '[politeness]\nconcurrency = "1"\n', "concurrency：“1”的类型不对，应当是整数"),
        (HEAD + "[politeness]\nobey_robots = 1\n", "obey_robots：“1”的类型不对，应当是true 或 false"),
        (HEAD + 'site_code = "12345"\n', "site_code：“12345”不是网站标识码，应当是10位"),
        (HEAD + UNIT + 'credit_code = "91350100M000100Y44"\n', "credit_code：“91350100M000100Y44”不是有效的统一社会信用代码"),
        (HEAD + UNIT + "since = 2024-02-01\nuntil = 2024-01-01\n", "第8行 units[1].until：止日 2024-01-01 早于起日 2024-02-01"),
        (HEAD + UNIT + 'since = "2024-02-01"\n', "since：“2024-02-01”的类型不对，应当是日期，如 2024-01-31（不加引号）"),
        (HEAD + UNIT + '[[units]]\nname = "财政局"\n', "“财政局”既是“区财政局”又是“财政局”的名称或别名"),
        (HEAD + UNIT + '[[sections]]\nunit = "区财正局"\npath = "a"\n', "第8行 sections[1].unit：units 里没有“区财正局”这个单位（是不是“区财政局”？）"),
        (HEAD + UNIT + '[[sections]]\nunit = "财政局"\npath = "a"\n', "这是别名，要写“区财政局”"),
        (HEAD + UNIT + '[[sections]]\npath = "a"\n', "第7行 sections[1]：要写明是谁的栏目"),
        (HEAD + UNIT + '[[sections]]\ngroups = ["镇"]\npath = "a"\n', "没有“镇”这一组；现有：部门"),
        (HEAD + UNIT + '[[sections]]\nunit = "区财政局"\npath = "a"\nkind = "budgets"\n', "没有“budgets”（是不是“budget”？）"),
        (HEAD + UNIT + '[[sections]]\nunit = "区财政局"\npath = "a"\nurl = "http://evil.test/"\n', "“evil.test”不在 hosts 允许的主机之内（www.example.gov.cn）"),
        (HEAD + UNIT + '[[sections]]\nunit = "区财政局"\npath = "a"\nurl = "/a/"\n', "应当以 http:// 或 https:// 开头"),
        (HEAD + "[rule_options.LAG001]\nlimit_days = 3\n", "rule_options.LAG001.limit_days：规则 LAG001 没有选项“limit_days”（是不是“limit_workdays”？）"),
        (HEAD + '[rule_options.LAG001]\nlimit_workdays = "3"\n', "“3”的类型不对，应当与默认值 20 同类"),
        (HEAD + "[rule_options.LAG999]\nx = 3\n", "rule_options.LAG999：没有规则“LAG999”"),
        (HEAD + '[disabled_rules]\nLAG001 = ""\n', "disabled_rules.LAG001：不能为空"),
        (HEAD + '[[exemptions]]\ncode = "LAG001"\n', "第4行 exemptions[1]：缺少必填的键“reason”"),
        (HEAD + FEED + 'url = "/api?p={pag}"\n', "sections[1].feed.url：不认识“{pag}”，可用：{page}、{size}、{start}、{end}"),
        (HEAD + FEED + 'rows = "data.list"\n', "sections[1].feed：缺少必填的键“url”"),
        (HEAD + FEED + 'url = "/api"\nrow = "a"\n', "feed.row：未知的键“row”（是不是“rows”？）"),
        (HEAD + FEED + 'url = "http://evil.test/api"\n', "feed.url：“evil.test”不在 hosts 允许的主机之内"),
        (HEAD + FEED + 'url = "/api"\nmethod = "GET"\nbody = "p={page}"\n', "feed.body：method 是 GET 时不能写 body"),
        (HEAD + FEED + "url = \"/api\"\nbody = '{\"p\":{page},}'\n", "feed.body：以 { 开头的 body 应当是 JSON"),
        (HEAD + FEED.replace('url = "http://www.example.gov.cn/a/"\n', "") + 'url = "/api"\n', "sections[1].feed：栏目没有写网址（url），不能写 feed"),
        ('name = "x"\nhosts = []\nhome = "http://a/"\n', "第2行 hosts：不能为空"),
        ('name = "x\n', "青禾.toml 第1行第10列：有不能用的字符，请看引号是否成对"),
        (HEAD + "name = 3\n", "第4行第9列：这个键前面已经写过一次"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_file_line_and_key(text: str, expected: str) -> None:
    assert expected in faults(text)


def test_all_mistakes_are_named_at_once() -> None:
    found = faults('hosts = ["a"]\ncms = "x"\n[politeness]\ndelay = 1\n[[units]]\ngroup = "镇"\n')
    assert len(found.splitlines()) == 5


def test_a_missing_profile_is_told_with_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "qinghe.toml").write_text(HEAD, "utf-8")
    with pytest.raises(PortalError, match=r"找不到门户档案：.*qinhe.toml（是不是“qinghe.toml”？）"):
        load_portal(tmp_path / "qinhe.toml")


def test_a_profile_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(HEAD.encode("gb18030"))
    with pytest.raises(PortalError, match="不是 UTF-8 编码"):
        load_portal(tmp_path / "x.toml")


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda p: p.stem)
def test_packed_profiles_are_sound_and_polite(path: Path) -> None:
    portal = open_profile(path)
    assert portal.politeness.obey_robots
    assert portal.politeness.delay_seconds >= 2
    assert portal.politeness.concurrency == 1


def test_the_wenchanghu_profile_knows_the_units_of_the_plan(shared: Path) -> None:
    portal = open_profile(PROFILES / "wenchanghu.toml")
    plan = (shared / "seed" / "plan-2023.txt").read_text("utf-8")
    named = [unit for unit in portal.units if unit.name in plan]
    assert len(named) == 12
    assert portal.unit_named("区工委办公室（区管委会办公室）") == portal.unit_named("区管委会办公室")
    assert {unit.group for unit in portal.units} == {"部门"}  # towns are not named in the plan


def test_lines_are_found_in_every_form_of_toml() -> None:
    source = read_source(
        'a.b = 1  # c = 2\n"键" = """\n[x]\n"""\nlist = [\n  { k = 1 },\n  { k = 2 }, # }\n]\n[t.u]\nv = \'#\'\n[[t.w]]\n[[t.w]]\nz = 1\n',
        "x.toml",
    )
    where = {
        ("a", "b"): 1,
        ("键",): 2,
        ("list", 1, "k"): 7,
        ("t", "u", "v"): 10,
        ("t", "w", 1, "z"): 13,
        ("t", "w", 0, "absent"): 11,
    }
    assert {path: source.line_of(path) for path in where} == where


def test_what_is_no_toml_is_told_in_chinese() -> None:
    with pytest.raises(TomlError, match=r"x\.toml 第1行第1列：键名只能用英文字母"):
        read_source("名称 = 1\n", "x.toml")
