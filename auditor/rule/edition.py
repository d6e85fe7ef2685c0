"""The edition of the rules: a digest that changes with any file they are made of, so that what changed is asked anew."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from auditor.rule.declare import Rule
from auditor.workdays import CALENDAR, Calendar

# What of the house verdicts rest on, beside the packages the rules stand in.
_GROUND = ("judge", "models", "portal", "rule", "text", "workdays.py")
_LIBRARIES = ("chinesecalendar", "python-stdnum", "msgspec")
_NOT_READ = ("__pycache__",)


def edition(rules: Iterable[Rule], calendar: Calendar = CALENDAR) -> str:
    """Of the sources and tables of the rules' packages, the words and nouns they use, the calendar and libraries."""
    packages = sorted({rule.judge.__module__.partition(".")[0] for rule in rules})
    known = (sys.version, *map(_version, _LIBRARIES), repr(sorted(calendar.extra.items())))
    digest = hashlib.sha256(repr((known, sorted(calendar.extra_years))).encode())
    for name in packages:
        digest.update(_of_package(name).encode())
    digest.update(_of_ground().encode())
    return digest.hexdigest()


@cache
def _of_package(name: str) -> str:
    module = sys.modules[name]
    places = getattr(module, "__path__", ()) or filter(None, [module.__file__])
    return _of_files([Path(place) for place in places])


@cache
def _of_ground() -> str:
    house = Path(__file__).parents[1]
    return _of_files([house / name for name in _GROUND])


def _of_files(places: Iterable[Path]) -> str:
    """By content: a copy of the same files is the same edition, whenever it was installed."""
    digest = hashlib.sha256()
    for place in places:
        for path in _files(place):
            digest.update(f"\n{path.relative_to(place.parent)}\n".encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for path in sorted(place.rglob("*")):
        if path.is_file() and not any(part in _NOT_READ for part in path.parts):
            yield path


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
