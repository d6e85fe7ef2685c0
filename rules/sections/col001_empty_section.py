"""COL001: a section that shows nothing."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import Flaw, SectionView, Severity, Site, Verdict, Visit, VisitState
from auditor.rule import site_rule
from auditor.text.wording import day

from ..basis import SITE_INDICATORS
from ..freshness import judged_views


@site_rule(
    "COL001",
    "空白栏目",
    Severity.SERIOUS,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def empty_section(site: Site, *, second_look_hours: int = 12) -> Iterator[Flaw]:
    """对外展示的栏目应当有信息，不得空白。

    怎么算：至少相隔12小时的连续两次读取都完整读到了列表，且都是0条、没有情况说明，才算空白；只看到一次的等下一晚复看。
    转人工核对：指南、制度、机构职能等栏目可能直接在栏目页显示正文。
    不算：列表由脚本加载而未能读到的、被拦截的、只汇总下级栏目的、跳转到别处的、已申报零报告的。
    改法：补充应公开的信息；确无此类信息的，在栏目内写明原因和时段。
    不管什么：有信息但不更新看 COL002、COL003、COL004。
    """
    for view, visit in judged_views(site):
        since = _empty_since(view)
        if since is None or visit.visited_at - since < dt.timedelta(hours=second_look_hours):
            continue
        unsure = view.section.kind.is_static
        yield Flaw(
            verdict=Verdict.REVIEW if unsure else Verdict.FAIL,
            message=f"“{view.section.title}”栏目为空白栏目"
            + (
                "；栏目页也可能直接显示正文，请人工核对"
                if unsure
                else f"（{_both(since, visit.visited_at)}两次读取均为0条）"
            ),
            quote="栏目列表0条",
            expected="至少1条信息，或写明暂无信息的原因和时段",
            section=view.section,
            capture=visit.capture,
        )


def _both(first: dt.datetime, last: dt.datetime) -> str:
    """Their days, as official papers write them; one day is said once."""
    return "与".join(dict.fromkeys((day(first), day(last))))


def _empty_since(view: SectionView) -> dt.datetime | None:
    """When the unbroken run of empty readings that lasts until now began; blocked visits neither prove nor break it."""
    since = None
    for visit in reversed(view.visits):
        if visit.state is not VisitState.READABLE:
            continue
        if not _is_empty(visit):
            break
        since = visit.visited_at
    return since


def _is_empty(visit: Visit) -> bool:
    return visit.entry_count == 0 and not visit.note
