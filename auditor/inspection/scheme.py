"""扣分表: what a finding costs. Points are data (schemes/*.toml), never part of a rule.

Only `fail` ever costs points; `review` is listed as 需人工核对 and costs nothing, whatever a scheme says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from auditor.config.faults import reason
from auditor.config.toml_source import TomlError, TomlSource, read_source
from auditor.config.toml_table import Table
from auditor.inspection.ladder import Step
from auditor.inspection.ladder_table import ladder
from auditor.inspection.prices import Price, categories, exact
from auditor.models import SectionKind
from auditor.models.complaint import UserError

VETO = "veto"
READERS = (VETO, "doubtful", "all", "none")
BUILTIN = Path(str(files("reports"))) / "schemes"


class SchemeError(UserError):
    """The 扣分表 cannot be used; every line of the text names file, line, key and what would be right."""


@dataclass(frozen=True, slots=True)
class Band:
    """等次: from this score on."""

    name: str
    least: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One 扣分表 with everything a score needs."""

    name: str
    basis: str
    page_cap: Decimal
    veto_score: Decimal  # a vetoed unit scores at most this
    rectify_workdays: int
    appeal_workdays: int
    regressed_times: Decimal  # a problem that came back costs so many times its points
    repeated_times: Decimal = Decimal(
        1
    )  # so many times what was told before and is not mended though its day is over
    rate_from: int = 0  # of whom more pieces were looked at is charged by the rate; 0: nobody
    bands: tuple[Band, ...]  # best first; the last begins at 0
    caps: Mapping[str, Decimal] = field(default_factory=dict)  # category -> most it can cost a unit
    prices: Mapping[str, Price] = field(default_factory=dict)  # code -> price
    columns: Mapping[str, tuple[SectionKind, ...]] = field(
        default_factory=dict
    )  # category -> the sections it looks at; a category that is not here looks at every unit
    by_rate: tuple[str, ...] = ()  # the categories whose faults are of single pieces: those that a rate is of
    second_reader: str = VETO  # which rows a second person reads before they go out
    confirmed_only: bool = False  # what nobody has confirmed is told as a doubt, and costs nothing
    daily_share: Decimal | None = None  # of a year's score: what quarters and spot checks count for, 0.5 to 1
    indicators: Mapping[str, Decimal] = field(default_factory=dict)  # of a year's rest: name -> full marks
    task_marks: Decimal | None = (
        None  # of the same: full marks of what the task ledger counts; None: it does not
    )
    ladder: tuple[Step, ...] = ()  # what is written to a unit that does not mend, lightest first

    def band_of(self, score: Decimal) -> str:
        """The name of the band a score lies in."""
        return next(band.name for band in self.bands if score >= band.least)

    def lower(self, band: str, ceiling: str | None) -> str:
        """The worse of two bands."""
        names = [one.name for one in self.bands]
        return max(band, ceiling, key=names.index) if ceiling else band

    def wants_second(self, code: str, *, certain: bool) -> bool:
        """Whether a second person reads a row before it goes out; `certain`: the machine found it and had no doubt."""
        price = self.prices.get(code)
        settles = price is not None and price.veto
        wanted = {"all": True, "none": False, "doubtful": settles or not certain, VETO: settles}
        return wanted[self.second_reader]

    @property
    def urgent(self) -> frozenset[str]:
        """The codes of what is to be seen to at once."""
        return frozenset(code for code, price in self.prices.items() if price.urgent)

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that some code is priced in, in the order of the scheme."""
        priced = {price.category for price in self.prices.values()}
        return tuple(name for name in self.caps if name in priced)

    @property
    def pass_mark(self) -> Decimal:
        """The least score that is not in the lowest band."""
        return self.bands[-2].least if len(self.bands) > 1 else Decimal(0)


def load_scheme(path_or_name: str | Path, *, codes: Collection[str] = ()) -> Scheme:
    """Read a scheme by the name of a packed one or by path; with `codes`, a code outside them is a fault."""
    path = _find(path_or_name)
    return _packed(path, frozenset(codes)) if path.parent == BUILTIN else _load(path, codes)


def parse_scheme(text: str, name: str, *, codes: Collection[str] = ()) -> Scheme:
    """The scheme that `text` describes, as a file of that name would. Raises SchemeError."""
    try:
        return _read(read_source(text, name), codes)
    except TomlError as error:
        raise SchemeError(str(error)) from None


def scheme_names() -> tuple[str, ...]:
    """The packed schemes."""
    return tuple(sorted(path.stem for path in BUILTIN.glob("*.toml")))


LEAST_SHARE = 0.5
SHARE_RULE = "日常抽测、季度检查通报问题计入年度考核成绩，占比不低于50%"
_DEFAULTS: Mapping[str, Any] = {"rectify_workdays": 5, "appeal_workdays": 5, "regressed_times": Decimal(1)}
_REQUIRED = ("name", "basis", "page_cap", "veto_score", "bands", "caps")


def _find(path_or_name: str | Path) -> Path:
    packed = BUILTIN / f"{path_or_name}.toml"
    if str(path_or_name) in scheme_names():
        return packed
    if (path := Path(path_or_name)).is_file():
        return path
    packed_names = "、".join(scheme_names())
    raise SchemeError(f"没有扣分表“{path_or_name}”；自带的有：{packed_names}，也可以给出文件路径")


@cache
def _packed(path: Path, codes: frozenset[str]) -> Scheme:
    """What comes with the program stays as it is while it runs."""
    return _load(path, codes)


def _load(path: Path, codes: Collection[str]) -> Scheme:
    try:
        source = read_source(path.read_text("utf-8"), path.name)
    except OSError as error:
        raise SchemeError(f"扣分表 {path.name} 读不出来（{reason(error)}）") from None
    except UnicodeDecodeError:
        raise SchemeError(f"扣分表 {path.name} 不是 UTF-8 文本") from None
    except TomlError as error:
        raise SchemeError(str(error)) from None
    return _read(source, codes)


def _read(source: TomlSource, codes: Collection[str]) -> Scheme:
    faults: list[str] = []
    table = Table(source, faults)
    parent = table.choice("extends", scheme_names())
    given: dict[str, Any] = {
        "name": table.text("name"),
        "basis": table.text("basis"),
        "page_cap": exact(table.number("page_cap", least=0, most=100)),
        "veto_score": exact(table.number("veto_score", least=0, most=100)),
        "rectify_workdays": table.integer("rectify_workdays", least=1, most=60),
        "appeal_workdays": table.integer("appeal_workdays", least=1, most=60),
        "regressed_times": exact(table.number("regressed_times", least=1, most=10)),
        "rate_from": table.integer("rate_from", least=0),
        "repeated_times": exact(table.number("repeated_times", least=1, most=10)),
        "bands": _bands(table),
        "second_reader": table.choice("second_reader", READERS),
        "confirmed_only": table.flag("confirmed_only"),
        "daily_share": _daily_share(table),
        "indicators": _indicators(table),
        "task_marks": exact(table.number("task_marks", least=0, most=1000)),
        "ladder": ladder(table),
    }
    own = categories(table, codes, extends=bool(parent))
    table.close()
    if faults:
        raise SchemeError("\n".join(faults))
    base = _inherited(parent, codes)
    settled = base | {key: value for key, value in given.items() if value not in (None, (), {})}
    settled["caps"] = {**base.get("caps", {}), **own.caps}
    settled["prices"] = {**base.get("prices", {}), **own.prices}
    columns = {**base.get("columns", {}), **own.columns}
    settled["columns"] = {name: kinds for name, kinds in columns.items() if kinds}
    rates = {**dict.fromkeys(base.get("by_rate", ()), True), **own.by_rate}
    settled["by_rate"] = tuple(name for name in settled["caps"] if rates.get(name))
    if settled.get("rate_from") and not settled["by_rate"]:
        raise SchemeError(
            f"{source.name}：写了 rate_from 的，要在逐条信息的各类里写 by_rate = true，如时效、格式要素"
        )
    if strange := {price.ceiling for price in own.prices.values() if price.ceiling} - {
        band.name for band in settled.get("bands", ())
    }:
        raise SchemeError(f"{source.name}：ceiling 写的{'、'.join(sorted(strange))}不是 bands 里的等次")
    if missing := [key for key in _REQUIRED if settled.get(key) in (None, (), {})]:
        raise SchemeError(f"{source.name}：缺少必填的键 {'、'.join(missing).replace('caps', 'categories')}")
    if loose := {price.category for price in own.prices.values()} - set(settled["caps"]):
        raise SchemeError(f"{source.name}：{'、'.join(sorted(loose))}类没有写 cap：这一类最多扣多少分")
    return Scheme(**settled)


def _inherited(parent: str | None, codes: Collection[str]) -> dict[str, Any]:
    """What the packed scheme that is extended says; the defaults where none is."""
    if parent is None:
        return dict(_DEFAULTS)
    scheme = load_scheme(parent, codes=codes)
    return {name: getattr(scheme, name) for name in Scheme.__dataclass_fields__}


def _bands(table: Table) -> tuple[Band, ...]:
    bands: list[Band] = []
    for row in table.tables("bands"):
        name, least = row.text("name", required=True), row.number("from", least=0, most=100)
        row.close()
        if least is None:
            row.fault(None, "缺少 from：这一等次从多少分起")
        elif name:
            bands.append(Band(name, Decimal(str(least))))
    bands.sort(key=lambda band: -band.least)
    if bands and bands[-1].least != 0:
        table.fault("bands", "最低一档的 from 应当是 0，否则有的得分没有等次")
    return tuple(bands)


def _daily_share(table: Table) -> Decimal | None:
    share = table.number("daily_share", least=0, most=1)
    if share is not None and share < LEAST_SHARE:
        table.fault("daily_share", f"方案规定“{SHARE_RULE}”，应当不小于 {LEAST_SHARE}")
    return exact(share)


def _indicators(table: Table) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in table.tables("indicators"):
        name, full = row.text("name", required=True), row.number("full", least=0, most=1000)
        row.close()
        if not full:
            row.fault(None, "缺少 full：这一项满分多少")
        elif name:
            found[name] = Decimal(str(full))
    return found
