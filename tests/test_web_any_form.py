"""Whatever is written into a form: it is done, or refused in Chinese; the program never breaks, and nobody does what is another's."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mini_district import District
from portal_visitor import PEOPLE, UNIT, Portal, address

from auditor.models.issue_kinds import IssueState
from auditor.models.role import Actor, Role
from auditor.office.issues import Desk
from auditor.office.papers import scheme_of
from auditor.web.rooms import GuardedRoute

FORMS = 160  # of each role
OF_ONESELF = ("/login", "/logout", "/password", "/account/leave", "/users/")  # which end the visit
ROLES = [name for name in PEOPLE if name != "other"]
BOUNDED = settings(
    max_examples=FORMS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
WORDS = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                " ",
                "x",
                "0",
                "1",
                "-1",
                "9" * 30,
                "1e9",
                "NaN",
                "Infinity",
                "0.5",
                "2026-13-45",
                "2026-11-20",
            ),
            *(
                "wenchangwan",
                "2026-0001",
                UNIT,
                "LAG001",
                "file",
                "fixed",
                "误报",
                "改扣分",
                "特殊情况",
                "quarter",
            ),
            *(
                "http://www.wenchangwan.example/",
                "javascript:alert(1)",
                "../../x",
                "a\nb\r\nc",
                "\u202e甲",
                "𠮷" * 40,
            ),
        ]
    ),
    st.text(max_size=40).filter(lambda text: text.encode("utf-8", "replace").decode() == text),
)


@pytest.fixture(scope="module")
def portal(first_night, tmp_path_factory) -> Portal:
    """A district with a row in each of the first states, of which the unit was told."""
    district, _ = first_night
    folder = tmp_path_factory.mktemp("any-form")
    shutil.copytree(district.folder, folder, dirs_exist_ok=True)
    made = Portal(District(district.portal, folder))
    desk = Desk(made.store, Actor(name="王丽", role=Role.INSPECTOR), made.at)
    for row in made.store.issues.of()[:6]:
        if row.state is IssueState.SUSPECTED:
            desk.notify(desk.confirm(row, unit=UNIT), scheme_of("quarterly_check"))
    return made


def _doors(portal: Portal, role: Role) -> list[GuardedRoute]:
    routes = [one for one in portal.app.routes if isinstance(one, GuardedRoute) and "POST" in one.methods]
    return [
        one for one in routes if role in (one.admission.roles or ()) and not one.path.startswith(OF_ONESELF)
    ]


@pytest.mark.parametrize("name", ROLES)
def test_no_words_in_a_form_break_the_program(portal, name):
    visitor, doors = portal.someone(name), _doors(portal, PEOPLE[name][1])
    rows = portal.store.issues.of()

    @BOUNDED
    @given(st.data())
    def sent(data) -> None:
        door = data.draw(st.sampled_from(doors))
        fields = {one.alias or one.name for one in door.dependant.body_params} | {"seen", "why"}
        form = {one: data.draw(st.one_of(WORDS, st.lists(WORDS, max_size=3))) for one in sorted(fields)}
        form |= {"seen": data.draw(st.sampled_from(["1", "2", "3"]))} if data.draw(st.booleans()) else {}
        visitor.get("/account")
        answer = visitor.post(address(door.path, portal, data.draw(st.sampled_from(rows))), form)
        assert answer.status_code < 500, (door.path, form)
        if answer.status_code >= 400:
            assert any("\u4e00" <= sign <= "\u9fff" for sign in answer.text), (door.path, form)
            assert "Traceback" not in answer.text

    sent()
