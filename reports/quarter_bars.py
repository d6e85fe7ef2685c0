"""Figures of the whole quarter as bars: scores over four quarters, days until publication, how far the rows came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from auditor.inspection.period import Term
from auditor.text.wording import day, mean, percent, points
from reports.charts import Item, bar_chart
from reports.figures import FIGURES, Card, Drawn, Figure

_LIMIT = 20  # working days of the Regulation
_SPANS = ((5, "5个工作日以内"), (10, "6至10个"), (_LIMIT, "11至20个"), (40, "21至40个"))
_LONGER = "超过40个"


def trend(drawn: Drawn) -> Figure:
    """The mean score of the last four quarters."""
    scored = [one.score for one in drawn.inspected.scores if one.score is not None]
    problems = sum(one.problems for one in drawn.inspected.scores)
    told = [(Term.read(one.code).name, one.units, one.mean, one.problems) for one in drawn.pictured.earlier]
    told.append((drawn.inspected.period, len(scored), mean(scored), problems))
    return of_quarters(told)


def of_quarters(told: Sequence[tuple[str, int, Decimal | None, int | None]]) -> Figure:
    """Name, units that were scored, their mean and how many faults (None: not told), of four quarters at most."""
    items = [Item(name, (value,), f"{points(value)}分") for name, _, value, _ in told if value is not None]
    lines = tuple(
        f"{name}：{units}家参评，平均{points(value) or '—'}分{'' if n is None else f'，问题{n}个'}。"
        for name, units, value, n in told
    )
    few = () if len(told) == 4 else (f"只有{len(told)}个季度留有检查记录，没有记录的季度不补画。",)
    return Figure(
        id="trend",
        bars=bar_chart("trend", FIGURES["trend"], items, most=Decimal(100)),
        words=lines + few,
        card=Card(
            means="各季度参评单位的平均得分。",
            numerator="参评单位得分之和。",
            denominator="参评单位家数；没有读到任何页面的单位不参评。",
            window="本季度和以前三个季度，各季度按当时留下的检查记录。",
            silent="各季度的规则、检查范围和参评单位可能不同，升降不都是工作好坏；同一规则不同版本的差别见各期封面。",
        ),
    )


def lag(drawn: Drawn) -> Figure:
    """How many working days it took to publish."""
    lags = drawn.pictured.lags
    spans = Counter(next((name for most, name in _SPANS if lag <= most), _LONGER) for lag in lags)
    names = [*(name for _, name in _SPANS), _LONGER]
    items = [Item(name, (Decimal(spans[name]),), f"{spans[name]}条") for name in names]
    late = sum(lag > _LIMIT for lag in lags)
    whole = len(lags) + drawn.pictured.undated
    words = (
        f"本期发布{whole}条，其中{len(lags)}条两个日期齐全，"
        f"20个工作日以内公开的{len(lags) - late}条"
        + (f"（{percent(len(lags) - late, len(lags))}）" if lags else "")
        + f"；{drawn.pictured.undated}条缺日期或者算不出，没有画。"
    )
    return Figure(
        id="lag",
        bars=bar_chart("lag", f"{FIGURES['lag']}（工作日）", items),
        words=(words,),
        card=Card(
            means="从成文日期（信息表和落款里较晚的）到发布日期隔了几个工作日，次日起算。",
            numerator="各段里的信息条数。",
            denominator="本期发布、成文日期和发布日期都写明的信息。",
            window=drawn.window,
            silent="超过20个工作日的不都是超期：会签后才形成、上级统一发布、法律另有期限的，由时效规则逐条判断。",
        ),
    )


def funnel(drawn: Drawn) -> Figure:
    """How far the rows of the ledger have come."""
    one = drawn.pictured.funnel
    steps = (
        ("发现", one.found),
        ("确认", one.confirmed),
        ("下发", one.notified),
        ("报告改好", one.reported),
        ("复查过", one.rechecked),
        ("销号", one.closed),
    )
    items = [Item(name, (Decimal(number),), f"{number}个") for name, number in steps]
    share = percent(one.closed, one.notified)
    told = (
        f"下发的{one.notified}个里销号{one.closed}个（{share}）。" if one.notified else "还没有下发的问题。"
    )
    return Figure(
        id="funnel",
        bars=bar_chart("funnel", FIGURES["funnel"], items),
        words=(told + (f"判为误报或者撤销{one.acquitted}个。" if one.acquitted else ""),),
        card=Card(
            means="台账里的问题走到了哪一步。",
            numerator="各步：做过这一步的问题个数。",
            denominator="本期在台账里的问题，以前各期遗留的也算；期初以前已经了结的、检查截止以后才发现的不算。",
            window=f"截至{day(one.told_on or drawn.inspected.as_of)}",
            silent="刚下发、还在整改时限以内的也没有销号；整改率要看时限，不能拿这张图排名。",
        ),
    )
