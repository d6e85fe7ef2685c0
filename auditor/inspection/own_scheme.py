"""A 扣分表 copied and changed on the screen: the whole of it, so that no later edition of the copied one moves it. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from auditor.inspection.scheme import BUILTIN
from auditor.models.complaint import CommandError

Values = dict[str, Any]
VETO_WORD = "否决"
_PRICE = re.compile(rf"([A-Za-z]{{3,4}}\d{{3}})\s+(\d+(?:\.\d+)?|{VETO_WORD})(?:\s.*)?")
_NAMED = re.compile(r"(.*\S)\s+(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What of a scheme stands in the form; lists are lines of text."""

    name: str
    plain: Mapping[str, Any] = field(default_factory=dict)  # page_cap, rectify_workdays, daily_share …
    bands: str = ""
    indicators: str = ""
    caps: Mapping[str, str] = field(default_factory=dict)  # category -> most it can cost
    points: Mapping[str, str] = field(default_factory=dict)  # category -> a line for each code


def whole(text: str) -> Values:
    """The values of a scheme with those of the packed one that it extends."""
    values = tomllib.loads(text)
    parent = values.pop("extends", None)
    if parent is None:
        return values
    base = whole((BUILTIN / f"{parent}.toml").read_text("utf-8"))
    return {
        **base,
        **values,
        "categories": list(_joined(base.get("categories", []), values.get("categories", []))),
    }


def filled_in(values: Values, sheet: Sheet) -> Values:
    """The scheme with what the form says. Raises CommandError for a line that cannot be read."""
    bands = [{"name": name, "from": least} for name, least in _lines(sheet.bands, "等次")]
    indicators = [{"name": name, "full": full} for name, full in _lines(sheet.indicators, "指标")]
    after = {**values, **sheet.plain, "name": sheet.name, "bands": bands, "indicators": indicators}
    after["categories"] = [_category(one, sheet) for one in values.get("categories", [])]
    return {key: value for key, value in after.items() if value not in (None, "", [])}


def price_line(code: str, price: Any, name: str) -> str:
    """One code as the form lists it: LAG001 1 主动公开超期."""
    points = price.get("points", VETO_WORD) if isinstance(price, dict) else price
    return f"{code} {points} {name}".rstrip()


def _category(one: Values, sheet: Sheet) -> Values:
    name = str(one["name"])
    if name not in sheet.points:
        return one
    known = one.get("points", {})
    points = {code: _priced(known.get(code), said) for code, said in _prices(sheet.points[name], name)}
    return {**one, "cap": _number(sheet.caps.get(name, ""), f"{name}类的封顶"), "points": points}


def _priced(known: Any, said: str) -> Any:
    """The price as it was but for its points; 否决 costs none of its own."""
    if said == VETO_WORD:
        return {**(known if isinstance(known, dict) else {}), "veto": True}
    points = _number(said, "分值")
    return {**known, "points": points} if isinstance(known, dict) else points


def _prices(text: str, category: str) -> Iterator[tuple[str, str]]:
    for line in _written(text):
        if (read := _PRICE.fullmatch(line)) is None:
            raise CommandError(
                f"{category}类的“{line}”读不懂，应当一行一条，如：LAG001 0.5，单项否决的写：LAG001 {VETO_WORD}"
            )
        yield read[1].upper(), read[2]


def _lines(text: str, what: str) -> Iterator[tuple[str, float | int]]:
    for line in _written(text):
        if (read := _NAMED.fullmatch(line)) is None:
            raise CommandError(f"{what}的“{line}”读不懂，应当一行一条，名称在前、分数在后，如：优秀 90")
        yield read[1], _number(read[2], what)


def _written(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _number(words: str, what: str) -> float | int:
    try:
        number = Decimal(words.strip())
    except ArithmeticError:
        raise CommandError(f"{what}“{words}”不是数字") from None
    return int(number) if number == number.to_integral_value() else float(number)


def _joined(base: Sequence[Values], own: Sequence[Values]) -> Iterator[Values]:
    """The categories of both: a code stands where the later one puts it."""
    moved = {code for one in own for code in one.get("points", {})}
    mine = {one["name"]: one for one in own}
    for one in base:
        more = mine.pop(one["name"], {})
        kept = {code: price for code, price in one.get("points", {}).items() if code not in moved}
        yield {**one, **more, "points": {**kept, **more.get("points", {})}}
    yield from mine.values()
