"""What did not change is not judged again, and nobody can tell by the findings."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from sample_night import RULES as BY_CODE

from auditor.judge.judge import Judgement, judge
from auditor.judge.memory import Memory, Verdicts
from auditor.models import (
    Attachment,
    Basis,
    Document,
    Exemption,
    FileContent,
    Flaw,
    Look,
    Page,
    PageKind,
    Paragraph,
    Portal,
    Severity,
    Site,
    Unit,
    Verdict,
)
from auditor.models.address import canonical
from auditor.models.record import decode, encode
from auditor.rule import Rule, page_rule, site_rule
from auditor.rule.edition import edition

RULES = list(BY_CODE.values())

AT = dt.datetime(2026, 4, 13, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))
CONTENT = FileContent(Document((Paragraph("清单一"), Paragraph("清单二"))))
FILE = Attachment("http://a.gov.cn/1.docx", "清单.docx", "docx", (Look(AT, 200),), CONTENT)
PAGE = Page(
    source="a", url="http://a.gov.cn/1.html", kind=PageKind.ARTICLE, fetched_at=AT, title="通知", capture="sha256:1",
    document=Document((Paragraph("正文"),)), attachments=(FILE,), first_seen_at=AT, unit="区教育局",
)  # fmt: skip
OTHER = replace(PAGE, source="b", url="http://a.gov.cn/2.html", attachments=())
PORTAL = Portal(id="a", name="甲区", home="http://a.gov.cn/", hosts=("a.gov.cn",))
EVERY = ("PLAIN", "FILES", "UNIT", "DAY", "HOUR", "WAITS")
KEYED = {"PLAIN", "FILES", "UNIT"}

asked: Counter[str] = Counter()


def _declared(code: str, **traits: object) -> object:
    basis = (Basis("条例", "第六条"),)
    return page_rule(code, f"规则{code}", Severity.ORDINARY, basis=basis, **traits)  # type: ignore[arg-type]


def _flaw(code: str, page: Page, subject: str = "") -> Flaw:
    asked[code] += 1
    return Flaw(
        verdict=Verdict.FAIL, message=f"{page.title}有问题", subject=subject, quote=page.document.text
    )


@_declared("PLAIN")
def plain(page: Page, site: Site, *, limit: int = 1) -> Iterator[Flaw]:
    yield _flaw("PLAIN", page, str(limit))


@_declared("FILES", reads_files=True)
def files(page: Page, site: Site) -> Iterator[Flaw]:
    for paragraph in page.document.paragraphs:
        yield _flaw("FILES", page, paragraph.text)


@_declared("UNIT")
def unit(page: Page, site: Site) -> Iterator[Flaw]:
    yield _flaw("UNIT", page, ",".join(unit.name for unit in site.portal.units))


@_declared("DAY")
def day(page: Page, site: Site) -> Iterator[Flaw]:
    yield _flaw("DAY", page, f"{site.as_of:%d}")


@_declared("HOUR")
def hour(page: Page, site: Site) -> Iterator[Flaw]:
    yield _flaw("HOUR", page, f"{page.fetched_at:%H}")


@_declared("OPENS")
def opens(page: Page, site: Site) -> Iterator[Flaw]:
    for attachment in page.attachments:
        yield _flaw("OPENS", page, str(attachment.looks[-1].status))


@_declared("WAITS", awaits=lambda page: page.url.endswith("2.html"))
def waits(page: Page, site: Site) -> Iterator[Flaw]:
    yield _flaw("WAITS", page, str(len(site.pages)))


@site_rule("SITE", "站点", Severity.ORDINARY, basis=(Basis("条例", "第六条"),))
def whole(site: Site) -> Iterator[Flaw]:
    yield Flaw(verdict=Verdict.FAIL, message="x", subject=str(len(site.pages)), page=site.pages[0])


OF_PAGES: tuple[Rule, ...] = (plain, files, unit, day, hour, waits, whole)  # type: ignore[assignment]


def _kept(judgement: Judgement) -> dict[str, Verdicts]:
    """As the store gives them back."""
    return {address: decode(Verdicts, encode(said)) for address, said in judgement.heard.items()}


def _first(rules: Sequence[Rule] = OF_PAGES) -> Memory:
    return Memory("1", _kept(judge([PAGE, OTHER], Site(portal=PORTAL, as_of=AT), rules, Memory("1"))))


def _again(
    memory: Memory, *, pages: Sequence[Page] = (PAGE, OTHER), portal: Portal = PORTAL, as_of: dt.datetime = AT,
    rules: Sequence[Rule] = OF_PAGES,
) -> set[str]:  # fmt: skip
    """Codes that were asked once more; what they come to is what asking everybody comes to."""
    site = Site(portal=portal, as_of=as_of)
    fresh = judge(pages, site, rules)
    asked.clear()
    remembered = judge(pages, site, rules, memory)
    assert replace(remembered, heard={}) == fresh
    return set(asked)


def test_an_unchanged_page_is_asked_only_by_those_who_look_beyond_it():
    assert _again(_first()) == {"DAY", "HOUR", "WAITS"}


def test_a_rule_that_looks_beyond_the_page_sees_the_new_day():
    assert _again(_first(), as_of=AT + dt.timedelta(days=1)) == {"DAY", "HOUR", "WAITS"}


def test_a_page_fetched_again_with_the_same_words_is_not_asked_again():
    later = AT + dt.timedelta(hours=30)
    pages = [replace(page, fetched_at=later, capture="sha256:2") for page in (PAGE, OTHER)]
    assert _again(_first(), pages=pages) == {"DAY", "HOUR", "WAITS"}


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "公告"},
        {"first_seen_at": AT - dt.timedelta(days=1)},
        {"last_absent_at": AT - dt.timedelta(days=2)},
        {"unit": "区民政局"},
        {"section": "通知公告", "section_url": "http://a.gov.cn/tzgg/"},
        {"fields": {"issuer": None}},
        {"attachments": (replace(FILE, looks=(Look(AT, 200, capture="sha256:3"),)),)},
        {"attachments": (replace(FILE, content=FileContent(Document((Paragraph("清单三"),)))),)},
        {"document": Document((Paragraph("正文", in_table=True),))},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_changed_page_is_judged_anew_and_no_other(changes):
    memory = _first()
    assert _again(memory, pages=[replace(PAGE, **changes), OTHER]) == set(EVERY)
    assert asked["PLAIN"] == 1


def test_another_look_at_a_file_asks_only_those_who_mind_it():
    rules = (plain, files, opens)
    memory = _first(rules)
    looked = replace(PAGE, attachments=(replace(FILE, looks=(*FILE.looks, Look(AT, 404))),))
    assert _again(memory, pages=[looked, OTHER], rules=rules) == {"OPENS"}


@pytest.mark.parametrize(
    ("portal", "anew"),
    [
        (replace(PORTAL, rule_options={"PLAIN": {"limit": 2}}), {"PLAIN"}),
        (replace(PORTAL, shadow_rules={"UNIT": "试行"}), {"UNIT"}),
        (replace(PORTAL, disabled_rules={"UNIT": "不适用"}), set()),
        (replace(PORTAL, exemptions=(Exemption("PLAIN", "经批准"),)), set()),
        (replace(PORTAL, units=(Unit("区教育局"),)), KEYED),
        (replace(PORTAL, hosts=()), KEYED),
    ],
)
def test_of_the_profile_only_what_depends_on_it_is_asked_again(portal, anew):
    assert _again(_first(), portal=portal) & KEYED == anew


def test_a_new_version_of_a_rule_is_asked_and_the_others_are_not():
    newer = _with(plain, version=2)
    assert _again(_first(), rules=(newer, *OF_PAGES[1:])) & KEYED == {"PLAIN"}


def test_a_new_edition_asks_everybody():
    assert _again(replace(_first(), edition="2")) == set(EVERY)


def test_a_broken_rule_is_never_remembered():
    def broken(page: Page, site: Site) -> Iterator[Flaw]:
        asked["BROKEN"] += 1
        raise ZeroDivisionError

    rules = (_with(plain, code="BROKEN", judge=broken), *OF_PAGES)
    assert "BROKEN" in _again(_first(rules), rules=rules)


def test_what_nobody_changed_is_not_written_again():
    site = Site(portal=PORTAL, as_of=AT)
    assert judge([PAGE, OTHER], site, OF_PAGES, _first()).heard == {}
    changed = judge([replace(PAGE, title="公告"), OTHER], site, OF_PAGES, _first())
    assert changed.heard.keys() == {canonical(PAGE.url)}


def test_nothing_is_remembered_unasked():
    assert judge([PAGE], Site(portal=PORTAL, as_of=AT), OF_PAGES).heard == {}


def test_the_edition_is_that_of_the_rules_packages():
    assert edition(RULES) == edition(list(reversed(RULES)))
    assert edition(RULES) != edition(OF_PAGES)


def _with(rule: Rule, **changes: object) -> Rule:
    return Rule(**{name: getattr(rule, name) for name in Rule.__dataclass_fields__} | changes)  # type: ignore[arg-type]
