"""ANR013: the stock of normative documents does not follow from last year's."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import REPORT_FORMAT
from .other_tables import Norms, read_norms
from .successive import Published, successive

_ABOUT = pattern(r"规范性文件|现行有效")
_REASON = pattern(
    r"口径|不可比|不衔接|专项清理|集中清理|自动失效|期满|划转|划入|重新(?:界定|认定|统计|梳理)|剔除"
)  # why the stock need not join


@site_rule(
    "ANR013",
    "规范性文件存量不衔接",
    Severity.NOTE,
    basis=(REPORT_FORMAT,),
    verdicts=(Verdict.REVIEW,),
    version=2,
)
def norm_stock(site: Site) -> Iterator[Flaw]:
    """表二的现行有效件数宜等于上一年度现行有效件数加本年制发、减本年废止。

    怎么算：同一单位、标题中机关名称相同的前后两年年报，规章、行政规范性文件分别计算。
    转人工核对：清理口径变化、机构调整会使存量变化，一律只提示。
    不算：同一句里写了规范性文件和口径变化、专项清理、自动失效、划转等原因的；没有上一年度年报、表二认不出的；2021年度以前的年报。
    改法：核对规范性文件清单；口径变化的，在年报中说明。
    不管什么：表三的上年结转看 ANR008。
    """
    for earlier, later in successive(site):
        before, now = read_norms(earlier.report.tables), read_norms(later.report.tables)
        if before and now and not _is_explained(later.report.text):
            yield from _unexplained(earlier, later, before, now)


def _is_explained(text: str) -> bool:
    return any(_ABOUT.search(sentence) and _REASON.search(sentence) for sentence in re.split("[。\n]", text))


def _unexplained(earlier: Published, later: Published, before: Norms, now: Norms) -> Iterator[Flaw]:
    for kind, (made, abolished, valid) in now.rows.items():
        last = before.rows[kind][2] if kind in before.rows else None
        if last is not None and last + made - abolished != valid:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"{kind}现行有效{valid}件，按{earlier.report.year}年度有效{last}件加制发{made}件减废止{abolished}件应为"
                f"{last + made - abolished}件，请核对口径",
                subject=kind,
                quote=f"{kind}：{last}+{made}-{abolished}≠{valid}",
                expected="存量衔接，或者说明清理口径的变化",
                amount=abs(last + made - abolished - valid),
                page=later.page,
            )
