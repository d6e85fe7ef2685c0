"""The store: the only place that speaks SQL. What is committed survives a killed process."""

from auditor.store.errors import RunBusyError, StoreError
from auditor.store.pages import Fetch
from auditor.store.store import Store
from auditor.target import Target, TargetState

__all__ = ["Fetch", "RunBusyError", "Store", "StoreError", "Target", "TargetState"]
