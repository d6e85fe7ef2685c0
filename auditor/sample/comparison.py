"""What the demonstration planted against what the auditor found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from auditor.models import Finding
from auditor.models.address import canonical
from auditor.sample.district import read_data, sections
from auditor.sample.portal_site import article_path, articles, section_path
from auditor.sample.written import ALL_NIGHTS, marks


@dataclass(frozen=True, slots=True)
class Planted:
    """One defect on purpose: which rule must find it where, with which verdict, in which nights, and why."""

    code: str
    path: str  # the address without its host
    verdict: str  # fail / review
    why: str
    night: int  # the first night in which it must be found
    nights: tuple[int, ...]  # every night in which it must be found
    subject: str = ""  # part of the finding's subject, where one address carries a code twice


@dataclass(frozen=True, slots=True)
class Comparison:
    """One night's findings against what was planted for it."""

    found: tuple[Planted, ...]
    missed: tuple[Planted, ...]
    unexpected: tuple[Finding, ...]


def planted() -> tuple[Planted, ...]:
    """Every defect of the sample portal, by code and address."""
    on_articles = [
        Planted(
            m.code, article_path(articles()[m.article]), m.verdict, m.why, m.nights[0], m.nights, m.subject
        )
        for m in marks()
    ]
    elsewhere = [_elsewhere(table) for table in read_data("planted_sections.toml")["planted"]]
    return tuple(sorted((*on_articles, *elsewhere), key=lambda p: (p.code, p.path, p.subject)))


def compare(findings: Iterable[Finding], night: int) -> Comparison:
    """Match findings with what was planted for `night`: same code, same verdict, same address, subject where given."""
    left = list(findings)
    found, missed = [], []
    for plant in (p for p in planted() if night in p.nights):
        hit = next((f for f in left if _is(plant, f)), None)
        if hit is None:
            missed.append(plant)
        else:
            left.remove(hit)
            found.append(plant)
    return Comparison(tuple(found), tuple(missed), tuple(left))


def _elsewhere(table: dict[str, Any]) -> Planted:
    path = table["path"] if "path" in table else section_path(sections()[table["section"]])
    nights = tuple(table.get("nights", ALL_NIGHTS))
    verdict = table.get("verdict", "fail")
    return Planted(table["code"], path, verdict, table["why"], nights[0], nights, table.get("subject", ""))


def _is(plant: Planted, finding: Finding) -> bool:
    return (
        (plant.code, plant.verdict) == (finding.code, finding.verdict.value)
        and _place(plant.path) == _place(finding.url)
        and plant.subject in finding.subject
    )


def _place(url: str) -> str:
    """An address without its host, in canonical form."""
    parts = urlsplit(url)
    return canonical(
        f"http://sample{parts.path}?{parts.query}" if parts.query else f"http://sample{parts.path}"
    )
