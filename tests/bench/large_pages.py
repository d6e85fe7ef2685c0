"""What the large district publishes: its profile, its plan, every page by its number."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from auditor.config.clock import now
from auditor.models import Document, Page, PageKind, Paragraph, Portal, Section
from auditor.store import Store

SITE = "http://www.daqu.example"
UNITS, SECTIONS = 50, 10  # of each unit
PAGES = 4_000  # of each unit, at scale 1
DUTIES = 40
_SECTIONS = (
    "政策文件 通知公告 政策解读 会议公开 建议提案 财政预决算 行政执法 重点项目 统计信息 机构职能".split()
)
WORDS = ("停水", "供暖", "校车", "低保", "防汛", "招标", "拆迁", "补贴", "体检", "公交")
_SENTENCE = "为进一步规范{word}工作，现将第{number}批{section}有关事项通知如下，请各镇人民政府、区直各部门结合实际认真抓好落实。"
BODY = f"<html><body><p>{_SENTENCE}</p></body></html>".encode()


@dataclass(frozen=True, slots=True)
class LargeDistrict:
    """Where it lies."""

    profile: Path
    db: str
    portal: Portal
    bodies: Path

    def opened(self) -> Store:
        """Its store."""
        return Store.open(self.db, bodies=self.bodies)


def profile_in(folder: Path) -> Path:
    """Profile and plan, written into the folder."""
    (folder / "plan.toml").write_text(_plan(), "utf-8")
    profile = folder / "daqu.toml"
    profile.write_text(_profile(), "utf-8")
    return profile


def page_of(section: Section, unit: int, number: int, at: dt.datetime) -> Page:
    """The page of that number."""
    word, draw = WORDS[number % len(WORDS)], Random(f"{unit}/{number}")
    shown = at.date() - dt.timedelta(days=draw.randrange(3, 700))
    sentence = _SENTENCE.format(word=word, number=number, section=section.path.rpartition("/")[2])
    lines = (*(sentence for _ in range(12)), f"{section.unit}", f"{shown:%Y年%m月%d日}")
    text = "\n".join(lines)
    url = address_of(section, number)
    return Page(
        source=url,
        url=url,
        kind=PageKind.ARTICLE,
        fetched_at=at,
        status=200,
        title=f"关于{word}工作第{number}批事项的通知",
        fields={
            "published_on": f"{shown:%Y-%m-%d}",
            "dated_on": f"{shown - dt.timedelta(days=draw.randrange(40)):%Y-%m-%d}",
            "index_number": f"11370300MB{unit:02}/{shown.year}-{number:07}",
        },
        document=Document(tuple(map(Paragraph, lines))),
        text_digest=hashlib.sha256(text.encode()).hexdigest(),
        text_length=len(text),
        section=section.path,
        section_url=section.url,
        unit=section.unit,
    )


def address_of(section: Section, number: int) -> str:
    """Of the page of that number."""
    return f"{section.url}t{number:06}.html"


def articles(portal: Portal, scale: float) -> Iterator[tuple[Section, int, int]]:
    """Section, unit and number of every page."""
    each = round(PAGES * scale / SECTIONS)
    for place, section in enumerate(portal.sections):
        for number in range(each):
            yield section, place // SECTIONS, place * each + number


def _profile() -> str:
    units = "".join(
        f'\n[[units]]\nname = "{unit_name(n)}"\ngroup = "{("部门", "镇")[n % 2]}"\n' for n in range(UNITS)
    )
    sections = "".join(
        f'\n[[sections]]\nunit = "{unit_name(n)}"\npath = "法定主动公开内容/{name}"\nurl = "{SITE}/u{n}/c{c}/"\n'
        f'kind = "notice"\nupdate_within_days = 90\n'
        for n in range(UNITS)
        for c, name in enumerate(_SECTIONS)
    )
    return (
        f'id = "daqu"\nname = "大区"\nhome = "{SITE}/"\nhosts = ["www.daqu.example"]\ncms = "trs"\n'
        f'[politeness]\ncontact = "mailto:gongkai@example.test"\n[[plans]]\nfile = "plan.toml"\n{units}{sections}'
    )


def _plan() -> str:
    year = now().year
    tasks = "".join(
        f'\n[[tasks]]\nnumber = "{n + 1}"\nduty = "公开{WORDS[n % len(WORDS)]}工作第{n + 1}项进展"\n'
        f'deadline = {{ class = "FIXED", due_on = {year}-12-{n % 28 + 1:02} }}\n'
        f"units = [{', '.join(f'{chr(34)}{unit_name(u)}{chr(34)}' for u in range(UNITS))}]\n"
        f'keywords = ["{WORDS[n % len(WORDS)]} 第{n}批"]\n'
        for n in range(DUTIES)
    )
    return f'name = "{year}年大区政务公开工作方案"\nissued_on = {year}-01-10\n{tasks}'


def unit_name(number: int) -> str:
    """Of the unit of that number."""
    return f"大区第{number + 1}办事处"
