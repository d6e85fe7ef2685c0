"""`auditor crawl`: fetch and store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.commands.arguments import AsOf, Database, Profile
from auditor.commands.screen import complain, say
from auditor.config.clock import instant
from auditor.config.settings import database_url
from auditor.models import Unchecked

_MOST_TOLD = 20
EXAMPLE = "auditor crawl spiders/portals/wenchanghu.toml"


def crawl(profile: Profile, db: Database = None, as_of: AsOf = None) -> int:
    """抓取一个门户并存入数据库，不检查。中断后再次运行，从断处继续。"""
    from auditor.installation import open_profile
    from auditor.night.crawl import crawl as crawl_portal
    from auditor.store import Store

    open_profile(profile, db)
    url = database_url(db)
    Store.open(
        url
    ).close()  # a database that cannot be opened is known before anything is asked of the portal
    result = crawl_portal(profile, db=url, as_of=instant(as_of))
    seen = result.coverage
    say(
        f"抓取{result.state.label}：计划 {seen.planned} 个地址，读到 {seen.fetched} 个，"
        f"未变 {seen.unchanged} 个，失败 {seen.failed} 个，留待下次 {seen.pending} 个；"
        f"栏目读完 {seen.sections_read}/{seen.sections} 个。"
    )
    for line in unread_text(seen.unchecked):
        say(line)
    if result.why:
        complain(result.why)
    return result.exit_code


def unread_text(unread: Sequence[Unchecked]) -> Iterator[str]:
    """What was not read, or not to its end, a line each; the first of many."""
    for one in unread[:_MOST_TOLD]:
        yield f"没有读到或者没有读完：{one.unit or ''} {one.what}：{one.why}"
    if len(unread) > _MOST_TOLD:
        yield f"还有 {len(unread) - _MOST_TOLD} 处没有列出。"
