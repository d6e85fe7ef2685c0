"""`[sections.feed]` of a profile: the interface that fills a section's list, where the page does not say it."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

from auditor.config.toml_table import Table
from auditor.models.feed import SectionFeed
from auditor.portal.checks import address_fault

_HOLES = ("page", "size", "start", "end")
_HOLE = re.compile(r"\{(\w+)\}")


def read_feed(table: Table, section_url: str | None, hosts: tuple[str, ...]) -> SectionFeed | None:
    """The feed of a section, None where none is written or it has faults."""
    if not table.values:
        return None
    url, body = table.text("url", required=True), table.text("body")
    method = table.choice("method", ("GET", "POST"))
    feed = SectionFeed(
        url=url or "",
        method=method or ("POST" if body else "GET"),
        body=body,
        **{name: table.text(name) or "" for name in ("rows", "title", "link", "date", "number", "total")},
        first_page=_or(table.integer("first_page", least=0), 1),
        size=table.integer("size", least=1, most=1000) or 20,
    )
    table.close()
    if url is None:
        return None
    _check_holes(table, feed)
    if section_url is None:
        table.fault(None, "栏目没有写网址（url），不能写 feed")
    elif fault := address_fault(urljoin(section_url, _HOLE.sub("1", url)), hosts):
        table.fault("url", fault)
    return feed


def _or(value: int | None, usual: int) -> int:
    return usual if value is None else value


def _check_holes(table: Table, feed: SectionFeed) -> None:
    """Only known holes may stand in the address and the body."""
    if feed.method == "GET" and feed.body:
        table.fault("body", "method 是 GET 时不能写 body，请改成 POST 或写进 url")
    for key, text in (("url", feed.url), ("body", feed.body or "")):
        for name in _HOLE.findall(text):
            if name not in _HOLES:
                table.fault(key, f"不认识“{{{name}}}”，可用：{'、'.join(f'{{{known}}}' for known in _HOLES)}")
    body = (feed.body or "").strip()
    if body[:1] == "{" and not _is_json(body):
        table.fault("body", "以 { 开头的 body 应当是 JSON")


def _is_json(body: str) -> bool:
    try:
        json.loads(_HOLE.sub("1", body))
    except ValueError:
        return False
    return True
