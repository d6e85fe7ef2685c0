"""A unit's scores over the quarters beside its group's average, as plain geometry for one small picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 640, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 40, 26, 30
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Quarter:
    """What one quarter came to."""

    name: str
    own: Decimal
    average: Decimal | None  # of the group, where it may be told


@dataclass(frozen=True, slots=True)
class Dot:
    """One quarter as it is drawn."""

    quarter: Quarter
    x: float
    y: float
    average_y: float | None

    @property
    def told_y(self) -> float:
        """Where its figure stands: away from the other line."""
        below = self.average_y is not None and self.average_y < self.y
        return self.y + 18 if below else self.y - 9


@dataclass(frozen=True, slots=True)
class Trend:
    """The picture: dots from left to right, and a line for every five or ten points."""

    dots: tuple[Dot, ...]
    marks: tuple[tuple[int, float], ...]

    @property
    def own(self) -> str:
        """The unit's line."""
        return _line((dot.x, dot.y) for dot in self.dots)

    @property
    def averages(self) -> tuple[str, ...]:
        """The group's line, broken where its average is not told."""
        parts: list[list[tuple[float, float]]] = [[]]
        for dot in self.dots:
            if dot.average_y is None:
                parts.append([])
            else:
                parts[-1].append((dot.x, dot.average_y))
        return tuple(_line(part) for part in parts if part)

    @property
    def told(self) -> str:
        """The same in words."""
        return "；".join(
            f"{one.name} {one.own} 分" + (f"，同组平均 {one.average} 分" if one.average is not None else "")
            for one in (dot.quarter for dot in self.dots)
        )


def trend(quarters: Sequence[Quarter]) -> Trend | None:
    """Oldest first; None for fewer than two: one figure is no history."""
    if len(quarters) < 2:
        return None
    values = [one.own for one in quarters] + [one.average for one in quarters if one.average is not None]
    low = int(min(*values, _FULL - 10) // 10 * 10)
    step = (WIDTH - _LEFT - _RIGHT) / (len(quarters) - 1)
    dots = tuple(
        Dot(
            one,
            round(_LEFT + place * step, 1),
            _height(one.own, low),
            None if one.average is None else _height(one.average, low),
        )
        for place, one in enumerate(quarters)
    )
    grid = range(low, 101, 5 if low >= 80 else 10 if low >= 50 else 20)
    return Trend(dots, tuple((mark, _height(Decimal(mark), low)) for mark in grid))


def _height(value: Decimal, low: int) -> float:
    share = float((value - low) / (_FULL - low))
    return round(HEIGHT - _BOTTOM - min(share, 1.0) * (HEIGHT - _TOP - _BOTTOM), 1)


def _line(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
