"""Lists as portals build them, fictional and cut into pages: each is walked without a network, whole or cut short."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import ceil
from urllib.parse import parse_qsl, unquote, urlsplit

from auditor.models import Visit
from auditor.models.feed import SectionFeed
from spiders.family import family_for
from spiders.listing.listing import read_listing
from spiders.listing.walk import Walk

BASE = "http://www.qinghe.gov.cn"
AT = dt.datetime(2026, 9, 30, 2, tzinfo=dt.UTC)
FURNITURE = '<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>'
FOOTER = '<div class="footer">主办：青禾市人民政府办公室</div>'
Answer = tuple[str, str]  # media type and text


@dataclass(frozen=True)
class Row:
    number: int

    @property
    def path(self) -> str:
        return f"/qh/tzgg/{self.day:%Y%m}/t{self.day:%Y%m%d}_{1000 + self.number}.html"

    @property
    def title(self) -> str:
        return f"青禾市关于做好第{self.number}项工作的通知"

    @property
    def day(self) -> dt.date:
        return dt.date(2026, 9, 27) - dt.timedelta(days=3 * self.number)


@dataclass(frozen=True)
class Made:
    """One list: what its server answers, and which request brings its last page."""

    name: str
    section: str
    answers: Mapping[str, Answer]
    last: str
    rows: tuple[Row, ...]
    cms: str = "generic"
    form: SectionFeed | None = None
    counted: bool = True  # something states how many pages or rows there are
    pager: tuple[str, str] | None = None  # what to replace on the page before the last, and the unknown pager

    def ask(self, url: str, method: str = "GET", body: str | None = None) -> Answer | None:
        """What the server answers; None for its 404."""
        return self.answers.get(key(url, method, body))


@dataclass
class Walked:
    visit: Visit
    urls: set[str]
    days: set[dt.date | None]
    asked: list[str] = field(default_factory=list)
    end: str = ""


def key(url: str, method: str = "GET", body: str | None = None) -> str:
    """A request whatever the order of its query and body."""
    parts = urlsplit(url)
    query = sorted(parse_qsl(parts.query, keep_blank_values=True))
    sent = (
        sorted(parse_qsl(body or "", keep_blank_values=True))
        if (body or "")[:1] != "{"
        else json.loads(body or "{}")
    )
    return json.dumps([method, unquote(parts.path), query, sent], ensure_ascii=False)


def walked(made: Made) -> Walked:
    """The list as the night walks it."""
    walk = Walk(made.section, family_for(made.section, made.cms))
    asked, url, answer = [key(made.section)], made.section, made.ask(made.section)
    while True:
        if answer is None:
            walk.failed(f"{url}：状态码 404")
        else:
            media_type, text = answer
            walk.add(
                read_listing(
                    text,
                    url,
                    made.section,
                    walk.family,
                    media_type,
                    asked=walk.asked,
                    course=walk.course,
                    form=made.form,
                )
            )
        if (step := walk.next_step()) is None:
            break
        url, answer = step.url, made.ask(step.url, step.method, step.body)
        asked.append(key(step.url, step.method, step.body))
    entries = walk.entries
    return Walked(
        walk.visit(AT), {e.url for e in entries}, {e.published_on for e in entries}, asked, walk.end
    )


def page(body: str, head: str = "") -> Answer:
    text = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告</title>{head}</head><body>{FURNITURE}{body}{FOOTER}</body></html>'
    return "text/html", text


def listed(rows: tuple[Row, ...], style: str = "ul") -> str:
    """The rows in one of the forms that portals write them in."""
    if style == "table":  # one table a row
        return (
            "<div class='con'>"
            + "".join(
                f'<table><tr><td><a href="{r.path}">{r.title}</a></td><td>{r.day}</td></tr></table>'
                for r in rows
            )
            + "</div>"
        )
    if style == "write":
        lines = (
            f"document.write('<li><a href=\"{r.path}\">{r.title}</a>');\ndocument.write('<span>[{r.day}]</span></li>');"
            for r in rows
        )
        return "<ul class='list'><script>" + "\n".join(lines) + "</script></ul>"
    items = (f'<li><a href="{r.path}" title="{r.title}">{r.title}</a><span>{r.day}</span></li>' for r in rows)
    return "<ul class='list'>" + "".join(items) + "</ul>"


def cut_into(count: int, size: int) -> list[tuple[Row, ...]]:
    rows = tuple(map(Row, range(count)))
    return [rows[start : start + size] for start in range(0, count, size)] or [()]


Address = Callable[[int], str]


def paged(
    name: str,
    address: Address,
    pager: Callable[[int, int], str],
    *,
    count: int = 10,
    size: int = 4,
    style: str = "ul",
    cms: str = "generic",
    unknown: str = '<div class="page"><a onclick="more(this)">下一页</a></div>',
    counted: bool = True,
) -> Made:
    """A list in pages of markup; `address` and `pager` are asked by the page's place, from 0, and the count of pages."""
    groups = cut_into(count, size)
    answers = {
        key(BASE + address(nth)): page(listed(group, style) + pager(nth, len(groups)))
        for nth, group in enumerate(groups)
    }
    before = max(len(groups) - 2, 0)
    return Made(
        name,
        BASE + address(0),
        answers,
        key(BASE + address(len(groups) - 1)),
        tuple(map(Row, range(count))),
        cms=cms,
        pager=(pager(before, len(groups)), unknown),
        counted=counted,
    )


def fed(
    name: str,
    shell: str | None,
    ask: Callable[[int], tuple[str, str, str | None]],
    answer: Callable[[tuple[Row, ...], int, int], Answer],
    *,
    count: int = 10,
    size: int = 4,
    section: str = BASE + "/qh/tzgg/",
    counted: bool = True,
    first: int = 1,
    head: str = "",
    cms: str = "generic",
    form: SectionFeed | None = None,
    statically: int = 0,
) -> Made:
    """A list that an interface answers; `shell` is the section's page, None where its address is the interface."""
    groups = cut_into(count, size)
    served = [*groups, *([] if counted else [()])]
    answers = {}
    for nth, group in enumerate(served[statically:], statically):
        url, method, body = ask(nth + first)
        answers[key(url, method, body)] = answer(group, nth + first, count)
    if shell is not None:
        answers[key(section)] = page(listed(groups[0]) * bool(statically) + shell, head)
    else:
        section = ask(first)[0]
    last = key(*ask(len(groups) - 1 + first))
    return Made(name, section, answers, last, tuple(map(Row, range(count))), cms, form, counted)


def cut(made: Made) -> list[tuple[str, Made]]:
    """The list with its last page gone, replaced or no longer led to: none of these is whole."""
    first = made.answers[key(made.section)]
    ways = {
        "404": {k: v for k, v in made.answers.items() if k != made.last},
        "网站维护": {
            **made.answers,
            made.last: page("<div class='tip'><p>系统正在升级，请稍后再访问</p></div>"),
        },
    }
    if made.counted:
        ways["空页"] = {**made.answers, made.last: page("<ul class='list'></ul>")}
        ways["重复首页"] = {**made.answers, made.last: first}
    if made.pager and made.pager[0]:
        swapped = {k: (m, t.replace(*made.pager)) for k, (m, t) in made.answers.items() if k != made.last}
        ways["翻页换成不认识的"] = {**swapped, made.last: made.answers[made.last]}
    return [(how, replace(made, answers=answers)) for how, answers in ways.items()]


def pages_of(count: int, size: int) -> int:
    return ceil(count / size)
