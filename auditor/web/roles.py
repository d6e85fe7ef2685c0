"""Who may open what: every function of a route says it beside itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from auditor.models.account import User
from auditor.models.role import PEOPLE, Role

F = TypeVar("F", bound=Callable[..., Any])
_MARK = "__admission__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Who is let in. `roles` None: anybody, signed in or not."""

    roles: frozenset[Role] | None
    act: str = ""  # what the record calls it; reading is not recorded
    menu: str = ""  # under what name it stands in the menu of those whom it admits
    aside: bool = False  # it stands behind “更多” where the menu is long
    first: bool = False  # open also to those who still have to change their first password
    whole: bool = False  # it speaks of all portals: only for those who answer for all of them

    def is_for(self, user: User) -> bool:
        """Whether somebody who is signed in is let in."""
        return (
            self.roles is not None
            and user.role in self.roles
            and not (self.whole and user.portal is not None)
        )


def admits(
    *roles: Role,
    act: str = "",
    menu: str = "",
    aside: bool = False,
    first: bool = False,
    whole: bool = False,
) -> Callable[[F], F]:
    """Only these roles."""
    if not roles:
        raise TypeError("admits() names the roles; a page for everybody says admits_everybody()")
    return _marked(
        Admission(roles=frozenset(roles), act=act, menu=menu, aside=aside, first=first, whole=whole)
    )


def admits_people(
    *, act: str = "", menu: str = "", aside: bool = False, first: bool = False
) -> Callable[[F], F]:
    """Whoever is signed in."""
    return admits(*PEOPLE, act=act, menu=menu, aside=aside, first=first)


def admits_everybody(*, act: str = "") -> Callable[[F], F]:
    """Even those who are not signed in."""
    return _marked(Admission(roles=None, act=act, first=True))


def admission_of(path: str, endpoint: Callable[..., Any]) -> Admission:
    """What the function says. Raises TypeError where it says nothing."""
    said = getattr(endpoint, _MARK, None)
    if not isinstance(said, Admission):
        raise TypeError(f"{path}: {endpoint.__name__} does not say whom it admits")
    return said


def _marked(admission: Admission) -> Callable[[F], F]:
    def mark(endpoint: F) -> F:
        setattr(endpoint, _MARK, admission)
        return endpoint

    return mark
