"""Who acts on the command line, in what capacity, and why."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.chinese import one_of
from auditor.config.clock import instant
from auditor.config.settings import database_url
from auditor.models.role import PEOPLE, Actor, Role

if TYPE_CHECKING:
    from auditor.office.issues import Desk

By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="姓名",
        help="谁来办，记入经过；不写就是登录的用户名。责任单位写单位名称。",
        show_default=False,
    ),
]
RoleName = Annotated[
    str,
    typer.Option(
        "--role",
        metavar="|".join(PEOPLE),
        help="身份：责任单位（unit）、检查人员（inspector）、负责人（chief）、运维人员（operator）。",
        callback=one_of(*PEOPLE),
    ),
]
Why = Annotated[
    str, typer.Option("--why", "--reason", metavar="理由", help="理由或说明，记入经过。", show_default=False)
]


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, as the command line says it."""

    by: str | None
    role: str
    unit: str | None = None
    as_of: str | None = None

    def actor(self) -> Actor:
        """The person named, else whoever is logged in; a unit's people act for it alone."""
        role, name = Role(self.role), (self.by or "").strip() or _user()
        own = (self.unit or name).strip() if role is Role.UNIT else None
        return Actor(name=name, role=role, unit=own)


@contextmanager
def at_desk(db: str | None, who: Who, *, together: bool = True) -> Iterator[Desk]:
    """The actor at work on the store; several acts are kept `together` or not at all."""
    from auditor.office.issues import Desk
    from auditor.store import Store

    actor = who.actor()
    with Store.existing(database_url(db)) as store, store.together() if together else nullcontext():
        yield Desk(store, actor, instant(who.as_of))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "未署名"
