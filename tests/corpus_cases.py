"""The labelled cases of tests/corpus and what is judged of each; their form is told in tests/corpus/README.md."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.check.draft import draft_page
from auditor.models import Page, Portal, Site
from auditor.models.address import canonical
from auditor.rule.examples import ExampleError, only, page_of, site_of
from spiders.extract.extract import extract
from tests.corpus_papers import (
    ADDRESSES,
    AS_OF,
    DRAFT,
    FOLDER,
    PAPER_KEYS,
    PAPERS,
    STYLES,
    address_of,
    changed,
    lines_of,
    papers,
    web_page,
)

NO_PORTAL = Portal(id="corpus", name="", home="", hosts=())
KINDS = ("positive", "trap")
LABELS = ("codes", "why")
# What a case brings -> the keys it may have besides. Tried in this order: a paper may change its `text`.
FORMS: Mapping[str, tuple[str, ...]] = {
    "site": (),
    "page": ("as_of",),
    "paper": ("styles", "as_of", "swap", *PAPER_KEYS),
    "html": ("url", "as_of"),
    "text": ("as_of",),
}


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


def cases() -> list[Case]:
    """Every case of the corpus, in order of file and place."""
    paths = (path for path in sorted(FOLDER.glob("*.toml")) if path.name != PAPERS)
    return [case for path in paths for case in read_cases(path.read_text("utf-8"), path.stem)]


def styles_of(case: Case) -> tuple[str, ...]:
    """The styles a case is shown in; one for a case that brings its own page."""
    if "paper" not in case.given:
        return ("own",)
    return tuple(case.given.get("styles", STYLES))


def read_cases(text: str, file: str) -> Iterator[Case]:
    """The cases of one file. Raises ExampleError naming file, case and key where a key is none of the form's."""
    tables = tomllib.loads(text)
    only(tables, KINDS, f"{file}.toml")
    for kind in KINDS:
        for table in tables.get(kind, ()):
            given = {key: value for key, value in table.items() if key not in LABELS}
            case = Case(file, kind == "positive", table.get("why", ""), tuple(table.get("codes", ())), given)
            _check(case)
            yield case


def _check(case: Case) -> None:
    form = next((form for form in FORMS if form in case.given), None)
    if form is None:
        only(case.given, (*LABELS, *FORMS), str(case))
        raise ExampleError(f"{case}：没有写 {'、'.join(FORMS)} 当中的一个")
    only(case.given, (*LABELS, form, *FORMS[form]), str(case))
    if form == "paper":
        only([case.given["paper"]], papers(), f"{case} paper")
        only(case.given.get("styles", ()), STYLES, f"{case} styles")
    if not case.why or (case.positive and not case.codes):
        raise ExampleError(f"{case}：缺少 why 或 codes")


def subject_of(case: Case, style: str) -> tuple[Iterable[Page], Site]:
    """The pages and the site of a case in one style. Raises ExampleError naming the case."""
    try:
        return _subject(case.given, style)
    except (ExampleError, ValueError) as error:
        raise ExampleError(f"{case}：{error}") from error


def _subject(given: Mapping[str, Any], style: str) -> tuple[Iterable[Page], Site]:
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
    paper = changed(papers()[given["paper"]], given)
    if style == DRAFT:
        return draft_page("\n".join(lines_of(paper)).encode(), "corpus.txt", fetched_at=as_of)
    url = paper.get("url") or address_of(paper, style)
    return extract(web_page(paper, style).encode(), url=url, fetched_at=as_of)
