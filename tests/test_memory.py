"""What did not change is not judged again, and nobody can tell by the findings."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from sample_night import RULES as BY_CODE

from auditor.judge.judge import Judgement, judge
from auditor.judge.memory import Memory, SiteVerdicts, Verdicts
from auditor.models import (
    Attachment,
    Basis,
    Document,
    Entry,
    Exemption,
    FileContent,
    Flaw,
    Look,
    Page,
    PageKind,
    Paragraph,
    Portal,
    Section,
    SectionView,
    Severity,
    Site,
    Unit,
    Verdict,
    Visit,
    VisitState,
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


def _of_whole(code: str) -> object:
    return site_rule(code, f"规则{code}", Severity.ORDINARY, basis=(Basis("条例", "第六条"),))


def _flaw_of_whole(code: str, subject: str, page: Page | None = None) -> Flaw:
    asked[code] += 1
    return Flaw(verdict=Verdict.FAIL, message="x", subject=subject, page=page, section=SECTION)


@_of_whole("SITE")
def whole(site: Site) -> Iterator[Flaw]:
    yield _flaw_of_whole("SITE", ",".join(page.title or "" for page in site.pages), site.pages[0])


@_of_whole("LISTS")
def lists(site: Site) -> Iterator[Flaw]:
    read = [
        (view.entries, view.newest_state, view.last_readable and view.last_readable.note)
        for view in site.sections
    ]
    yield _flaw_of_whole("LISTS", str(read))


@_of_whole("BODIES")
def bodies(site: Site) -> Iterator[Flaw]:
    yield _flaw_of_whole("BODIES", ",".join(site.documents[address].text for address in site.documents))


@_of_whole("VISITS")
def visits(site: Site) -> Iterator[Flaw]:
    yield _flaw_of_whole("VISITS", str([len(view.visits) for view in site.sections]))


@_of_whole("READ_AT")
def read_at(site: Site) -> Iterator[Flaw]:
    newest = [view.last_readable for view in site.sections]
    yield _flaw_of_whole("READ_AT", str([visit.visited_at for visit in newest if visit]))


@_of_whole("FETCHED")
def fetched(site: Site) -> Iterator[Flaw]:
    yield _flaw_of_whole("FETCHED", str(site.pages[0].fetched_at))


def _days(site: Site) -> str:
    return f"{site.as_of:%d}"


@_of_whole("ONCE")
def once(site: Site) -> Iterator[Flaw]:
    yield _flaw_of_whole("ONCE", site.once(_days))


@_of_whole("TWICE")
def twice(site: Site) -> Iterator[Flaw]:
    yield _flaw_of_whole("TWICE", site.once(_days))


@_of_whole("STRANGER")
def stranger(site: Site) -> Iterator[Flaw]:
    yield _flaw_of_whole("STRANGER", "x", replace(PAGE, url="http://a.gov.cn/9.html"))


@_of_whole("SILENT")
def silent(site: Site) -> Iterator[Flaw]:
    yield Flaw(verdict=Verdict.FAIL, message="x", subject=str(len(site.pages)), page=site.pages[0])


OF_PAGES: tuple[Rule, ...] = (plain, files, unit, day, hour, waits, silent)  # type: ignore[assignment]
OF_WHOLE: tuple[Rule, ...] = (whole, lists, bodies, visits, read_at, fetched, once, twice, stranger)  # type: ignore[assignment]
BEYOND = {"VISITS", "READ_AT", "FETCHED", "ONCE", "TWICE", "STRANGER"}
SECTION = Section(unit="区教育局", path="通知公告", url="http://a.gov.cn/list/")
VIEW = SectionView(
    SECTION, (Visit(AT, VisitState.READABLE, note="暂无"),), (Entry("http://a.gov.cn/1.html", "通知"),)
)


def _kept(judgement: Judgement) -> dict[str, Verdicts]:
    """As the store gives them back."""
    return {address: decode(Verdicts, encode(said)) for address, said in judgement.heard.items()}


def _site(portal: Portal = PORTAL, as_of: dt.datetime = AT, view: SectionView = VIEW) -> Site:
    documents = {canonical(page.url): page.document for page in (PAGE, OTHER)}
    return Site(portal=portal, as_of=as_of, sections=(view,), documents=documents)


def _first(rules: Sequence[Rule] = OF_PAGES) -> Memory:
    judgement = judge([PAGE, OTHER], _site(), rules, Memory("1"))
    return Memory("1", _kept(judgement), decode(SiteVerdicts, encode(judgement.whole)))


def _again(
    memory: Memory, *, pages: Sequence[Page] = (PAGE, OTHER), portal: Portal = PORTAL, as_of: dt.datetime = AT,
    rules: Sequence[Rule] = OF_PAGES, view: SectionView = VIEW,
) -> set[str]:  # fmt: skip
    """Codes that were asked once more; what they come to is what asking everybody comes to."""
    site = _site(portal, as_of, view)
    fresh = judge(pages, site, rules)
    asked.clear()
    remembered = judge(pages, site, rules, memory)
    assert replace(remembered, heard={}, whole=None) == fresh
    return set(asked)


def test_an_unchanged_portal_is_asked_only_by_site_rules_that_look_at_the_hour():
    assert _again(_first(OF_WHOLE), rules=OF_WHOLE) == BEYOND


def test_the_next_night_finds_nothing_new_to_ask_about_an_unchanged_portal():
    later = AT + dt.timedelta(days=1)
    pages = [replace(page, fetched_at=later, capture="sha256:2") for page in (PAGE, OTHER)]
    visited = replace(VIEW, visits=(*VIEW.visits, replace(VIEW.visits[0], visited_at=later)))
    assert _again(_first(OF_WHOLE), pages=pages, as_of=later, view=visited, rules=OF_WHOLE) == BEYOND


@pytest.mark.parametrize(
    "changed",
    [
        {"pages": (replace(PAGE, title="公告"), OTHER)},
        {"pages": (OTHER, PAGE)},
        {"pages": (PAGE,)},
        {"pages": (PAGE, replace(OTHER, document=Document((Paragraph("另文"),))))},
        {"view": replace(VIEW, entries=())},
        {"view": replace(VIEW, visits=())},
        {"view": replace(VIEW, visits=(*VIEW.visits, Visit(AT, VisitState.PARTIAL)))},
        {"view": replace(VIEW, visits=(replace(VIEW.visits[0], note="停更"),))},
        {"portal": replace(PORTAL, name="乙区")},
    ],
)
def test_whatever_changes_of_the_portal_is_seen_by_every_site_rule(changed):
    assert _again(_first(OF_WHOLE), rules=OF_WHOLE, **changed) == {rule.code for rule in OF_WHOLE}


def test_a_site_rule_whose_options_changed_is_asked_again():
    portal = replace(PORTAL, shadow_rules=frozenset({"LISTS"}))
    assert _again(_first(OF_WHOLE), portal=portal, rules=OF_WHOLE) == BEYOND | {"LISTS"}


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
