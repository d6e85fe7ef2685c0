"""What a rule is, how one is declared, and how a package of rules is loaded.

A rule is one function with its docstring as manual page and a TOML file of examples beside it:

    @page_rule("FMT002", "顺序号加“第”或虚位", Severity.ORDINARY, basis=(GB_T_9704,), classes=PAPERS)
    def padded_serial(page: Page, site: Site) -> Iterator[Flaw]:
        ...

Rules never fetch, store, log or ask the clock: `page.fetched_at` and `site.as_of` tell the time.
"""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
import tomllib
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, Required, TypedDict, Unpack

from auditor.config.toml_table import suggest
from auditor.models import Basis, DocumentClass, Finding, Flaw, Page, Severity, Verdict
from auditor.models.complaint import UserError

Judge = Callable[..., Iterator[Flaw]]


class RuleError(UserError):
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
    since: dt.date | None = (
        None  # papers formed before are judged by the law of their time: this rule is silent
    )
    covers: frozenset[str] = frozenset()  # codes that are moot where this one failed on the same address
    template: bool = False  # many pages with one fault are one fault of the template, owed by the platform
    shadow: bool = False  # counted, never deducted, until it has proved itself
    from_on: dt.date | None = None  # judging days from and until which this version is the rule; None: open
    until_on: dt.date | None = None
    reads_files: bool = False  # asked again of each attachment's text, as of a page of its own
    usage: Callable[[Finding], str] | None = (
        None  # the words doubted, if they may be a term: asked about once
    )
    awaits: Callable[[Page], bool] | None = None  # pages judged beside others: asked once all are known

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
        return tomllib.loads(self.examples_text)

    @property
    def examples_text(self) -> str:
        """The file they stand in. Raises FileNotFoundError where there is none."""
        return Path(inspect.getfile(self.judge)).with_suffix(".toml").read_text("utf-8")

    def in_force(self, day: dt.date) -> bool:
        """Whether a judgement made on `day` goes by this version."""
        return (self.from_on or dt.date.min) <= day <= (self.until_on or dt.date.max)

    def speaks_of(self, page: Page) -> bool:
        """Whether the rule applies to this page's document class."""
        return not self.classes or page.document_class in self.classes


class Traits(TypedDict, total=False):
    """What a declaration may say of a rule besides code, name and severity; see Rule."""

    basis: Required[Iterable[Basis]]
    classes: Iterable[DocumentClass]
    verdicts: Iterable[Verdict]
    version: int
    since: dt.date
    covers: Iterable[str]
    template: bool
    shadow: bool
    from_on: dt.date
    until_on: dt.date
    reads_files: bool
    usage: Callable[[Finding], str]
    awaits: Callable[[Page], bool]


def page_rule(code: str, name: str, severity: Severity, **traits: Unpack[Traits]) -> Callable[[Judge], Rule]:
    """Declare `judge(page, site, *, options)`, asked once for every readable page of its classes."""
    return partial(_rule, "page", code, name, severity, traits)


def site_rule(code: str, name: str, severity: Severity, **traits: Unpack[Traits]) -> Callable[[Judge], Rule]:
    """Declare `judge(site, *, options)`, asked once a run."""
    return partial(_rule, "site", code, name, severity, traits)


def load(package: str) -> tuple[Rule, ...]:
    """Every rule found in the modules of `package`, by code and version, superseded versions included.

    Raises RuleError where two versions of one code would hold on the same day, and for a module that cannot be loaded.
    """
    root = importlib.import_module(package)
    found: list[Rule] = []
    for info in pkgutil.walk_packages(root.__path__, f"{package}."):
        for value in vars(_module(info.name)).values():
            if isinstance(value, Rule) and value.judge.__module__ == info.name:
                found.append(value)
    refuse_twins(found)
    return tuple(sorted(found, key=_by_version))


def newest(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The last version of every code, by code."""
    return tuple({rule.code: rule for rule in sorted(rules, key=_by_version)}.values())


def refuse_twins(rules: Iterable[Rule]) -> None:
    """Raise RuleError where two rules of one code would hold on the same day."""
    known: dict[str, list[Rule]] = {}
    for rule in rules:
        for other in known.setdefault(rule.code, []):
            first = max(rule.from_on or dt.date.min, other.from_on or dt.date.min)
            last = min(rule.until_on or dt.date.max, other.until_on or dt.date.max)
            if first <= last:
                raise RuleError(
                    f"规则 {rule.code} 重复：{other.judge.__module__} 与 {rule.judge.__module__}；"
                    "新旧两版请用 until_on、from_on 写明各自的起止日"
                )
        known[rule.code].append(rule)


def _module(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except RuleError:
        raise
    except Exception as error:
        raise RuleError(f"规则模块 {name} 装不进来：{place_of(error)}") from error


def place_of(error: Exception) -> str:
    """The error and where it arose, for whoever writes a rule: Python's own words, file and line."""
    if isinstance(error, SyntaxError):
        file, line = error.filename, error.lineno
    else:
        last = traceback.extract_tb(error.__traceback__)[-1]
        file, line = last.filename, last.lineno
    words = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}：{words}（{file} 第{line}行）"


def _by_version(rule: Rule) -> tuple[str, int]:
    return rule.code, rule.version


def _rule(
    scope: Literal["page", "site"], code: str, name: str, severity: Severity, traits: Traits, judge: Judge
) -> Rule:
    known = Traits.__annotations__
    for trait in traits:
        if trait not in known:
            hint = suggest(trait, known)
            raise RuleError(f"规则 {code} 的声明里没有“{trait}”{hint}；可用：{'、'.join(known)}")
    parameters = inspect.signature(judge).parameters.values()
    return Rule(
        code=code,
        name=name,
        scope=scope,
        severity=severity,
        basis=tuple(traits.get("basis", ())),
        judge=judge,
        version=traits.get("version", 1),
        classes=frozenset(traits.get("classes", ())),
        verdicts=tuple(traits.get("verdicts", (Verdict.FAIL,))),
        options={p.name: p.default for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY},
        since=traits.get("since"),
        covers=frozenset(traits.get("covers", ())),
        template=traits.get("template", False),
        shadow=traits.get("shadow", False),
        from_on=traits.get("from_on"),
        until_on=traits.get("until_on"),
        reads_files=traits.get("reads_files", False),
        usage=traits.get("usage"),
        awaits=traits.get("awaits"),
    )
