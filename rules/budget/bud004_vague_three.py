"""BUD004: an account of 三公 spending without its particulars."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import BUDGET_NOTICE
from .disclosure import Disclosure, bare_words, disclosure_of
from .required_tables import is_whole

_AMOUNT = r"(?:\d|没有|未|无|零)"
_ACCOUNT = pattern(
    rf"三公经费(?!.{{0,14}}表).{{0,80}}?(?:\d[\d.,]*万?元|没有|未安排|未发生|无|为零|{_AMOUNT})"
)
_NEXT_TOPIC = pattern(
    r"第[一二三四五六]部分|[一二三四五六七八九十\d][、.．]?(?:20\d\d年度?)?(?:关于|预算|部门|本部门|其他)?"
    r"(?:重要事项|机关运行|政府采购|国有资产|绩效|名词解释|政府性基金|国有资本经营)"
)
_BOTH_AMOUNTS = pattern(
    rf"(?m:^)(?=.*(?:购置(?!及|和|与|运行|、)[^。；，]{{0,14}}?{_AMOUNT}|{_AMOUNT}[^。；，]{{0,12}}购置))"
    rf"(?=.*(?<!购置及)(?<!购置和)(?<!购置与)(?<!购置)运行[^。；，]{{0,14}}?{_AMOUNT})"
    r"|购置(?:及|和|与|、)?运行(?:维护)?(?:费|支出|经费|费用)?(?:预算|决算|支出|数|安排|为|是|合计|总额){0,3}0(?:\.0+)?万?元"
    r"|公务用车.{0,60}(?:没有|无|未安排|未发生)"
)
_SPLIT = "公务用车购置费与运行维护费分列"
_NONE = pattern(  # of all three together
    r"(?:没有|未|无)(?:使用|安排|发生)?[^。；，\d]{0,20}三公经费"
    r"|三公经费[^。；\d]{0,30}(?:没有|未)(?:安排|发生|支出)|三公经费[^。；\d]{0,30}为零|三公经费[^。；\d]{0,30}0(?:\.0+)?万?元"
)
_SOME = pattern(
    r"(?:三公经费|出国境?|用车|购置|(?<!机关)运行|接待)[^。；，]{0,20}?(?<![\d.])(?:[1-9][\d,]*(?:\.\d+)?|0\.0*[1-9]\d*)万?元"
)
_BOTH = (  # in a budget and in final accounts
    (_SPLIT, _BOTH_AMOUNTS),
    ("增减变化原因", pattern(r"增加|减少|增长|下降|持平|一致|相同|无变化|节约|主要(?:原因|是)")),
)
_CHANGED = pattern(r"(?:增加|减少|增长|下降|提高|降低)\d")
_REASON = pattern(
    r"原因|主要(?:是|系|用于|为)|由于|因(?!公)|系|压减|压缩|控制|厉行|节约|落实|严格|过紧日子|新增|根据|按照"
)
_ACCOUNTS_ONLY = (
    (
        "因公出国（境）团组数、人数",
        pattern(
            r"团组|出国境?.{0,30}(?:批|人次)|出国境?.{0,40}(?:没有|无|未发生|0人|零)|未(?:安排|发生).{0,10}出国"
        ),
    ),
    ("公务用车购置数、保有量", pattern(r"保有量|\d(?:辆|台)|没有公务用车|无公务用车")),
    (
        "国内公务接待批次、人数",
        pattern(r"批次|\d批|接待.{0,40}(?:没有|无|未发生|0人|零)|未(?:安排|发生).{0,10}接待"),
    ),
)


@page_rule(
    "BUD004",
    "“三公”经费说明不细",
    Severity.ORDINARY,
    basis=(BUDGET_NOTICE,),
    classes=(DocumentClass.BUDGET,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=4,
)
def vague_three(page: Page, _site: Site) -> Iterator[Flaw]:
    """“三公”经费应当细化说明。

    怎么算：表格以外的文字说明了“三公”经费，而缺购置费与运行费分列、增减变化原因的；决算还要有出国团组数和人数、车辆购置数和保有量、
    接待批次和人数。一页报一次，列出所缺各项。
    转人工核对：表格以外没有“三公”经费说明的；写了增加、减少多少而没有读到原因的；有附件没有读到的；只是没有分列购置费与运行费，而表中已经分列的。
    不算：写明没有“三公”经费支出、也没有写任何一项金额的（零支出也算说明）；必备表缺三张以上、只是概要的页面；政府预决算；全文不足300字的页面。
    改法：按各项补充说明，没有支出的写明为零及原因。
    不管什么：“三公”经费表缺失看 BUD002，金额不平看 BUD005。
    """
    disclosure = disclosure_of(page)
    if disclosure is None or not is_whole(disclosure):
        return
    section = _section(disclosure.narrative)
    if _NONE.search(disclosure.narrative) and not _SOME.search(section):
        return
    items = _BOTH if disclosure.is_budget else (*_BOTH, *_ACCOUNTS_ONLY)
    missing = [name for name, pattern in items if not pattern.search(section)]
    unexplained = not missing and _CHANGED.search(section) and not _REASON.search(section)
    missing += ["增减变化原因"] * bool(unexplained)
    if not missing or (disclosure.unread and not section):
        return
    doubt = "，写了增减而没有读到原因，请人工核对" if unexplained else _doubt(disclosure, section, missing)
    what = f"缺少：{'、'.join(missing)}" if section else "没有找到文字说明"
    yield Flaw(
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message=f"《{page.title}》的“三公”经费说明{what}{doubt}",
        quote=section[:40],
        expected="、".join(missing),
        amount=len(missing),
    )


def _section(narrative: str) -> str:
    """What is said of 三公 spending: from every place that gives an amount to the next topic; "" where none does."""
    said, end = [], 0
    for match in _ACCOUNT.finditer(narrative):
        if match.start() < end:
            continue
        stop = _NEXT_TOPIC.search(narrative, match.end())
        end = stop.start() if stop else len(narrative)
        said.append(narrative[match.start() : end])
    return "".join(said)


def _doubt(disclosure: Disclosure, section: str, missing: list[str]) -> str:
    """Why a person must look; empty where the words speak for themselves."""
    if not section or disclosure.unread:
        return "，请人工核对"
    return "；表中已经分列，请人工核对" if missing == [_SPLIT] and _in_table(disclosure) else ""


def _in_table(disclosure: Disclosure) -> bool:
    cells = {bare_words(cell) for table in disclosure.tables for row in table.rows for cell in row}
    return any("购置费" in c and "运行" not in c for c in cells) and any(
        "运行" in c and "购置" not in c for c in cells
    )
