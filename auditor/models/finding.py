"""What is wrong (Flaw, Finding) and what it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from auditor.models.basis import Basis
from auditor.models.kinds import DocumentClass as DocumentClass
from auditor.models.kinds import PageKind as PageKind
from auditor.models.kinds import ProblemKind as ProblemKind
from auditor.models.kinds import Severity as Severity
from auditor.models.kinds import Verdict as Verdict
from auditor.models.page import Page
from auditor.models.portal import Exemption, Section
from auditor.models.run import Coverage as Coverage
from auditor.models.run import Run as Run
from auditor.models.run import RunState as RunState
from auditor.models.run import Unchecked as Unchecked

_SAID_CLEARLY = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing is taken for another on paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What a rule says of one page or section. Texts are Chinese and free of points."""

    verdict: Verdict
    message: str
    subject: str = ""  # tells apart findings of one code on one address: the field, the words
    quote: str = ""  # the text as it stands
    expected: str = ""
    amount: int | None = None  # how much, for tiers of a scheme: days overdue, items missing
    url: str | None = None  # site rules name the address; a page rule's is its page's
    section: Section | None = None  # site rules that speak of a section
    page: Page | None = None  # site rules that speak of a page
    capture: str | None = None
    place: str = ""  # Paragraph.place of what is quoted
    basis: tuple[Basis, ...] = ()  # what this flaw rests on beside its rule's: the very item of a plan
    page_url: str | None = None  # the page to open and mend, where `url` is not it and `page` does not tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A flaw with everything an appeal will ask for."""

    code: str
    name: str
    verdict: Verdict
    severity: Severity
    url: str
    section_url: str | None
    section: str | None
    unit: str | None
    title: str | None
    subject: str
    quote: str
    expected: str
    message: str
    basis: tuple[Basis, ...]
    amount: int | None
    fetched_at: dt.datetime | None
    capture: str | None
    rule_version: int
    fingerprint: str
    first_seen_at: dt.datetime | None = None
    last_seen_at: dt.datetime | None = None
    state: str = "new"
    shadow: bool = False  # 试运行: counted, never scored, in no unit's list
    exemption: Exemption | None = None  # 豁免: what of the profile takes it out of lists and scores
    page_url: str | None = None  # the page that holds it: the dead link, the doubled entry

    @property
    def number(self) -> str:
        """问题编号, as people write and say it: the code and forty bits of the fingerprint, LAG001-7K3M-2XQ9."""
        bits = int(self.fingerprint[:10], 16)
        signs = "".join(_SAID_CLEARLY[bits >> shift & 31] for shift in range(35, -1, -5))
        return f"{self.code}-{signs[:4]}-{signs[4:]}"


def fingerprint_head(number: str) -> str | None:
    """The first ten hex digits of the fingerprint that a finding's number tells; None where it is no such number."""
    signs = number.strip().upper().partition("-")[2].replace("-", "")
    if len(signs) != 8 or any(sign not in _SAID_CLEARLY for sign in signs):
        return None
    bits = 0
    for sign in signs:
        bits = bits << 5 | _SAID_CLEARLY.index(sign)
    return f"{bits:010x}"
