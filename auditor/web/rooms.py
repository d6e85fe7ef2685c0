"""The routes of one module, each behind its door; one that does not say whom it admits cannot be made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute

from auditor.web.door import READS, behind_door
from auditor.web.roles import Admission, admission_of


class GuardedRoute(APIRoute):
    """A route whose function says whom it admits."""

    admission: Admission

    def __init__(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        self.admission = admission_of(path, endpoint)
        super().__init__(path, endpoint, **more)
        if set(self.methods or ()) - READS and not self.admission.act:
            raise TypeError(
                f"{path}: {endpoint.__name__} changes something and does not say what the record calls it"
            )

    def get_route_handler(self) -> Callable[..., Any]:
        """The function behind its door."""
        return behind_door(super().get_route_handler(), self.admission)


def room() -> APIRouter:
    """For the routes of one module."""
    return APIRouter(route_class=GuardedRoute)
