"""Whoever looks by hand (probe, discover, recheck) keeps the host's wishes as a night does."""

from __future__ import annotations

import pytest
from mini_portal import Answer, MiniPortal, serving

from auditor.models import Portal
from auditor.models.portal import Politeness
from spiders.manners import Manners

ROBOTS = Answer(b"User-agent: *\nCrawl-delay: 7\n", media_type="text/plain")


class Watch:
    """A clock that only moves while somebody sleeps."""

    def __init__(self) -> None:
        self.time, self.naps = 0.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self.naps.append(seconds)


def manners(portal: MiniPortal, watch: Watch, said: list[str]) -> Manners:
    of = Portal(
        id="a",
        name="青禾市",
        home=portal.home,
        hosts=(f"127.0.0.1:{portal.port}",),
        politeness=Politeness(delay_seconds=3),
    )
    return Manners(of, lambda _: True, said.append, watch.sleep, lambda: watch.time)


def test_between_two_visits_the_longer_of_profile_and_robots_is_waited() -> None:
    with serving(MiniPortal()) as portal:
        portal.html("/a", "甲")
        watch = Watch()
        ask = manners(portal, watch, []).ask
        ask(f"{portal.home}a"), ask(f"{portal.home}a")
        portal.pages["/robots.txt"] = ROBOTS
        ask = manners(portal, watch, []).ask
        ask(f"{portal.home}a"), ask(f"{portal.home}a")
    assert watch.naps == [3, 7]


@pytest.mark.parametrize(("seconds", "status", "asked"), [(60, 200, 2), (7200, None, 1)])
def test_a_host_that_asks_for_rest_is_asked_after_it_or_not_at_all(
    seconds: int, status: int | None, asked: int
) -> None:
    said: list[str] = []
    with serving(MiniPortal()) as portal:
        portal.html("/a", "甲", status=503, headers=(("Retry-After", str(seconds)),))
        watch = Watch()
        ask = manners(portal, watch, said).ask
        refused = ask(f"{portal.home}a")
        portal.html("/a", "甲")
        given = ask(f"{portal.home}a")
        assert portal.asked["/a"] == asked
    assert refused is not None
    assert refused.status == 503
    assert (given.status if given else None) == status
    assert any("Retry-After" in line for line in said)
    assert (sum(watch.naps) >= seconds) is (status == 200)
