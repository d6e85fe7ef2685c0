"""`auditor serve`: the web portal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.arguments import Database
from auditor.commands.chinese import refuse
from auditor.commands.screen import say_now
from auditor.config.settings import database_url
from auditor.models import Portal
from auditor.models.amendment import Amendment

EXAMPLE = "auditor serve spiders/portals/wenchanghu.toml --port 8000"

Profiles = Annotated[
    list[Path] | None,
    typer.Argument(metavar="门户档案…", help="服务哪些门户；不写就是自带的全部门户。", show_default=False),
]
Host = Annotated[str, typer.Option("--host", metavar="地址", help="在哪个网络地址上听。")]
Port = Annotated[int, typer.Option("--port", metavar="端口", help="在哪个端口上听。", min=1, max=65535)]
Hosts = Annotated[
    str,
    typer.Option(
        "--hosts",
        metavar="域名",
        help="除本机以外，用户在浏览器里写的域名或地址，用逗号隔开；别的一律拒绝。",
        show_default=False,
    ),
]
Https = Annotated[
    bool, typer.Option("--https", help="用户经过本机的 HTTPS 反向代理访问：登录凭据只在加密连接里传送。")
]
Backups = Annotated[
    Path | None,
    typer.Option(
        "--backups",
        metavar="文件夹",
        help="运维人员在网页上做的备份放在这里；不写就不能在网页上备份。",
        show_default=False,
    ),
]


def serve(
    profiles: Profiles = None,
    db: Database = None,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    hosts: Hosts = "",
    https: Https = False,
    backups: Backups = None,
) -> int:
    """打开网页版：责任单位、检查人员、负责人、运维人员在浏览器里办理。账号用 auditor users add 建立。

    按 Ctrl-C 结束。不经过 HTTPS 反向代理的，只应在本机使用。
    """
    from auditor.web.app import LOOPBACK, create_app
    from auditor.web.server import run_server

    files = _opened(profiles or (), db)
    known = [*LOOPBACK, *(name.strip() for name in hosts.replace("，", ",").split(",") if name.strip())]
    app = create_app(
        database_url(db),
        [portal for _, portal in files],
        profiles={portal.id: path for path, portal in files},
        backups=backups,
        hosts=known,
        https=https,
    )
    say_now(f"网页版：http://{host}:{port}/（按 Ctrl-C 结束）")
    run_server(app, host=host, port=port)
    return 0


def _opened(profiles: Sequence[Path], db: str | None) -> list[tuple[Path, Portal]]:
    """The portals by their files. Where a file and what was changed on the screen clash, it is as the file says: the
    screen is where somebody chooses, and it must be there for that."""
    from auditor.installation import open_profile, own_profiles
    from auditor.portal.profile_text import PortalError

    def as_filed(_: str) -> Sequence[Amendment]:
        return ()

    found = []
    paths = profiles or [path for path, _ in own_profiles(db, amended=as_filed)]
    for path in paths:
        try:
            found.append((path, open_profile(path, db)))
        except PortalError as error:
            found.append((path, open_profile(path, db, amended=as_filed)))
            say_now(f"{error}。选定以前，网页版暂按档案文件。")
    if not found:
        refuse("没有可以用的门户档案，请写明门户档案")
    return found
