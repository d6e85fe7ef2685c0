"""How a rendered page's requests go out: with the manners of every look outside a crawl, each script once."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from auditor.models import Portal
from spiders.failures import is_refusal
from spiders.family import Step
from spiders.fetch import Allows, Fetched
from spiders.manners import Manners
from spiders.politeness import Patience, user_agent

_WANTS_QUIET = (429, 503)


class Asking:
    """Asks the portal's hosts alone, one request at a time; `tell` is told in Chinese what was not asked, `refused` the
    address and status of each refusal."""

    def __init__(
        self,
        portal: Portal,
        allows: Allows,
        tell: Callable[[str], None],
        refused: Callable[[str, int], None],
    ) -> None:
        self.agent = user_agent(portal.politeness)
        self._allows, self._tell, self._refused = allows, tell, refused
        self._manners = Manners(portal, allows, tell)
        self._patience = Patience()
        self._kept: dict[str, Fetched] = {}

    def ask(self, step: Step, *, keep: bool = False) -> Fetched | None:
        """The answer; None where it may not be asked. With `keep` an address is asked once."""
        if keep and step.url in self._kept:
            return self._kept[step.url]
        host = urlsplit(step.url).netloc
        if not self._allows(step.url):
            self._tell(f"没有访问 {host}：不在档案的主机之内，或者在内部网络")
            return None
        if self._patience.why_paused(host):
            return None
        given = self._manners.ask(step)
        if given:
            self._mind(step.url, host, given)
        if keep and given and given.status == 200 and not given.fault:
            self._kept[step.url] = given
        return given

    def _mind(self, url: str, host: str, given: Fetched) -> None:
        """A host that refuses or does not answer is left in peace before long; one that asks for quiet, at once."""
        if not given.fault and not is_refusal(None, given.status):
            self._patience.answered(host)
            return
        why = given.fault or f"状态码 {given.status}"
        if not given.fault:
            self._refused(url, given.status)
        self._patience.refused(host, why)
        if given.status in _WANTS_QUIET:
            self._patience.pause(host, f"{host} 要求稍后再来（{why}），不再访问")
        if paused := self._patience.why_paused(host):
            self._tell(paused)
