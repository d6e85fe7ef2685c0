"""What a file shows becomes its text: printed lines, columns, cells, numbers, headers, notes and old characters."""

import io

import openpyxl
import pytest
from made_files import PERSON, line, ofd, ole, pdf, rules, with_parts, word, words, workbook, zipped

from auditor.files.process import Child
from auditor.files.read import read_file
from auditor.files.word_numbers import written
from auditor.models import FileContent
from auditor.text.glyphs import as_it_stands, settle
from auditor.text.paper import paragraphs_of, read_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def texts(content: FileContent, **marks: bool) -> list[str]:
    found = content.document.paragraphs
    return [p.text for p in found if p.text and all(getattr(p, mark) == on for mark, on in marks.items())]


TITLE = words("云岭县人民政府关于做好防汛工作的通", 760, 150, 16) + words("知", 730, 290, 16)


class TestPrintedPages:
    def test_printed_lines_are_one_paragraph_and_the_title_is_whole(self):
        page = [
            TITLE,
            words("各乡镇人民政府，县政府各部门：", 690),
            words("入汛以来，我县降雨偏多，各乡镇要落实防汛责", 660, 84),
            words("任，备足物资，加强值守，对山塘水库逐一排查隐", 640),
            words("患。", 620),
            words("一、落实责任", 600, 84),
        ]
        content = read_file(pdf("".join(page)), "a.pdf")
        assert content.document.title == "云岭县人民政府关于做好防汛工作的通知"
        assert texts(content)[1:] == [
            "各乡镇人民政府，县政府各部门：",
            "入汛以来，我县降雨偏多，各乡镇要落实防汛责任，备足物资，加强值守，对山塘水库逐一排查隐患。",
            "一、落实责任",
        ]

    def test_the_order_of_painting_says_nothing(self):
        page = [words(f"第{name}行。", y) for name, y in (("三", 640), ("一", 700), ("二", 670))]
        assert texts(read_file(pdf("".join(page)), "a.pdf")) == ["第一行。", "第二行。", "第三行。"]

    def test_two_columns_are_read_one_after_the_other(self):
        left = [words(f"左栏第{n}行写明防汛责任落实的办法{n}", 700 - 18 * n, 60, 10) for n in range(8)]
        right = [words(f"右栏第{n}行写明物资储备保障的办法{n}", 700 - 18 * n, 320, 10) for n in range(8)]
        mixed = "".join(piece for pair in zip(left, right, strict=True) for piece in pair)
        text = read_file(pdf(mixed), "a.pdf").document.text
        assert text.index("左栏第7行") < text.index("右栏第0行")

    def test_room_between_chinese_characters_is_no_blank_and_a_painted_one_is(self):
        spread = "".join(words(part, 700, x) for part, x in (("截至", 60), ("2018", 90), ("年建成", 120)))
        typed = words("共 3 处", 660)
        page = spread + typed + line("grade", 620, 60) + line("A", 620, 96)
        assert texts(read_file(pdf(page), "a.pdf")) == ["截至2018年建成", "共 3 处", "grade A"]

    def test_words_painted_twice_are_read_once(self):
        letters = [
            (20 + 4 * n + aside, 20, letter) for n, letter in enumerate("人人有责") for aside in (0, 0.2)
        ]
        assert texts(read_file(ofd([*letters, (20, 40, "公告"), (20.3, 40.3, "公告")]), "a.ofd")) == [
            "人人有责",
            "公告",
        ]

    def test_a_title_in_the_middle_is_not_run_into_the_addressees(self):
        page = [
            words("青禾市人民政府办公室", 720, 185),
            words("关于做好秋季造林工作的通知", 700, 167),
            words("各镇人民政府，市政府各部门，各有关单位，市属各企业：", 680),
            words("为做好秋季造林，现将有关事项通知如下，请认真贯彻执行，", 660, 84),
        ]
        content = read_file(pdf("".join(page)), "a.pdf")
        assert content.document.title == "青禾市人民政府办公室关于做好秋季造林工作的通知"
        assert "各镇人民政府，市政府各部门，各有关单位，市属各企业：" in texts(content)

    def test_lines_that_are_not_justified_are_joined_too(self):
        page = [
            words("全年规模以上工业增加值比上年增长百分之七点二。", 700, 84),
            words("分门类看，采矿业增长百分之二点一，制造业增长百分之七，", 680),
            words("电力热力供应业增长百分之四点六。", 660),
            words("年末共有工业企业一百二十六家，比上年末增加十一家。", 640, 84),
        ]
        assert len(texts(read_file(pdf("".join(page)), "a.pdf"))) == 2

    def test_a_page_number_larger_than_the_text_is_no_text(self):
        page = [words("正文的一行字，写得很小。", 700, 60, 9), words("又一行字，也写得很小。", 600, 60, 9)]
        assert (
            "— 1 —" not in read_file(pdf("".join(page) + words("— 1 —", 60, 280, 14)), "a.pdf").document.text
        )

    def test_a_row_with_one_cell_filled_is_a_row(self):
        grid = rules([60, 160, 300, 400], [700, 670, 640, 610])
        cells = [
            words("姓名", 680, 65),
            words("电话", 680, 305),
            words("身份证号码", 650, 65),
            words("住所", 620, 65),
        ]
        content = read_file(pdf(grid + "".join(cells)), "a.pdf")
        assert texts(content, in_table=True) == ["姓名\t电话", "身份证号码", "住所"]

    def test_characters_numbered_by_the_file_itself_are_told_as_unread(self):
        own = "".join(chr(0xE100 + n) for n in range(40))
        content = read_file(ofd([(20, 20, "目录"), (20, 40, own)]), "a.ofd")
        assert (texts(content), content.failure) == (["目录"], "部分文字用了文件自带的编码，没有读取")
        rare = read_file(ofd([(20, 20, "村民\ue100某")]), "a.ofd")
        assert (texts(rare), rare.failure) == (["村民\ue100某"], None)

    def test_words_of_a_ruled_cell_stay_together(self):
        grid = rules([60, 160, 300], [700, 670, 620])
        cells = [
            words("乡镇", 680, 65), words("承担的任务", 680, 165),
            words("青石乡", 655, 65), words("组织巡查并做好", 655, 165), words("转移安置", 635, 165),
        ]  # fmt: skip
        content = read_file(pdf(grid + "".join(cells)), "a.pdf")
        assert texts(content, in_table=True) == ["乡镇\t承担的任务", "青石乡\t组织巡查并做好转移安置"]

    def test_headers_and_page_numbers_are_no_part_of_the_text(self):
        pages = [
            words("云岭县公报", 800)
            + "".join(words(f"第{n}件事情的办理经过之{k}说明如下。", 700 - 20 * k, 84) for k in range(4))
            + words(f"— {n} —", 40, 280)
            for n in (1, 2, 3)
        ]
        content = read_file(pdf(*pages), "a.pdf")
        assert texts(content, aside=True) == ["云岭县公报"]
        assert not [text for text in texts(content) if "—" in text]

    def test_attachments_that_begin_alike_are_no_header(self):
        pages = [words(f"附件{n}", 800) + words(f"第{n}张表说明如下。", 700) for n in (1, 2, 3)]
        assert "附件2" in texts(read_file(pdf(*pages), "a.pdf"))

    def test_form_fields_are_seen_and_notes_are_left_inside(self):
        field = f"<</Type/Annot/Subtype/Widget/FT/Tx/T(n)/V({PERSON})/Rect[60 600 300 620]>>"
        note = "<</Type/Annot/Subtype/Text/Contents(check again)/Rect[10 10 30 30]>>"
        content = read_file(
            pdf(words("登记表。", 700), annots=field + note, form=f"/AcroForm<</Fields[{field}]>>"), "a.pdf"
        )
        assert PERSON in texts(content, aside=True)
        assert (content.comments, content.hidden_text) == (1, "check again")

    def test_a_page_turned_on_its_side(self):
        turned = "".join(
            f"BT /F2 12 Tf 0 1 -1 0 {x} 60 Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, text in ((300, "下面一行。"), (200, "上面一行。"))
        )
        assert texts(read_file(pdf(turned), "a.pdf")) == ["上面一行。", "下面一行。"]


class TestWord:
    def test_numbers_that_word_counts_stand_before_the_words(self):
        level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
        levels = level.format(0, "chineseCounting", "%1、") + level.format(1, "decimal", "%2.")
        numbering = (
            f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
            '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        )
        item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
        inside = "".join(
            item.format(*each) for each in ((0, "甲"), (1, "乙"), (1, "2023年"), (0, "丙"), (1, "丁"))
        )
        content = read_file(with_parts(word(inside=inside), {"word/numbering.xml": numbering}), "a.docx")
        assert texts(content) == ["一、甲", "1.乙", "2. 2023年", "二、丙", "1.丁"]

    @pytest.mark.parametrize(
        ("count", "form", "shown"),
        [
            (10, "chineseCountingThousand", "十"), (21, "chineseCounting", "二十一"), (105, "japaneseCounting", "一百零五"),
            (3, "decimalEnclosedCircle", "③"), (4, "lowerRoman", "iv"), (28, "upperLetter", "BB"), (2, "ideographTraditional", "乙"),
        ],
    )  # fmt: skip
    def test_number_formats(self, count, form, shown):
        assert written(count, form) == shown

    def test_headers_and_notes_stand_beside_the_text(self):
        line = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
        parts = {
            "word/header9.xml": f"<w:hdr {W}>{line.format('内部资料')}</w:hdr>",
            "word/footer9.xml": f"<w:ftr {W}>{line.format('— 3 —')}</w:ftr>",
            "word/endnotes.xml": f'<w:endnotes {W}><w:endnote w:id="2">{line.format("尾注的话")}</w:endnote></w:endnotes>',
        }
        content = read_file(with_parts(word(["正文。"]), parts), "a.docx")
        assert texts(content, aside=False) == ["正文。"]
        assert texts(content, aside=True) == ["尾注的话", "内部资料"]

    def test_a_text_box_is_read_once(self):
        box = "<w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent>"
        drawn = (
            '<w:p><w:r><w:t>框外的话</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>'
            f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
        assert texts(read_file(word(inside=drawn), "a.docx")) == ["框外的话", "框里的话"]

    @pytest.mark.parametrize(
        ("name", "chunk"),
        [
            ("a.htm", "<p>另一份</p><p>文件</p>".encode()),
            ("a.docx", word(["另一份", "文件"])),
            ("a.rtf", b"{\\rtf1\\ansi\\ansicpg936 \\u21478?\\u19968?\\u20221?\\par \\u25991?\\u20214?}"),
        ],
    )
    def test_a_document_put_in_whole(self, name, chunk):
        rels = f'<Relationships xmlns="r"><Relationship Id="rId77" Target="{name}"/></Relationships>'
        inside = '<w:altChunk xmlns:r="x" r:id="rId77"/>'
        body = with_parts(
            word(["前。"], inside=inside), {f"word/{name}": chunk, "word/_rels/document.xml.rels": rels}
        )
        assert texts(read_file(body, "a.docx")) == ["前。", "另一份", "文件"]

    def test_parts_named_with_backslashes(self):
        text = f"<w:document {W}><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>"
        body = zipped({"[Content_Types].xml": "<x/>", "word\\document.xml": text})
        assert texts(read_file(body, "a.docx")) == ["正文"]

    def test_line_breaks_inside_sentences_are_none_and_those_of_lists_stay(self):
        broken = "<w:p><w:r><w:t>{}</w:t><w:br/><w:t>{}</w:t></w:r></w:p>"
        inside = broken.format("要加强山洪灾害监", "测预警，及时转移群众。") + broken.format(
            "联系人：赵某", "电话：略"
        )
        assert texts(read_file(word(inside=inside), "a.docx")) == [
            "要加强山洪灾害监测预警，及时转移群众。", "联系人：赵某", "电话：略",
        ]  # fmt: skip


class TestOtherKinds:
    def test_ofd_templates_notes_and_cells(self):
        body = ofd(
            [(20, 40, "序号"), (60, 40, "证号")],
            [(20, 40, "下页")],
            template=[(20, 10, "云岭县")],
            note="已核",
        )
        content = read_file(body, "a.ofd")
        assert "序号　　证号" in texts(content)
        assert texts(content, aside=True) == ["云岭县", "已核"]

    def test_rich_text(self):
        body = b"{\\rtf1\\ansi\\ansicpg936 {\\b \\'cd\\'a8\\'d6\\'aa}\\par \\u26149?\\par}"
        assert texts(read_file(body, "a.rtf")) == ["通知", "春"]

    def test_what_stands_beside_a_rich_text(self):
        beside = (
            rb"{\footerr \pard{\u39029?\u33050?\par}}{\*\shpinst{\sp{\sn x}}{\shptxt \u26694?\u37324?\par}}"
            rb"{\footnote \u27880?}{\*\annotation \u25209?}{\header 1}"
        )
        content = read_file(rb"{\rtf1\ansi\ansicpg936 " + beside + rb"\u27491?\u25991?\{\par}", "a.rtf")
        assert [(p.text, p.place) for p in content.document.paragraphs if p.aside] == [
            ("页脚", "页脚"), ("框里", "文本框"), ("注", "脚注"),
        ]  # fmt: skip
        assert texts(content, aside=False) == ["正文{"]
        assert (content.hidden_text, content.comments) == ("批", 1)

    def test_head_and_foot_of_a_workbook(self):
        book = openpyxl.load_workbook(io.BytesIO(workbook({"表": [["a"]]})))
        book["表"].oddHeader.left.text, book["表"].oddHeader.center.text = "内部资料", "&P"
        book["表"].oddFooter.right.text, book["表"].oddFooter.right.size = "经办：甲&&乙", 12
        buffer = io.BytesIO()
        book.save(buffer)
        content = read_file(buffer.getvalue(), "a.xlsx")
        assert texts(content, aside=True) == ["内部资料", "经办：甲&乙"]

    def test_rows_of_a_csv(self):
        body = '姓名,证号\n"赵,某",12\n'.encode("gb18030")
        content = read_file(body, "a.csv")
        assert texts(content) == ["姓名\t证号", "赵,某\t12"]
        assert content.document.tables[0].rows[1] == ("赵,某", "12")

    def test_comments_of_a_workbook(self):
        note = '<comments xmlns="c"><commentList><comment ref="A1"><text><t>先不要</t><t>公开</t></text></comment></commentList></comments>'
        content = read_file(with_parts(workbook({"表": [["a"]]}), {"xl/comments1.xml": note}), "a.xlsx")
        assert (content.comments, content.hidden_text) == (1, "先不要公开")

    def test_an_encrypted_word_file_and_one_cut_short(self):
        locked = bytearray(4096)
        locked[11] = 1
        assert read_file(ole("WordDocument", bytes(locked)), "a.doc").encrypted
        assert read_file(ole("WordDocument")[:700], "a.doc").damaged

    def test_words_in_a_damaged_container_name_no_kind(self):
        assert read_file(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 90, "a.xls"
        ).damaged

    def test_hostile_files_end_in_the_child(self):
        deep = b"{\\rtf1" + b"{" * 200_000
        many = pdf(rules(list(range(595)), list(range(842))) + words("字", 700))
        child = Child(seconds=20)
        try:
            assert isinstance(child.read(deep, "a.rtf"), FileContent)
            assert child.read(many, "a.pdf").document.text == "字"
        finally:
            child.stop()


class TestCharacters:
    def test_radicals_are_the_words_they_look_like(self):
        document = read_document(paragraphs_of("\u2f0b、\u2f83\u2ed3\u200b办\u2f6c"))
        (line,) = document.paragraphs
        assert line.text == "八、自长办目"
        assert as_it_stands("八、自长", document.paragraphs) == "\u2f0b、\u2f83\u2ed3"

    def test_wide_digits_and_private_glyphs_stay(self):
        assert settle("\uff12\uff10\ue5e5") == "\uff12\uff10\ue5e5"

    def test_an_identity_number_over_two_lines_of_a_wrapped_text(self):
        lines = f"　　经核对，申请人的身份证号为{PERSON[:9]}\n{PERSON[9:]}，特此说明。\n\n　　下一段"
        assert PERSON in read_file(lines.encode(), "a.txt").document.text
