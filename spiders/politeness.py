"""How a portal is visited: a profile's manners as Scrapy settings, and when a host, or a part of one, is left in peace."""

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
    """Counts what is refused in a row: a challenge is never hammered, and one that refuses silences no other.

    A `place` is a part of a host that is refused as one: a unit's pages, else a folder. The whole host is left in
    peace once several places refuse, with no answer from any of them in between.
    """

    limit: int = PATIENCE
    _strikes: dict[str, Counter[str]] = field(
        default_factory=dict
    )  # by host, then place: since its last answer
    _in_a_row: dict[str, Counter[str]] = field(default_factory=dict)  # the same since any answer of the host
    _paused: dict[tuple[str, str | None], str] = field(default_factory=dict)  # place None: the whole host

    def answered(self, host: str, place: str = "") -> None:
        """The place served a page: all is forgiven."""
        self._strikes.get(host, Counter()).pop(place, None)
        self._in_a_row.pop(host, None)

    def refused(self, host: str, why: str, place: str = "") -> None:
        """The place refused or did not answer."""
        strikes = self._strikes.setdefault(host, Counter())
        in_a_row = self._in_a_row.setdefault(host, Counter())
        strikes[place] += 1
        in_a_row[place] += 1
        if strikes[place] >= self.limit:
            self._paused.setdefault((host, place), self._reason(f"{host}{place}", strikes[place], why))
        if self._all_refuse(in_a_row):
            self._paused.setdefault((host, None), self._reason(host, in_a_row.total(), why))

    def pause(self, host: str, why: str) -> None:
        """Leave the host in peace from now on."""
        self._paused.setdefault((host, None), why)

    def why_paused(self, host: str, place: str = "") -> str | None:
        """The Chinese reason where the place, or its whole host, is left in peace for this night."""
        return self._paused.get((host, None)) or self._paused.get((host, place))

    def _all_refuse(self, in_a_row: Counter[str]) -> bool:
        several = sum(count > 1 for count in in_a_row.values()) > 1
        return len(in_a_row) >= self.limit or (several and in_a_row.total() >= self.limit)

    @staticmethod
    def _reason(whose: str, times: int, why: str) -> str:
        return f"{whose} 连续 {times} 次未能读取（{why}），今晚不再访问"
