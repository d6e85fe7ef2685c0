"""This installation's rules and profiles, checked against each other."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from auditor.config.settings import database_url
from auditor.models import Portal
from auditor.portal.profile import Amended, PortalError, load_portal
from auditor.rule.book import manual_checks, rulebook


def open_profile(path: Path | str, db: str | None = None, *, amended: Amended | None = None) -> Portal:
    """The portal of a profile, with what people changed of it on the screen, as the database at `db` has it.

    Its CMS, rule codes and options are known too. `amended` tells the changes where they are no database's. Raises
    PortalError.
    """
    from spiders.family import families

    return load_portal(
        path,
        cms_names=families().keys(),
        rules={rule.code: rule for rule in rulebook()},
        manual_codes=[check.code for check in manual_checks()],
        amended=amended or _trail_at(database_url(db)),
    )


def own_profiles(db: str | None = None, *, amended: Amended | None = None) -> Iterator[tuple[Path, Portal]]:
    """The profiles that lie in this installation, each with its file."""
    for path in sorted(Path(str(resources.files("spiders"))).glob("portals/*.toml")):
        with contextlib.suppress(PortalError):  # whoever uses that profile is told what is wrong with it
            yield path, open_profile(path, db, amended=amended)


def own_portals(*, amended: Amended | None = None) -> Iterator[Portal]:
    """Their portals."""
    return (portal for _, portal in own_profiles(amended=amended))


def _trail_at(url: str) -> Amended | None:
    """What was changed on the screen; None where nothing was ever stored: who reads a profile alone loads no database."""
    file = url.removeprefix("sqlite:///")
    if file != url and not Path(file).exists():
        return None
    from auditor.store import amended_at

    return amended_at(url)
