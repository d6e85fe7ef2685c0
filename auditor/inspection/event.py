"""Which event a fault is of, so that what was lacking and then came late is one fault: ANR001's report of a year;
BUD006's and BUD001's budget of a year. Pure."""

from __future__ import annotations

import re

from auditor.inspection.prices import Price
from auditor.models import Finding
from auditor.models.address import canonical

_YEAR = re.compile(r"20\d\d(?=年)")


def is_lacking(finding: Finding) -> bool:
    """Whether the section is at fault for what it does not show."""
    url = finding.section_url
    return url is not None and canonical(finding.url) == canonical(url)


def event_of(finding: Finding, price: Price | None) -> str:
    """Code, unit and the year that the fault is of; in place of the code the matter, where several codes speak of it.

    A text that names two years or two matters belongs to none of them: it is an event of its own."""
    if price is None or not price.matters:
        year = _YEAR.search(finding.subject) or _YEAR.search(finding.title or "")
        return f"{finding.code}/{finding.unit}/{year.group() if year else finding.fingerprint}"
    told = next((text for text in (finding.subject, finding.title or "") if _YEAR.search(text)), "")
    years, matter = set(_YEAR.findall(told)), _matter(told, price.matters)
    named = f"{matter}/{years.pop()}" if len(years) == 1 and matter else finding.fingerprint
    return f"{'|'.join(price.matters)}/{finding.unit}/{named}"


def _matter(text: str, matters: tuple[str, ...]) -> str:
    """The one matter that a text names, the longest name of it; "" where it names none, or two."""
    named = [matter for matter in matters if matter in text]
    longest = max(named, key=len, default="")
    return longest if all(matter in longest for matter in named) else ""
