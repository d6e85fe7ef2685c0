"""Records: every noun comes back from JSON as it went in, and old records are still read."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.models import (
    Document,
    DocumentClass,
    Finding,
    Page,
    PageKind,
    Paragraph,
    Portal,
    Section,
    Signature,
    Spell,
    Visit,
)
from auditor.models.record import decode, encode

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))  # lengths and sizes


@pytest.mark.parametrize("kind", [Page, Finding, Visit, Section, Spell])
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_noun_comes_back_as_it_went_in(kind, data):
    noun = data.draw(st.from_type(kind))
    assert decode(kind, encode(noun)) == noun
    assert decode(kind, encode(noun).encode()) == noun


def test_a_portal_with_options_comes_back():
    portal = Portal(
        id="a", name="甲", home="", hosts=(), rule_options={"LAG001": {"limit_workdays": 20, "on": True}}
    )
    assert decode(Portal, encode(portal)) == portal


def test_what_is_usual_is_left_out():
    assert encode(Section("区教育局", "通知公告")) == '{"unit":"区教育局","path":"通知公告","period":{}}'
    assert encode(Paragraph("甲", False, "")) == '{"text":"甲"}'


def test_records_of_one_noun_are_one_text_however_it_was_made():
    page = Page(source="a", url="a", fetched_at=dt.datetime(2026, 4, 13, tzinfo=dt.UTC), cms="jpage")
    assert encode(decode(Page, encode(page))) == encode(page)


@dataclass(frozen=True)
class Newer:
    """A noun as a later program has it."""

    name: str
    kind: PageKind = PageKind.UNKNOWN
    pages: tuple[str, ...] = ()


def test_records_of_an_older_program_are_read():
    old = {"name": "甲", "dropped": "a field no longer kept"}
    assert decode(Newer, json.dumps(old)) == Newer("甲")


# As the first program wrote it: every key it knew, spaces or none, zones as offsets.
OLD_PAGE = """{"source": "http://a/1.html", "url": "http://a/1.html", "cms": "generic", "kind": "article",
"document_class": "news", "status": 200, "fetched_at": "2026-04-13T01:00:00+08:00", "title": "通知",
"fields": {"published_on": "2026-04-09", "issuer": null}, "labels": {}, "was_here_once": [1, {"a": null}],
"document": {"paragraphs": [{"text": "甲"}, {"text": "乙", "in_table": true}],
"signed": {"dated_on": "2026-04-08", "issuers": ["区政府"]}}, "breadcrumb": ["首页", "公开"]}"""


def test_a_page_of_the_first_program_is_read_with_its_types():
    page = decode(Page, OLD_PAGE)
    assert (page.kind, page.document_class) == (PageKind.ARTICLE, DocumentClass.NEWS)
    assert page.fetched_at == dt.datetime(2026, 4, 12, 17, tzinfo=dt.UTC)
    assert page.fields == {"published_on": "2026-04-09", "issuer": None}
    assert page.breadcrumb == ("首页", "公开")
    assert page.document == Document(
        (Paragraph("甲"), Paragraph("乙", in_table=True)),
        signed=Signature(dated_on=dt.date(2026, 4, 8), issuers=("区政府",)),
    )


@pytest.mark.parametrize("text", ["半个\ud800字", "空\0字", "\udfff", "𠮷"])
def test_what_no_database_takes_is_escaped_and_comes_back(text):
    page = replace(decode(Page, OLD_PAGE), title=text, fields={text: text})
    record = encode(page)
    assert "\0" not in record
    record.encode()  # what UTF-8 cannot carry would raise
    assert decode(Page, record) == page


def test_chinese_stands_as_it_is():
    assert encode({"栏目": "通知公告"}) == '{"栏目":"通知公告"}'


def test_mappings_of_every_kind_are_written():
    noun = Portal(id="a", name="甲", home="", hosts=(), selectors=MappingProxyType({"body": "div"}))
    assert decode(Portal, encode(noun)) == replace(noun, selectors={"body": "div"})
    assert decode(Mapping[str, int], encode(MappingProxyType({"new": 1}))) == {"new": 1}


def test_what_has_no_record_is_refused():
    with pytest.raises(TypeError):
        encode({"a": object()})
    with pytest.raises(ValueError, match="name"):
        decode(Newer, '{"name": 5}')
    with pytest.raises(ValueError, match=r"\S"):
        decode(Newer, '{"name": ')
