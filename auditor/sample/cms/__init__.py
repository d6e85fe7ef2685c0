"""How each CMS family of the sample portal names its addresses, information rows and list pages."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from auditor.sample.answer import Answer
from auditor.sample.article import Article
from auditor.sample.district import Section, read_data


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list."""

    url: str
    title: str
    day: dt.date


class Cms(Protocol):
    """What a family module offers; nothing else differs between families."""

    def article_path(self, article: Article) -> str:
        """Where an article stands."""

    def section_path(self, section: Section) -> str:
        """Where a section's list begins."""

    def file_path(self, article: Article, name: str) -> str:
        """Where an article's attachment stands."""

    def labels(self, article: Article) -> Mapping[str, str]:
        """The rows of the information table: what each says -> its label."""

    def list_answers(self, section: Section, rows: tuple[Row, ...]) -> dict[str, Answer]:
        """Every address that a section's list is made of."""


def render(template: str, **context: Any) -> str:
    """A template of this folder, with what every page of the portal shows."""
    return (
        _environment().get_template(template).render(portal=read_data("district.toml")["portal"], **context)
    )


def digits(*words: str, count: int) -> str:
    """Decimal digits that stand for `words`, the same every time."""
    return str(int(_digest(*words), 16))[:count]


def hexes(*words: str, count: int) -> str:
    """Hexadecimal digits that stand for `words`, the same every time."""
    return _digest(*words)[:count]


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
