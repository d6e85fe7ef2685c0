"""Letters to units: the program proposes by the ladder, a person issues, a unit signs, and nothing is taken back."""

import datetime as dt
import json
import shutil
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from clerk import CHIEF, INSPECTOR, OWN, UNIT, Clerk
from docx import Document
from drawn_up import words
from mini_district import District
from stores import store, url  # noqa: F401
from test_issue_life import OPENING, START, event

from auditor.cli import run
from auditor.inspection.ladder import Ladder
from auditor.inspection.scheme import SchemeError, load_scheme
from auditor.ledger.issue import fold
from auditor.models import Portal, Severity, Unit
from auditor.models.issue_kinds import Act
from auditor.models.letter import Decision, Letter, LetterItem, LetterKind, Receipt, Sent
from auditor.models.role import Actor, Role
from auditor.office import letters
from auditor.office.issues import Desk
from auditor.store import Store, StoreError
from reports import letter_paper as official
from reports.official import page, word

STEPS = load_scheme("quarterly_check").ladder
CONFIRMED = (event(Act.OPEN), event(Act.CONFIRM))
TOLD = (*CONFIRMED, event(Act.NOTIFY))  # to be mended by 9 March
LETTER = Letter(
    portal="wch",
    portal_name="青禾区人民政府门户网站",
    kind=LetterKind.RECTIFICATION,
    step="整改通知",
    unit="青禾区财政局",
    items=(
        LetterItem(
            issue="2026-0001", name="主动公开超期", title="关于印发《办法》的通知", url="http://www.example.gov.cn/1.html",
            message="超期89个工作日", basis="《中华人民共和国政府信息公开条例》第二十六条", rectify_by=dt.date(2026, 3, 9),
            why="已下发，严重",
        ),
    ),
    basis="《中华人民共和国政府信息公开条例》",
    answer_by=dt.date(2026, 3, 9),
    appeal_workdays=5,
    signer="青禾区人民政府办公室",
    issued_at=START,
    by="王丽",
    role=Role.INSPECTOR,
)  # fmt: skip
DECIDED = replace(
    LETTER,
    kind=LetterKind.DECISION,
    step="",
    decision=Decision(
        filed_on=dt.date(2026, 3, 4), reason="定稿日期以会签为准", files=("签批单.pdf",), outcome="points",
        why="会签日期属实", before=Decimal(2), after=Decimal("0.5"), reviewer="李强", decided_on=dt.date(2026, 3, 6),
    ),
)  # fmt: skip


def a_row(number: str, *events, **said):
    return fold("wch", number, replace(OPENING, **said), events)


def ladder(*rows, on: int = 0, letters=()) -> Ladder:
    return Ladder(STEPS, rows, letters, (START + dt.timedelta(days=on)).date())


def proposed(*rows, **given) -> list[tuple[str, list[str]]]:
    return [
        (one.step.name, [row.issue.number for row in one.rows]) for one in ladder(*rows, **given).proposals()
    ]


LADDER = [
    (a_row("1", *CONFIRMED, severity=Severity.MINOR), 0, "提醒"),
    (a_row("1", *CONFIRMED), 0, "整改通知"),
    (a_row("1", *TOLD), 0, "整改通知"),
    (a_row("1", *TOLD), 7, "整改通知"),  # the last day itself
    (a_row("1", *TOLD), 8, "督办"),
    (a_row("1", *TOLD), 17, "督办"),  # nobody was urged yet: no summons before that
    (a_row("1", *TOLD, event(Act.RECHECK, "not")), 3, "督办"),
    (a_row("1", *TOLD, event(Act.RECHECK, "not"), event(Act.RECHECK, "partly")), 3, "督办"),
    (a_row("1", event(Act.OPEN)), 90, None),  # nobody has confirmed it
    (a_row("1", *TOLD, event(Act.FIXED)), 90, None),  # it waits for whoever looks
    (a_row("1", *TOLD, event(Act.APPEAL)), 90, None),
    (a_row("1", *TOLD, event(Act.PLATFORM, owner="市平台")), 90, None),
    (a_row("1", *CONFIRMED, unit=None), 0, None),
]


@pytest.mark.parametrize(("row", "on", "step"), LADDER)
def test_each_row_is_proposed_at_the_highest_step_it_has_reached(row, on, step):
    assert proposed(row, on=on) == ([(step, ["1"])] if step else [])


def test_what_came_back_is_counted_over_its_earlier_rows():
    rows = (
        a_row("1", *TOLD, event(Act.RECHECK, "fixed")),
        a_row("2", *TOLD, event(Act.RECHECK, "fixed"), returned_from="1"),
        a_row("3", *TOLD, returned_from="2"),
    )
    assert proposed(*rows) == [("督办", ["3"])]
    assert proposed(*rows, on=5, letters=[urged("3")]) == [("通报或者约谈", ["3"])]
    assert proposed(*rows[:1], rows[1], on=5, letters=[urged("2")]) == []
    assert proposed(*rows[:1], replace_number(rows[1])) == [("督办", ["2"])]


def replace_number(row):
    return a_row(row.number, *TOLD, returned_from="1")


def test_a_step_is_proposed_once_and_the_next_one_when_its_condition_is_met():
    row = a_row("1", *TOLD)
    sent = replace(LETTER, items=(replace(LETTER.items[0], issue="1"),))
    assert proposed(row, letters=[sent]) == []
    assert proposed(row, on=8, letters=[sent]) == [("督办", ["1"])]
    assert proposed(row, on=8, letters=[sent, urged("1")]) == []
    assert proposed(row, on=17, letters=[sent, urged("1")]) == [("通报或者约谈", ["1"])]


def urged(number: str, on: int = 0) -> Letter:
    """督办 of one row."""
    items = (replace(LETTER.items[0], issue=number),)
    return replace(LETTER, step="督办", items=items, issued_at=START + dt.timedelta(days=on))


@pytest.mark.parametrize(
    ("letter", "step"),
    [
        (urged("1", on=12), "通报或者约谈"),  # stood for five days
        (urged("1", on=13), None),  # it has still its days to answer
        (urged("2", on=8), "督办"),  # of another row
        (LETTER, "督办"),  # a notice is no 督办
    ],
)
def test_nobody_is_summoned_who_was_not_urged_before(letter, step):
    """Ten days late is no reason for a summons where no 督办 was issued, or it has not stood for its days."""
    late, unmended = a_row("1", *TOLD), a_row("1", *TOLD, *[event(Act.RECHECK, "not")] * 2)
    for row in (late, unmended):
        assert proposed(row, on=17, letters=[letter]) == ([(step, ["1"])] if step else [])
    asked = ladder(late, on=17, letters=[letter])
    assert bool(asked.reached(STEPS[-1], late.unit)) == (step == "通报或者约谈")


def test_a_reminder_that_did_not_help_becomes_a_notice():
    row = a_row("1", *CONFIRMED, severity=Severity.MINOR)
    sent = replace(LETTER, step="提醒", items=(replace(LETTER.items[0], issue="1"),))
    assert proposed(row, on=9, letters=[sent]) == []
    assert proposed(row, on=10, letters=[sent]) == [("整改通知", ["1"])]


def test_a_proposal_says_which_condition_is_met():
    (one,) = ladder(a_row("1", *TOLD), on=17).proposals()
    assert one.rows[0].why == "已下发，一般，超过整改时限10天"


WRONG = [
    ('approvers = ["chief"]', 'approvers = ["mayor"]', "没有“mayor”"),
    ('paper = "summons"', 'paper = "letter"', "没有“letter”"),
    ("overdue_days = 1 }", "overdue = 1 }", "未知的键“overdue”"),
    ('states = ["confirmed"], sever', 'states = ["确认"], sever', "没有“确认”"),
    ('name = "督办"', 'name = "提醒"', "写了两次"),
]


@pytest.mark.parametrize(("old", "new", "told"), WRONG)
def test_a_ladder_written_wrongly_is_refused(tmp_path, old, new, told):
    text = Path("reports/schemes/quarterly_check.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "own.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(SchemeError, match=told):
        load_scheme(tmp_path / "own.toml")


@pytest.mark.parametrize("kind", [LetterKind.SUPERVISION, LetterKind.SUMMONS])
def test_a_letter_claims_no_more_than_the_ledger_holds(kind):
    """Nobody need have looked since the notice, nor anything have been written between: each row says what is so."""
    told = "".join(block.text for block in official.paper_of(Sent(replace(LETTER, kind=kind), ())).blocks)
    assert "仍未改好" not in told and "经通知和督办" not in told
    assert "因有各条写明的情形" in told and "情形：已下发，严重。" in told


@pytest.mark.parametrize(
    ("quote", "expected", "told"),
    [
        (
            "防控工作的通知。",
            "防控工作的通知",
            "应为“防控工作的通知”。",
        ),  # else the stop would be asked for again
        ("各镇，区直部门", "各镇，区直部门：", "应为“各镇，区直部门：”。"),
        ("2026-04-13 HTTP 404", "附件能够下载", "应为：附件能够下载。"),
        ("", "2026-01-31前公布", "应为：2026年1月31日前公布。"),
    ],
)
def test_words_put_right_stand_in_quotation_marks(quote, expected, told):
    item = replace(LETTER.items[0], quote=quote, expected=expected)
    paper = official.paper_of(Sent(replace(LETTER, items=(item,)), ()))
    assert told in "".join(block.text for block in paper.blocks)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((9,), "可以在2026年3月9日以前提出申诉"),
        ((9, 9), "可以在2026年3月9日以前提出申诉"),
        ((9, 12), "可以在各条写明的申诉期限以前提出申诉"),
        ((None,), "可以在下发之日起5个工作日内提出申诉"),
        ((1,), ""),  # over before the letter was issued
    ],
)
def test_a_letter_gives_the_last_day_for_appeals_that_the_ledger_keeps(days, told):
    """Not one of its own, from the day it was read: who kept to that would be told that he was late."""
    items = tuple(replace(LETTER.items[0], appeal_by=day and dt.date(2026, 3, day)) for day in days)
    text = "".join(b.text for b in official.paper_of(Sent(replace(LETTER, items=items), ())).blocks)
    assert told in text if told else "申诉" not in text
    assert ("申诉期限：2026年3月12日。" in text) == (days == (9, 12))


def test_who_lost_an_appeal_is_told_by_when_to_mend():
    said = replace(DECIDED.decision, outcome="uphold")
    paper = official.paper_of(Sent(replace(DECIDED, decision=said), ()))
    assert "整改时限：2026年3月9日。" in "".join(block.text for block in paper.blocks)


def test_numbers_are_never_given_twice_and_letters_come_back_as_they_were_kept(store):
    next_year = replace(LETTER, issued_at=dt.datetime(2026, 12, 31, 23, tzinfo=dt.UTC))  # 2027 in Beijing
    kept = [store.letters.add(one) for one in (LETTER, DECIDED, replace(LETTER, portal="other"), next_year)]
    assert [one.number for one in kept] == ["2026-L0001", "2026-L0002", "2026-L0001", "2027-L0001"]
    assert [sent.letter for sent in store.letters.of("wch")] == [kept[0], kept[1], kept[3]]
    assert store.letters.get("2026-L0002").letter.decision == DECIDED.decision
    with pytest.raises(StoreError, match="--profile"):
        store.letters.get("2026-L0001")
    with pytest.raises(StoreError, match="没有文书 2026-L0009"):
        store.letters.get("2026-L0009")


def test_signatures_are_added_and_never_lost(store):
    kept = store.letters.add(LETTER)
    for name in ("张强", "赵敏"):
        store.letters.sign(kept, Receipt(at=START, by=name, role=Role.UNIT, unit=LETTER.unit))
    assert [one.by for one in store.letters.get(kept.number).receipts] == ["张强", "赵敏"]


KINDS = [
    replace(LETTER, kind=kind, step=kind.label) for kind in LetterKind if kind is not LetterKind.DECISION
]
DECISIONS = [
    replace(DECIDED, decision=replace(DECIDED.decision, outcome=outcome))
    for outcome in ("uphold", "points", "withdraw")
]


@pytest.mark.parametrize("letter", [*KINDS, *DECISIONS])
def test_every_letter_passes_the_programs_own_check(letter, tmp_path, capsys):
    paper = official.paper_of(Sent(replace(letter, number="2026-L0001")))
    path = word.write(paper, tmp_path / "文书.docx")
    run(["check", str(path), "--format", "jsonl"])
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["code"], one["quote"]) for one in said if one["verdict"] == "fail"] == []
    assert [one["message"] for one in said if one["code"].startswith("FMT02")] == []


def test_page_and_word_file_say_the_same_and_who_signed(tmp_path):
    receipt = Receipt(at=START, by="张强", role=Role.UNIT, unit=LETTER.unit)
    paper = official.paper_of(Sent(replace(LETTER, number="2026-L0001"), (receipt,)))
    text = words(page.write(paper, tmp_path / "l.html").read_text("utf-8"))
    document = Document(BytesIO(word.docx_of(paper)))
    for part in (
        "文书编号：2026-L0001",
        "2026-0001",
        "超期89个工作日",
        "2026年3月9日",
        "5个工作日内提出申诉",
        "数据说明",
    ):
        assert part in text and any(part in p.text for p in document.paragraphs), part
    assert "张强" in text and document.tables[0].rows[1].cells[1].text == "张强"
    assert word.docx_of(paper) == word.docx_of(paper)


@pytest.fixture
def clerk(first_night, tmp_path, monkeypatch, capsys) -> Clerk:
    lived, _ = first_night
    folder = tmp_path / "district"
    shutil.copytree(lived.folder, folder)
    monkeypatch.chdir(folder)
    return Clerk(District(lived.portal, folder), capsys)


def listed(clerk: Clerk, *more: str, day: int = 0) -> list[dict]:
    told = clerk("letter", "list", "--format", "jsonl", *more, day=day)
    return [json.loads(line) for line in told.splitlines()]


def issue(clerk: Clerk, step: str, *more: str, who=INSPECTOR, day: int = 0, code: int = 0) -> str:
    profile = str(clerk.district.profile)
    return clerk("letter", "issue", profile, step, "--unit", UNIT, *more, *who, day=day, code=code)


def test_a_unit_is_written_to_step_by_step_and_signs(clerk, tmp_path):
    number = clerk.late()["number"]
    assert listed(clerk, "--proposed") == []
    clerk.act("issue", "confirm", number=number)
    (one,) = listed(clerk, "--proposed")
    assert (one["step"], one["approvers"]) == ("整改通知", ["inspector"])
    assert one["issues"][0]["number"] == number

    told = issue(clerk, "整改通知")
    assert "2026-L0001：整改通知书" in told and "2026-11-30" in told
    row = clerk.row(number)
    assert row["state"] == "notified" and row["rectify_by"] == "2026-11-30"  # the letter is the notice
    assert listed(clerk, "--proposed") == []

    (overdue,) = listed(clerk, "--proposed", day=9)
    assert overdue["step"] == "督办"
    assert "负责人（--role chief）签发" in issue(clerk, "督办", day=9, code=2)
    assert "2026-L0002：督办单" in issue(clerk, "督办", who=CHIEF, day=9)
    assert "没有够得上“督办”" in issue(clerk, "督办", who=CHIEF, day=9, code=2)

    signing = ("letter", "receive", "2026-L0001", "--by", "张强", "--unit")
    assert "发给“文昌湾区管委会”" in clerk(*signing, "别的单位", code=2)
    assert "张强于2026-11-24" in clerk(*signing, UNIT, day=1)
    letters = listed(clerk)
    assert [one["number"] for one in letters] == ["2026-L0001", "2026-L0002"]
    assert [len(one["receipts"]) for one in letters] == [1, 0]

    assert (
        run(["letter", "print", "2026-L0001", "--out", str(tmp_path / "out"), "--db", clerk.district.db]) == 0
    )
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".docx", ".html"]


def test_what_cannot_be_issued_changes_nothing(clerk):
    number = clerk.late()["number"]
    wrong = [
        (("整改通知", "--issue", number), INSPECTOR, "够不上"),
        (("督促",), CHIEF, "没有“督促”；有：提醒、整改通知、督办"),
        (("整改通知",), OWN, "责任单位，不行"),
        (("复核决定", "--issue", number), CHIEF, "没有裁定过的申诉"),
        (("复核决定",), CHIEF, "一次写一个问题"),
    ]
    for (step, *more), who, told in wrong:
        assert told in issue(clerk, step, *more, who=who, code=2)
    assert listed(clerk) == [] and clerk.row(number)["state"] == "suspected"


def test_a_letter_about_named_rows_reads_these_and_no_others(store, monkeypatch):
    """A portal has ten thousand rows: whoever signs does not wait for them."""
    [first] = store.issues.open("wch", [(OPENING, TOLD[0])])
    [other, row] = store.issues.open("wch", [(replace(OPENING, returned_from=first.number), TOLD[0])] * 2)
    for number in (first.number, other.number, row.number):
        for version, done in enumerate(TOLD[1:], 1):
            store.issues.append("wch", number, done, version=version)
    portal = Portal(
        id="wch", name="某网站", home="http://www.a.gov.cn/", hosts=("www.a.gov.cn",), units=(Unit(row.unit),)
    )
    desk = Desk(store, Actor(name="李强", role=Role.CHIEF), TOLD[-1].at)
    monkeypatch.setattr(store.issues, "of", lambda *_: pytest.fail("every row was read"))
    letter = letters.issue(
        desk, portal, load_scheme("quarterly_check"), "督办", row.unit, numbers=[row.number]
    )
    assert [item.issue for item in letter.items] == [row.number] and "又出现1次" in letter.items[0].why


def test_a_decided_appeal_is_told_in_a_letter_once(clerk):
    number = clerk.late()["number"]
    clerk.act("issue", "confirm", number=number)
    issue(clerk, "整改通知")
    clerk.act(
        "appeal", "file", "--kind", "误报", "--why", "定稿日期以会签为准", number=number, who=OWN, day=1
    )
    assert "没有裁定过" in issue(clerk, "复核决定", "--issue", number, who=CHIEF, day=1, code=2)
    clerk.act(
        "appeal", "decide", "--decision", "撤销", "--why", "会签日期属实", number=number, who=CHIEF, day=2
    )
    assert "2026-L0002：申诉复核决定书" in issue(clerk, "复核决定", "--issue", number, who=CHIEF, day=2)
    assert "已经出具，编号 2026-L0002" in issue(
        clerk, "复核决定", "--issue", number, who=CHIEF, day=3, code=2
    )
    with Store.existing(clerk.district.db) as store:
        paper = official.paper_of(store.letters.get("2026-L0002"))
    text = "".join(block.text for block in paper.blocks)
    assert "撤销这个问题，不扣分。理由：会签日期属实。" in text and "复核人：李强" in text
