"""Words to the screen: results on stdout, troubles on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from auditor.text.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.table import Table

_PAPER = 160  # columns of what goes to a file or another program


def say(text: str) -> None:
    """One line of result."""
    sys.stdout.write(harmless(text) + "\n")


def say_now(text: str) -> None:
    """One line of a service that runs on: seen at once, also in a log."""
    print(harmless(text), flush=True)  # noqa: T201


def complain(text: str) -> None:
    """One line of trouble."""
    sys.stderr.write(harmless(text) + "\n")


def console(*, stderr: bool = False) -> Console:
    """A terminal with colours where it has them; words are never cut up in pipes."""
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

    class Screen(Console):
        """Its own colours pass; what a text brings of such is shown, not obeyed."""

        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterable[Segment]:
            for text, style, control in super().render(renderable, options):
                yield Segment(text if control else harmless(text), style, control)

    return Screen(stderr=stderr, highlight=False, soft_wrap=True, emoji=False, markup=False)


def show(table: Table) -> None:
    """A table as wide as the terminal, its long cells folded: no word of it is left out."""
    screen = console()
    if not screen.is_terminal:
        screen.width = _PAPER
    for column in table.columns:
        column.overflow = "fold"
    screen.print(table, soft_wrap=False)
