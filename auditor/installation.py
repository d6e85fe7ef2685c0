"""This installation's rules and profiles, checked against each other."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from auditor.models import Portal
from auditor.portal.profile import PortalError, load_portal
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


def own_portals() -> Iterator[Portal]:
    """The portals whose profiles lie in this installation."""
    for path in sorted(Path(str(resources.files("spiders"))).glob("portals/*.toml")):
        with contextlib.suppress(PortalError):  # whoever uses that profile is told what is wrong with it
            yield open_profile(path)
