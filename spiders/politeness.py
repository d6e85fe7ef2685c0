"""How a portal is visited: a profile's manners as Scrapy settings, and when a host is left in peace."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from auditor.models import Politeness, Portal

PATIENCE = 5  # refusals or silences in a row before a host is left in peace for this night


def settings_of(portal: Portal) -> dict[str, Any]:
    """The Scrapy settings that carry out a profile's manners."""
    manners = portal.politeness
    return {
        "USER_AGENT": user_agent(manners),
        "DOWNLOAD_DELAY": manners.delay_seconds,
        "AUTOTHROTTLE_START_DELAY": manners.delay_seconds,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(manners.concurrency),
        # No more than can be on the wire: what waits in the downloader could not be called back from a host
        # that asks to be left in peace.
        "CONCURRENT_REQUESTS": manners.concurrency * len(portal.hosts),
        "CONCURRENT_REQUESTS_PER_DOMAIN": manners.concurrency,
        "ROBOTSTXT_OBEY": manners.obey_robots,
        "DOWNLOAD_VERIFY_CERTIFICATES": manners.verify_certificates,
        "DOWNLOAD_TIMEOUT": manners.timeout_seconds,
        "DOWNLOAD_MAXSIZE": manners.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "CLOSESPIDER_TIMEOUT": manners.window_hours * 3600,
    }


def user_agent(manners: Politeness) -> str:
    """An honest name, with a way to reach whoever runs the auditor."""
    name = manners.user_agent or "DisclosureAuditor/0.1"
    return f"{name} (+{manners.contact})" if manners.contact and manners.contact not in name else name


@dataclass(slots=True)
class Patience:
    """Counts what hosts refuse in a row: a challenge is never hammered."""

    limit: int = PATIENCE
    _strikes: Counter[str] = field(default_factory=Counter)
    _paused: dict[str, str] = field(default_factory=dict)

    def answered(self, host: str) -> None:
        """The host served a page: all is forgiven."""
        self._strikes.pop(host, None)

    def refused(self, host: str, why: str) -> None:
        """The host refused or did not answer."""
        self._strikes[host] += 1
        if self._strikes[host] >= self.limit:
            reason = f"{host} 连续 {self._strikes[host]} 次未能读取（{why}），今晚不再访问"
            self._paused.setdefault(host, reason)

    def pause(self, host: str, why: str) -> None:
        """Leave the host in peace from now on."""
        self._paused.setdefault(host, why)

    def why_paused(self, host: str) -> str | None:
        """The Chinese reason where the host is left in peace for this night."""
        return self._paused.get(host)
