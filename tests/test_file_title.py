"""What a file is called by its own first lines."""

import pytest

from auditor.models import FileContent
from auditor.models.document import Document, Paragraph, Table


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("附件1", "就业见习人员名册表", "序号\t姓名\t单位名称"), "就业见习人员名册表"),
        (("序号\t部门\t收费项目\t收费标准", "就业见习人员名册表"), None),
        (("单位：万元", "请各单位按时填报。", "填表说明和要求"), None),
    ],
)
def test_a_row_of_cells_is_no_title_and_ends_the_search(lines, title):
    assert FileContent(Document(tuple(map(Paragraph, lines)))).title == title


def test_the_first_sheet_of_several_does_not_name_the_workbook():
    head = (Paragraph("一般公共预算收入表"),)
    sheets = tuple(Table((("合计",),), f"工作表“{name}”") for name in ("表一", "表二"))
    assert FileContent(Document(head, tables=sheets[:1])).title == "一般公共预算收入表"
    assert FileContent(Document(head, tables=sheets)).title is None
    assert FileContent(Document(head, title="2026年预算公开表", tables=sheets)).title == "2026年预算公开表"
