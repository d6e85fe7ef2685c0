"""How well the rules judge papers they were not written from: recall and precision over tests/corpus.

    python -m tests.score            print the table and write docs/score.md
    python -m tests.score FMT001     what was missed and what was wrongly said, for one code

A case is a sound paper of `papers.toml` with some of its parts changed, shown in every style of `styles/` (each a
portal of its own making) and as a draft; or HTML, plain text, a page table or a site table of its own.
`[[positive]]` names the codes that must speak; `[[trap]]` must stay without a failed check.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import string
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from auditor.check.draft import draft_page
from auditor.judge.judge import judge
from auditor.models import Page, Portal, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import Rule, load
from auditor.rule.examples import page_of, site_of
from spiders.extract.extract import extract
from tests import planting

FOLDER = Path(__file__).parent / "corpus"
OUT = Path(__file__).parent.parent / "docs" / "score.md"
AS_OF = dt.datetime.fromisoformat("2023-09-15T08:00:00+08:00")
NO_PORTAL = Portal(id="corpus", name="", home="", hosts=())
DRAFT = "draft"
STYLES = ("panel", "table", "labels", "plain", DRAFT)
TABLED = ("panel", "table", "labels")  # styles with an information table
WEB = ("panel", "table", "labels", "plain")
ADDRESSES = {
    "panel": "http://www.linquan-demo.example/gongkai/site_lqxzf/channel_c_5f9f6ab8c69c9a8abe968193_n_1605682797.5889/doc_{created}15926bbfe8ec3124.html",
    "table": "http://www.heyang-demo.example/art/{day:%Y}/{day.month}/{day.day}/art_1229_40311.html",
    "labels": "http://www.songze-demo.example/zwgk/tzgg/{day:%Y%m}/t{day:%Y%m%d}_88123.html",
    "plain": "http://www.qingtan-demo.example/zfxxgk/content/20881.html",
}
_PARTS = ("title", "number", "index", "issuer", "dated", "published", "subject", "validity")


@dataclass(frozen=True)
class Case:
    """One labelled paper. `codes`: what must be said (positive) or what the trap is about."""

    file: str
    positive: bool
    why: str
    codes: tuple[str, ...]
    given: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.file} {'错例' if self.positive else '陷阱'}“{self.why}”"


@dataclass(frozen=True)
class Shown:
    """A case in one style and what the rules said of it."""

    case: Case
    style: str
    failed: frozenset[str]
    reviewed: frozenset[str]
    said: tuple[str, ...]

    @property
    def missed(self) -> frozenset[str]:
        """Codes that should have spoken and did not."""
        return frozenset(self.case.codes) - self.failed - self.reviewed if self.case.positive else frozenset()

    @property
    def wrong(self) -> frozenset[str]:
        """Codes that failed a paper which is sound in this respect."""
        return self.failed - frozenset(self.case.codes) if self.case.positive else self.failed


@dataclass
class Score:
    """Counts for one code, or for all."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    doubts: int = 0  # reviews nobody asked for: a burden, not an accusation
    traps: int = 0

    @property
    def recall(self) -> float | None:
        """None where no positive case names the code."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def precision(self) -> float | None:
        """None where the code never spoke."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None


@dataclass
class Table:
    """The score of the whole corpus."""

    shown: list[Shown] = field(default_factory=list)

    @property
    def by_code(self) -> dict[str, Score]:
        """A score for every code a case names or a rule spoke."""
        scores: dict[str, Score] = defaultdict(Score)
        for one in self.shown:
            for code in one.case.codes:
                if one.case.positive:
                    scores[code].missed += code in one.missed
                    scores[code].right += code not in one.missed
                else:
                    scores[code].traps += 1
            for code in one.wrong:
                scores[code].wrong += 1
            for code in one.reviewed - set(one.case.codes):
                scores[code].doubts += 1
        return dict(sorted(scores.items()))

    @property
    def overall(self) -> Score:
        """All codes together."""
        every = self.by_code.values()
        return Score(
            *(
                sum(getattr(s, name) for s in every)
                for name in ("right", "missed", "wrong", "doubts", "traps")
            )
        )


def cases() -> list[Case]:
    """Every case of the corpus, in order of file and place."""
    return [
        case for path in sorted(FOLDER.glob("*.toml")) if path.name != "papers.toml" for case in _read(path)
    ]


def score(rules: Sequence[Rule], *, every_style: bool = True) -> Table:
    """Judge the corpus with all rules together; with `every_style` off each case is shown in one style, in turn."""
    table = Table()
    for place, case in enumerate(cases()):
        styles = styles_of(case)
        for style in styles if every_style else [styles[place % len(styles)]]:
            table.shown.append(_judged(case, style, rules))
    return table


def styles_of(case: Case) -> tuple[str, ...]:
    """The styles a case is shown in; one for a case that brings its own page."""
    if "paper" not in case.given:
        return ("own",)
    return tuple(case.given.get("styles", STYLES))


def _read(path: Path) -> Iterator[Case]:
    tables = tomllib.loads(path.read_text("utf-8"))
    for kind in ("positive", "trap"):
        for table in tables.pop(kind, ()):
            given = {key: value for key, value in table.items() if key not in ("codes", "why")}
            yield Case(path.stem, kind == "positive", table["why"], tuple(table.get("codes", ())), given)
    if tables:
        raise KeyError(f"{path.name}: {', '.join(tables)}")


def _judged(case: Case, style: str, rules: Sequence[Rule]) -> Shown:
    pages, site = _subject(case, style)
    findings = judge(pages, site, rules).findings
    by = {verdict: frozenset(f.code for f in findings if f.verdict is verdict) for verdict in Verdict}
    said = tuple(f"{f.code} {f.verdict.value} {f.message} 〔{f.quote}〕" for f in findings)
    return Shown(case, style, by[Verdict.FAIL], by[Verdict.REVIEW], said)


def _subject(case: Case, style: str) -> tuple[Iterable[Page], Site]:
    given = case.given
    as_of = dt.datetime.fromisoformat(given["as_of"]) if "as_of" in given else AS_OF
    if "site" in given:
        site = _site(given["site"])
        return site.pages, site
    page = _page(given, style, as_of)
    return [page], Site(portal=NO_PORTAL, as_of=as_of, documents={canonical(page.url): page.document})


def _site(given: Mapping[str, Any]) -> Site:
    """A site as the table describes it; a page with `html` is read as the crawler would, its other keys then win."""
    site = site_of({**given, "pages": ()})
    pages = tuple(
        _fetched(table, site.as_of)
        if "html" in table
        else page_of({"fetched_at": site.as_of.isoformat(), **table})
        for table in given.get("pages", ())
    )
    documents = {canonical(page.url): page.document for page in pages}
    return dataclasses.replace(site, pages=pages, documents=documents)


def _fetched(table: Mapping[str, Any], as_of: dt.datetime) -> Page:
    told = page_of({key: value for key, value in table.items() if key != "html"})
    page = extract(table["html"].encode(), url=told.url, fetched_at=as_of)
    return dataclasses.replace(
        page, **{key: getattr(told, key) for key in table if key not in ("html", "url")}
    )


def _page(given: Mapping[str, Any], style: str, as_of: dt.datetime) -> Page:
    if "page" in given:
        return page_of(given["page"])
    if "text" in given and "paper" not in given:
        return draft_page(given["text"].encode(), "corpus.txt", fetched_at=as_of)
    if "html" in given:
        return extract(given["html"].encode(), url=given.get("url", ADDRESSES["table"]), fetched_at=as_of)
    paper = _changed(papers()[given["paper"]], given)
    if style == DRAFT:
        return draft_page("\n".join(_lines(paper)).encode(), "corpus.txt", fetched_at=as_of)
    url = paper.get("url") or _address(paper, style)
    return extract(_shown(paper, style).encode(), url=url, fetched_at=as_of)


def _address(paper: Mapping[str, Any], style: str) -> str:
    """Where the paper stands; the address tells when the CMS made it, which is the afternoon it was published."""
    try:
        day = dt.datetime.fromisoformat(f"{paper.get('created', paper['published'])}T15:20:00+08:00")
    except ValueError:
        day = AS_OF
    return ADDRESSES[style].format(created=f"{int(day.timestamp()):08x}", day=day)


@cache
def papers() -> dict[str, dict[str, Any]]:
    """The sound papers, by name."""
    return tomllib.loads((FOLDER / "papers.toml").read_text("utf-8"))


def _changed(paper: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The sound paper with the case's own parts; `swap` puts words in the place of others, wherever they stand."""
    changed = {**paper, **{k: v for k, v in given.items() if k not in ("paper", "styles", "as_of", "swap")}}
    for old, new in given.get("swap", ()):
        assert any(old in v for v in changed.values() if isinstance(v, str)), f"{given['paper']}里没有“{old}”"
        changed = {k: v.replace(old, new) if isinstance(v, str) else v for k, v in changed.items()}
    return changed


@cache
def _style(name: str) -> string.Template:
    return string.Template((FOLDER / "styles" / f"{name}.html").read_text("utf-8"))


def _lines(paper: Mapping[str, Any]) -> list[str]:
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


def _shown(paper: Mapping[str, Any], style: str) -> str:
    """The paper as one portal would show it."""
    escaped = {part: html.escape(str(paper.get(part, ""))) for part in _PARTS}
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in _lines(paper)) + paper.get("markup", "")
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


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


def report(table: Table) -> str:
    """The table as Markdown."""
    kinds = Counter((case.positive) for case in cases())
    head = [
        "# 规则记分",
        "",
        "由 `make score` 生成，不要手改。语料在 `tests/corpus/`：每个例子都用全部规则一起判，",
        "同一份文件放进几种不同样式的网页和送检文稿里各判一次；错例里没有标注的扣分、陷阱里的任何扣分，都算误报。",
        "",
        f"错例{kinds[True]}个，陷阱{kinds[False]}个，共判{len(table.shown)}次。"
        f"查全率{_percent(table.overall.recall)}，查准率{_percent(table.overall.precision)}。",
        "",
        "| 规则 | 查出 | 漏报 | 误报 | 多余的人工核对 | 陷阱 | 查全率 | 查准率 |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    rows = [
        f"| {code} | {s.right} | {s.missed} | {s.wrong} | {s.doubts} | {s.traps} | {_percent(s.recall)} | {_percent(s.precision)} |"
        for code, s in [*table.by_code.items(), ("合计", table.overall)]
    ]
    return "\n".join([*head, *rows]) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Print the score; with codes, what went wrong with them."""
    table = score(load("rules"))
    for one in table.shown:
        faults = one.missed | one.wrong | (one.reviewed - set(one.case.codes) if arguments else frozenset())
        if faults and (not arguments or faults & set(arguments)):
            print(f"{one.case}（{one.style}）漏报 {sorted(one.missed)} 误报 {sorted(one.wrong)}")  # noqa: T201
            for line in one.said:
                print(f"    {line}")  # noqa: T201
    if not arguments:
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_text(f"{report(table)}\n{planting.report()}", "utf-8")
        print(report(table))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
