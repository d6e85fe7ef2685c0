"""Words to the screen: results on stdout, troubles on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def say(text: str) -> None:
    """One line of result."""
    sys.stdout.write(text + "\n")


def say_now(text: str) -> None:
    """One line of a service that runs on: seen at once, also in a log."""
    print(text, flush=True)  # noqa: T201


def complain(text: str) -> None:
    """One line of trouble."""
    sys.stderr.write(text + "\n")


def console(*, stderr: bool = False) -> Console:
    """A terminal with colours where it has them; words are never cut up in pipes."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True, emoji=False, markup=False)
