"""Attachments of the sample portal: small real files, the same bytes every time, and broken ones on purpose."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from functools import cache

import docx
from xlsxwriter import Workbook

from auditor.sample.answer import HTML, Answer

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ROWS = (
    ("序号", "名称", "金额（万元）"),
    ("1", "基本支出", "320"),
    ("2", "项目支出", "80"),
    ("3", "合计", "400"),
)
_BUDGET_TABLES = (
    "部门收支总表",
    "部门收入总表",
    "部门支出总表",
    "财政拨款收支总表",
    "一般公共预算支出表",
    "一般公共预算基本支出表",
    "“三公”经费支出表",
    "政府性基金预算支出表",
)
_ACCOUNT_TABLES = (
    "收入支出决算总表",
    "收入决算表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算表",
    "“三公”经费支出决算表",
    "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款支出决算表",
)
_THREE = (
    ("项目", "金额（万元）"),
    ("因公出国（境）费", "0"),
    ("公务用车购置费", "0"),
    ("公务用车运行维护费", "2"),
    ("公务接待费", "1"),
    ("合计", "3"),
)
_NOTHING = (("项目", "金额（万元）"), ("合计", "0"), ("说明：没有此项收支。", ""))
_BASIC = (("项目", "金额（万元）"), ("人员经费", "290"), ("公用经费", "30"), ("合计", "320"))
_CLAUSES = (
    "第一条　为规范有关工作，结合本区实际，制定本细则。",
    "第二条　办理有关事项，应当公开条件、材料、时限和咨询渠道。",
    "第三条　本细则自公布之日起30日后施行，有效期2年。",
)
_HIDDEN_COLUMN = 7
_HIDDEN = ("身份证号", "379999198506239991", "379999197809159986")  # invented: the region does not exist
_PEOPLE = (("序号", "姓名", "所在镇"), ("1", "苏*", "拂云镇"), ("2", "沈*", "芦汀镇"), ("3", "顾*", "石笙镇"))
_WRITTEN_AT = (2026, 1, 5, 9, 0, 0)
_LONGEST_SHEET_NAME = 31  # what a workbook allows
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # what an encrypted docx begins with


@cache
def file_answer(name: str, flaw: str) -> Answer:
    """The answer for an attachment of this name; `flaw` is html, empty, encrypted, hidden or nothing."""
    extension = name.rsplit(".", 1)[-1]
    media_type = MEDIA_TYPES[extension]
    if flaw == "html":
        return Answer(
            "<html><body><h1>系统提示</h1><p>文件不存在或已被移动。</p></body></html>".encode(), HTML
        )
    if flaw == "empty":
        return Answer(b"", media_type)
    if flaw == "encrypted":
        return Answer(_OLE + bytes(4088), media_type)
    if flaw == "hidden":
        return Answer(sheet(name.rsplit(".", 1)[0], hidden=_HIDDEN), media_type)
    maker = {"pdf": pdf, "docx": word, "xlsx": sheet}[extension]
    return Answer(maker(name.rsplit(".", 1)[0]), media_type)


def word(title: str) -> bytes:
    """A DOCX with a title and the clauses of a draft, or a short table of masked names."""
    document = docx.Document()
    document.add_heading(title, level=1)
    if "征求意见稿" in title:
        for clause in _CLAUSES:
            document.add_paragraph(clause)
    else:
        table = document.add_table(rows=0, cols=len(_PEOPLE[0]))
        for row in _PEOPLE:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_clock(buffer.getvalue())


def sheet(title: str, *, hidden: tuple[str, ...] = ()) -> bytes:
    """An XLSX with a title row and a few sums; of a budget, every table that must be published."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": dt.datetime(*_WRITTEN_AT, tzinfo=dt.UTC)})
        for name in _tables(title):
            page = workbook.add_worksheet(name[:_LONGEST_SHEET_NAME])
            for number, row in enumerate(((name,), *_rows(name))):
                page.write_row(number, 0, row)
        if hidden:
            page.write_column(1, _HIDDEN_COLUMN, hidden)
            page.set_column(_HIDDEN_COLUMN, _HIDDEN_COLUMN, None, None, {"hidden": True})
    return buffer.getvalue()


def pdf(title: str) -> bytes:
    """A PDF of one page with a line of text, written by hand; the font is one that readers bring along."""
    text = f"BT /F1 18 Tf 60 760 Td <{title.encode('utf-16-be').hex()}> Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    )
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def _tables(title: str) -> tuple[str, ...]:
    if "决算" in title:
        return _ACCOUNT_TABLES
    return _BUDGET_TABLES if "部门预算" in title else (title,)


def _rows(table: str) -> tuple[tuple[str, ...], ...]:
    if "三公" in table:
        return _THREE
    if "基金" in table or "国有资本" in table:
        return _NOTHING
    return _BASIC if "基本支出" in table else _ROWS


def _without_clock(package: bytes) -> bytes:
    """An office package with every time stamp set to one fixed moment."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb">20\d\d-\d\d-\d\dT[\d:]+Z<", b">2026-01-05T01:00:00Z<", data)
            target.writestr(zipfile.ZipInfo(name, _WRITTEN_AT), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
