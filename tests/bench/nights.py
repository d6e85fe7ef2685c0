"""What a first night, and nights without changes, cost: processor seconds, and the crawl's memory.

The second night asks for everything again; on the fourth, after three like looks, what is old and quiet takes turns.

The made-up portal is served by a process of its own, whose work is not counted.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.bench.environment import installed
from tests.bench.portal import lists, profile

FIRST_LIMIT = 2.5  # times the documented crawl, judging and papers included
UNCHANGED_LIMIT = 10.0  # times less than the first night
MEMORY_LIMIT_MB = 250
_NIGHTS = tuple(f"2026-04-{day}T01:00:00+08:00" for day in (13, 14, 15, 16))


def measure() -> bool:
    """Print the table; whether every limit holds."""
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        folder, again = (Path(name) / part for part in ("first", "again"))
        folder.mkdir()
        (folder / "bench.toml").write_text(profile(port), "utf-8")
        with _served(port, "etag"):
            lean = _bare("bare", f"http://127.0.0.1:{port}/")
            bare = _bare("documented", *(f"http://127.0.0.1:{port}{path}" for path in ("/", *lists())))
            first = _night(folder, _NIGHTS[0])
            shutil.copytree(folder, again)
            asked = _night(folder, _NIGHTS[1])
            third = _night(folder, _NIGHTS[2])
            settled = _middle(folder)
        with _served(port, "plain"):
            sent = _night(again, _NIGHTS[1])
            settled_sent = _middle(folder)
    _row("不检查、不保存的爬取（Scrapy 文档中的 CrawlSpider，基准）", bare, 0, bare)
    _row("最省的爬取（自己记地址、只取链接，仅供参考）", lean, 0, bare)
    _row("第一晚", first["seconds"], first["crawl_seconds"], bare)
    for words, night in (
        ("没有变化、全部再问一遍的第二晚，服务器答复 304", asked),
        ("没有变化、全部再问一遍的第二晚，服务器重发相同内容", sent),
        ("没有变化、久未变动的轮着问的第四晚，服务器答复 304", settled),
        ("没有变化、久未变动的轮着问的第四晚，服务器重发相同内容", settled_sent),
    ):
        _row(words, night["seconds"], night["crawl_seconds"], bare)
    _say(
        f"全部再问一遍的第二晚比第一晚省 {first['seconds'] / asked['seconds']:.1f} 倍（答复 304）、"
        f"{first['seconds'] / sent['seconds']:.1f} 倍（重发相同内容），不设上限。"
    )
    return all(
        [
            _unchanged(first, asked, sent, third, settled, settled_sent),
            _held("第一晚是基准的", first["seconds"] / bare, FIRST_LIMIT, "倍"),
            _saved("答复 304 的第四晚比第一晚省", first["seconds"] / settled["seconds"]),
            _saved("重发相同内容的第四晚比第一晚省", first["seconds"] / settled_sent["seconds"]),
            _held("爬取进程的内存最多", first["crawl_kilobytes"] / 1024, MEMORY_LIMIT_MB, "MB"),
        ]
    )


def _unchanged(first: dict[str, Any], *nights: dict[str, Any]) -> bool:
    """A night that cost little because it saw little would prove nothing."""
    ok = all(
        night["state"] == "done"
        and night["unchanged"] + night["fetched"] + night["resting"] == first["fetched"]
        for night in nights
    )
    _say(
        f"第一晚读到 {first['fetched']} 个地址，其后各晚 {[n['unchanged'] for n in nights]} 个未变，"
        f"{[n['resting'] for n in nights]} 个按轮次不问。{_word(ok)}"
    )
    return ok


def _held(what: str, value: float, limit: float, unit: str) -> bool:
    _say(f"{what} {value:.1f} {unit}，上限 {limit:g} {unit}。{_word(value <= limit)}")
    return value <= limit


def _saved(what: str, times: float) -> bool:
    _say(f"{what} {times:.1f} 倍，至少应为 {UNCHANGED_LIMIT:g} 倍。{_word(times >= UNCHANGED_LIMIT)}")
    return times >= UNCHANGED_LIMIT


def _word(ok: bool) -> str:
    return "合格" if ok else "不合格"


def _row(what: str, seconds: float, crawl: float, base: float) -> None:
    parts = f"（爬取 {crawl:.1f} 秒，其余 {seconds - crawl:.1f} 秒）" if crawl else ""
    _say(f"{seconds:9.1f} 秒    {seconds / base:7.2f} 倍  {what}{parts}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _bare(crawl: str, *starts: str) -> float:
    """Processor seconds of a crawl that keeps nothing; it must ask for what a night asks for."""
    command = [sys.executable, "-m", f"tests.bench.{crawl}", *starts]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=installed())
    assert child.stdout
    told = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, "the bare crawl failed"
    _say(f"{crawl}：{int(told)} 个地址有答复。")
    return usage.ru_utime + usage.ru_stime


def _night(folder: Path, as_of: str) -> dict[str, Any]:
    """What one night told of itself."""
    db = f"sqlite:///{folder / 'auditor.sqlite3'}"
    command = [sys.executable, "-m", "tests.bench.night", str(folder / "bench.toml"), db, as_of]
    done = subprocess.run(
        [*command, str(folder / as_of[:10])], stdout=subprocess.PIPE, check=True, env=installed()
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _middle(folder: Path) -> dict[str, Any]:
    """The fourth night of a folder, gone through three times from the same state: the one of middle cost. It lasts
    seconds, and a machine is a fifth faster or slower from one minute to the next."""
    nights = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as name:
            copied = Path(name) / "night"
            shutil.copytree(folder, copied)
            nights.append(_night(copied, _NIGHTS[3]))
    return sorted(nights, key=lambda night: float(night["seconds"]))[1]


@contextmanager
def _served(port: int, validators: str) -> Iterator[None]:
    """The portal, until the block ends."""
    server = subprocess.Popen([sys.executable, "-m", "tests.bench.portal", str(port), validators])
    try:
        _wait_for(port)
        yield
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(600):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    raise TimeoutError("the made-up portal did not come up")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
