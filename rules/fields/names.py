"""Chinese names of the information table's fields."""

from auditor.models import Page
from auditor.text.fields import FIELDS


def name_of(field: str) -> str:
    """The field's common label; it stays the same whatever a template calls it."""
    return FIELDS[field][0]


def name_on(page: Page, field: str) -> str:
    """The label the field was read from, else its common one."""
    return page.labels.get(field) or name_of(field)
