"""Which rules are asked about a portal on a day, and in which version."""

from __future__ import annotations

import datetime as dt

from auditor.models import Portal
from auditor.rule.book import rulebook


def asked_rules(portal: Portal, day: dt.date) -> dict[str, int]:
    """The version of every rule in force on the day that the profile does not switch off."""
    return {
        rule.code: rule.version
        for rule in rulebook()
        if rule.code not in portal.disabled_rules and rule.in_force(day)
    }
