"""What a rule is, how one is declared, and how a package of rules is loaded.

A rule is one function with its docstring as manual page and a TOML file of examples beside it:

    @page_rule("FMT002", "顺序号加“第”或虚位", Severity.ORDINARY, basis=(GB_T_9704,), classes=PAPERS)
    def padded_serial(page: Page, site: Site) -> Iterator[Flaw]:
        ...

Rules never fetch, store, log or ask the clock: `page.fetched_at` and `site.as_of` tell the time.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from auditor.models import Basis, DocumentClass, Flaw, Page, Severity, Verdict

Judge = Callable[..., Iterator[Flaw]]


class RuleError(ValueError):
    """A rule or an option of one is declared wrongly; the text is Chinese and says what would be right."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One check of the rule book. `classes` empty: every readable page."""

    code: str
    name: str
    scope: Literal["page", "site"]
    severity: Severity
    basis: tuple[Basis, ...]
    judge: Judge
    version: int = 1
    classes: frozenset[DocumentClass] = frozenset()
    verdicts: tuple[Verdict, ...] = (Verdict.FAIL,)
    options: Mapping[str, Any] = field(default_factory=dict)  # keyword-only parameters and their defaults

    @property
    def manual(self) -> str:
        """The docstring: what must hold, how days and edges are counted, 改法, 不管什么."""
        return inspect.getdoc(self.judge) or ""

    @property
    def family(self) -> str:
        """The folder the rule stands in, e.g. `lag`."""
        return self.judge.__module__.rsplit(".", 2)[-2]

    @property
    def examples(self) -> dict[str, list[dict[str, Any]]]:
        """The good, bad and review examples of the TOML file beside the module."""
        path = Path(inspect.getfile(self.judge)).with_suffix(".toml")
        return tomllib.loads(path.read_text("utf-8"))

    def speaks_of(self, page: Page) -> bool:
        """Whether the rule applies to this page's document class."""
        return not self.classes or page.document_class in self.classes


def page_rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    basis: Iterable[Basis],
    classes: Iterable[DocumentClass] = (),
    verdicts: Iterable[Verdict] = (Verdict.FAIL,),
    version: int = 1,
) -> Callable[[Judge], Rule]:
    """Declare `judge(page, site, *, options)`, asked once for every readable page of its classes."""
    return _declare("page", code, name, severity, basis, classes, verdicts, version)


def site_rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    basis: Iterable[Basis],
    verdicts: Iterable[Verdict] = (Verdict.FAIL,),
    version: int = 1,
) -> Callable[[Judge], Rule]:
    """Declare `judge(site, *, options)`, asked once a run."""
    return _declare("site", code, name, severity, basis, (), verdicts, version)


def load(package: str) -> tuple[Rule, ...]:
    """Every rule found in the modules of `package`, by code. Raises RuleError for a code that stands twice."""
    root = importlib.import_module(package)
    found: dict[str, Rule] = {}
    for info in pkgutil.walk_packages(root.__path__, f"{package}."):
        for value in vars(importlib.import_module(info.name)).values():
            if isinstance(value, Rule) and value.judge.__module__ == info.name:
                if value.code in found:
                    raise RuleError(
                        f"规则 {value.code} 重复：{found[value.code].judge.__module__} 与 {info.name}"
                    )
                found[value.code] = value
    return tuple(sorted(found.values(), key=lambda rule: rule.code))


def _declare(
    scope: Literal["page", "site"],
    code: str,
    name: str,
    severity: Severity,
    basis: Iterable[Basis],
    classes: Iterable[DocumentClass],
    verdicts: Iterable[Verdict],
    version: int,
) -> Callable[[Judge], Rule]:
    def wrap(judge: Judge) -> Rule:
        options = {
            p.name: p.default
            for p in inspect.signature(judge).parameters.values()
            if p.kind is inspect.Parameter.KEYWORD_ONLY
        }
        return Rule(
            code=code,
            name=name,
            scope=scope,
            severity=severity,
            basis=tuple(basis),
            judge=judge,
            version=version,
            classes=frozenset(classes),
            verdicts=tuple(verdicts),
            options=options,
        )

    return wrap
