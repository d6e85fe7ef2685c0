"""INT007: an interpretation published before its paper."""

from collections.abc import Iterator

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import OPENNESS_RULES
from ..relations import Pair, interpretations

_OF_DRAFT = pattern(r"征求意见|送审稿|草案|征集")


@site_rule(
    "INT007",
    "解读先于文件",
    Severity.MINOR,
    basis=(OPENNESS_RULES,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def early_interpretation(site: Site, *, doubt_days: int = 30) -> Iterator[Flaw]:
    """解读应当与文件同步发布，不得早于文件公开。

    怎么算：解读的发布日期早于文件的发布日期1天以上；文件页与解读页有链接、双方都有“发布日期”的，判不通过。
    转人工核对：只凭标题对上、没有链接的；有一方没有“发布日期”的；早30天以上的，可能解读的是同名旧文件或者征求意见稿。
    不算：征求意见稿、草案的解读；上级文件的解读；同日发布的；文件另有不早的解读，没有链接而早30天以上的（解读的是它替代的旧文件）。
    改法：文件与解读同步发布；已早发的，核对文件的发布日期是否因迁移、更正而改变。
    不管什么：解读晚了看 LAG003。
    """
    pairs = interpretations(site)
    timely = {p.paper.url for p in pairs if _days_early(p) <= 0}
    for pair in pairs:
        paper_on, shown_on = pair.paper.shown_on, pair.companion.shown_on
        if paper_on is None or shown_on is None or shown_on >= paper_on or _OF_DRAFT.search(_title(pair)):
            continue
        days = _days_early(pair)
        if days > doubt_days and not pair.linked and pair.paper.url in timely:
            continue  # that of the paper it replaced
        doubt = "可能解读的是同名旧文件或征求意见稿" if days > doubt_days else _doubt(pair)
        yield Flaw(
            verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
            message=f"解读{shown_on}发布，比文件早{days}天" + (f"；{doubt}" if doubt else ""),
            subject=pair.paper.title or pair.paper.url,
            quote=f"文件：《{pair.paper.title}》 {paper_on}；解读：{shown_on}",
            expected="与文件同步发布",
            amount=days,
            page=pair.companion,
        )


def _days_early(pair: Pair) -> int:
    """0 where a day is not known."""
    paper_on, shown_on = pair.paper.shown_on, pair.companion.shown_on
    return (paper_on - shown_on).days if paper_on and shown_on else 0


def _title(pair: Pair) -> str:
    return pair.companion.title or ""


def _doubt(pair: Pair) -> str:
    if not pair.linked:
        return "两页没有互相链接，只凭标题认定是一对"
    sure = pair.paper.date("published_on") and pair.companion.date("published_on")
    return "" if sure else "有一方没有“发布日期”"
