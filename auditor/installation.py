"""This installation's rules and profiles, checked against each other."""

from __future__ import annotations

from pathlib import Path

from auditor.models import Portal
from auditor.portal.profile import load_portal
from auditor.rule.book import manual_checks, rulebook


def open_profile(path: Path | str) -> Portal:
    """The portal of a profile whose CMS, rule codes and options are known too. Raises PortalError."""
    from spiders.family import families

    return load_portal(
        path,
        cms_names=families().keys(),
        rules={rule.code: rule for rule in rulebook()},
        manual_codes=[check.code for check in manual_checks()],
    )
