"""`auditor judge`: judge what is stored."""

from __future__ import annotations

from collections.abc import Mapping

from auditor import config
from auditor.commands.arguments import AsOf, Database, Profile
from auditor.commands.screen import say

EXAMPLE = "auditor judge spiders/portals/wenchanghu.toml"


def judge(profile: Profile, db: Database = None, as_of: AsOf = None) -> int:
    """用现在的规则重新检查库里的网页，不访问门户。规则改过、档案改过之后用。"""
    from auditor.nightly import rejudge

    judged = rejudge(profile, db=config.database_url(db), as_of=config.instant(as_of))
    counts = judged.changes
    say(f"检查了 {judged.judgement.pages} 个网页。{changes_text(counts)}")
    return 0


def changes_text(counts: Mapping[str, int]) -> str:
    """How the ledger moved."""
    return (
        f"新增问题 {counts.get('new', 0)} 个，未整改 {counts.get('standing', 0)} 个，"
        f"反弹 {counts.get('regressed', 0)} 个，已整改 {counts.get('fixed', 0)} 个。"
    )
