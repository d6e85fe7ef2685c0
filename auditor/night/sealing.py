"""How a run is left: what stopped it is written into it, what it left is sealed."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from auditor.config.clock import Clock, now
from auditor.config.faults import told
from auditor.evidence.chain import seal
from auditor.models import RunState
from auditor.store import Store, StoreError

log = logging.getLogger(__name__)


@contextlib.contextmanager
def recorded(store: Store, run_id: int, clock: Clock) -> Iterator[None]:
    """Whatever stops the night is written into its run before it goes on its way; what ended well is sealed."""
    try:
        yield
    except BaseException as error:
        with contextlib.suppress(StoreError):  # a store that fails cannot record that it failed
            store.runs.finish(run_id, RunState.FAILED, at=clock.now(), why=told(error)[1])
        raise
    sealed(store, store.run(run_id).portal)


def sealed(store: Store, portal_id: str) -> None:
    """Seal the portal's ended runs; what cannot be sealed now is sealed with the next run."""
    try:
        seal(store, portal_id, at=now())
    except StoreError:
        log.exception("runs of %s not sealed", portal_id)
