"""Bars as plain geometry; templates/chart.html prints them as SVG. Readable in grey."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH = 460
LABEL_WIDTH = 150
VALUE_WIDTH = 64
ROW = 30
LEGEND = 28


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to compare: a value for each series."""

    label: str
    values: tuple[Decimal, ...]  # none: a heading over the items that follow
    text: str  # printed after the bar


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar; `series` chooses its pattern."""

    x: float
    width: float
    series: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One item as it is drawn."""

    label: str  # as short as the space allows
    full: str  # what a screen reader or a pointer gets
    text: str
    y: float
    parts: tuple[Part, ...]
    heading: bool
    end: float  # where the text begins


@dataclass(frozen=True, slots=True)
class BarChart:
    """A chart ready to print."""

    id: str
    title: str
    description: str  # the same facts in words
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    height: float
    top: float  # where the bars begin, under the legend
    left: float = LABEL_WIDTH  # where they begin, beside their labels
    width: float = WIDTH


def bar_chart(
    chart_id: str,
    title: str,
    items: Sequence[Item],
    *,
    series: Sequence[str] = ("",),
    most: Decimal | None = None,
) -> BarChart | None:
    """Horizontal bars; `most` is the full length, else the largest item. None where there is nothing."""
    largest = most or max((sum(item.values, Decimal(0)) for item in items), default=Decimal(0))
    if not items or largest <= 0:
        return None
    top = LEGEND if len(series) > 1 else 0
    bars = tuple(_bar(item, top + row * ROW, largest) for row, item in enumerate(items))
    facts = "；".join(f"{item.label}{item.text}" for item in items if item.values)
    return BarChart(chart_id, title, f"{title}：{facts}。", tuple(series), bars, top + len(items) * ROW, top)


def _bar(item: Item, y: float, largest: Decimal) -> Bar:
    room = WIDTH - LABEL_WIDTH - VALUE_WIDTH
    x, parts = float(LABEL_WIDTH), []
    for series, value in enumerate(item.values):
        width = round(float(value / largest) * room, 1)
        if width:
            parts.append(Part(round(x, 1), width, series))
            x += width
    return Bar(
        label=_short(item.label),
        full=f"{item.label}：{item.text}",
        text=item.text,
        y=y,
        parts=tuple(parts),
        heading=not item.values,
        end=round(x + 6, 1),
    )


def label_in(label: str, width: int) -> str:
    """The label cut to so many pixels."""
    return _short(label, width // 7)


def _short(label: str, most: int = 20) -> str:
    """The label cut to so many half-widths."""
    wide = [2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in label]
    if sum(wide) <= most:
        return label
    kept = 0
    for index, width in enumerate(wide):
        kept += width
        if kept > most - 2:
            return label[:index] + "…"
    return label
