"""The command line as its users meet it: Chinese throughout, exit codes, and no traceback whatever happens."""

import errno
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from findings import AS_OF, ECONOMY, FINANCE, a_finding

from auditor import cli, commands
from auditor.cli import COMMANDS, run
from auditor.commands.chinese import sentence
from auditor.ledger.advance import advance
from auditor.models import Finding, RunState
from auditor.store import Store

PROJECT = Path(__file__).parents[1]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(PROJECT)}
BOOK = [sys.executable, "-m", "auditor", "rules", "--format", "json"]
PROFILE = 'name = "青禾区"\nhome = "http://www.example.gov.cn/"\nhosts = ["www.example.gov.cn"]\n'
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command works in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AUDITOR_DB", raising=False)
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_chinese_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([name, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"用法：auditor {name}")
    assert f"示例：auditor {name}" in page
    assert "显示这段说明。" in page
    words = re.sub(rf"auditor (?:{'|'.join(sorted(COMMANDS, reverse=True))})", "", page.partition("示例")[0])
    assert not ENGLISH_SENTENCE.search(words)
    assert "Options" not in page


def test_alone_it_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    page = capsys.readouterr().out
    assert all(re.search(rf"^  {name}  +\S*[\u4e00-\u9fff]", page, re.MULTILINE) for name in COMMANDS)


def test_every_command_module_is_registered() -> None:
    folder = Path(commands.__file__).parent
    modules = {p.stem for p in folder.glob("*.py") if "EXAMPLE = " in p.read_text("utf-8")}
    assert modules == {name.replace(" ", "_") for name in COMMANDS}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["chek", "a"], "没有命令“chek”（是不是 check"),
        (
            ["inspect"],
            "“inspect”的后面要写做什么：open、list、show、send、freeze、papers、issue、reassess、agreement、remark",
        ),
        (["inspect", "opn"], "“inspect”的后面要写做什么"),
        (["check"], "缺少 文件、网址或文件夹…"),
        (["check", "a", "--formt", "text"], "没有选项 --formt（是不是 --format"),
        (["check", "a", "--format"], "选项 --format 的后面要写值"),
        (["check", "a", "--format", "xml"], "--format：没有“xml”，可用：text、jsonl、sarif"),
        (["check", "a", "--as-of", "昨天"], "--as-of：“昨天”不是日期或时间，应当写成 2024-03-15"),
        (["runs", "--limit", "多"], "--limit 应当是整数"),
        (["rules", "LAG001", "b"], "多出了参数：b"),
        (["extract", "a", "--cms", "gonkai"], "没有“gonkai”这种建站系统（是不是“gongkai”？）"),
        (["findings", "--state", "待办"], "--state：没有“待办”"),
        (["findings", "--format", "xlsx"], "请用 --out 写明文件"),
        (["rules", "XYZ"], "没有规则“XYZ”"),
        (["issue"], "“issue”的后面要写做什么：list、show、add、confirm、"),
        (["appeal", "--help"], "“appeal”的后面要写做什么：file、decide"),
        (["nightly", "没有.toml"], "找不到门户档案：没有.toml"),
    ],
)
def test_wrong_use_is_told_in_chinese(
    arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert expected in err
    assert not out
    assert not ENGLISH_SENTENCE.search(err)


def test_what_typer_may_still_say_in_english_is_not_passed_on() -> None:
    assert sentence("Something new went wrong.") == "命令写得不对"


def test_extract_prints_one_line_for_each_file_in_order(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("b", "a"):
        (folder / f"{name}.html").write_text(
            f"<title>{name}</title><h1>关于{name}的通知</h1><p>正文</p>", "utf-8"
        )
    assert run(["extract", "b.html", "没有.html", "a.html"]) == 2
    out, err = capsys.readouterr()
    pages = [json.loads(line) for line in out.splitlines()]
    assert [page["source"] for page in pages] == ["b.html", "a.html"]
    assert "没有.html：读不出来（没有这个文件或文件夹）" in err


STRANGE = (
    "<title>关于开展检查的通知</title><div class='tips'><p>{}</p></div><div class='name-of-paper'>关于开展检查的通知</div>"
    "<p>[文号] 云水字〔2023〕1号</p><div class='words-of-paper'><p>各镇人民政府：请按时自查。</p><p><a href='/1.doc'>表</a></p></div>"
).format("请使用新版浏览器访问本站，并留意页面上方的滚动公告。" * 9)


def test_extract_shows_a_page_as_its_profile_reads_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "page.html").write_text(STRANGE, "utf-8")
    asked = ["extract", "page.html", "--url", "http://www.yunhu.example/a.html", "--text"]
    assert run(asked) == 0
    assert "新版浏览器" in capsys.readouterr().out
    top = (
        'name = "云湖"\nhome = "http://www.yunhu.example/"\nhosts = ["www.yunhu.example"]\ncms = "generic"\n'
    )
    (folder / "yunhu.toml").write_text(f'{top}[selectors]\nbody = ".words-of-paper"\n', "utf-8")
    assert run([*asked, "--profile", "yunhu.toml"]) == 0
    out = capsys.readouterr().out
    assert "新版浏览器" not in out and "  各镇人民政府：请按时自查。" in out
    assert "  文号：云水字〔2023〕1号" in out and "http://www.yunhu.example/1.doc" in out


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "<h1>关于检查的通知</h1><p>发布日期：2026-01-05</p><div id='zoom'><iframe src='/1.pdf'></iframe></div>",
            "内容在附件里",
        ),
        (
            "<script>createPageHTML(3, 0, 'index', 'html')</script><ul><li>一</li></ul>",
            "用 auditor probe 试读",
        ),
    ],
)
def test_extract_says_why_a_page_shows_no_text(
    folder: Path, capsys: pytest.CaptureFixture[str], body: str, told: str
) -> None:
    (folder / "page.html").write_text(f"<html><title>通知</title><body>{body}</body></html>", "utf-8")
    assert run(["extract", "page.html", "--url", "http://www.yunhu.example/a", "--text"]) == 0
    assert told in capsys.readouterr().out


def test_a_selector_that_is_none_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    top = 'name = "云湖"\nhome = "http://www.yunhu.example/"\nhosts = ["www.yunhu.example"]\n'
    (folder / "yunhu.toml").write_text(f'{top}[selectors]\nbody = ".words[["\n', "utf-8")
    assert run(["extract", "a.html", "--profile", "yunhu.toml"]) == 2
    err = capsys.readouterr().err
    assert "selectors" in err and "CSS 选择器" in err


def test_rules_can_be_read_one_by_one_and_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "lag001"]) == 0
    assert "改法：" in capsys.readouterr().out
    assert run(["rules", "--format", "json"]) == 0
    book = json.loads(capsys.readouterr().out)
    assert {"code", "name", "manual", "verdicts", "basis", "version"} <= set(book[0])
    assert run(["rules", "--format", "html", "--out", "规则.html"]) == 0
    assert "LAG001" in (folder / "规则.html").read_text("utf-8")


def test_a_database_that_is_none_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.sqlite3").write_bytes(b"this is no database, " * 100)
    assert run(["runs", "--db", "x.sqlite3"]) == 2
    assert "数据库文件已损坏或不是数据库：x.sqlite3" in capsys.readouterr().err
    assert (folder / "x.sqlite3").read_bytes().startswith(b"this is no database")


def test_the_database_may_be_named_by_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDITOR_DB", "夜.sqlite3")
    Store.open("sqlite:///夜.sqlite3").close()
    assert run(["runs"]) == 0
    assert "还没有运行过" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["findings", "runs", "report qinghe.toml", "judge qinghe.toml"])
def test_a_command_that_only_reads_makes_nothing(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "qinghe.toml").write_text(PROFILE, "utf-8")
    assert run([*command.split(), "--db", "data/none.sqlite3"]) == 2
    assert capsys.readouterr().err.startswith("没有这个数据库：data/none.sqlite3。")
    assert [path.name for path in folder.iterdir()] == ["qinghe.toml"]


def test_the_version_and_the_short_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("auditor ")
    assert run(["runs", "-h"]) == 0
    assert "用法：auditor runs" in capsys.readouterr().out


def stored(*found: Finding) -> None:
    with Store.open("sqlite:///auditor.sqlite3") as store:
        run_id = store.runs.plan("qinghe", "nightly", at=AS_OF, as_of=AS_OF)
        store.runs.start(run_id, at=AS_OF)
        store.findings.apply("qinghe", run_id, advance((), found, seen=(), at=AS_OF, rules=None))
        store.runs.finish(run_id, RunState.DONE, at=AS_OF, counts={"fetched": 5, "new": len(found)})


def test_a_unit_may_be_named_without_the_profile(capsys: pytest.CaptureFixture[str]) -> None:
    stored(a_finding(unit=FINANCE, subject="一"), a_finding(unit=ECONOMY, subject="二"))
    for name in (FINANCE, "区财政局", "财政局"):
        assert run(["findings", "--unit", name]) == 0
        assert [json.loads(line)["unit"] for line in capsys.readouterr().out.splitlines()] == [FINANCE]
    assert run(["findings", "--unit", "局"]) == 2
    assert f"“局”可以指{ECONOMY}、{FINANCE}，请写全称" in capsys.readouterr().err
    assert run(["findings", "--unit", "教育局"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "库里没有“教育局”的问题" in told.err


def test_a_person_is_shown_a_table_with_numbers_that_can_be_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stored(a_finding(unit=FINANCE))
    assert run(["findings"]) == 0
    number = json.loads(capsys.readouterr().out)["number"]
    assert re.fullmatch(r"[A-Z]{3}\d{3}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", number)
    assert run(["findings", "--format", "text"]) == 0
    page = capsys.readouterr().out
    assert number in page
    assert f"{FINANCE}（1 个）" in page
    assert "共 1 个：问题 1 个，待人工核对 0 个。" in page
    assert run(["findings", "--format", "xlsx"]) == 2
    assert "请用 --out 写明文件" in capsys.readouterr().err


def test_runs_tell_begin_end_and_a_process_that_is_gone(capsys: pytest.CaptureFixture[str]) -> None:
    stored()
    with Store.open("sqlite:///auditor.sqlite3") as store:
        run_id = store.runs.plan("qinghe", "nightly", at=AS_OF, as_of=AS_OF)
        store.runs.start(run_id, at=AS_OF)
    assert run(["runs"]) == 0
    assert "运行中" in capsys.readouterr().out
    with sqlite3.connect("auditor.sqlite3") as database:
        database.execute("UPDATE runs SET pid = 2147483646 WHERE state = 'running'")
    assert run(["runs"]) == 0
    page = capsys.readouterr().out
    assert "运行中" not in page
    assert "中断" in page
    assert "编号 2：运行的进程已经不在，最后一次动静在 " in page
    assert re.search(r"1 +qinghe +整夜 +2024-09-30 06:00 +06:00 +不到1分 +完成 +5 ", page)


def test_a_report_before_the_first_crawl_says_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "qinghe.toml").write_text(PROFILE, "utf-8")
    Store.open("sqlite:///auditor.sqlite3").close()
    for command in ("report", "judge"):
        assert run([command, "qinghe.toml"]) == 2
        assert "还没有成功抓取过“青禾区”。请先运行：auditor nightly" in capsys.readouterr().err
    assert run(["report", "qinghe.toml", "--scheme", "quartely_check"]) == 2


def test_the_demonstration_never_empties_a_folder_of_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "thesis.txt").write_text("x", "utf-8")
    assert run(["demo", "--out", "mine"]) == 2
    assert "为免误删没有使用" in capsys.readouterr().err
    assert (folder / "mine" / "thesis.txt").exists()


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 2, "磁盘已满，请清理空间后重新运行"),
        (PermissionError(errno.EACCES, "Permission denied", "报告.html"), 2, "报告.html（没有权限）"),
        (KeyboardInterrupt(), 130, "已按要求中断"),
        (ZeroDivisionError("division by zero"), 70, "程序出错，没有完成：ZeroDivisionError。详细情况已记入"),
    ],
)
def test_whatever_goes_wrong_is_one_chinese_sentence(
    error: BaseException,
    code: int,
    words: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(cli, "program", fail)
    assert run(["runs"]) == code
    err = capsys.readouterr().err
    assert words in err
    assert len(err.splitlines()) == 1
    if code == 70:
        assert "division by zero" in (folder / "auditor.log").read_text("utf-8")


def test_a_reader_who_leaves_is_no_fault() -> None:
    child = subprocess.Popen(BOOK, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
    assert child.stdout and child.stderr
    child.stdout.close()
    assert child.stderr.read() == b""
    assert child.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(BOOK, stdout=full, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
    assert done.returncode == 2
    assert done.stderr == "文件读写失败（磁盘已满，请清理空间后重新运行）。\n"


def test_a_workbook_on_a_full_disk_is_told_in_one_sentence() -> None:
    stored(a_finding(unit=FINANCE))
    command = [sys.executable, "-m", "auditor", "findings", "--format", "xlsx", "--out", "/dev/full"]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT)
    assert done.returncode == 2
    assert done.stderr == "文件读写失败（磁盘已满，请清理空间后重新运行）。\n"


HEAVY = {"scrapy", "twisted", "sqlalchemy", "alembic", "apscheduler", "jinja2", "xlsxwriter", "docx", "bs4"}


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["--help"], HEAVY | {"lxml", "pypdfium2", "python_calamine", "zstandard"}),
        (["check", "页面.html", "--select", "LAG"], HEAVY | {"pypdfium2", "python_calamine"}),
        (["rules", "LAG001"], HEAVY | {"lxml", "pypdfium2", "python_calamine"}),
    ],
    ids=["help", "check", "rules"],
)
def test_a_command_loads_nothing_heavy_that_it_does_not_need(
    arguments: list[str], unneeded: set[str], folder: Path
) -> None:
    (folder / "页面.html").write_text("<html><body><h1>关于检查的通知</h1></body></html>", "utf-8")
    code = (
        f"import sys; from auditor.cli import run; run({arguments}); print({unneeded} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT)
    assert done.stdout.splitlines()[-1] == "set()"
