"""`auditor users list`: the accounts of the web portal."""

from __future__ import annotations

from auditor.commands.arguments import Database
from auditor.commands.screen import say, show
from auditor.config.settings import database_url

EXAMPLE = "auditor users list"


def users_list(db: Database = None) -> int:
    """列出网页版的账号：姓名、身份、单位、是否停用。"""
    from rich.table import Table

    from auditor.store import Store

    with Store.existing(database_url(db)) as store:
        users = store.accounts.all()
    if not users:
        say("还没有账号。建立账号：auditor users add")
        return 0
    table = Table("账号", "姓名", "身份", "门户", "单位", "状态", box=None)
    for user in users:
        state = "停用" if user.disabled else "未改第一个密码" if user.must_change else "可用"
        table.add_row(user.name, user.person, user.role.label, user.portal or "全部", user.unit or "", state)
    show(table)
    return 0
