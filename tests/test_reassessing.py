"""Judged rows drawn for a second person: the same for everybody who draws, and blind to the first judgement."""

import json

from after_night import district as district
from after_night import told
from clerk import Clerk
from findings import FINANCE, findings_of_a_quarter
from rulings import a_row, event

from auditor.inspection.reassessing import draw
from auditor.models.issue_kinds import Act

FOUND = [f for f in findings_of_a_quarter() if f.unit == FINANCE]


def rows():
    acts = [Act.CONFIRM, Act.DISMISS]
    return [a_row(f, acts[n % 2], number=f"2024-{n:04d}") for n, f in enumerate(FOUND, 1)]


def test_the_same_seed_draws_the_same_rows_whatever_was_judged_again() -> None:
    one = draw(rows(), "赵敏", seed=7, size=3)
    again = [
        *rows()[1:],
        a_row(FOUND[0], Act.CONFIRM, event(Act.REASSESS, "none"), number="2024-0001"),
    ]
    two = draw(again, "赵敏", seed=7, size=3)
    assert [r.number for r in one.rows] == [r.number for r in two.rows] and one.frame_hash == two.frame_hash
    assert [r.number for r in draw(rows(), "赵敏", seed=8, size=3).rows] != [r.number for r in one.rows]


def test_nobody_is_shown_what_he_judged_himself_or_what_nobody_judged() -> None:
    bare = a_row(FOUND[0], number="2024-0999")
    assert draw([*rows(), bare], "王丽", seed=7, size=99).frame_size == 0
    assert {r.number for r in draw([*rows(), bare], "赵敏", seed=7, size=99).rows} == {
        r.number for r in rows()
    }


def test_the_list_says_nothing_of_the_first_judgement_and_the_figure_has_its_card(district, capsys) -> None:
    clerk, profile = Clerk(district, capsys), str(district.profile)
    numbers = [row["number"] for row in clerk.rows()][:2]
    clerk("issue", "confirm", numbers[0], "--by", "王丽", "--role", "inspector")
    clerk("issue", "dismiss", numbers[1], "--why", "附件里写着", "--by", "王丽", "--role", "inspector")
    asked = ("inspect", "reassess", profile, "--seed", "3", "--by", "赵敏", "--db", district.db)
    shown = told(capsys, *asked)
    assert all(number in shown for number in numbers) and "种子 3，可抽 2 行" in shown
    lines = told(capsys, *asked, "--format", "jsonl")
    assert [json.loads(line)["judged"] for line in lines.splitlines()] == [False, False]
    for word in ("王丽", "已确认", "误报：", "附件里写着", "confirm", "dismiss"):
        assert word not in shown.rpartition("逐行再判")[0] and word not in lines, word
    own = ("--db", district.db)
    assert "可以复评" in told(capsys, "inspect", "reassess", profile, "--by", "王丽", *own, code=2)
    for number in numbers:
        said = told(capsys, "issue", "reassess", number, "--result", "属实", "--by", "赵敏", *own)
        assert "已确认" not in said and "误报" not in said
    card = told(capsys, "inspect", "agreement", profile, *own)
    assert "复评2条，结论相同1条" in card and "分母：复评过的2条" in card and "时段：" in card
