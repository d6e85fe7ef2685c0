"""The corpus' papers as portals and drafts show them: `papers.toml` with the case's own parts, in the styles of `styles/`."""

from __future__ import annotations

import datetime as dt
import html
import string
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from auditor.rule.examples import ExampleError, only

FOLDER = Path(__file__).parent / "corpus"
PAPERS = "papers.toml"
AS_OF = dt.datetime.fromisoformat("2023-09-15T08:00:00+08:00")
DRAFT = "draft"
STYLES = ("panel", "table", "labels", "plain", DRAFT)
ADDRESSES = {
    "panel": "http://www.linquan-demo.example/gongkai/site_lqxzf/channel_c_5f9f6ab8c69c9a8abe968193_n_1605682797.5889/doc_{created}15926bbfe8ec3124.html",
    "table": "http://www.heyang-demo.example/art/{day:%Y}/{day.month}/{day.day}/art_1229_40311.html",
    "labels": "http://www.songze-demo.example/zwgk/tzgg/{day:%Y%m}/t{day:%Y%m%d}_88123.html",
    "plain": "http://www.qingtan-demo.example/zfxxgk/content/20881.html",
}
_PARTS = ("title", "number", "index", "issuer", "dated", "published", "subject", "validity")

PAPER_KEYS = (
    *(
        "place",
        "title",
        "number",
        "index",
        "issuer",
        "dated",
        "published",
        "subject",
        "validity",
        "source",
        "column",
    ),
    *(
        "headed",
        "number_line",
        "to",
        "text",
        "sign",
        "date",
        "tail",
        "markup",
        "files",
        "metas",
        "created",
        "url",
    ),
)


@cache
def papers() -> dict[str, dict[str, Any]]:
    """The sound papers, by name. Raises ExampleError for a part that no paper has."""
    found = tomllib.loads((FOLDER / PAPERS).read_text("utf-8"))
    for name, paper in found.items():
        only(paper, PAPER_KEYS, f"{PAPERS} {name}")
    return found


def changed(paper: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The sound paper with the case's own parts; `swap` puts words in the place of others, wherever they stand."""
    parts = {**paper, **{k: v for k, v in given.items() if k not in ("paper", "styles", "as_of", "swap")}}
    for old, new in given.get("swap", ()):
        if not any(old in value for value in parts.values() if isinstance(value, str)):
            raise ExampleError(f"{given['paper']} 里没有“{old}”")
        parts = {k: v.replace(old, new) if isinstance(v, str) else v for k, v in parts.items()}
    return parts


def address_of(paper: Mapping[str, Any], style: str) -> str:
    """Where the paper stands; the address tells when the CMS made it, which is the afternoon it was published."""
    try:
        day = dt.datetime.fromisoformat(f"{paper.get('created', paper['published'])}T15:20:00+08:00")
    except ValueError:
        day = AS_OF
    return ADDRESSES[style].format(created=f"{int(day.timestamp()):08x}", day=day)


def lines_of(paper: Mapping[str, Any]) -> list[str]:
    """The paper as it stands in its body, a paragraph a line."""
    named = paper.get("headed", True)
    parts = [
        paper["title"] if named else "",
        paper.get("number_line", paper.get("number", "")),
        paper.get("to", ""),
    ]
    parts += paper["text"].strip("\n").splitlines()
    parts += [paper.get("sign", ""), paper.get("date", "")]
    parts += paper.get("tail", "").strip("\n").splitlines()
    return [part for part in parts if part.strip() and part != "无文号"]


def web_page(paper: Mapping[str, Any], style: str) -> str:
    """The paper as one portal would show it."""
    escaped = {part: html.escape(str(paper.get(part, ""))) for part in _PARTS}
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines_of(paper)) + paper.get("markup", "")
    files = "".join(
        f'<p><a href="{html.escape(url)}">{html.escape(name)}</a></p>\n'
        for name, url in paper.get("files", ())
    )
    metas = _metas(paper, style)
    info = {
        "metas": metas,
        "body": body + files,
        "source": html.escape(str(paper.get("source", paper.get("issuer", "")))),
    }
    return _style(style).substitute(escaped | info)


@cache
def _style(name: str) -> string.Template:
    return string.Template((FOLDER / "styles" / f"{name}.html").read_text("utf-8"))


def _metas(paper: Mapping[str, Any], style: str) -> str:
    host = ADDRESSES[style].split("/")[2]
    values = {
        "SiteName": f"{paper['place']}人民政府",
        "SiteDomain": host,
        "SiteIDCode": "3799990001",
        "ColumnName": paper.get("column", "通知公告"),
        "ColumnType": paper.get("column", "通知公告"),
        "ArticleTitle": paper["title"],
        "PubDate": f"{paper['published']} 15:20",
        "ContentSource": paper.get("source", paper.get("issuer", "")),
    } | paper.get("metas", {})
    return "".join(f'<meta name="{name}" content="{html.escape(value)}">\n' for name, value in values.items())
