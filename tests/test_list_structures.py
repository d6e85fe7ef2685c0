"""The table of docs/lists.zh-CN.md tells how each structure is read: each line is read over loopback and compared."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from list_structures import structures
from made_portals import BASE
from served_lists import Shelf, shelf

from auditor.models import VisitState
from spiders.listing.rendered import read_rendered

TABLE = Path(__file__).parents[1] / "docs/lists.zh-CN.md"
LINES = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", TABLE.read_text("utf-8"), re.MULTILINE)
STATES = {
    "直接读": VisitState.READABLE,
    "写档案": VisitState.READABLE,
    "浏览器": VisitState.UNREADABLE,
    "没有读完": VisitState.PARTIAL,
    "读不到": VisitState.UNREADABLE,
}


@pytest.fixture(scope="module")
def served() -> Iterator[Shelf]:
    with shelf() as server:
        yield server


def test_the_table_holds_every_structure_once_in_order() -> None:
    assert [name for _, name, _, _ in LINES] == list(structures())
    assert [int(number) for number, *_ in LINES] == list(range(1, 28))


@pytest.mark.parametrize(
    ("name", "way", "said"), [line[1:] for line in LINES], ids=[line[1] for line in LINES]
)
def test_a_structure_is_read_as_the_table_tells(name: str, way: str, said: str, served: Shelf) -> None:
    one = structures()[name]
    found = served.read(one.made)
    assert found.visit.state is STATES[way], found.visit.why
    if way in ("直接读", "写档案"):
        assert found.urls == {BASE + row.path for row in one.made.rows}
        assert found.days == {row.day for row in one.made.rows}
    if way == "浏览器":
        assert one.rendered is not None
        listing = read_rendered(one.rendered, one.made.section, one.made.cms)
        assert (listing.state, len(listing.entries)) == (VisitState.READABLE, len(one.made.rows))
        assert said in listing.course.end
    else:
        assert said in (found.end if way in ("直接读", "写档案") else found.visit.why)
    if way == "写档案":
        assert one.made.form is not None
        assert served.read(replace(one.made, form=None)).visit.state is VisitState.UNREADABLE
