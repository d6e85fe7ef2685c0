"""`auditor users disable`: close an account, or open it again."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.screen import say
from auditor.commands.users_add import Account
from auditor.config.settings import database_url

EXAMPLE = "auditor users disable zhangmin"

Again = Annotated[bool, typer.Option("--enable", help="重新启用。")]


def users_disable(account: Account, enable: Again = False, db: Database = None) -> int:
    """停用账号：马上退出登录，不能再登录。办过的事都还在。"""
    from auditor.office.accounts import found
    from auditor.store import Store

    with Store.existing(database_url(db)) as store:
        store.accounts.set_disabled(found(store, account).name, not enable)
    say(f"账号 {account} 已{'启用' if enable else '停用'}。")
    return 0
