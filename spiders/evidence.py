"""The bodies of earlier answers as a night finds them: one that is gone or altered is seen, said, and healed."""

from __future__ import annotations

import logging

from auditor.store import StoreError
from auditor.store.bodies import Bodies
from spiders.ending import evidence_told

logger = logging.getLogger(__name__)


class Evidence:
    """Looks at captures, and remembers which were lost."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._lost: set[str] = set()

    def body(self, capture: str) -> bytes | None:
        """The bytes of a capture; None where they are lost or altered."""
        try:
            return self._bodies.get(capture)
        except StoreError as error:
            if capture not in self._lost:
                self._lost.add(capture)
                logger.warning("%s", error)
            return None

    def heal(self, capture: str, body: bytes) -> None:
        """Keep the body of a capture that was found lost and came again. Raises StoreError where it cannot be kept."""
        if capture in self._lost:
            self._bodies.put(body)

    def told(self) -> str:
        """What became of the lost ones, in Chinese; nothing where none was."""
        return evidence_told(len(self._lost), sum(map(self._bodies.holds, self._lost)))
