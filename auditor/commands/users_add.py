"""`auditor users add`: an account for the web portal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.chinese import one_of
from auditor.commands.screen import say
from auditor.config.clock import now
from auditor.config.settings import database_url
from auditor.models.role import PEOPLE, Role

EXAMPLE = "auditor users add zhangmin --person 张敏 --role unit --profile spiders/portals/wenchanghu.toml --unit 区财政局"

Account = Annotated[str, typer.Argument(metavar="账号", help="登录用的账号。", show_default=False)]
Person = Annotated[
    str, typer.Option("--person", metavar="姓名", help="姓名，记入台账的经过。", show_default=False)
]
RoleName = Annotated[
    str,
    typer.Option(
        "--role",
        metavar="|".join(PEOPLE),
        help="身份：责任单位（unit）、检查人员（inspector）、负责人（chief）、运维人员（operator）。",
        show_default=False,
        callback=one_of(*PEOPLE),
    ),
]
OfPortal = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        metavar="门户档案",
        help="只管这个门户；责任单位的账号必须写，别的不写就是全部门户。",
        show_default=False,
    ),
]
UnitName = Annotated[
    str | None,
    typer.Option("--unit", metavar="单位", help="责任单位的账号属于哪个单位。", show_default=False),
]


def users_add(
    account: Account,
    person: Person,
    role: RoleName,
    profile: OfPortal = None,
    unit: UnitName = None,
    db: Database = None,
) -> int:
    """建立网页版的账号，显示第一个密码。密码只显示这一次，第一次登录时必须修改。"""
    from auditor.installation import open_profile
    from auditor.office.accounts import new_user
    from auditor.store import Store

    portal = open_profile(profile, db) if profile else None
    with Store.open(database_url(db)) as store:
        password = new_user(store, account, person, Role(role), now(), portal=portal, unit=unit)
    say(f"账号：{account.strip()}　第一个密码：{password}")
    return 0
