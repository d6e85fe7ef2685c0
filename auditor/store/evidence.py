"""The bodies of earlier answers as a night finds them: one that is gone or altered is seen, said, and healed."""

from __future__ import annotations

import logging

from auditor.store.bodies import Bodies
from auditor.store.errors import StoreError

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

    def losses(self) -> tuple[int, int]:
        """How many were lost, and how many of them are at hand again."""
        return len(self._lost), sum(map(self._bodies.holds, self._lost))
