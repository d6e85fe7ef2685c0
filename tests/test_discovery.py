"""`auditor discover`: finding sections that a profile lacks, without touching what robots.txt closes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mini_portal import Answer, MiniPortal, filled, profile, serving

from auditor.cli import run
from auditor.portal.profile import load_portal

BELOW = '<head><title>政府信息公开指南</title><meta name="ColumnName" content="政府信息公开指南"><meta name="ColumnType" content="文昌湾区管委会"></head>'


@pytest.fixture
def portal() -> Iterator[MiniPortal]:
    with serving(filled(MiniPortal(), articles=2)) as found:
        links = '<a href="/zcwj/">政策文件</a> <a href="/zn/">指南</a> <a href="/secret/">内部</a>'
        found.html("/", f"<body>{links} <a href='http://elsewhere.test/x/'>外站</a></body>")
        found.html(
            "/zn/",
            f"{BELOW}<body><ul><li><a href='/zn/1.html'>指南</a><span>2026-01-02</span></li></ul></body>",
        )
        yield found


def test_a_section_that_the_profile_lacks_is_proposed_and_can_be_taken_over(
    portal: MiniPortal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, found = profile(portal, tmp_path), tmp_path / "found.toml"
    assert run(["discover", str(path), "--out", str(found)]) == 0
    assert "已写入" in capsys.readouterr().out
    path.write_text(path.read_text("utf-8") + found.read_text("utf-8"), "utf-8")
    section = load_portal(path).sections[-1]
    assert (section.unit, section.kind) == ("文昌湾区管委会", "guide")
    assert section.url == f"{portal.home}zn/"


def test_robots_are_obeyed_and_told(
    portal: MiniPortal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["discover", str(profile(portal, tmp_path))])
    assert "/secret/：robots.txt 不允许访问，没有读取" in capsys.readouterr().err
    assert not portal.asked["/secret/"]
    assert portal.asked["/robots.txt"] == 1


def test_a_host_whose_robots_cannot_be_read_is_left_alone(
    portal: MiniPortal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal.pages["/robots.txt"] = Answer(b"", 503)
    assert run(["discover", str(profile(portal, tmp_path))]) == 1
    assert "读不到 robots.txt，不访问这台主机" in capsys.readouterr().err
    assert set(portal.asked) == {"/robots.txt"}


def test_it_stops_at_its_limit_and_says_what_is_left(
    portal: MiniPortal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["discover", str(profile(portal, tmp_path)), "--limit", "1"])
    assert "已访问 1 个网页，到达上限" in capsys.readouterr().err
    assert sum(portal.asked.values()) == 2  # robots.txt and one page


def test_what_became_of_the_declared_sections_is_told(
    portal: MiniPortal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    framed = '<head><title>框架</title></head><body><iframe src="/zcwj/" width="100%"></iframe></body>'
    portal.html("/kj/", framed)
    del portal.pages["/gsgg/"]
    more = (
        f'\n[[sections]]\nunit = "文昌湾区管委会"\npath = "框架"\nkind = "notice"\nurl = "{portal.home}kj/"\n'
    )
    run(["discover", str(profile(portal, tmp_path, sections=more))])
    told = capsys.readouterr().out
    assert "档案里有网址的栏目 3 个，1 个看到了列表" in told
    lines = {line.partition("（")[0]: line for line in told.splitlines() if line.startswith("#   ")}
    assert lines.keys() == {"#   文昌湾区管委会 公示公告", "#   文昌湾区管委会 框架"}
    assert "没有看到" in lines["#   文昌湾区管委会 公示公告"]
    assert (
        "由页内框架给出" in lines["#   文昌湾区管委会 框架"]
        and "没有链接到它" in lines["#   文昌湾区管委会 框架"]
    )
