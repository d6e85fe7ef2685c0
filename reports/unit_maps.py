"""Figures with a line for every unit: how its duties were tested, where its faults are, what it published when."""

from __future__ import annotations

from collections import Counter

from auditor.inspection.period import Term
from auditor.inspection.pictured import DutyLook, UnitPicture
from auditor.text.wording import day, listed, percent
from reports.figures import FIGURES, Card, Drawn, Figure
from reports.matrix import Mark, matrix, tone

_MOST_SECTIONS = 24
_EMPTY, _UNREAD = "空", "阻"
_SHORT_MONTH = 31  # days: who promises more than this may leave a month empty
_NO_BRACKETS = str.maketrans("", "", "（）")
_TONES = {DutyLook.RULE: 3, DutyLook.HAND: 2, DutyLook.UNREADABLE: 1, DutyLook.NOT: 0}


def tested(drawn: Drawn) -> Figure:
    """Units by duties: by rule, by hand, not tested, not readable."""
    p, how = drawn.pictured, Counter[DutyLook]()
    names, columns = drawn.names, {one.number: one.name for one in p.duties}
    marks: dict[tuple[str, str], Mark] = {}
    for unit in p.units:
        for number, one in unit.tested.items():
            how[one] += 1
            full = f"{names[unit.unit]}，{columns.get(number, number)}：{one.label}"
            marks[unit.unit, number] = Mark(one.mark, _TONES[one], full, drawn.href(unit.unit, number))
    whole = sum(how.values())
    counts = "，".join(f"{one.label}{how[one]}格" for one in DutyLook if how[one])
    looked = {one.unit: f"{one.looked_on:%m-%d}" if one.looked_on else "没有" for one in p.units}
    return Figure(
        id="tested",
        grid=matrix(
            "tested",
            FIGURES["tested"],
            drawn.rows,
            [(one.number, _brief(one.number)) for one in p.duties],
            marks,
            legend=[Mark(one.mark, _TONES[one], one.label) for one in DutyLook],
            side="最近看过",
            sides=looked,
            summary=f"共{whole}格，{counts}。",
            hrefs=drawn.hrefs,
        ),
        words=(f"共{whole}格：{counts}。规则检查占{percent(how[DutyLook.RULE], whole)}。",) if whole else (),
        keys=tuple((one.number, one.name) for one in p.duties) if p.plan else (),
        card=Card(
            means=f"每家单位的每项{'任务（' + p.plan + '）' if p.plan else '扣分类别'}这一期是怎么检查的。",
            numerator="标“规”的格：有规则在查，本单位的网页也读到了；标“人”的格：有人登记过佐证。",
            denominator="对该单位有约束的格；空白是方案没有要求这家单位的。",
            window=drawn.window + "；“最近看过”是最近一次读到该单位任何一个栏目列表的日期（月-日）。",
            silent="查过不等于合格，没有检查也不等于不合格；一项任务只要有一条规则在查就标“规”，不表示查全了。",
        ),
    )


def faults(drawn: Drawn) -> Figure:
    """Units by sections: how many certain faults."""
    return heat(
        drawn, Counter((row.unit, last_level(row.section)) for row in drawn.inspected.rows if row.failed)
    )


def last_level(section: str | None) -> str:
    """What columns call a section."""
    return (section or "").rsplit("/", 1)[-1] or "其他"


def heat(drawn: Drawn, counts: Counter[tuple[str, str]], card: Card | None = None) -> Figure:
    """Numbers by unit and section, the fullest sections first."""
    by_section = Counter[str]()
    for (_, section), number in counts.items():
        by_section[section] += number
    shown = [name for name, _ in by_section.most_common(_MOST_SECTIONS)]
    left = sum(by_section.values()) - sum(by_section[name] for name in shown)
    most = max(counts.values(), default=0)
    names = drawn.names
    marks = {
        key: Mark(
            str(number),
            tone(number, most),
            f"{names.get(key[0], key[0])}“{key[1]}”{number}个",
            drawn.href(*key),
        )
        for key, number in counts.items()
    }
    homeless = sum(number for (unit, _), number in counts.items() if unit not in names)
    words = [] if shown else ["这一期没有可以确定的问题。"]
    words += [f"另有{homeless}个问题还没有责任单位，没有画出。"] if homeless else []
    words += [f"另有{left}个问题在其他栏目，没有画出。"] if left else []
    return Figure(
        id="faults",
        grid=matrix(
            "faults", FIGURES["faults"], drawn.rows, [(n, n) for n in shown], marks, hrefs=drawn.hrefs
        )
        if shown
        else None,
        words=tuple(words),
        card=card
        or Card(
            means="各单位各栏目里机检确定的问题有多少个；颜色越深越多，数字是个数。",
            numerator="机检确定、本期计入的问题。",
            denominator="没有除以信息条数：信息多的栏目，问题也可能多。",
            window=drawn.window,
            silent="空白是没有发现，不是没有问题；没有读到的栏目也是空白，见检查覆盖图。需人工核对的不在内。",
        ),
    )


def pieces(drawn: Drawn) -> Figure:
    """What each unit published in each month, beside what it promised."""
    p, names = drawn.pictured, drawn.names
    most = max((n for one in p.units for n in one.pieces.values()), default=0)
    marks = {
        (one.unit, month): mark
        for one in p.units
        for month in p.months
        if (mark := _month(one, month, names[one.unit], most, whole=month in p.whole_months))
    }
    silent = [names[one.unit] for one in p.units if one.whole and not one.pieces]
    term = Term.of(3, drawn.inspected.as_of)
    now = [month for month in p.months if Term.read(month).first_on >= term.first_on]
    paused = [
        names[one.unit] for one in p.units if one.whole and one.pieces and not any(map(one.pieces.get, now))
    ]
    unread = [names[one.unit] for one in p.units if not one.looked_on]
    words = (
        f"{term.name}截至{day(drawn.inspected.as_of)}没有读到发布的单位：{listed(paused)}。"
        if paused
        else "",
        f"十二个月里一条发布也没有读到的单位：{listed(silent)}。" if silent else "",
        f"栏目没有读到、不作判断的单位：{listed(unread)}。" if unread else "",
    )
    return Figure(
        id="pieces",
        grid=matrix(
            "pieces",
            f"{FIGURES['pieces']}（条）",
            drawn.rows,
            [(month, month[2:]) for month in p.months],
            marks,
            legend=[
                Mark(_EMPTY, 0, "承诺一个月以内更新，当月没有读到发布"),
                Mark(_UNREAD, 0, "没有读到该单位的栏目"),
            ],
            side="承诺周期",
            sides={one.unit: f"{one.cycle_days}天" if one.cycle_days else "未定" for one in p.units},
            wide=True,
        ),
        words=tuple(filter(None, words)) or ("栏目读到的单位都有发布。",),
        card=Card(
            means="各单位每月发布的信息条数，和栏目承诺的更新周期（取各栏目里最短的）对照。",
            numerator="发布日期在当月的信息。",
            denominator="没有分母，是条数；数字大小和单位职责有关，单位之间不能比多少。",
            window=f"{p.months[0]}至{p.months[-1]}，截至{day(drawn.inspected.as_of)}；没有过完的月份、栏目没有全部读完的单位，不标“{_EMPTY}”。",
            silent="只算读到的、写有发布日期并归属到单位的信息；删除或者改了日期的看不出来。是否按期更新由栏目规则判断。",
        ),
    )


def _month(one: UnitPicture, month: str, name: str, most: int, *, whole: bool) -> Mark | None:
    """What a month of a unit says. Of one that was not read nothing is said."""
    number = one.pieces.get(month, 0)
    if number:
        return Mark(str(number), tone(number, most), f"{name}{month}发布{number}条")
    if not one.looked_on:
        return Mark(_UNREAD, 0, f"{name}的栏目没有读到")
    if whole and one.whole and _promised(one):
        return Mark(_EMPTY, 0, f"{name}{month}没有读到发布，承诺最长{one.cycle_days}天更新一次")
    return None


def _promised(one: UnitPicture) -> bool:
    return one.cycle_days is not None and one.cycle_days <= _SHORT_MONTH


def _brief(number: str) -> str:
    """第13项 as 13, 二（一） as 二一."""
    return number.removeprefix("第").removesuffix("项").translate(_NO_BRACKETS)
