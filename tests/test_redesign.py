"""A unit's site is redesigned: every address changes and two sections become one. Its rows stay what they were."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from row_nights import Office
from stores import finding

from auditor.ledger.issue_opening import Signs
from auditor.ledger.issue_sync import Steps
from auditor.models import Finding
from auditor.models.issue_kinds import Act

OLD, NEW = "http://www.wenchanghu.example", "http://www.wenchanghu.example/gov/col/art"
TOLD = (Act.CONFIRM, Act.NOTIFY)
FATES = [
    (),
    (Act.CONFIRM,),
    (Act.DISMISS,),
    TOLD,
    (*TOLD, Act.FIXED),
    (*TOLD, Act.PLATFORM),
    (*TOLD, Act.WITHDRAW),
]
INDEXED = st.booleans()


def before(n: int) -> Finding:
    section = "政策文件" if n % 2 else "通知公告"
    return finding(n, url=f"{OLD}/{section}/{n}.html", section=section, title=f"关于第{n}项工作的通知")


def after(n: int) -> Finding:
    return replace(before(n), url=f"{NEW}/2026/{n}/index.html", section="政策与公告", fingerprint=f"new{n}")


def signs(n: int, indexed: bool, *, redesigned: bool) -> Signs:
    """The number of the page where it has one; else its title and text, which the redesign left alone."""
    title = f"关于第{n}项工作的通知"
    if indexed:
        return Signs(f"1137/2026-{n}", title, f"template{redesigned}-{n}")
    return Signs(None, title, f"text{n}")


@given(
    st.lists(st.tuples(st.sampled_from(FATES), INDEXED), min_size=1, max_size=8),
    st.integers(0, 2),
    st.booleans(),
)
def test_no_row_ends_or_returns_or_loses_its_number_clock_state_or_dismissal(
    rows: Any, away: int, gone: bool
) -> None:
    numbers = range(1, len(rows) + 1)
    pages = {before(n).url: signs(n, rows[n - 1][1], redesigned=False) for n in numbers}
    pages |= {after(n).url: signs(n, rows[n - 1][1], redesigned=True) for n in numbers}
    office = Office(pages=pages)
    office.night(*map(before, numbers))
    of_page = {row.url: int(number[-4:]) for number, row in office.rows.items()}
    for n in numbers:
        office.act(of_page[before(n).url], *rows[n - 1][0])
    was = {
        number: (row.state, row.rectify_by, row.points, row.confirmer) for number, row in office.rows.items()
    }
    for _ in range(
        away
    ):  # nights that could not read the old pages, or found them gone, and not yet the new ones
        office.night(missed=() if gone else tuple(before(n).fingerprint for n in numbers))
    for _ in range(2):
        office.night(*map(after, numbers))
        now = {
            number: (row.state, row.rectify_by, row.points, row.confirmer)
            for number, row in office.rows.items()
        }
        assert now == was and office.judged() == Steps()
    assert {row.url for row in office.rows.values()} == {after(n).url for n in numbers}
    assert not any(row.opening.returned_from for row in office.rows.values())
