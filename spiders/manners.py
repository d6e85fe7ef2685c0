"""A portal asked for one address after another outside a crawl: at its profile's pace, as its robots.txt allows."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from auditor.models import Portal
from auditor.portal.hosts import names_private
from spiders.family import Step
from spiders.fetch import Allows, Fetched, fetch
from spiders.politeness import user_agent


class Manners:
    """Whoever asks through it keeps the portal's manners; `tell` is told in Chinese what was not asked."""

    def __init__(self, portal: Portal, allows: Allows, tell: Callable[[str], None]) -> None:
        self._manners = portal.politeness
        self._agent = user_agent(portal.politeness)
        self._allows = allows
        self._tell = tell
        self._robots: dict[str, RobotFileParser | None] = {}
        self._asked = False

    def ask(self, aim: str | Step) -> Fetched | None:
        """The answer of an address; None where it may not be asked."""
        step = Step(aim) if isinstance(aim, str) else aim
        if not self._may(step.url):
            return None
        if self._asked:
            time.sleep(self._manners.delay_seconds)
        self._asked = True
        return self._fetched(step)

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
