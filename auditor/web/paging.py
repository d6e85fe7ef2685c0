"""Long lists, a page at a time; every page is an address of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

T = TypeVar("T")
SIZE = 50  # all of them fit into one form


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page of a list."""

    items: Sequence[T]
    number: int  # from 1
    total: int  # items of all pages
    path: str
    query: Mapping[str, str]

    @property
    def pages(self) -> int:
        """How many there are; an empty list has one."""
        return max(1, -(-self.total // SIZE))

    def address(self, number: int) -> str:
        """Of another page of the same list; "" where there is none."""
        if not 1 <= number <= self.pages:
            return ""
        told = {name: value for name, value in self.query.items() if value}
        return f"{self.path}?{urlencode(told | {'page': str(number)})}"

    @property
    def before(self) -> str:
        """The address of the page before."""
        return self.address(self.number - 1)

    @property
    def after(self) -> str:
        """The address of the page after."""
        return self.address(self.number + 1)


def paged(items: Sequence[T], number: int, path: str, query: Mapping[str, str]) -> Paged[T]:
    """That page of the list; the last one where there are fewer."""
    last = max(1, -(-len(items) // SIZE))
    number = min(max(1, number), last)
    return Paged(items[(number - 1) * SIZE : number * SIZE], number, len(items), path, query)
