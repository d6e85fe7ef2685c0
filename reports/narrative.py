"""The sentences of the bulletin that are made of numbers. Every one holds for none, one and many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from auditor.inspection.inspected import Inspected
from auditor.inspection.leave import Leave
from auditor.inspection.rebasing import Rebased
from auditor.inspection.rows import CONFIRMED, MACHINE, NO_UNIT, Row
from auditor.inspection.scheme import Scheme
from auditor.inspection.scoring import UnitScore
from auditor.models import Contact, Coverage, Portal
from auditor.models.issue_kinds import Source
from auditor.text.wording import day, days, listed, mean, percent, points
from reports import comparison
from reports.comparison import Comparison
from reports.cover import UNSTAMPED, Stamp

MOST_PRAISED = 5
DRAFT = "机器初稿　未经核对不得印发"
ADDRESSEE = "各责任单位："
ANNEXES = ("各单位得分情况", "问题台账", "检查了什么，没有检查什么", "豁免和零报告")
OVERVIEW, PROBLEMS, DEMANDS = "一、总体情况", "二、存在的主要问题", "三、下一步工作要求"
AT_ONCE, LINKS_WITHHELD = "立即处理", "为防止扩散，链接只列在责任单位自己的清单里。"
NO_PROBLEMS = "在本次检查范围内，没有发现可以确定的问题。没有检查到的内容见附件3。"
UNCHECKED = "下列内容没有检查，既不算有问题，也不算没有问题："
NOT_LOOKED_AT = (
    "系统只检查公开网页上机器能够判断的事项；线下公开、登录后可见的内容、工作台账和内容真实性须另行检查。"
)
NO_LEAVE = "本期没有豁免，也没有零报告。"
ONLY_CONFIRMED = "只有检查人员确认并且下发过的问题扣分，需人工核对的不扣分"
TRIED = f"初稿按机检确定和检查人员确认的问题试算；冻结以后，{ONLY_CONFIRMED}"
DUE_AS_TOLD, DUE_FROM_ISSUE = "整改时限是下发时写明的", "整改时限以正式印发之日起算"
DIGEST = "本表按单位和问题类型汇总。每个问题的原文、依据和链接见各单位问题清单和问题台账电子表。"
DUE_LATER, MENDED = "另行通知", "已经改好"
AMENDED = "征求意见以后更正的："
BLANK = "________"
NO_ROWS = "本次检查没有需要列入台账的问题。"


def contact(known: Contact) -> str:
    """Whom units ask; what the profile does not say is left to be filled in."""
    return f"联系人：{known.name or BLANK}　联系电话：{known.phone or BLANK}"


def lead(
    portal: Portal,
    coverage: Coverage,
    scheme: Scheme,
    since: dt.date | None,
    as_of: dt.date,
    *,
    by_people: bool = False,
) -> str:
    """依据一句: by what, when, how, whom. `by_people`: whether people looked at what the machine found."""
    window = days(since, as_of) if since else f"截至{day(as_of)}"
    how = "系统自动读取网页、逐条规则检查" + "与检查人员核实相结合" * by_people
    return (
        f"依据{scheme.basis}，{window}，采取{how}的方式，对{portal.name}"
        f"{len(portal.units)}家单位政务公开工作情况进行{scheme.name}，"
        f"检查栏目{coverage.sections_read}个、信息{sum(coverage.pages_by_unit.values())}条。现将有关情况通报如下。"
    )


def overview(inspected: Inspected, compared: Comparison | None, names: Mapping[str, str]) -> tuple[str, ...]:
    """一、总体情况, a paragraph each; `names`: what sentences call each unit."""
    texts = (
        _found(inspected.rows),
        _confirmed(inspected.rows),
        _waiting(inspected.rows),
        _spared(inspected.spared),
        _told_by_others(inspected),
        _settled(inspected.settled),
        _graded(inspected.scores, inspected.scheme, names),
        _praised(inspected, names),
        comparison.told(compared),
        _excused(inspected.leave),
    )
    return tuple(text for text in texts if text)


def at_once(rows: Sequence[Row], names: Mapping[str, str]) -> tuple[str, ...]:
    """立即处理: a sentence for each kind and unit, with the numbers of the rows and no word of where they stand."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.unit, row.name), []).append(row)
    return tuple(
        f"{names.get(unit, unit)}有{len(own)}处{name}（问题编号{listed([row.id for row in own])}），"
        "须立即撤下或者遮盖，并核查有无转载。"
        for (unit, name), own in groups.items()
    )


def demands(
    rows: Sequence[Row], scheme: Scheme, rectify_by: dt.date | None, stamp: Stamp = UNSTAMPED
) -> tuple[str, ...]:
    """三、下一步工作要求; fewer where nothing was found."""
    failed = any(row.failed for row in rows)
    doubtful = any(row.doubtful for row in rows)
    texts = []
    if failed:
        texts.append(
            f"限期整改。各责任单位对照附件2逐条整改，{_mended_by(rows, scheme, rectify_by)}，"
            "并逐条反馈整改情况和新链接；确有困难的，在时限前说明理由申请延期。"
        )
    if doubtful:
        texts.append(
            "核对疑似问题。系统提示的疑似情形不在本通报点名，由检查人员会同有关单位逐条核对，属实的另行通知整改。"
        )
    if failed:
        texts.append(
            "举一反三。各单位要按照本次通报的问题类型全面自查，未被点名的单位同步对照检查，防止同类问题反复出现。"
        )
        texts.append(_appeals(scheme, stamp))
    if failed and scheme.repeated_times > 1:
        texts.append(
            f"强化跟踪。到下次检查时过了整改时限仍没有改好的，按{points(scheme.repeated_times)}倍扣分；整改后又出现的"
            f"同一问题，按{points(scheme.regressed_times)}倍扣分。经批准延期的不加倍。"
        )
    elif failed and scheme.regressed_times > 1:
        texts.append(
            f"强化跟踪。整改后又出现的同一问题，在以后的检查中按{points(scheme.regressed_times)}倍扣分。"
        )
    return tuple(texts) or ("持续保持。各单位要对照检查内容坚持日常自查，及时发现和纠正问题。",)


def was_told(rows: Iterable[Row]) -> bool:
    """Whether the units of the rows were told by when to mend them: then that day is theirs, and no other."""
    return any(row.failed and row.ruling and row.ruling.due for row in rows)


def appeal_within(scheme: Scheme, stamp: Stamp) -> str:
    """The time for an appeal, as a sentence has it: told by its last day once the units have the draft.

    "" of a record, which was heard before it was frozen.
    """
    if stamp.is_record:
        return ""
    if stamp.is_sent and stamp.appeal_by:
        return f"{day(stamp.appeal_by)}以前"
    return f"征求意见之日起{scheme.appeal_workdays}个工作日内"


def _mended_by(rows: Sequence[Row], scheme: Scheme, rectify_by: dt.date | None) -> str:
    told = was_told(rows)
    if told and not rectify_by:
        return "在附件2写明的整改时限以前完成，时限已过的立即完成"
    by = f"（按检查截止日推算为{day(rectify_by)}，以正式印发之日为准）" if rectify_by else ""
    kept = "；以前已经下发的，按附件2写明的时限" * told
    return f"于本通报印发之日起{scheme.rectify_workdays}个工作日内完成{by}{kept}"


def _appeals(scheme: Scheme, stamp: Stamp) -> str:
    within = appeal_within(scheme, stamp)
    if not within:
        return (
            "畅通申诉。征求意见期间的申诉已经裁定，改变认定和扣分的列在附件2。仍有异议的，可以提交新的书面说明"
            "和佐证材料，检查单位书面答复；以后改变认定的，另行更正。"
        )
    return f"畅通申诉。对检查结果有异议的，可在{within}提交书面说明和佐证材料，检查单位书面答复。"


def scoring_notes(
    scheme: Scheme,
    scores: Sequence[UnitScore] = (),
    names: Mapping[str, str] = MappingProxyType({}),
    *,
    is_record: bool = False,
) -> tuple[str, ...]:
    """How the scores came about, for the unit that counts after; `names`: what sentences call each unit."""
    caps = "、".join(f"{name}{points(scheme.caps[name])}分" for name in scheme.categories)
    bands = "，".join(f"{points(band.least)}分起为{band.name}" for band in scheme.bands if band.least)
    lacked = "；缺了以后补上又算晚的，同一年度只扣一次" * any(
        p.once == "year" for p in scheme.prices.values()
    )
    return (
        f"每家单位从100分起扣。{ONLY_CONFIRMED if is_record else TRIED}。各类扣分上限：{caps}。",
        f"同一页面最多扣{points(scheme.page_cap)}分；同页同一处原文、同一原因只计一次。",
        f"{bands}。出现单项否决情形的，得分不超过{points(scheme.veto_score)}分。各组之内按得分排名。",
        f"超期公开等不能补救的问题，只在首次发现的一期扣分；同一页面的同一日期问题只扣一次{lacked}。",
        *_rated(scheme, scores, names),
        *_rebased(scores, names),
        "没有读到任何页面的单位不评分、不排名，列为“未检查”。",
    )


def _rated(scheme: Scheme, scores: Iterable[UnitScore], names: Mapping[str, str]) -> Iterator[str]:
    """Who is charged by the rate, and that the others are not."""
    if not scheme.rate_from:
        return
    many = [one for one in scores if one.rated]
    told = listed([f"{names.get(one.unit.name, one.unit.name)}（{one.pages}条）" for one in many])
    yield (
        f"信息多于{scheme.rate_from}条的单位，{listed(scheme.by_rate)}类里逐条信息的扣分按比率计"
        f"（乘以{scheme.rate_from}÷信息条数，再算各类上限），只计一次的、公开个人信息等从严扣分的、单项否决的和检查人员"
        f"定了分值的按件数计。{f'按比率计的有{told}，其余' if many else '这次没有这样的单位，'}各单位按件数计。"
    )


def _rebased(scores: Iterable[UnitScore], names: Mapping[str, str]) -> Iterator[str]:
    """Who is counted by fewer categories than others of its group, and how."""
    alike: dict[Rebased, list[str]] = {}
    for one in scores:
        if one.rebased:
            alike.setdefault(one.rebased, []).append(names.get(one.unit.name, one.unit.name))
    if alike:
        told = "；".join(f"{listed(units, 5)}{how.told}" for how, units in alike.items())
        yield f"同组有的单位有、本单位没有的栏目，不当作满分：{told}。检查人员定了分值的问题不折算。"


def checked(coverage: Coverage) -> tuple[str, ...]:
    """检查了什么, in numbers."""
    pending = f"，{coverage.pending}个留待下次" if coverage.pending else ""
    unknown = (
        f"；另有{coverage.sections_unknown}个栏目的网址尚未登记，没有检查"
        if coverage.sections_unknown
        else ""
    )
    return (
        f"计划读取网址{coverage.planned}个：本次读到{coverage.fetched}个，"
        f"与上次相比没有变化的{coverage.unchanged}个，未读到{coverage.failed}个{pending}。",
        f"应查栏目{coverage.sections}个，完整读取{coverage.sections_read}个{unknown}。",
        *_remainder(coverage),
    )


def _remainder(coverage: Coverage) -> tuple[str, ...]:
    """Says so where everything was read, and where nobody noted why something was not."""
    if coverage.unchecked:
        return ()
    missed = coverage.failed + coverage.pending + coverage.sections_unknown
    if missed or coverage.sections_read < coverage.sections:
        return ("没有读到的内容未登记逐项原因，既不算有问题，也不算没有问题。",)
    return ("计划检查的内容均已检查。",)


def _found(rows: Sequence[Row]) -> str:
    failed = [row for row in rows if row.failed]
    doubtful = sum(row.doubtful for row in rows)
    doubt = f"另有疑似情形{doubtful}条有待核对，没有扣分，不在本通报点名。" if doubtful else ""
    if not failed:
        return f"本次检查没有发现可以确定的问题。{doubt}"
    units = {row.unit for row in failed} - {NO_UNIT}
    by_machine = all(row.verdict == MACHINE for row in failed)
    return f"本次检查{'由系统' if by_machine else ''}确定问题{len(failed)}个，涉及{len(units)}家单位。{doubt}"


def _confirmed(rows: Sequence[Row]) -> str:
    """How many of what counts a person has looked at, and what becomes of the others."""
    failed = [row for row in rows if row.failed]
    read = sum(row.verdict == CONFIRMED for row in failed)
    rest = [row for row in failed if row.verdict != CONFIRMED]
    if not rest:
        return "这些问题都经检查人员确认。" if read else ""
    costs = points(sum((row.points or Decimal(0) for row in rest), Decimal(0)))
    told = f"其中{read}个经检查人员确认，{len(rest)}个" if read else "这些问题都"
    return f"{told}由系统判定、还没有人确认，试算扣{costs}分；到检查冻结时仍没有确认和下发的，不扣分。"


def _waiting(rows: Sequence[Row]) -> str:
    """What a record holds against nobody."""
    waiting = sum(row.waits for row in rows)
    return (
        f"系统判定的问题还有{waiting}个没有核实或者没有下发，不扣分，不在本通报点名，列在各单位清单和台账里。"
        if waiting
        else ""
    )


def _told_by_others(inspected: Inspected) -> str:
    """What others had to tell of, and how much of it the machine had not found."""
    rulings = (inspected.docket.rulings.get(f.fingerprint) for f in inspected.docket.by_hand)
    told = [r for r in rulings if r and r.source == Source.OUTSIDE.label and r.confirmed_by]
    missed = sum(r.known_as is None for r in told)
    return f"外部转来并经核实的问题{len(told)}个，其中机检未发现{missed}个。" if told else ""


def _spared(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    return f"另有{len(rows)}个问题属平台、上级原因或者特殊情况，不计责任单位扣分，列在各单位清单里。"


def _settled(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    return f"以前各期已经列入并扣分、不能补救的问题（如超期公开）还有{len(rows)}个，本期不再列入，不再扣分。"


def _graded(scores: Sequence[UnitScore], scheme: Scheme, names: Mapping[str, str]) -> str:
    scored = [s for s in scores if s.score is not None]
    unread = [names.get(s.unit.name, s.unit.name) for s in scores if s.score is None]
    left_out = f"{listed(unread, 5)}未读到任何页面，不评分。" if unread else ""
    if not scored:
        return left_out
    values = [s.score for s in scored if s.score is not None]
    passed = sum(value >= scheme.pass_mark for value in values)
    per_band = [(band.name, sum(s.band == band.name for s in scored)) for band in scheme.bands]
    bands = "、".join(f"{name}{number}家" for name, number in per_band if number)
    return (
        f"参加评分的{len(scored)}家单位平均{points(mean(values))}分，其中{bands}，"
        f"合格率{percent(passed, len(scored))}。{left_out}"
    )


def _praised(inspected: Inspected, names: Mapping[str, str]) -> str:
    """The highest scores of all in the best band, best first: never more than half of those that were scored, and
    of equal ones all or none. Who scores high because nobody has looked at what was found is not praised for it.
    """
    unread = {row.unit for row in inspected.rows if row.waits}
    scored = sorted((s for s in inspected.scores if s.score is not None), key=lambda s: -(s.score or 0))
    most = min(MOST_PRAISED, len(scored) // 2)
    bar = scored[most].score if most else None  # the best of those who are not named
    best = [s for s in scored if bar is not None and s.score is not None and s.score > bar]
    praised = [s for s in best if s.band == inspected.scheme.bands[0].name and s.pages]
    called = [names.get(s.unit.name, s.unit.name) for s in praised if s.unit.name not in unread]
    return f"得分较高的单位有{listed(called)}。" if called else ""


def _excused(leave: Leave) -> str:
    """What stands in neither list nor score, so that a reader knows there is more."""
    parts = (
        (len(leave.rows), f"按豁免不列入台账、不扣分的{len(leave.rows)}条"),
        (len(leave.nils), f"按零报告不查空白和更新的栏目{len(leave.nils)}个"),
    )
    texts = [text for number, text in parts if number]
    return f"另有{'，'.join(texts)}，理由和期限见附件4。" if texts else ""
