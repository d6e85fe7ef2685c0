"""BUD003: an empty table without a word why."""

import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import BUDGET_NOTICE
from .amounts import amount_of
from .captions import Captioned, bare_words
from .disclosure import Disclosure, disclosure_of
from .required_tables import MAY_BE_EMPTY, RequiredTable

_NOTHING = (
    r"(?:没有|未安排|未发生|未使用|未涉及|不涉及|无(?=此|该|相关|数据|支出|收入|预算|拨款|安排|发生|内容|政府|国有|三公|[。；，]|$)"
    r"|为零|为0|均为0|(?<![\d.])0(?:\.0+)?万?元|零|空表|空白)"
)
_ALL_EMPTY = pattern(
    r"(?:相关|以上|上述|各|部分|所附|有关)[^。]{0,6}表格?均?[为是]空|空表(?:均|系|表示|即|说明|的)|(?:表格?|数据)(?:为零|为空)的"
)
_TOPICS = "政府性基金|国有资本经营|三公经费"
_COLUMNS = frozenset(
    {"合计", "科目编码", "科目名称", "项目", "项目支出", "预算数", "决算数", "金额", "本年支出"}
)
_NUMBERING = frozenset({"栏次", "行次"})


@page_rule(
    "BUD003",
    "空表没有说明",
    Severity.MINOR,
    basis=(BUDGET_NOTICE,),
    classes=(DocumentClass.BUDGET,),
    verdicts=(Verdict.FAIL,),
    version=3,
)
def empty_table(page: Page, _site: Site) -> Iterator[Flaw]:
    """没有数据的预决算表应当注明无此项收支。

    怎么算：政府性基金、国有资本经营、“三公”经费表里没有一个非零数字，表内、表下和文字说明都没有写明没有、未安排、为零等的（只写明没有另一项的，不作这一项的说明）；每张表报一次。表名取工作表名、表上方的文字或者表内前三行。
    不算：表内或者文字说明写明没有此项收支的；有非零数字的；认不出名称的表；正文和附件没有读全的。
    改法：在表下注明，如“本单位2023年没有政府性基金预算拨款安排的支出”。
    不管什么：整张表没有公开看 BUD002。
    """
    disclosure = disclosure_of(page)
    if disclosure is None or disclosure.unread:
        return
    for required in MAY_BE_EMPTY:
        found = [t for t in disclosure.captioned if _is(t, required)]
        if not found or not all(map(_is_empty, found)):
            continue
        if not any(_explained(required, shown, disclosure) for shown in found):
            shown = found[0]
            yield Flaw(
                verdict=Verdict.FAIL,
                message=f"《{page.title}》的{required.name}是空表，没有说明无此项收支",
                subject=required.name,
                quote=shown.table.place or shown.name or required.name,
                expected="注明没有此项收支",
                place=shown.table.place,
            )


def _is(shown: Captioned, required: RequiredTable) -> bool:
    """Named so, and a table of amounts: a list of the tables' names is none."""
    cells = {bare_words(cell) for row in shown.table.rows for cell in row}
    return not _COLUMNS.isdisjoint(cells) and any(required.pattern.search(words) for words in shown.head)


def _is_empty(shown: Captioned) -> bool:
    rows = [row for row in shown.table.rows[1:] if _NUMBERING.isdisjoint(map(bare_words, row))]
    return not any(n for row in rows for n in map(amount_of, row) if n is not None)


def _explained(required: RequiredTable, shown: Captioned, disclosure: Disclosure) -> bool:
    """Under the table, inside it, in a sentence about this topic, or of all empty tables."""
    inside = bare_words("".join(cell for row in shown.table.rows for cell in row))
    between = rf"(?:[、和及与](?:{_TOPICS})|(?!{_TOPICS})[^。])"
    told = (
        rf"{required.topic}{between}{{0,60}}(?!无(?:{_TOPICS})){_NOTHING}|{_NOTHING}{between}{{0,30}}{required.topic}"
        rf"|{_NOTHING}(?:{_TOPICS})[^。，；]{{0,20}}[、和及与]{required.topic}"  # 无政府性基金预算和国有资本经营预算
    )
    return bool(
        re.search(_NOTHING, inside)
        or re.search(_NOTHING, shown.below)
        or re.search(told, disclosure.narrative)
        or _ALL_EMPTY.search(disclosure.narrative)
    )
