"""No rule raises on a broken page. AUDITOR_FUZZ=2000 runs as many pages; a few are enough on every change."""

import datetime as dt
import os
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.judge.judge import judge
from auditor.models import DocumentClass, Site
from auditor.portal.profile import parse_portal
from auditor.rule import load
from auditor.sample import portal
from auditor.sample.portal_site import answers, article_path, articles
from spiders.extract.extract import extract

NOW = dt.datetime(2026, 4, 13, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))
RULES = load("rules")
ROUNDS = int(os.environ.get("AUDITOR_FUZZ", "40"))


@cache
def seeds() -> list[bytes]:
    """One page of each kind of article in each family."""
    chosen = {}
    for article in articles().values():
        chosen.setdefault((article.section, article_path(article).split("/")[1]), article_path(article))
    given = (answers(1).get(path) for path in list(chosen.values())[:40])
    return [answer.body for answer in given if answer and answer.status == 200]


MUTATIONS = {
    "cut": lambda body, n: body[: n % (len(body) + 1)],
    "nested": lambda body, n: body.replace(b"<p>", b"<div>" * (n % 3000) + b"<p>", 1),
    "huge table": lambda body, n: body.replace(
        b"</p>", b"</p><table>" + b"<tr><td colspan=999>1<td rowspan=99>2</tr>" * (n % 300) + b"</table>", 1
    ),
    "wrong encoding": lambda body, n: body.decode(errors="ignore").encode("gb18030"),
    "controls": lambda body, n: body.replace("。".encode(), bytes([n % 32]) + b"\x00&#x0;&#xD800;"),
    "entities": lambda body, n: body.replace(b"<td>", b"<td>&nbsp;&unknown;&#99999999;&lt;"),
    "long line": lambda body, n: body.replace("。".encode(), "（《“".encode() * (n % 2000), 1),
    "digits": lambda body, n: body.replace("年".encode(), str(n).encode() * (n % 50)),
    "shuffled": lambda body, n: body[len(body) // 2 :] + body[: len(body) // 2],
    "no dates": lambda body, n: body.replace(b"2026", b"9999").replace(b"2025", b"0000"),
}


@settings(max_examples=ROUNDS, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.integers(0, 39),
    st.lists(st.tuples(st.sampled_from(sorted(MUTATIONS)), st.integers(0, 99999)), max_size=3),
)
def test_no_rule_raises_on_a_mutated_page(seed, mutations):
    body = seeds()[seed % len(seeds())]
    for name, number in mutations:
        body = MUTATIONS[name](body, number)
    _judged(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 1000,
        b"<div>" * 10_000,
        b"<table>" * 3_000,
        "（".encode() * 50_000,
        b"&" * 50_000,
        b"<!--" * 9_000,
    ],
    ids=["empty", "zeros", "nested", "tables", "brackets", "ampersands", "comments"],
)
def test_no_rule_raises_on_a_hostile_page(body):
    _judged(body)


def _judged(body: bytes) -> None:
    site = Site(portal=parse_portal(portal("http://www.example.gov.cn"), "fuzz"), as_of=NOW)
    page = extract(body, url="http://www.example.gov.cn/zwgk/202604/t20260409_1.html", fetched_at=NOW)
    for document_class in (page.document_class, DocumentClass.NORMATIVE, DocumentClass.ANNUAL_REPORT):
        given_class = replace(page, document_class=document_class)
        broken = [f.code for f in judge([given_class], site, RULES).findings if "规则未能执行" in f.message]
        assert broken == []
