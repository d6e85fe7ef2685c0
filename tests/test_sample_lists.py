"""The lists of the sample portal, each cut by one page: no visit calls itself whole."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import pytest
from made_portals import Answer, Made, Walked, key, walked

from auditor.models import VisitState
from auditor.sample.district import Section, sections
from auditor.sample.portal_site import section_path
from auditor.sample.server import find

HOST = "http://www.yanxi.test"


@dataclass(frozen=True)
class Sampled(Made):
    """A list as the sample's server answers it in the first night."""

    without: str = ""  # the request that is answered with 404

    def ask(self, url: str, method: str = "GET", body: str | None = None) -> Answer | None:
        parts = urlsplit(url)
        found = find(1, f"{parts.path}?{parts.query}" if parts.query else parts.path, body or "")
        if found is None or found.status != 200 or key(url, method, body) == self.without:
            return None
        return found.media_type.partition(";")[0], found.body.decode()


def _sampled(section: Section, without: str = "") -> Sampled:
    return Sampled(
        section.key, HOST + section_path(section), {}, "", (), section.unit.family, without=without
    )


LISTS = [s for s in sections().values() if s.kind != "parent" and not s.state_on(1)]


@cache
def _walked(section: Section) -> Walked:
    return walked(_sampled(section))


def test_the_sample_has_long_lists_of_several_families() -> None:
    long = [section for section in LISTS if len(_walked(section).asked) > 1]
    assert len({section.unit.family for section in long}) > 2
    assert len(long) > 5


@pytest.mark.parametrize("section", LISTS, ids=[section.key for section in LISTS])
def test_a_list_of_the_sample_is_whole_and_without_its_last_page_is_not(section: Section) -> None:
    found = _walked(section)
    assert found.visit.state is VisitState.READABLE, found.visit.why
    if len(found.asked) > 1:
        assert walked(_sampled(section, without=found.asked[-1])).visit.state is VisitState.PARTIAL
