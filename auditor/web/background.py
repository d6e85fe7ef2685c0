"""The one thread beside the server that does errands: asked for in a request, done while nobody waits."""

from __future__ import annotations

import contextlib
import logging
import threading
from types import TracebackType
from typing import Self

from auditor.models.complaint import UserError
from auditor.office.errands import work_off
from auditor.web.house import House

log = logging.getLogger(__name__)
PAUSE = 20.0  # seconds until it looks again for what another server, now dead, had taken
PATIENCE = 5.0  # seconds that the end waits for an errand; one that is cut short is done by the next server, or at night


class Background:
    """Works as long as the server does."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="errands", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._house.asked.set()
        with contextlib.suppress(RuntimeError):
            self._thread.join(PATIENCE)

    def _work(self) -> None:
        house = self._house
        while not self._ended.is_set():
            house.asked.clear()
            try:
                work_off(house.store, house.portals, house.clock, ended=self._ended.is_set)
            except UserError as error:  # the database is away for a moment
                log.warning("errands: %s", error)
            house.asked.wait(PAUSE)
