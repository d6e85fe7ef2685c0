"""What a machine's row begins with, and by what its page is known again where it moves. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.models import Finding, Standing
from auditor.models.issue import Issue, Opening
from auditor.models.issue_kinds import Source
from auditor.models.spaces import squeeze


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page is known again by at another address."""

    index_number: str | None = None
    title: str | None = None
    text_digest: str = ""


def opening_of(item: Standing, signs: Signs) -> Opening:
    """The row that a fault which the machine found begins with."""
    finding = item.finding
    return Opening(
        source=Source.MACHINE,
        unit=finding.unit,
        section=finding.section,
        title=finding.title,
        url=finding.url,
        page_url=finding.page_url,
        code=finding.code,
        name=finding.name,
        message=finding.message,
        quote=finding.quote,
        expected=finding.expected,
        subject=finding.subject,
        basis=finding.basis,
        severity=finding.severity,
        verdict=finding.verdict,
        amount=finding.amount,
        fingerprint=finding.fingerprint,
        rule_version=finding.rule_version,
        capture=finding.capture,
        spell_at=item.first_seen_at,
        index_number=signs.index_number,
        text_digest=signs.text_digest,
    )


def words_of(said: Finding | Opening, quote: str) -> tuple[str, ...]:
    return said.code, said.subject, squeeze(quote)


def namesake(likely: Sequence[Issue], finding: Finding) -> str | None:
    """The newest row of a page of the same title: a person has to tell whether it is the same page."""
    title = squeeze(finding.title)
    same = [row.number for row in likely if title and squeeze(row.opening.title) == title]
    return same[-1] if same else None


def one_moved(likely: Iterable[Issue], signs: Signs) -> Issue | None:
    """The one row whose page this surely is: the same 索引号, or the same title and body. None where in doubt."""
    sure = [row for row in likely if _is_same(row.opening, signs)]
    return sure[0] if len(sure) == 1 else None


def are_sure(likely: Iterable[Issue], signs: Signs) -> bool:
    """Whether the page of some of the rows surely is this one."""
    return any(_is_same(row.opening, signs) for row in likely)


def _is_same(was: Opening, now: Signs) -> bool:
    if was.index_number and now.index_number:
        return squeeze(was.index_number) == squeeze(now.index_number)
    same_title = squeeze(was.title) == squeeze(now.title) != ""
    return same_title and was.text_digest == now.text_digest != ""
