"""BUD003: an empty table without a word why."""

import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Table, Verdict
from auditor.rule import page_rule

from ..basis import BUDGET_NOTICE
from .amounts import amount_of
from .disclosure import Disclosure, disclosure_of, squeezed
from .required_tables import RequiredTable, required_tables

_NOTHING = r"(?:没有|未安排|未发生|未使用|无|为零|为0|均为0|零|不涉及|空表)"
_TITLE_ROWS = 3


@page_rule(
    "BUD003",
    "空表没有说明",
    Severity.MINOR,
    basis=(BUDGET_NOTICE,),
    classes=(DocumentClass.BUDGET,),
    verdicts=(Verdict.FAIL,),
)
def empty_table(page: Page, _site: Site) -> Iterator[Flaw]:
    """没有数据的预决算表应当注明无此项收支。

    怎么算：政府性基金、国有资本经营、“三公”经费表里没有一个非零数字，表内和全文都没有写明没有、未安排、为零等的；每张表报一次。
    不算：表内或者文字说明写明没有此项收支的；有非零数字的；认不出名称的表；正文和附件没有读全的。
    改法：在表下注明，如“本单位2023年没有政府性基金预算拨款安排的支出”。
    不管什么：整张表没有公开看 BUD002。
    """
    disclosure = disclosure_of(page)
    if disclosure is None or disclosure.unread:
        return
    for required in required_tables(disclosure):
        table = next((t for t in disclosure.tables if required.topic and _is(t, required)), None)
        if table and _is_empty(table) and not _explained(required, table, disclosure):
            yield Flaw(
                verdict=Verdict.FAIL,
                message=f"《{page.title}》的{required.name}是空表，没有说明无此项收支",
                subject=required.name,
                quote=table.place or required.name,
                expected="注明没有此项收支",
                place=table.place,
            )


def _is(table: Table, required: RequiredTable) -> bool:
    head = [table.place, *(cell for row in table.rows[:_TITLE_ROWS] for cell in dict.fromkeys(row))]
    return any(required.pattern.search(squeezed(words)) for words in head)


def _is_empty(table: Table) -> bool:
    numbers = [n for row in table.rows[1:] for n in map(amount_of, row) if n is not None]
    return not any(numbers)


def _explained(required: RequiredTable, table: Table, disclosure: Disclosure) -> bool:
    inside = squeezed("".join(cell for row in table.rows for cell in row))
    told = re.search(
        rf"{required.topic}[^。]{{0,60}}{_NOTHING}|{_NOTHING}[^。]{{0,20}}{required.topic}", disclosure.words
    )
    return bool(told or re.search(_NOTHING, inside))
