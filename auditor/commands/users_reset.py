"""`auditor users reset`: a new first password."""

from __future__ import annotations

from auditor.commands.arguments import Database
from auditor.commands.screen import say
from auditor.commands.users_add import Account
from auditor.config.settings import database_url

EXAMPLE = "auditor users reset zhangmin"


def users_reset(account: Account, db: Database = None) -> int:
    """给忘了密码的人一个新的第一个密码；这个账号在各处的登录都退出。"""
    from auditor.office.accounts import reset_password
    from auditor.store import Store

    with Store.existing(database_url(db)) as store:
        password = reset_password(store, account)
    say(f"账号：{account}　第一个密码：{password}")
    return 0
