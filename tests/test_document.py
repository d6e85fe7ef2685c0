"""Numbers, placeholders, titles, number lines and 落款 read from lines of text."""

import datetime as dt
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_drafts import read_draft

from auditor.models import DocumentClass, Paragraph
from auditor.text.document_number import find_numbers, is_number_line, parse_number
from auditor.text.paper import paragraphs_of, read_document
from auditor.text.placeholder import is_no_number, is_placeholder

NOW = dt.datetime(2023, 9, 1, tzinfo=dt.UTC)
WORDS = st.text(st.sampled_from("云湖政办发字函水财管"), min_size=2, max_size=6).filter(
    lambda w: not w.startswith("字")
)


def paper(text: str):
    return read_document(paragraphs_of(text))


@given(
    WORDS,
    st.integers(1990, 2049),
    st.integers(1, 99999),
    st.sampled_from(["〔〕", "[]", "【】", "（）", "()", "﹝﹞", "［］"]),
)
def test_every_way_to_write_a_number_comes_to_one_standard_form(word, year, serial, brackets):
    written = f"{word}{brackets[0]}{year}{brackets[1]} {serial} 号"
    number = parse_number(written)
    assert (number.word, number.year, number.serial, number.brackets) == (word, year, str(serial), brackets)
    assert number.standard == f"{word}〔{year}〕{serial}号"


@pytest.mark.parametrize(
    ("written", "standard"),
    [
        ("字云湖管办字〔2023〕16号字", "云湖管办字〔2023〕16号"),
        ("云湖管办字〔2023〕第016号", "云湖管办字〔2023〕16号"),
        ("云湖管202126", "云湖管〔2021〕26号"),
        ("文号：云湖管办字〔2023〕16号", "云湖管办字〔2023〕16号"),
        ("（云湖管发〔2018〕71号）", "云湖管发〔2018〕71号"),
        ("云湖管发〔2023〕5号      签发人：某某某", "云湖管发〔2023〕5号"),
        ("国令第706号", "第706号"),
        ("云湖区政府令187号", "第187号"),
    ],
)
def test_numbers_are_known_in_the_forms_pages_show(written, standard):
    assert parse_number(written).standard == standard
    assert is_number_line(written)


@pytest.mark.parametrize(
    "text", ["无文号", "〔〕号", "云湖管发〔2023〕号", "2023年7月21日", "16号", "幸福路16号", "", "第五号"]
)
def test_what_is_no_number_is_not_taken_for_one(text):
    assert parse_number(text) is None


def test_numbers_in_running_text_come_without_the_words_before_them():
    text = (
        "根据《某意见》（国发〔2016〕1号）和云政办字〔2023〕38号、国务院令第711号，按照云湖发〔2023〕2号执行"
    )
    found = find_numbers(text)
    assert [n.text for n in found] == [
        "国发〔2016〕1号",
        "云政办字〔2023〕38号",
        "国务院令第711号",
        "云湖发〔2023〕2号",
    ]
    assert all(text[n.start : n.end] == n.text for n in found)


@given(st.text(max_size=80))
def test_reading_numbers_never_fails(text):
    parse_number(text)
    find_numbers(text)
    read_document(paragraphs_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "〔〕号",
        "— —",
        "—  —",
        "None",
        "1137/2021-None",
        "null",
        "0000-00-00",
        "待补",
        "云湖发〔2023〕号",
        "${wenhao}",
    ],
)
def test_placeholders(text):
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "无文号",
        "无",
        "",
        None,
        "有效",
        "综合政务",
        "2023-01-01",
        "云湖发〔2023〕1号",
        "11370300004224423Q/2025-5507793",
    ],
)
def test_no_placeholders(text):
    assert not is_placeholder(text)


def test_a_declared_lack_of_number_is_told_apart():
    assert is_no_number("无文号") and is_no_number(" 无 ")
    assert not is_no_number("〔〕号") and not is_no_number("无效") and not is_no_number(None)


PLAN = """字云湖管办字〔2023〕16号字
云湖区管理委员会办公室关于印发2023年云湖区政务公开

工作方案的通知
各镇人民政府，区相关部门：

《2023年云湖区政务公开工作方案》已经区管委会同意，现印发给你们，请认真抓好贯彻落实。

             云湖区管理委员会办公室
                                 2023年7月21日

（此件公开发布）
2023年云湖区政务公开工作方案

为做好2023年政务公开工作，制定本方案。
附件
\t序号
\t区政务服务中心
\t2023年8月1日
"""


def test_a_paper_with_an_enclosed_plan():
    document = paper(PLAN)
    assert document.title == "云湖区管理委员会办公室关于印发2023年云湖区政务公开工作方案的通知"
    assert document.number_line == "字云湖管办字〔2023〕16号字"
    assert document.document_number == "云湖管办字〔2023〕16号"
    assert document.signed.issuer == "云湖区管理委员会办公室"
    assert document.signed.dated_on == dt.date(2023, 7, 21)
    assert [p.text for p in document.paragraphs if p.in_table] == ["序号", "区政务服务中心", "2023年8月1日"]
    assert document.paragraphs[2].text == ""


def test_lines_are_kept_as_they_stand():
    assert paragraphs_of("一\n\n   （一）甲 乙  \n") == (
        Paragraph("一"),
        Paragraph(""),
        Paragraph("   （一）甲 乙"),
    )


def test_a_letterhead_stands_over_the_number_and_the_title_below_it():
    document = paper(
        "云湖区管理委员会文件\n云湖管发〔2023〕3号\n云湖区管理委员会\n关 于 印 发 办 法 的 通 知\n各镇：\n请执行。"
    )
    assert document.title == "云湖区管理委员会关于印发办法的通知"
    assert document.document_number == "云湖管发〔2023〕3号"


BODY = "关于做好防汛工作的通知\n各镇人民政府：\n请认真做好防汛工作，2023年6月1日前报送方案。\n"


@pytest.mark.parametrize(
    ("ending", "issuers", "dated_on", "dated_text"),
    [
        (
            "云湖区水务局\n二〇二三年七月二十一日",
            ("云湖区水务局",),
            dt.date(2023, 7, 21),
            "二〇二三年七月二十一日",
        ),
        ("云湖区水务局\n二〇二三年07月21日", ("云湖区水务局",), dt.date(2023, 7, 21), "二〇二三年07月21日"),
        (
            "云 湖 区 水 务 局（印章）\n2023 年 7 月 21 日",
            ("云湖区水务局",),
            dt.date(2023, 7, 21),
            "2023 年 7 月 21 日",
        ),
        ("云湖区水务局    2023年7月21日", ("云湖区水务局",), dt.date(2023, 7, 21), "2023年7月21日"),
        (
            "云湖区水务局  云湖区财政局\n2023年7月21日",
            ("云湖区水务局", "云湖区财政局"),
            dt.date(2023, 7, 21),
            "2023年7月21日",
        ),
        (
            "云湖区水务局\n云湖区财政局\n\n2023年7月21日\n（此件公开发布）",
            ("云湖区水务局", "云湖区财政局"),
            dt.date(2023, 7, 21),
            "2023年7月21日",
        ),
        (
            "中共云湖区委办公室（云湖区管委会办公室）\n2023-07-21",
            ("中共云湖区委办公室（云湖区管委会办公室）",),
            dt.date(2023, 7, 21),
            "2023-07-21",
        ),
        ("云湖区水务局\n2023年2月30日", ("云湖区水务局",), None, "2023年2月30日"),
        ("2023年7月21日", (), dt.date(2023, 7, 21), "2023年7月21日"),
        (
            "云湖区水务局\n2023年7月21日\n附件\n云湖区气象局\n2023年8月8日",
            ("云湖区水务局",),
            dt.date(2023, 7, 21),
            "2023年7月21日",
        ),
        ("联系人：某某，电话：1234567。", (), None, None),
        ("云湖区水务局办公室        2023年7月21日印发", (), None, None),
        ("附件\n方案\n云湖区气象局\n2023年8月8日", (), None, None),
        ("云湖区水务局\n2023年7月", (), None, None),
    ],
)
def test_signatures(ending, issuers, dated_on, dated_text):
    signed = paper(BODY + ending).signed
    assert (signed.issuers, signed.dated_on, signed.dated_text) == (issuers, dated_on, dated_text)


def test_an_order_is_dated_though_signed_by_a_person():
    document = paper(
        "云湖区人民政府令\n第7号\n《办法》已经会议通过，现予公布。\n区长　某某某\n2023年7月21日\n办法\n第一条　为了管理。"
    )
    assert document.number_line == "第7号"
    assert (document.signed.issuer, document.signed.dated_on) == (None, dt.date(2023, 7, 21))


def test_news_has_neither_title_nor_signature():
    document = paper("7月21日，区水务局召开会议，部署防汛工作。\n会议强调，要落实责任。")
    assert (document.title, document.number_line, document.signed.dated_on) == (None, None, None)


def test_drafts_in_word_and_in_text_read_alike(tmp_path: Path):
    word = docx.Document()
    for line in (
        "关于开展检查的通知",
        "云水字〔2023〕1号",
        "各镇：",
        "请认真执行。",
        "云湖区水务局",
        "2023年7月21日",
    ):
        word.add_paragraph(line)
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "甲", "乙"
    word.save(tmp_path / "文稿.docx")
    (tmp_path / "文稿.txt").write_text("\n".join(p.text for p in word.paragraphs), "gb18030")
    as_word, as_text = (read_draft(tmp_path / name, fetched_at=NOW) for name in ("文稿.docx", "文稿.txt"))
    assert as_word.document_class is as_text.document_class is DocumentClass.DRAFT
    assert as_word.title == as_text.title == "关于开展检查的通知"
    assert as_word.document.signed == as_text.document.signed
    assert [p.text for p in as_word.document.paragraphs if p.in_table] == ["甲\t乙"]


def test_a_broken_draft_is_unreadable_and_says_so(tmp_path: Path):
    (tmp_path / "坏.docx").write_bytes(b"no zip")
    page = read_draft(tmp_path / "坏.docx", fetched_at=NOW)
    assert not page.readable and "另存为 .docx" in page.problems[0].text


def test_real_papers_give_the_signature_of_their_table(shared: Path):
    import json

    from spiders.extract.extract import extract

    folder = shared / "portals" / "real"
    labels = [json.loads(line) for line in (folder / "labels.jsonl").read_text("utf-8").splitlines()]
    differing = []
    for label in labels:
        page = extract((folder / label["file"]).read_bytes(), url=label["url"], fetched_at=NOW)
        if str(page.document.signed.dated_on) != label["dated_on"]:
            differing.append(label["file"])
    assert differing == ["govcn_2018-12-24_5351624.html"]  # its table says the 17th, its 落款 the 27th
