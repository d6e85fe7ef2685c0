"""`auditor check`: judging files and addresses without a store."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from auditor.cli import run

LATE = """<html><head><title>通知</title></head><body><table class="bd1">
<tr><td><b>索 引 号：</b></td><td>000014349/2023-00001</td><td><b>发文机关：</b></td><td>青禾区财政局</td></tr>
<tr><td><b>标　　题：</b></td><td>青禾区财政局关于做好预算公开工作的通知</td></tr>
<tr><td><b>成文日期：</b></td><td>2023年03月01日</td><td><b>发布日期：</b></td><td>2023年05月30日</td></tr>
<tr><td><b>发文字号：</b></td><td>青财字〔2023〕5号</td></tr></table>
<div id="UCAP-CONTENT"><p>各镇人民政府：</p><p>现将预算公开工作有关事项通知如下，请认真贯彻执行。</p>
<p>青禾区财政局</p><p>2023年3月1日</p></div></body></html>"""
PROFILE = """name = "青禾区"
home = "http://www.example.gov.cn/"
hosts = ["www.example.gov.cn"]
[[units]]
name = "青禾区财政局"
[[sections]]
unit = "青禾区财政局"
path = "法定主动公开内容/政策文件"
url = "http://www.example.gov.cn/cz/zcwj/"
kind = "policy"
"""


@pytest.fixture
def late(tmp_path: Path) -> Path:
    path = tmp_path / "late.html"
    path.write_text(LATE, "utf-8")
    return path


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_findings_come_as_json_lines_with_every_key(late: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(late), "--select", "LAG001", "--format", "jsonl"]) == 1
    (finding,) = lines(capsys)
    assert (finding["code"], finding["verdict"], finding["url"]) == ("LAG001", "fail", str(late))
    assert finding["basis"] == [
        {"source": "《中华人民共和国政府信息公开条例》", "article": "第二十六条", "verified": True}
    ]
    expected = "code name verdict url section_url section unit subject quote expected message basis severity"
    expected += " fetched_at capture fingerprint first_seen_at last_seen_at state rule_version"
    assert set(expected.split()) <= set(finding)


def test_a_finding_speaks_of_the_address_that_is_given(
    late: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "http://www.example.gov.cn/cz/zcwj/1.html"
    assert run(["check", str(late), "--url", url, "--select", "LAG001", "--format", "jsonl"]) == 1
    assert lines(capsys)[0]["url"] == url


def test_a_profile_gives_the_unit_and_its_exemptions(
    late: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "qinghe.toml"
    profile.write_text(PROFILE, "utf-8")
    options = ["--url", "http://www.example.gov.cn/cz/zcwj/1.html", "--profile", str(profile)]
    options += ["--select", "LAG001", "--format", "jsonl", "--as-of", "2023-09-01"]
    assert run(["check", str(late), *options]) == 1
    finding = lines(capsys)[0]
    assert (finding["unit"], finding["section"]) == ("青禾区财政局", "法定主动公开内容/政策文件")
    assert str(finding["fetched_at"]).startswith("2023-09-01")
    exempted = '[[exemptions]]\ncode = "LAG001"\nreason = "上级已批准延期"\nuntil = 2023-12-31\n'
    profile.write_text(PROFILE + exempted, "utf-8")
    assert run(["check", str(late), *options]) == 0
    assert lines(capsys) == []
    shown = [*options[:-4], "--as-of", "2023-09-01", "--format"]
    assert run(["check", str(late), *shown, "text"]) == 0
    assert "按豁免不计 LAG001" in (out := capsys.readouterr().out)
    assert "上级已批准延期" in out
    assert run(["check", str(late), *shown, "sarif"]) == 0
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    (suppression,) = result["suppressions"]
    assert suppression["justification"] == "上级已批准延期"
    assert suppression["properties"]["until"] == "2023-12-31"


def test_rules_are_chosen_by_prefix(late: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(late), "--select", "LAG", "--ignore", "LAG001", "--format", "jsonl"]) == 0
    assert run(["check", str(late), "--select", "LAG001，FMT", "--format", "jsonl"]) == 1
    capsys.readouterr()
    assert run(["check", str(late), "--select", "LAG0X"]) == 2
    assert "没有规则“LAG0X”（是不是“LAG0" in capsys.readouterr().err


def test_text_is_grouped_with_quote_basis_and_a_sum(late: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(late), "--select", "LAG001"]) == 1
    out = capsys.readouterr().out
    assert "问题 LAG001 主动公开超期：" in out
    assert "原文：发布日期：2023-05-30；成文日期：2023-03-01" in out
    assert "依据：《中华人民共和国政府信息公开条例》第二十六条" in out
    assert "检查了 1 个文件：问题 1 个，待人工核对 0 个。" in out


def test_sarif_names_each_rule_once_and_points_at_it(late: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(late), "--select", "LAG", "--format", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    (ran,) = log["runs"]
    (result,) = ran["results"]
    rules = ran["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "LAG001"
    assert "依据：" in rules[result["ruleIndex"]]["help"]["text"]
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == late.as_uri()


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_judged(
    late: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    given = [str(tmp_path / "absent.html"), str(tmp_path / "broken.docx"), str(late)]
    assert run(["check", *given, "--select", "LAG001", "--format", "jsonl"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["url"] == str(late)
    assert "absent.html：读不出来（没有这个文件或文件夹）" in err
    assert "broken.docx" in err


def test_a_folder_means_the_pages_and_papers_in_it(late: Path, capsys: pytest.CaptureFixture[str]) -> None:
    below = late.parent / "more"
    below.mkdir()
    (below / "draft.txt").write_text("关于开展检查的通知\n各镇：\n现通知如下。\n", "utf-8")
    (below / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    run(["check", str(late.parent), "--select", "LAG001"])
    assert "检查了 2 个文件" in capsys.readouterr().out
    (late.parent / "empty").mkdir()
    assert run(["check", str(late.parent / "empty")]) == 2
    assert "没有可以检查的文件" in capsys.readouterr().err


def test_a_draft_is_judged_as_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "通知.txt"
    draft.write_text("青财字[2023]5号\n关于做好预算公开工作的通知\n各镇：\n请遵照执行。\n", "utf-8")
    assert run(["check", str(draft), "--select", "FMT001", "--format", "jsonl"]) == 1
    assert "青财字〔2023〕5号" in str(lines(capsys)[0])


@pytest.fixture
def site() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/away":
                self.send_response(302)
                self.send_header("Location", "file:///etc/hostname")
                self.end_headers()
                return
            body = LATE.encode()
            self.send_response(200 if self.path.startswith("/%E9") else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_an_address_is_fetched(site: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", f"{site}/青禾.html", "--select", "LAG001", "--format", "jsonl"]) == 1
    assert str(lines(capsys)[0]["url"]).startswith(site)


@pytest.mark.parametrize("path", ["/gone.html", "/away"])
def test_an_address_that_gives_no_page_is_told(
    site: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", f"{site}{path}", "--format", "jsonl"]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert path in err


def test_a_host_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "http://127.0.0.1:1/a.html"]) == 2
    assert "http://127.0.0.1:1/a.html：没有取到（主机拒绝连接）" in capsys.readouterr().err
