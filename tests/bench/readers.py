"""`python -m tests.bench.readers [SCALE [DB]]`: every page of the portal on a large district, asked of a real `auditor serve`.
`DB`: an empty database to build it in, `postgresql://…`; without it a SQLite file that is gone afterwards.

Three looks: one reader alone, a hundred at once, and one alone while a night writes. What a page takes is measured from outside,
over loopback: the wire and this reader are in it. Beside it stands what the server's processor took, whoever else is at work.
"""

from __future__ import annotations

import http.client
import multiprocessing
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from auditor.models.role import Role
from auditor.web.app import ROOMS
from auditor.web.rooms import GuardedRoute
from auditor.web.safety import API
from tests.bench.environment import installed
from tests.bench.large_district import PASSWORD, LargeDistrict, build, write_a_night
from tests.bench.nights import free_port

LIMIT_MS = 200
ROUNDS, READERS, EACH = 5, 100, 5
ROLES = {role.value: role for role in (Role.UNIT, Role.INSPECTOR, Role.CHIEF, Role.OPERATOR)}
_LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
_ROW = "/issues/{portal}/{number}"
_MORE = {  # what a route's plain address does not show
    "inspector": (
        "/issues?page=100",
        "/issues?which=overdue",
        "/issues?" + urlencode({"words": "防汛"}),
        "/review?page=3",
        "/search?" + urlencode({"words": "通知"}),
        "/search?" + urlencode({"words": "防汛 第1234批"}),
    ),
    "unit": ("/search?" + urlencode({"words": "防汛"}),),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer."""

    path: str
    status: int
    ms: float
    size: int


class Reader:
    """One person's browser on one connection that is kept open."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._wire = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = cookie

    def sign_in(self, name: str) -> Reader:
        form = urlencode({"name": name, "password": PASSWORD})
        kind = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        self._wire.request("POST", "/login", form, kind)
        answer = self._wire.getresponse()
        answer.read()
        self.cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
        return self

    def get(self, path: str) -> Asked:
        """One answer, and what it took."""
        began = time.perf_counter()
        status, body = self._read(path)
        return Asked(path, status, (time.perf_counter() - began) * 1000, len(body))

    def _read(self, path: str) -> tuple[int, bytes]:
        """A server closes what was quiet for some seconds, as browsers know."""
        try:
            return self._read_once(path)
        except (http.client.RemoteDisconnected, ConnectionError):
            self._wire.close()
            return self._read_once(path)

    def _read_once(self, path: str) -> tuple[int, bytes]:
        self._wire.request("GET", path, headers={"cookie": self.cookie})
        answer = self._wire.getresponse()
        return answer.status, answer.read()

    def links(self, path: str) -> list[str]:
        """The addresses of ours that a page links to or shows in a frame."""
        _, body = self._read(path)
        return [unescape(link) for link in _LINK.findall(body.decode("utf-8", "replace"))]


def measure(scale: float, folder: Path, db: str = "") -> bool:
    """Print every page with its times; whether all limits hold."""
    began = time.monotonic()
    made = build(folder, scale, db)
    size = sum(one.stat().st_size for one in folder.glob("auditor.sqlite3*"))
    _say(f"建库用 {time.monotonic() - began:.0f} 秒" + (f"，数据库 {size / 1e6:.0f} MB。" if size else "。"))
    with _served(made) as (port, server):
        people = {name: Reader(port).sign_in(name) for name in ROLES}
        pages = paths(people)
        alone = _one_after_another(people, pages, "一人", server.pid)
        crowd = _at_once(port, people, pages)
        with _night(made, scale):
            writing = _one_after_another(people, pages, "夜里写库时", server.pid)
        _say(f"服务进程最多占内存 {_peak_mb(server.pid):.0f} MB。")
    return all([alone, crowd, writing])


def paths(people: dict[str, Reader]) -> list[tuple[str, str]]:
    """Role and address of every kind of page that the person comes to from the menu, as the pages themselves link to it."""
    found = []
    for name, reader in people.items():
        kinds = [door for door in _doors() if _is_for(door, ROLES[name])]
        known = {door.path: door.path for door in kinds if door.admission.menu or _is_plain_api(door)}
        waiting = list(known.values())
        while waiting:
            for link in reader.links(waiting.pop(0)):
                kind = next(
                    (door for door in kinds if door.path_regex.fullmatch(link.partition("?")[0])), None
                )
                if kind and kind.path not in known:
                    known[kind.path] = link
                    waiting.append(link)
        if row := known.get(_ROW):
            known[API + _ROW] = f"{API}v1{row}"
        found += [(name, path) for path in known.values()]
    return [*found, *((name, path) for name, more in _MORE.items() for path in more)]


def _is_plain_api(door: GuardedRoute) -> bool:
    return door.path.startswith(API) and "{" not in door.path


def _doors() -> list[GuardedRoute]:
    return [route for room in ROOMS for route in room.routes.routes if isinstance(route, GuardedRoute)]


def _is_for(door: GuardedRoute, role: Role) -> bool:
    return "GET" in (door.methods or ()) and door.admission.roles is not None and role in door.admission.roles


def _one_after_another(people: dict[str, Reader], pages: list[tuple[str, str]], label: str, pid: int) -> bool:
    told, holds = [], True
    for name, path in pages:
        first = people[name].get(path)
        before = _processor_ms(pid)
        answers = [first, *(people[name].get(path) for _ in range(ROUNDS))]
        used = (_processor_ms(pid) - before) / ROUNDS
        median = statistics.median(one.ms for one in answers[1:])
        told.append((median, used, first, max(one.ms for one in answers[1:]), name))
        holds &= median <= LIMIT_MS and all(one.status < 400 for one in answers)
    _say(f"{label}：\n  中位毫秒  处理器毫秒  第一次  最慢    字节  谁和网页")
    for median, used, first, worst, name in sorted(told, key=lambda one: -one[0]):
        over = "  超过上限" if median > LIMIT_MS else ""
        wrong = f"  应答 {first.status}" if first.status >= 400 else ""
        _say(
            f"{median:9.1f} {used:9.1f} {first.ms:8.0f} {worst:7.0f} {first.size:8}  {name} {first.path}{over}{wrong}"
        )
    return holds


def _at_once(port: int, people: dict[str, Reader], pages: list[tuple[str, str]]) -> bool:
    """A hundred, each with a connection of its own, each reads some pages."""

    def read(number: int) -> list[Asked | str]:
        draw, found = Random(number), []
        name = list(people)[number % len(people)]
        reader = Reader(port, people[name].cookie)
        own = [path for whose, path in pages if whose == name]
        for path in draw.sample(own, EACH):
            try:
                found.append(reader.get(path))
            except OSError as error:
                found.append(f"{path} {error!r}")
        return found

    began = time.monotonic()
    with ThreadPoolExecutor(READERS) as pool:
        answers = [one for some in pool.map(read, range(READERS)) for one in some]
    lost = [one for one in answers if isinstance(one, str) or one.status >= 400]
    seconds, times = time.monotonic() - began, [one.ms for one in answers if isinstance(one, Asked)]
    _say(
        f"{READERS} 人同时各看 {EACH} 页：{len(answers)} 次，出错 {len(lost)} 次，共 {seconds:.1f} 秒，"
        f"每秒 {len(answers) / seconds:.0f} 页，等待的中位数 {statistics.median(times):.0f} 毫秒。"
    )
    for one in lost[:5]:
        _say(f"  {one}")
    return not lost


@contextmanager
def _served(made: LargeDistrict) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "auditor",
        "serve",
        str(made.profile),
        "--db",
        made.db,
        "--port",
        str(port),
    ]
    with subprocess.Popen(
        command, env=installed(), cwd=made.bodies.parent, stdout=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(port)
            yield port, server
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(600):
        with suppress(OSError):
            http.client.HTTPConnection("127.0.0.1", port).connect()
            return
        time.sleep(0.1)


@contextmanager
def _night(made: LargeDistrict, scale: float) -> Iterator[None]:
    """A night that goes on writing in a process of its own until it is ended."""
    night = multiprocessing.get_context("spawn").Process(target=write_a_night, args=(made, scale))
    night.start()
    try:
        yield
    finally:
        alive = night.is_alive()
        night.terminate()
        night.join()
    _say("夜里一直在写。" if alive else "夜里的写入提前结束了，这一组不算数。")


def _processor_ms(pid: int) -> float:
    """What the process has used by now, of all its threads."""
    told = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asked = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with tempfile.TemporaryDirectory(prefix="large-district-") as name:
        sys.exit(0 if measure(asked, Path(name), *sys.argv[2:]) else 1)
