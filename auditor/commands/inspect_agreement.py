"""`auditor inspect agreement`: how often two inspectors judged alike."""

from __future__ import annotations

from auditor.commands.arguments import Database, Profile
from auditor.commands.screen import say
from auditor.config.settings import database_url

EXAMPLE = "auditor inspect agreement spiders/portals/wenchanghu.toml"


def inspect_agreement(profile: Profile, db: Database = None) -> int:
    """检查人员判断的一致程度：抽样复评与原来结论相同的比例、科恩卡帕系数和条数。"""
    from auditor.inspection.agreement import agreement, told
    from auditor.installation import open_profile
    from auditor.store import Store

    portal = open_profile(profile, db)
    with Store.existing(database_url(db)) as store:
        say(told(agreement(store.issues.of(portal.id))))
    return 0
