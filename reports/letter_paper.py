"""Letters to a unit as official papers: what is asked of it, why, by when, and room to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from auditor.inspection.results import digest_of
from auditor.models.letter import Letter, LetterItem, LetterKind, Sent
from auditor.text.wording import day, days, instant, nested, points, reworded, sentence, spelt, titled
from auditor.workdays import BEIJING
from reports.cover import versions_told
from reports.official.paper import Block, Column, Line, Paper, Table

_OUTCOMES = {
    "uphold": "维持原认定",
    "points": "改变扣分",
    "withdraw": "撤销这个问题，不扣分",
    "tolerate": "按特殊情况处理",
}
_SIGNED = (("签收单位", 52), ("签收人", 30), ("签收时间", 44), ("备注", 30))
_FACTS = (("项目", 26), ("内容", 130))
_EXTENSION = "确有困难的，请在时限以前说明理由申请延期。"


def paper_of(sent: Sent) -> Paper:
    """The letter with everybody who signed for it."""
    letter = sent.letter
    return Paper(
        title=f"政务公开问题{letter.kind.label}" if letter.decision is None else letter.kind.label,
        head=f"编号：{letter.number}",
        document_number=letter.document_number,
        addressee=f"{letter.unit}：",
        blocks=(*_TEXTS[letter.kind](letter), *_ending(letter)),
        signer=letter.signer,
        signed_on=letter.issued_at.astimezone(BEIJING).date(),
        told_on=letter.issued_at.astimezone(BEIJING).date(),
        receipt=_receipt(sent),
    )


def _reminder(letter: Letter) -> Iterator[Line]:
    yield Line(
        f"对{letter.portal_name}的检查中，发现你单位有下列{len(letter.items)}个情形，程度较轻，现予提醒，请尽快改正。"
    )
    yield from _items(letter)
    yield Line("到下次检查仍未改正的，发整改通知书，计算整改时限。")


def _rectification(letter: Letter) -> Iterator[Line]:
    yield Line(
        f"依据{letter.basis}，对{letter.portal_name}的检查中，确认你单位有下列{len(letter.items)}个问题，现通知整改。"
    )
    yield from _items(letter)
    yield Line(f"{_asked(letter)}按问题编号逐条反馈整改情况和改正后的链接。{_EXTENSION}")
    if within := _appeal_within(letter):
        yield Line(
            f"对认定有异议的，可以在{within}提出申诉，写明理由并附佐证材料，由另一名工作人员复核，书面答复。"
        )


def _supervision(letter: Letter) -> Iterator[Line]:
    yield Line(
        f"你单位的下列{len(letter.items)}个问题已经通知整改，因有各条写明的情形，现予督办。"
        "已经改好的，请一并报告改好的日期和链接。"
    )
    yield from _items(letter)
    yield Line(f"{_asked(letter)}书面说明没有改好的原因、整改措施和完成日期。{_EXTENSION}")


def _summons(letter: Letter) -> Iterator[Line]:
    yield Line(
        f"你单位的下列{len(letter.items)}个问题已经通知整改，因有各条写明的情形，拟在下一期通报中点名，"
        "并约谈你单位分管负责人。约谈的时间和地点另行通知。"
    )
    yield from _items(letter)
    yield Line(f"{_asked(letter)}书面报告整改情况；在此以前改好并经复查的，可以不再点名。")


def _decision(letter: Letter) -> Iterator[Line]:
    [item], said = letter.items, letter.decision
    if said is None:
        return
    yield Line(f"你单位{day(said.filed_on)}对问题编号{item.issue}提出的申诉，已经复核，现将决定通知如下。")
    yield Line(level=1, heading="一、申诉的问题")
    yield Line(_told(item))
    yield Line(level=1, heading="二、申诉的理由")
    files = f"佐证材料：{'、'.join(said.files)}。" if said.files else ""
    yield Line(sentence(said.reason) + files)
    yield Line(level=1, heading="三、复核的决定")
    mended = said.outcome in ("uphold", "points") and item.rectify_by
    due = f"整改时限：{day(item.rectify_by)}。" if mended else ""
    yield Line(f"{_outcome(letter)}理由：{sentence(said.why)}{due}")
    yield Line(f"复核人：{said.reviewer}。复核日期：{day(said.decided_on)}。")


def _outcome(letter: Letter) -> str:
    said = letter.decision
    if said is None:
        return ""
    costs = f"，由扣{points(said.before)}分改为扣{points(said.after)}分" if said.outcome == "points" else ""
    spared = f"，{day(said.until)}以前改好的不扣分" if said.until else ""
    return f"{_OUTCOMES[said.outcome]}{costs}{spared}。"


_TEXTS: Mapping[LetterKind, Callable[[Letter], Iterator[Line]]] = {
    LetterKind.REMINDER: _reminder,
    LetterKind.RECTIFICATION: _rectification,
    LetterKind.SUPERVISION: _supervision,
    LetterKind.SUMMONS: _summons,
    LetterKind.DECISION: _decision,
}


def _items(letter: Letter) -> Iterator[Line]:
    for place, item in enumerate(letter.items, 1):
        due = f"整改时限：{day(item.rectify_by)}。" if item.rectify_by else ""
        asked = (
            f"申诉期限：{day(item.appeal_by)}。" if item.appeal_by and len(_appeal_days(letter)) > 1 else ""
        )
        why = f"情形：{item.why}。" if item.why and letter.kind is not LetterKind.REMINDER else ""
        yield Line(f"{place}.{_told(item)}{due}{asked}{why}")


def _told(item: LetterItem) -> str:
    """The row in one paragraph; its address stands at the end, where a reader can leave it out."""
    title = titled(item.title) + "：" if item.title and item.title not in item.message else ""
    expected = f"应为{_right(item)}" if item.expected else ""
    basis = f"依据：{sentence(item.basis)}" if item.basis else ""
    address = f"网址：{item.url} 。" if item.url else ""
    return f"{item.name}（问题编号{item.issue}）。{title}{sentence(spelt(nested(item.message)))}{expected}{basis}{address}"


def _right(item: LetterItem) -> str:
    """Words put right stand in quotation marks: else the full stop behind them would seem a part of them."""
    if reworded(item.quote, item.expected):
        return f"“{item.expected}”。"
    return f"：{sentence(spelt(item.expected))}"


def _appeal_within(letter: Letter) -> str:
    """By when to appeal, as the 台账 counts it; "" where nobody may, or no longer."""
    if not letter.appeal_workdays:
        return ""
    known = _appeal_days(letter)
    if None in known:
        return f"下发之日起{letter.appeal_workdays}个工作日内"
    last = {one for one in known if one and one >= letter.issued_at.astimezone(BEIJING).date()}
    if len(known) > 1:
        return "各条写明的申诉期限以前" if last else ""
    return "".join(f"{day(one)}以前" for one in last)


def _appeal_days(letter: Letter) -> set[dt.date | None]:
    return {item.appeal_by for item in letter.items} if letter.appeal_workdays else set()


def _asked(letter: Letter) -> str:
    return f"请于{day(letter.answer_by)}以前，" if letter.answer_by else "请按各个问题的整改时限，"


def _ending(letter: Letter) -> Iterator[Line]:
    if letter.note:
        yield Line(sentence(letter.note))
    yield Line(f"文书编号：{letter.number}。签发人：{letter.by}（{letter.role.label}）。")


def _receipt(sent: Sent) -> tuple[Block, ...]:
    """Who signed; a row to sign in where nobody has."""
    rows = [(one.unit, one.by, instant(one.at), one.note) for one in sent.receipts]
    columns = tuple(Column(*one) for one in _SIGNED)
    return (
        Line("签收回执"),
        Table(columns, tuple(rows) or ((sent.letter.unit, "", "", ""),)),
        Line("数据说明"),
        Table(tuple(Column(*one) for one in _FACTS), tuple(_facts(sent.letter))),
    )


def _facts(letter: Letter) -> Iterator[tuple[str, str]]:
    """What stands on the cover of other papers: over which days, by which rules, and what the letter does not speak of."""
    first = min((item.found_on for item in letter.items if item.found_on), default=None)
    versions = {item.code: item.rule_version for item in letter.items if item.code and item.rule_version}
    until = letter.issued_at.astimezone(BEIJING).date()
    yield "检查窗口", days(first, until) if first else f"截至{day(until)}"
    yield "检查范围", f"本文书列出的{len(letter.items)}个问题和所在的网页"
    yield (
        "没有检查",
        "没有列出的网页和栏目不在本文书范围，不表示没有问题；页面以外的（印发原件、线下场所、登录后可见的内容）都没有检查",
    )
    yield "规则版本", versions_told(versions) or "人工发现，不按机检规则"
    yield "数据校验", digest_of(letter)
