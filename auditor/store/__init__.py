"""The store: the only place that speaks SQL. What is committed survives a killed process."""

from auditor.models import Target, TargetState
from auditor.store.amendments import amended_at
from auditor.store.errors import RunBusyError, StoreError
from auditor.store.evidence import Evidence
from auditor.store.pages import Fetch
from auditor.store.store import Store

__all__ = [
    "Evidence",
    "Fetch",
    "RunBusyError",
    "Store",
    "StoreError",
    "Target",
    "TargetState",
    "amended_at",
]
