"""Whatever programs ask of the API that its own description allows, or does not: no answer says that the program broke."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mini_district import District
from portal_visitor import PEOPLE, Portal
from test_web_api import key_of

from auditor.web.rooms import GuardedRoute

ROLES = [name for name in PEOPLE if name != "other"]
CALLS = 15  # of each operation and role
BOUNDED = settings(
    max_examples=CALLS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


WORDS = st.one_of(
    st.sampled_from(
        ["", "通知", "http://www.wenchangwan.example/", "javascript:alert(1)", "-1", "9" * 30, "2026-13-45"]
    ),
    st.text(max_size=40).filter(lambda text: text.encode("utf-8", "replace").decode() == text),
)


@pytest.fixture(scope="module")
def portal(first_night, tmp_path_factory) -> Portal:
    district, _ = first_night
    folder = tmp_path_factory.mktemp("any-call")
    shutil.copytree(district.folder, folder, dirs_exist_ok=True)
    return Portal(District(district.portal, folder))


@pytest.mark.parametrize("name", ROLES)
def test_no_call_of_the_api_breaks_the_program(portal, name):
    schemathesis = pytest.importorskip("schemathesis", reason="pip install 'disclosure-auditor[dev]'")
    program, _ = key_of(portal, name)
    schema = schemathesis.openapi.from_dict(program.get("/api/v1/openapi.json").json())
    calls = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @BOUNDED
        @given(
            operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE)
            | operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)
        )
        def asked(case) -> None:
            nonlocal calls
            calls += 1
            answer = program.get(case.formatted_path, params=case.query or {})
            assert answer.status_code < 500, (case.formatted_path, case.query)
            assert answer.status_code in (200, 400, 404, 405, 422), answer.status_code

        asked()
    assert calls > CALLS


@pytest.mark.parametrize("name", ROLES)
def test_no_words_in_an_address_break_a_page(portal, name):
    visitor = portal.someone(name)
    doors = [
        door
        for door in portal.app.routes
        if isinstance(door, GuardedRoute) and "GET" in door.methods and door.dependant.query_params
    ]
    assert doors

    @BOUNDED
    @given(st.data())
    def opened(data) -> None:
        door = data.draw(st.sampled_from(doors))
        named = {one.alias or one.name: data.draw(WORDS) for one in door.dependant.query_params}
        path = door.path
        for part in door.dependant.path_params:
            path = path.replace(
                f"{{{part.name}}}", data.draw(st.sampled_from([portal.portal.id, "2026-0001", "1", "%00"]))
            )
        answer = visitor.get(path, params=named)
        assert answer.status_code < 500, (path, named)

    opened()
