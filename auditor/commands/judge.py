"""`auditor judge`: judge what is stored."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.commands.arguments import AsOf, Database, Out, Profile
from auditor.commands.screen import complain, say
from auditor.config.clock import instant
from auditor.config.settings import database_url
from auditor.config.whole_file import whole_file

EXAMPLE = "auditor judge spiders/portals/wenchanghu.toml"


def judge(profile: Profile, db: Database = None, as_of: AsOf = None, out: Out = None) -> int:
    """用现在的规则重新检查库里的网页，不访问门户。规则改过、档案改过之后用。

    不写 --as-of，就按最近一次正常读取门户的时间检查：那以后的事没有看到，不下结论。将来的日期不能用。
    --as-of 写过去的日期，则按当日已抓取的网页、当日施行的规则重判，结果写到 --out（每行一个问题），不动现在的台账。
    """
    from auditor.night.nightly import rejudge
    from auditor.office.past import judge_past
    from auditor.text.plain import jsonl

    at, where = (instant(as_of) if as_of else None), database_url(db)
    past = judge_past(profile, db=where, as_of=at) if at else None
    if at and past is not None:
        if out:
            with whole_file(out) as part, part.open("w", encoding="utf-8") as file:
                file.writelines(jsonl(past.findings))
        say(
            f"按 {at:%Y-%m-%d} 当日的规则和网页重判，检查了 {past.pages} 个网页，问题和待核对 {len(past.findings)} 个"
            + (f"，已写入 {out}" if out else "")
            + "。现在的台账没有变动。"
        )
        return 0
    judged = rejudge(profile, db=where, as_of=at)
    if judged.weighed.held:
        complain(f"检查了 {judged.judgement.pages} 个网页。{judged.why}")
        return 1
    say(f"检查了 {judged.judgement.pages} 个网页。{changes_text(judged.changes)}")
    return 0


def changes_text(counts: Mapping[str, int]) -> str:
    """How the ledger moved."""
    exempted = f"，豁免 {counts['exempted']} 个" if counts.get("exempted") else ""
    return (
        f"新增问题 {counts.get('new', 0)} 个，未整改 {counts.get('standing', 0)} 个，"
        f"反弹 {counts.get('regressed', 0)} 个，已整改 {counts.get('fixed', 0)} 个{exempted}。"
    )
