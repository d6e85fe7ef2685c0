"""Every page as every role comes to it: each link, each form that asks, each download; nothing breaks, nothing leaks."""

import re
import shutil
from collections import Counter
from itertools import product
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import lxml.html
import pytest
from marked_district import COMMON, MARKS, Marked, words_in
from mini_district import District
from portal_visitor import OTHER, PEOPLE, UNIT, Portal, Visitor

from auditor.models.role import Role
from auditor.office.accounts import new_user
from auditor.web.rooms import GuardedRoute

EACH = 6  # addresses of one kind of page that a role opens; those of rules are all alike
CHOICES = 12  # of one form that asks
QUIET = ("/static/", "/logout")
BY_HAND = {"/login", "/api/v1/issues/{portal}/{number}", "/api/v1/openapi.json"}  # which no page links to
BEGIN = (
    "/",
    *(f"/api/v1/{name}" for name in ("me", "issues", "issues.csv", "issues.xlsx")),
    *(f"/api/v1/{name}" for name in ("tasks", "tasks.csv", "tasks.xlsx", "inspections")),
)


_UNSAFE = (  # of an answer that is somebody's own
    lambda answer: answer.headers["cache-control"] != "no-store",
    lambda answer: answer.headers["x-content-type-options"] != "nosniff",
    lambda answer: "unsafe" in answer.headers["content-security-policy"],
    lambda answer: (
        re.search(r"<style|<[a-z]+[^>]*\sstyle=|<[a-z]+[^>]*\son\w+=", answer.text)
        and "content-disposition" not in answer.headers
    ),
)


class Crawl:
    """What one person comes to from the menu, and what it said."""

    def __init__(self, portal: Portal, visitor: Visitor) -> None:
        self.visitor = visitor
        doors = [route for route in portal.app.routes if isinstance(route, GuardedRoute)]
        self.kinds = [door for door in doors if "GET" in (door.methods or ())]
        self.answers: dict[str, tuple[int, str]] = {}
        self.unsafe: list[str] = []
        self.shown_on: dict[str, str] = {}
        self._met: Counter[object] = Counter()
        self._waiting = list(BEGIN)
        while self._waiting:
            self._open(self._waiting.pop(0))

    def ask(self, address: str):
        return self.visitor.client.get(address, follow_redirects=True)

    def _open(self, address: str) -> None:
        answer = self.ask(address)
        self.unsafe += [address for told in _UNSAFE if told(answer)]
        self.answers[address] = answer.status_code, words_in(answer.content)
        if "html" in answer.headers["content-type"] and "content-disposition" not in answer.headers:
            for link in _links(address, answer.text):
                self._meet(link, address)

    def _meet(self, link: str, page: str) -> None:
        parts = urlsplit(link)
        ours = not parts.netloc and parts.path.startswith("/") and not parts.path.startswith(QUIET)
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if not ours or address in self.shown_on:
            return
        self.shown_on[address] = page
        kind = next((door.path for door in self.kinds if door.path_regex.fullmatch(parts.path)), parts.path)
        told = kind, tuple(name for name, _ in parse_qsl(parts.query))
        self._met[told] += 1
        if self._met[told] <= EACH:
            self._waiting.append(address)


def _links(address, words):
    tree = lxml.html.document_fromstring(words)
    for link in tree.xpath("//a/@href | //iframe/@src | //*/@hx-get"):
        yield urljoin(address, link).partition("#")[0]
    for form in tree.xpath("//form[@method='get' or not(@method)]"):
        fields = [[(name, value) for value in _values(form, name)] for name in form.fields]
        for _, chosen in zip(range(CHOICES), product(*filter(None, fields)), strict=False):
            yield f"{form.get('action')}?{urlencode(chosen)}"


def _values(form, name):
    """What a reader may give a field: each choice of a list, a word in a line."""
    field = form.inputs[name]
    if getattr(field, "value_options", None):
        return field.value_options[:8]
    return [field.value or (COMMON if field.get("type") in (None, "text", "search") else "")]


@pytest.fixture
def marked(first_night, tmp_path_factory):
    district, _ = first_night
    folder = tmp_path_factory.mktemp("marked")
    shutil.copytree(district.folder, folder, dirs_exist_ok=True)
    return Marked(Portal(District(district.portal, folder)))


@pytest.fixture
def crawls(marked):
    """Of one person a role, and of an operator who looks after this portal alone."""
    portal = marked.portal
    first = new_user(portal.store, "warden", "孙强", Role.OPERATOR, portal.at, portal=portal.portal)
    people = {name: portal.someone(name) for name in PEOPLE} | {"warden": portal.settled("warden", first)}
    return {name: Crawl(portal, visitor) for name, visitor in people.items()}


def test_every_page_as_every_role_comes_to_it(marked, crawls):
    """One test: the crawl is the dear part, and workers share nothing."""
    no_link_that_a_role_is_shown_is_refused_or_breaks(crawls)
    no_answer_is_kept_by_a_browser_or_styled_and_scripted_from_within(crawls)
    every_kind_of_page_is_come_to_by_somebody(crawls)
    for unit in (UNIT, OTHER):
        no_answer_for_a_unit_holds_what_is_another_ones(marked, crawls, unit)
    for unit in (UNIT, OTHER):
        an_address_that_others_were_shown_tells_a_unit_nothing_of_them(marked, crawls, unit)
    the_operator_and_the_office_read_of_both(marked, crawls)
    for unit in (UNIT, OTHER):
        an_address_that_is_like_another_units_tells_nothing(marked, crawls, unit)


def no_link_that_a_role_is_shown_is_refused_or_breaks(crawls):
    broken = [
        (name, address, status, crawl.shown_on.get(address))
        for name, crawl in crawls.items()
        for address, (status, _) in crawl.answers.items()
        if status >= 400
    ]
    assert not broken, "\n".join(map(str, broken[:20]))


def no_answer_is_kept_by_a_browser_or_styled_and_scripted_from_within(crawls):
    assert not [address for crawl in crawls.values() for address in crawl.unsafe]


def every_kind_of_page_is_come_to_by_somebody(crawls):
    """A page that nothing links to is one that nobody finds; and one that this test does not look at."""
    opened = {urlsplit(address).path for crawl in crawls.values() for address in crawl.answers}
    kinds = {door.path: door for crawl in crawls.values() for door in crawl.kinds}
    missed = {path for path, door in kinds.items() if not any(map(door.path_regex.fullmatch, opened))}
    assert sorted(missed - BY_HAND) == []


def no_answer_for_a_unit_holds_what_is_another_ones(marked, crawls, unit):
    name = next(name for name, (_, _, whose) in PEOPLE.items() if whose == unit)
    own, secrets = crawls[name], marked.others_of(unit)
    assert any(MARKS[unit] in words for _, words in own.answers.values())
    for address, (_, words) in own.answers.items():
        assert not [secret for secret in secrets if secret in words], address


def an_address_that_others_were_shown_tells_a_unit_nothing_of_them(marked, crawls, unit):
    name = next(name for name, (_, _, whose) in PEOPLE.items() if whose == unit)
    own, secrets = crawls[name], marked.others_of(unit)
    foreign = {address for crawl in crawls.values() for address in crawl.answers} - set(own.answers)
    assert len(foreign) > 50
    for address in foreign:
        answer = own.ask(address)
        words = words_in(answer.content)
        assert answer.status_code < 500, address
        assert not [secret for secret in secrets if secret in words], address


def the_operator_and_the_office_read_of_both(marked, crawls):
    """The marks are where they should be: else that nobody else sees them would say nothing."""
    for name in ("inspector", "chief"):
        said = "\n".join(words for _, words in crawls[name].answers.values())
        for secret in marked.secrets[UNIT] | marked.secrets[OTHER]:
            assert secret in said, secret


def an_address_that_is_like_another_units_tells_nothing(marked, crawls, unit):
    """A beginning of it, an end, the same with a port, a user or another case: it is one unit's page or none."""
    name = next(name for name, (_, _, whose) in PEOPLE.items() if whose == unit)
    mark = next(mark for whose, mark in MARKS.items() if whose != unit)
    page = f"{marked.portal.portal.home}{mark}.html"
    for url in (
        page,
        page[:-5],
        f"{page}#x",
        f"{page}?",
        page.upper(),
        page.replace("://", "://a@"),
        f" {page}",
    ):
        for part in ("", "/version", "/versions"):
            answer = crawls[name].ask(f"/pages/{marked.id}{part}?{urlencode({'url': url, 'number': 1})}")
            assert answer.status_code in (400, 404) and f"{mark}{COMMON}" not in answer.text, url
