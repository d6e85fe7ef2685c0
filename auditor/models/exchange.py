"""What an answer brought besides its body: kept with each fetch, since none of it can be had afterwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request that was answered, a redirect, a refusal and an unchanged page among them."""

    at: dt.datetime  # when the answer came, by the run's clock
    url: str  # what was asked, as it went over the wire
    status: int
    headers: tuple[tuple[str, str], ...] = ()  # as sent; of a cookie the name alone
    served_at: dt.datetime | None = None  # the server's own Date
    redirects: tuple[tuple[str, int], ...] = ()  # the addresses that led here, each with its status
    peer: str | None = None  # the IP address that answered: a proxy's, where one asks for us
    certificate: str | None = None  # sha256:<hex> of the server's certificate in DER; None without TLS
