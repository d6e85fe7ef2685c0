"""Two rows that speak of one fault become one: at the command line, in both histories, and undone again."""

import pytest
from clerk import CHIEF, OWN, Clerk
from mini_district import District


@pytest.fixture
def clerk(after_a_night: District, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(after_a_night, capsys)


def two(clerk: Clerk) -> tuple[str, str]:
    """Two suspicions of the one unit."""
    first, second, *_ = [row["number"] for row in clerk.rows("--state", "suspected", "--unit", OWN[1])]
    return str(first), str(second)


def merge(clerk: Clerk, *words: str, **how: object) -> str:
    return clerk.act("issue", "merge", *words, "--why", "说的是同一处", **how)


def test_both_histories_say_what_became_part_of_what(clerk: Clerk) -> None:
    one, other = two(clerk)
    assert f"并入{other}号" in merge(clerk, "--into", other, number=one)
    merged, kept = clerk.row(one), clerk.row(other)
    assert (merged["state"], merged["points"], merged["merged_into"]) == ("withdrawn", 0, other)
    assert merged["deviation"] is None and merged["ended_on"]
    assert (kept["state"], kept["absorbed"], kept["merged_into"]) == ("suspected", [one], None)
    for row, act, number in ((merged, "merge", other), (kept, "absorbed", one)):
        told = row["events"][-1]
        assert (told["act"], told["other"], told["by"], told["why"]) == (act, number, "王丽", "说的是同一处")
    assert f"并入另一行（{other}）：说的是同一处" in clerk("issue", "show", one, "--format", "text")


def test_nights_leave_it_and_it_is_undone(clerk: Clerk) -> None:
    one, other = two(clerk)
    clerk.act("issue", "confirm", number=one)
    merge(clerk, "--into", other, number=one)
    before = clerk.rows()
    clerk.district.night(1)
    rows = clerk.rows()
    assert rows[: len(before)] == before
    assert clerk.row(one)["state"] == "withdrawn"
    clerk.act("issue", "unmerge", number=one, day=1)
    row = clerk.row(one)
    assert (row["state"], row["merged_into"], row["points"]) == ("confirmed", None, None)
    assert clerk.row(other)["absorbed"] == [] and clerk.row(other)["events"][-1]["act"] == "let_go"
    clerk.act("issue", "unmerge", number=one, code=2)


def test_what_cannot_be_one_stays_two(clerk: Clerk) -> None:
    one, other = two(clerk)
    foreign = next(r["number"] for r in clerk.rows("--state", "suspected") if r["unit"] != OWN[1])
    assert "责任单位不同" in merge(clerk, "--into", foreign, number=one, code=2)
    assert "自己" in merge(clerk, "--into", one, number=one, code=2)
    assert "没有问题 2026-9999" in merge(clerk, "--into", "2026-9999", number=one, code=2)
    assert "理由" in clerk.act("issue", "merge", "--into", other, number=one, code=2)
    assert "办理" in merge(clerk, "--into", other, number=one, who=CHIEF, code=2)
    clerk.act("issue", "dismiss", "--why", "不是", number=other)
    assert "误报" in merge(clerk, "--into", other, number=one, code=2)
    clerk.act("issue", "confirm", number=other)
    clerk.act("issue", "notify", number=other)
    assert "已下发" in merge(clerk, "--into", one, number=other, code=2)
    merge(clerk, "--into", other, number=one)
    third = next(r["number"] for r in clerk.rows("--state", "suspected", "--unit", OWN[1]))
    assert f"并入{other}号" in merge(clerk, "--into", one, number=third, code=2)
    assert clerk.row(third)["state"] == "suspected"


def test_several_become_part_of_one_or_none_of_them(clerk: Clerk) -> None:
    one, other, third, *_ = [row["number"] for row in clerk.rows("--state", "suspected", "--unit", OWN[1])]
    merge(clerk, one, other, "--into", third, number="2026-9999", code=2)
    assert clerk.row(one)["state"] == "suspected" and clerk.row(third)["absorbed"] == []
    merge(clerk, one, "--into", third, number=other)
    assert clerk.row(third)["absorbed"] == [one, other]


def test_other_points_are_kept_with_those_of_the_scheme(clerk: Clerk) -> None:
    number = str(clerk.late()["number"])
    assert "理由" in clerk.act("issue", "reprice", "--points", "0.25", number=number, code=2)
    told = clerk.act("issue", "reprice", "--points", "0.25", "--why", "情节轻", number=number)
    row = clerk.row(number)
    before = row["deviation"]["from"]
    assert before > 0.25 and f"{before}分改为0.25分" in told
    assert row["deviation"] == {"kind": "改扣分", "state": "同意", "from": before, "to": 0.25}
    assert (row["state"], row["points"]) == ("suspected", 0.25)
    clerk.act("issue", "confirm", number=number)
    clerk.act("issue", "notify", number=number)
    assert clerk.row(number)["points"] == 0.25
    clerk.act("issue", "reprice", "--points", "0.1", "--why", "情节轻", number=number, code=2)


def test_what_a_machine_found_does_not_vanish_into_what_the_unit_told_of_itself(clerk: Clerk) -> None:
    """What a unit tells of itself costs nothing."""
    one, _ = two(clerk)
    words = ("--unit", OWN[1], "--url", "http://www.example.gov.cn/1.html", "--code", "FLD001")
    clerk("issue", "add", *words, "--message", "没有索引号", "--source", "单位自查", *OWN)
    own = clerk.rows()[-1]["number"]
    assert "不扣分" in merge(clerk, "--into", own, number=one, code=2)
    assert clerk.row(one)["state"] == "suspected"
    merge(clerk, "--into", one, number=own)
    assert clerk.row(own)["merged_into"] == one
