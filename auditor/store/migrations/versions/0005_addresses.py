"""Addresses by the key that a browser's reading of them gives: names in GBK are told apart, dot segments resolved."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from alembic import op

from auditor.store.migrations.rekey import rekey

revision = "0005"
down_revision = "0004"

_NOISE = {"topsearch", "from", "spm", "isappinstalled", "utm_source", "utm_medium", "utm_campaign"}
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|shtml|jsp|aspx?)$", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}


def canonical_before(url: str) -> str:
    """The canonical form that keys had before."""
    if "://" not in url:
        return url
    try:
        parts = urlsplit(url)
        if parts.scheme == "file":
            return unquote(parts.path)
        port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else f":{parts.port}"
        path = quote(unquote(_INDEX.sub("/", parts.path or "/")), safe="/:@!$&'()*+,;=~-._")
        query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, True) if k.lower() not in _NOISE))
        return urlunsplit(("", "", f"{parts.hostname or ''}{port}{path}", query, ""))
    except ValueError:
        return url


def upgrade() -> None:
    """Every row under its new key."""
    rekey(op.get_bind(), canonical_before)


def downgrade() -> None:
    """The keys stay: what they told apart cannot be thrown together again."""
