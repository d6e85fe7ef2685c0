"""Seals what a run left, once it has ended."""

from __future__ import annotations

import logging

from auditor.config.clock import now
from auditor.evidence.chain import seal
from auditor.store import Store, StoreError

log = logging.getLogger(__name__)


def sealed(store: Store, portal_id: str) -> None:
    """Seal the portal's ended runs; what cannot be sealed now is sealed with the next run."""
    try:
        seal(store, portal_id, at=now())
    except StoreError:
        log.exception("runs of %s not sealed", portal_id)
