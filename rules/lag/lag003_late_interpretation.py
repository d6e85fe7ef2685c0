"""LAG003: an interpretation published later than three working days after its paper."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.workdays import UnknownYearError

from ..basis import OPENNESS_RULES
from ..relations import Pair, by_paper, interpretations

RULES_IN_FORCE = dt.date(2016, 11, 10)  # 国办发〔2016〕80号


@site_rule(
    "LAG003",
    "解读超期",
    Severity.ORDINARY,
    basis=(OPENNESS_RULES,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def late_interpretation(
    site: Site, *, limit_workdays: int = 3, history_workdays: int = 120
) -> Iterator[Flaw]:
    """政策文件的解读应当与文件同步发布，最迟在文件公开后3个工作日内发布。

    怎么算：从文件发布日的次日起，按国务院办公厅放假调休安排数工作日，第3个工作日发布不算超期，第4个算。一份文件有几篇解读的，看最早的一篇。
    文件页与解读页有链接、双方都有“发布日期”的，判不通过。
    转人工核对：只凭标题（不同单位的还要写明文号）对上、没有链接的；有一方没有“发布日期”的；当年放假安排未收录的；晚了约半年以上的，多为补充解读或网站迁移。
    不算：上级文件的解读；2016年11月10日国办发〔2016〕80号印发前的文件；文件或解读看不出发布日的。
    改法：以后同步起草、同步审签、同步发布；已经超期的不因事后补发而消除。
    不管什么：没有解读看 INT001，解读比文件早看 INT007。
    """
    for paper, pairs in by_paper(interpretations(site)):
        dated = [(shown, pair) for pair in pairs if (shown := pair.companion.shown_on)]
        if not dated or len(dated) < len(pairs) or paper.shown_on is None or paper.shown_on < RULES_IN_FORCE:
            continue
        first_on, pair = min(dated, key=lambda item: (item[0], not item[1].linked))
        try:
            lag = site.calendar.between(paper.shown_on, first_on)
        except UnknownYearError as unknown:
            if (first_on - paper.shown_on).days > limit_workdays:
                yield _flaw(pair, paper.shown_on, first_on, None, limit_workdays, str(unknown))
            continue
        if lag > limit_workdays:
            doubt = "间隔过长，可能是补充解读或网站迁移" if lag > history_workdays else _doubt(pair)
            yield _flaw(pair, paper.shown_on, first_on, lag, limit_workdays, doubt)


def _doubt(pair: Pair) -> str:
    """Why a person must look; empty where the dates speak for themselves."""
    if not pair.linked:
        return "两页没有互相链接，只凭标题认定是一对"
    lacking = next((p for p in (pair.paper, pair.companion) if p.date("published_on") is None), None)
    return f"{_name(lacking)}没有“发布日期”" if lacking else ""


def _name(page: Page) -> str:
    return f"《{page.title}》"


def _flaw(pair: Pair, paper_on: dt.date, first_on: dt.date, lag: int | None, limit: int, doubt: str) -> Flaw:
    over = "" if lag is None else f"，晚了{lag}个工作日"
    return Flaw(
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message=f"文件{paper_on}公开，解读{first_on}发布{over}" + (f"；{doubt}" if doubt else ""),
        subject=pair.paper.title or pair.paper.url,
        quote=f"文件：{_name(pair.paper)} {paper_on}；解读：{first_on}",
        expected=f"文件公开后{limit}个工作日内发布解读",
        amount=lag,
        page=pair.companion,
    )
