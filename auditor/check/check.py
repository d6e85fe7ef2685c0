"""Judge pages without a store, as a linter does. Rules on sections and links stay silent: a few files are no site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from auditor.check.draft import TYPES, as_draft
from auditor.check.inputs import expanded, is_draft, name_of, page_of, read_inputs, skipped, unknown_kind
from auditor.config.calendar import operator_calendar
from auditor.judge.judge import judge
from auditor.models import Finding, Page, Portal, ProblemKind, Site
from auditor.models.address import canonical
from auditor.rule import Rule

UNKNOWN = f"不是能检查的文件（网页、{'、'.join(f'.{name}' for name in TYPES)}）"
_MOST_NAMED = 20
NO_PORTAL = Portal(id="check", name="", home="", hosts=())


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of the arguments."""

    files: int
    findings: tuple[Finding, ...]
    faults: tuple[str, ...]  # Chinese: what could not be read, and why
    pages: tuple[Page, ...] = ()  # what was judged, in the order given
    exempted: tuple[Finding, ...] = ()  # what the profile takes out


def check(
    names: Iterable[str],
    rules: Sequence[Rule],
    *,
    as_of: dt.datetime,
    url: str | None = None,
    portal: Portal | None = None,
    drafts: bool = False,
) -> Checked:
    """Read every file, folder and address, and judge what could be read; `drafts`: web pages are drafts too."""
    pages: list[Page] = []
    faults: list[str] = []
    files = 0
    names = tuple(names)
    for given in read_inputs(expanded(names)):
        files += 1
        if given.fault or unknown_kind(given):
            faults.append(given.fault or f"{name_of(given)}：没有检查，{UNKNOWN}")
            continue
        page = page_of(given, portal, url=url, fetched_at=as_of)
        page = as_draft(page) if drafts and not is_draft(given) else page
        if page.readable:
            pages.append(_placed(page, portal, as_of))
            left = [problem.text for problem in page.problems if problem.kind is ProblemKind.PARTIAL]
            faults += (f"{name_of(given)}：没有全部检查，{text}" for text in left)
        else:
            faults.append(f"{name_of(given)}：没有检查，{page.problems[0].text}")
    faults += _left_out(names)
    documents = {canonical(page.url): page.document for page in pages}
    site = Site(portal=portal or NO_PORTAL, as_of=as_of, documents=documents, calendar=operator_calendar())
    judged = judge(pages, site, rules)
    faults += (f"{late.what}：没有全部检查，{late.why}" for late in judged.unchecked)
    return Checked(files, judged.findings, tuple(faults), tuple(pages), judged.exempted)


def _left_out(names: Iterable[str]) -> list[str]:
    """One line for all files of the folders that were passed over."""
    left = [str(path) for path in skipped(names)]
    if not left:
        return []
    named = "、".join(left[:_MOST_NAMED]) + f"等{len(left)}个文件" * (len(left) > _MOST_NAMED)
    return [f"文件夹里没有检查：{named}，{UNKNOWN}"]


def _placed(page: Page, portal: Portal | None, as_of: dt.datetime) -> Page:
    """The page with its section and unit, where the profile knows the folder it stands in."""
    if portal is None or "://" not in page.url:
        return page
    from auditor.portal.atlas import Atlas

    atlas = Atlas(portal, as_of.date())
    folder = page.url.rpartition("/")[0] + "/"
    placed = atlas.placed(page, folder)
    return placed if placed.section else replace(placed, unit=_publisher(page, portal))


def _publisher(page: Page, portal: Portal) -> str | None:
    unit = portal.unit_named(page.fields.get("issuer"))
    return unit.name if unit else None
