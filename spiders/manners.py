"""A portal asked for one address after another outside a crawl: at its profile's pace, as its robots.txt allows and
wishes, and not before it wants to be asked again."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from auditor.models import Portal
from auditor.portal.hosts import names_private
from auditor.text.decode import header
from spiders.family import Step
from spiders.fetch import Allows, Fetched, fetch, rest_asked
from spiders.politeness import user_agent

MOST_REST = 120.0  # seconds that whoever looks by hand waits for a host


class Manners:
    """Whoever asks through it keeps the portal's manners; `tell` is told in Chinese what was not asked."""

    def __init__(
        self,
        portal: Portal,
        allows: Allows,
        tell: Callable[[str], None],
        sleep: Callable[[float], None] = time.sleep,
        moment: Callable[[], float] = time.monotonic,
    ) -> None:
        self._manners = portal.politeness
        self._agent = user_agent(portal.politeness)
        self._allows = allows
        self._tell = tell
        self._robots: dict[str, RobotFileParser | None] = {}
        self._asked = False
        self._sleep, self._moment = sleep, moment
        self._until: dict[str, float] = {}  # when a host may be asked again, in the seconds of `moment`

    def ask(self, aim: str | Step) -> Fetched | None:
        """The answer of an address; None where it may not be asked."""
        step = Step(aim) if isinstance(aim, str) else aim
        if not self._may(step.url):
            return None
        host = urlsplit(step.url).netloc
        if self._asked:
            self._sleep(max(self._manners.delay_seconds, self._wished(step.url)))
        if (left := self._until.get(host, 0.0) - self._moment()) > MOST_REST:
            self._tell(f"{step.url}：{host} 要求 {left:.0f} 秒以后再来（Retry-After），没有读取")
            return None
        if left > 0:
            self._tell(f"{host} 要求 {left:.0f} 秒以后再来（Retry-After），等候")
            self._sleep(left)
        self._asked = True
        given = self._fetched(step)
        said, served = (header(given.headers, name) for name in ("Retry-After", "Date"))
        if rest := rest_asked(given.status, said, served):
            self._until[host] = self._moment() + rest
        return given

    def _wished(self, url: str) -> float:
        """The seconds that the host's robots.txt wants between two visits."""
        rules = self._robots.get(urljoin(url, "/robots.txt"))
        return float(rules.crawl_delay(self._agent) or 0) if rules else 0.0

    def _fetched(self, step: Step) -> Fetched:
        body = step.body or "" if step.method == "POST" else None
        return fetch(
            step.url,
            agent=self._agent,
            timeout=self._manners.timeout_seconds,
            allows=self._allows,
            may_be_inside=self._may_be_inside,
            body=body,
            headers=step.headers,
        )

    def _may_be_inside(self, host: str) -> bool:
        """A name that looks like any other leads into no private network; who lists an IP address means it."""
        return self._manners.allow_private or names_private(host)

    def _may(self, url: str) -> bool:
        if not self._allows(url):
            self._tell(f"{url}：不在门户档案写明的主机上，没有读取")
            return False
        if not self._manners.obey_robots:
            return True
        host = urljoin(url, "/robots.txt")
        if host not in self._robots:
            self._robots[host] = self._rules(host)
        rules = self._robots[host]
        if rules is None or rules.can_fetch(self._agent, url):
            return rules is not None
        self._tell(f"{url}：robots.txt 不允许访问，没有读取")
        return False

    def _rules(self, host: str) -> RobotFileParser | None:
        """The host's rules; None where they cannot be read, and then nothing may be asked of it."""
        given = self._fetched(Step(host))
        if given.fault or given.status >= 500:
            why = given.fault or f"{host}：状态码 {given.status}"
            self._tell(f"{why}；读不到 robots.txt，不访问这台主机")
            return None
        rules = RobotFileParser()
        rules.parse(given.body.decode("utf-8", "replace").splitlines() if given.status == 200 else [])
        return rules
