"""Records: every noun comes back from JSON as it went in, and old records are still read."""

import json
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.models import Finding, Page, PageKind, Portal, Section, Spell, Visit
from auditor.models.record import from_record, to_record


@pytest.mark.parametrize("kind", [Page, Finding, Visit, Section, Spell])
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_noun_comes_back_as_it_went_in(kind, data):
    noun = data.draw(st.from_type(kind))
    assert from_record(kind, json.loads(json.dumps(to_record(noun)))) == noun


def test_a_portal_with_options_comes_back():
    portal = Portal(
        id="a", name="甲", home="", hosts=(), rule_options={"LAG001": {"limit_workdays": 20, "on": True}}
    )
    assert from_record(Portal, to_record(portal)) == portal


def test_what_is_usual_is_left_out():
    assert to_record(Section("区教育局", "通知公告")) == {"unit": "区教育局", "path": "通知公告"}


@dataclass(frozen=True)
class Newer:
    """A noun as a later program has it."""

    name: str
    kind: PageKind = PageKind.UNKNOWN
    pages: tuple[str, ...] = ()


def test_records_of_an_older_program_are_read():
    old = {"name": "甲", "dropped": "a field no longer kept"}
    assert from_record(Newer, old) == Newer("甲")


def test_what_has_no_record_is_refused():
    with pytest.raises(TypeError):
        to_record({"a": object()})
    with pytest.raises(TypeError):
        from_record(set[str], [])
