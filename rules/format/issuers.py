"""Names of issuing bodies: which of them name one body, as far as words can tell."""

from __future__ import annotations

import re

from auditor.models import Site, Unit
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern
from auditor.text.placeholder import is_placeholder

_BRACKETED = pattern(r"^(.+?)[（(](.+?)[）)]$")
_BEFORE_SUBJECT = pattern(r"^(.{2,60}?)关于")
_COMPLETE = pattern(
    r"(?:政府|国务院|办公室|办公厅|委员会|局|厅|部|院|中心|处|所|办事处|管理站|支队|大队|总队|署|行)$"
)


def title_issuers(title: str | None) -> tuple[str, ...]:
    """The bodies a title opens with, up to 关于; empty where it names none."""
    match = _BEFORE_SUBJECT.match(squeeze(title))
    if not match:
        return ()
    names = [name for name in re.split("[、，,]", match[1]) if name]
    return tuple(names) if all(map(is_complete, names)) else ()


def is_complete(name: str) -> bool:
    """Whether the name, but for one in brackets, ends as a body's does."""
    return _COMPLETE.search(_outer(name)) is not None


def joint_issuers(words: str) -> tuple[str, ...]:
    """Bodies set apart by one space each, as a joint paper's title names them; empty where these are no such bodies."""
    names = tuple(words.strip().split(" "))
    return names if len(names) > 1 and all(_COMPLETE.search(name) for name in names) else ()


def listed_issuers(value: str | None) -> tuple[str, ...]:
    """The bodies that the information table names; empty where it names none."""
    if not value or is_placeholder(value):
        return ()
    return tuple(name for name in re.split(r"[\s、，,；;]+", value) if name)


def akin(one: str, other: str) -> bool:
    """Whether one name may be a form of the other: part of it, its abbreviation, its second name in brackets."""
    return any(_within(a, b) or _within(b, a) for a in _names(one) for b in _names(other))


def unit_of(site: Site, name: str) -> Unit | None:
    """The roster's unit of that name, by any of its names."""
    found = {u.name: u for n in (name, *_names(name)) if (u := site.portal.unit_named(n))}
    return next(iter(found.values())) if len(found) == 1 else None


def _names(name: str) -> tuple[str, ...]:
    squeezed = squeeze(name)
    match = _BRACKETED.match(squeezed)
    return (match[1], match[2]) if match else (squeezed,)


def _outer(name: str) -> str:
    return _names(name)[0]


def _within(short: str, long: str) -> bool:
    """Whether the characters of `short` occur in `long` in order: 区管委会办公室 in 某区管理委员会办公室."""
    rest = iter(long)
    return all(char in rest for char in short)
