"""图 of a quarter on one page, each with its card: what it means, of what, over which days, and what it does not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.inspection.inspected import Inspected
from auditor.inspection.pictured import Pictured
from auditor.models.inspection import Remark
from reports.charts import BarChart
from reports.cover import Cover, Stamp, cover, standing_of
from reports.figures import Drawn, Figure
from reports.narrative import DRAFT
from reports.printing import print_page
from reports.quarter_bars import funnel, lag, trend
from reports.unit_maps import faults, pieces, tested


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The page."""

    title: str
    standing: str  # draft or record, over the title
    cover: Cover
    figures: tuple[Figure, ...]


def build(
    inspected: Inspected,
    pictured: Pictured,
    *,
    since: dt.date | None = None,
    stamp: Stamp,
    remarks: Sequence[Remark] = (),
) -> Pictures:
    """Every figure, a unit's remarks beside the one they dispute."""
    drawn = Drawn(inspected, pictured, since)
    figures = [draw(drawn) for draw in (tested, faults, trend, lag, funnel, pieces)]
    return Pictures(
        title=f"{inspected.period}政务公开检查图",
        standing=standing_of(stamp, DRAFT),
        cover=cover(stamp, inspected.coverage, since, inspected.as_of),
        figures=tuple(
            replace(one, remarks=tuple(said for said in remarks if said.figure == one.id)) for one in figures
        ),
    )


def small(inspected: Inspected, pictured: Pictured, since: dt.date | None) -> tuple[BarChart, ...]:
    """Those that fit into a bulletin."""
    drawn = Drawn(inspected, pictured, since)
    return tuple(figure.bars for draw in (trend, lag, funnel) if (figure := draw(drawn)).bars)


def write(pictures: Pictures, out_dir: Path) -> Path:
    """Print the page; returns its path."""
    return print_page("pictures.html", out_dir / "pictures.html", pictures=pictures)
