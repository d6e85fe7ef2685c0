"""COL014: a statement that there is nothing, again and again, without reason or period."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator

from auditor.models import Entry, Flaw, SectionView, Severity, Site, Verdict, VisitState
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import PLATFORM_NOTICE

_NOTHING = pattern(
    r"暂无|暂没有|无相关(?:信息|内容)|没有相关|无此类|未产生"
    r"|(?:^|[月季期前栏目])(?:仍|尚)?(?:无|没有)(?![偿线人障证])[^，。；、]{0,10}(?:信息|内容|事项|数据)(?:更新|公开|发布)?$"
)
_STATEMENT = pattern("情况说明")  # of an event too: one title again and again stands in place of contents
_PERIOD = pattern(r"(?:19|20)\d\d|上半年|下半年|季度|本年度|截至")
_ISSUE = pattern(r"(?:20\d\d年?度?)?(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}月份?|全年)?")
_NO_NEWS = pattern(
    r"[^。；，\n]{0,12}(?:暂无|暂没有|尚无|无相关|没有相关)(?:信息|内容|数据|更新)[^。；，\n]{0,6}"
)
_REASON = pattern(
    r"因[为此]?|由于|原因|(?:未|没有|无|不)(?:发生|产生|开展|组织|实施|涉及|进行|安排|承担|采购|需)"
)
_SIGNING_DAY = pattern(r"^\s*20\d\d年\d{1,2}月\d{1,2}日\s*$", re.MULTILINE)


@site_rule(
    "COL014",
    "以情况说明代内容",
    Severity.NOTE,
    basis=(PLATFORM_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def nothing_to_say(site: Site, *, apart_hours: int = 12) -> Iterator[Flaw]:
    """栏目确无信息的，宜写明原因和时段，不宜长期只放“暂无信息”。

    怎么算：栏目最新的两条标题都是“情况说明”“暂无……”而没有写年份、季度等时段；标题写了时段，而两条的正文都只说“暂无信息”、不写时段和原因的，夹在别的信息中间的同一名目也看最近两期；或者相隔12小时以上的两次读取，栏目页都只显示没有时段的“暂无信息”。
    转人工核对：只作提示，由人判断该栏目应不应当有信息。
    不算：写明时段和原因的（如“2023年上半年未发生”）；只有一期的；两篇标题不同、各说一件事的情况说明；已申报零报告的；没有读到的栏目。
    改法：有信息的补发；确无信息的写明原因和时段。
    不管什么：空白栏目看 COL001，“建设中”看 COL008。
    """
    today = site.as_of.date()
    for view in site.sections:
        if any(nil.period.covers(today) for nil in view.section.nil_returns):
            continue
        words = (
            _latest_titles(view)
            or _latest_texts(site, view)
            or _standing_note(view, dt.timedelta(hours=apart_hours))
        )
        if words:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"“{view.section.title}”栏目连续以“{words}”代替内容，没有写明原因或者时段，请核对",
                quote=words,
                expected="写明暂无信息的原因和时段",
                section=view.section,
            )


def _latest_titles(view: SectionView) -> str:
    dated = _latest(view)
    if len(dated) < 2 or not all(_is_empty_talk(entry.title) for entry in dated):
        return ""
    nothing = any(_NOTHING.search(entry.title) for entry in dated)
    return dated[0].title if nothing or dated[0].title == dated[1].title else ""


def _latest_texts(site: Site, view: SectionView) -> str:
    """What the two newest statements say of there being nothing, where neither tells why or of which time."""
    for issues in (_latest(view), *_series(view)):
        told = [_nothing_told(site, entry) for entry in issues if _says_nothing(entry.title)]
        if len(told) == 2 and all(told):
            return told[0]
    return ""


def _series(view: SectionView) -> Iterator[list[Entry]]:
    """The two newest issues of each statement that comes again and again among other things: 某村第三季度……情况说明."""
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(view.entries, key=_age, reverse=True):
        if _STATEMENT.search(entry.title):
            by_name[_ISSUE.sub("", entry.title)].append(entry)
    return (issues[:2] for issues in by_name.values())


def _nothing_told(site: Site, entry: Entry) -> str:
    document = site.documents.get(canonical(entry.url))
    text = _SIGNING_DAY.sub("", document.text) if document else ""
    found = _NO_NEWS.search(text)
    return found.group().strip() if found and not (_PERIOD.search(text) or _REASON.search(text)) else ""


def _latest(view: SectionView) -> list[Entry]:
    return sorted(view.entries, key=_age, reverse=True)[:2]


def _age(entry: Entry) -> dt.date:
    return entry.published_on or dt.date.min


def _standing_note(view: SectionView, apart: dt.timedelta) -> str:
    read = [v for v in view.visits if v.state is VisitState.READABLE]
    if not read or read[-1].entry_count or not _is_empty_talk(read[-1].note or ""):
        return ""
    earlier = [v for v in read[:-1] if read[-1].visited_at - v.visited_at >= apart]
    return (read[-1].note or "") if earlier and _is_empty_talk(earlier[-1].note or "") else ""


def _is_empty_talk(words: str) -> bool:
    return _says_nothing(words) and not _PERIOD.search(words)


def _says_nothing(words: str) -> bool:
    return bool(_NOTHING.search(words) or _STATEMENT.search(words))
