"""Letters to units: the program proposes by the scheme's ladder, a person issues, a unit signs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from auditor.config.calendar import operator_calendar
from auditor.config.toml_table import suggest
from auditor.inspection.ladder import Ladder, Proposal, Reached, Step
from auditor.inspection.scheme import Scheme
from auditor.ledger.deadlines import workdays_on
from auditor.models import Portal
from auditor.models.complaint import CommandError
from auditor.models.issue import Actor, Issue
from auditor.models.issue_kinds import Act, IssueState
from auditor.models.letter import Decision, Letter, LetterItem, LetterKind, Receipt, Sent
from auditor.models.role import Role
from auditor.office.issues import Desk, find
from auditor.store import Store
from auditor.workdays import BEIJING

DECISION = LetterKind.DECISION.label


def proposed(store: Store, portal_id: str | None, scheme: Scheme, on: dt.date) -> list[tuple[str, Proposal]]:
    """What the ladder proposes on the day, by portal."""
    portals = dict.fromkeys(issue.portal for issue in store.issues.of(portal_id))
    return [(portal, one) for portal in portals for one in _ladder(store, portal, scheme, on).proposals()]


def issue(
    desk: Desk,
    portal: Portal,
    scheme: Scheme,
    step_name: str,
    unit: str,
    *,
    numbers: Collection[str] = (),
    note: str = "",
    document_number: str = "",
) -> Letter:
    """Write to the unit of every row that has reached the step, or of some of them; each is told of it if it was not.

    Raises CommandError, and nothing is kept, where the step, the role or a row does not allow it.
    """
    step, name = _step(scheme, step_name), _unit(portal, unit)
    _refuse_role(desk.actor, step)
    with desk.store.together():
        desk.store.issues.hold(portal.id)
        rows = _rows(_ladder(desk.store, portal.id, scheme, desk.today, numbers), step, name, numbers)
        told = [Reached(_notified(desk, one.issue, step, scheme), one.why) for one in rows]
        letter = _letter(desk, portal, scheme, name, step.paper, [_item(one) for one in told])
        return desk.store.letters.add(
            replace(
                letter,
                step=step.name,
                answer_by=_answer_by(desk, step, letter.items),
                appeal_workdays=_appeal_workdays(told, scheme),
                note=note,
                document_number=document_number,
            )
        )


def issue_decision(
    desk: Desk, portal: Portal, scheme: Scheme, number: str, *, note: str = "", document_number: str = ""
) -> Letter:
    """Write down for its unit what was decided about the appeal against a row. Raises CommandError."""
    row = find(desk.store, number, portal.id)
    filed, decided = row.last(Act.APPEAL), row.last(Act.DECIDE)
    if filed is None or decided is None or row.state is IssueState.APPEALED:
        raise CommandError(f"问题 {number} 没有裁定过的申诉，不能出具{DECISION}。没有改动。")
    if desk.actor.role not in (Role.INSPECTOR, Role.CHIEF):
        raise CommandError(f"{DECISION}由检查人员或者负责人签发，{desk.actor.role.label}不行。没有改动。")
    earlier = row.events[: row.events.index(filed)]
    decision = Decision(
        filed_on=filed.at.date(),
        reason=filed.why,
        files=filed.files,
        outcome=decided.outcome,
        why=decided.why,
        before=next((e.points for e in reversed(earlier) if e.points is not None), None),
        after=row.points,
        reviewer=decided.by,
        decided_on=decided.at.date(),
        until=decided.until,
    )
    with desk.store.together():
        for sent in desk.store.letters.of(portal.id):
            if sent.letter.decision == decision and sent.letter.items[0].issue == row.number:
                raise CommandError(
                    f"问题 {number} 的{DECISION}已经出具，编号 {sent.letter.number}。没有改动。"
                )
        letter = _letter(desk, portal, scheme, row.unit or "", LetterKind.DECISION, [_item(Reached(row, ""))])
        return desk.store.letters.add(
            replace(letter, decision=decision, note=note, document_number=document_number)
        )


def undelivered(rows: Iterable[Issue], letters: Iterable[Sent]) -> list[Issue]:
    """Rows whose appeal was decided and whose unit was not written to about it."""
    told = {
        (sent.letter.items[0].issue, sent.letter.decision.decided_on, sent.letter.decision.filed_on)
        for sent in letters
        if sent.letter.decision
    }
    found = []
    for row in rows:
        filed, decided = row.last(Act.APPEAL), row.last(Act.DECIDE)
        if filed is None or decided is None or row.state is IssueState.APPEALED:
            continue
        if (row.number, decided.at.date(), filed.at.date()) not in told:
            found.append(row)
    return found


def receive(
    store: Store, number: str, portal_id: str | None, actor: Actor, at: dt.datetime, note: str = ""
) -> Sent:
    """The unit's person signs for a letter. Raises CommandError where it is another unit's."""
    sent = store.letters.get(number, portal_id)
    letter = sent.letter
    if actor.role is not Role.UNIT or actor.unit != letter.unit:
        raise CommandError(
            f"文书 {letter.number} 是发给“{letter.unit}”的，由该单位的人签收：--by 姓名 --unit {letter.unit} --role unit。没有改动。"
        )
    if at < letter.issued_at:
        raise CommandError(f"签收时间早于文书 {letter.number} 的签发时间。没有改动。")
    receipt = Receipt(at=at, by=actor.name, role=actor.role, unit=letter.unit, note=note)
    store.letters.sign(letter, receipt)
    return Sent(letter, (*sent.receipts, receipt))


def _ladder(
    store: Store, portal_id: str, scheme: Scheme, on: dt.date, numbers: Collection[str] = ()
) -> Ladder:
    """Over all rows of the portal; where some are named, over them and what they came back from."""
    letters = [sent.letter for sent in store.letters.of(portal_id)]
    rows = store.issues.among(portal_id, numbers) if numbers else store.issues.of(portal_id)
    return Ladder(scheme.ladder, rows, letters, on)


def _step(scheme: Scheme, words: str) -> Step:
    """The step a person names by its name or its paper's."""
    for step in scheme.ladder:
        if words in (step.name, step.paper.label, step.paper.value):
            return step
    known = [step.name for step in scheme.ladder]
    raise CommandError(
        f"扣分表“{scheme.name}”的督促阶梯里没有“{words}”{suggest(words, known)}；有：{'、'.join(known) or '（没有写 ladder）'}。没有改动。"
    )


def _unit(portal: Portal, words: str) -> str:
    unit = portal.unit_named(words)
    if unit is None:
        names = [one.name for one in portal.units]
        raise CommandError(f"档案里没有“{words}”这个单位{suggest(words, names)}。没有改动。")
    return unit.name


def _refuse_role(actor: Actor, step: Step) -> None:
    if actor.role not in step.approvers:
        may = "、".join(f"{role.label}（--role {role.value}）" for role in step.approvers)
        raise CommandError(f"“{step.name}”由{may}签发，“{actor.name}”是{actor.role.label}，不行。没有改动。")


def _rows(ladder: Ladder, step: Step, unit: str, numbers: Collection[str]) -> Sequence[Reached]:
    """Those that have reached the step; of named ones all must have."""
    reached = ladder.reached(step, unit)
    if missing := [number for number in numbers if number not in {one.issue.number for one in reached}]:
        raise CommandError(
            f"{'、'.join(missing)} 够不上“{step.name}”的条件，或者已经发过；够得上的见：auditor letter list --proposed。没有改动。"
        )
    chosen = tuple(one for one in reached if not numbers or one.issue.number in numbers)
    if not chosen:
        raise CommandError(
            f"“{unit}”没有够得上“{step.name}”的问题；程序提出的见：auditor letter list --proposed。没有改动。"
        )
    return chosen


def _notified(desk: Desk, row: Issue, step: Step, scheme: Scheme) -> Issue:
    """The row with its clock running: a 整改通知书 is the notice."""
    if step.paper is LetterKind.RECTIFICATION and row.state is IssueState.CONFIRMED:
        return desk.notify(row, scheme, why=step.paper.label)
    return row


def _letter(
    desk: Desk, portal: Portal, scheme: Scheme, unit: str, kind: LetterKind, items: Iterable[LetterItem]
) -> Letter:
    return Letter(
        portal=portal.id,
        portal_name=portal.name,
        kind=kind,
        unit=unit,
        items=tuple(items),
        basis=scheme.basis,
        signer=portal.operator or portal.name,
        issued_at=desk.at,
        by=desk.actor.name,
        role=desk.actor.role,
    )


def _item(one: Reached) -> LetterItem:
    said = one.issue.opening
    told: dict[str, Any] = {"section": said.section or "", "title": said.title or "", "why": one.why}
    return LetterItem(
        issue=one.issue.number,
        code=said.code,
        rule_version=said.rule_version,
        found_on=one.issue.events[0].at.astimezone(BEIJING).date(),
        url=one.issue.page_url,
        name=said.name,
        message=one.issue.message,
        quote=one.issue.quote,
        expected=said.expected,
        basis="；".join(basis.citation for basis in said.basis),
        rectify_by=one.issue.rectify_by,
        appeal_by=notified.appeal_by if (notified := one.issue.last(Act.NOTIFY)) else None,
        **told,
    )


def _answer_by(desk: Desk, step: Step, items: Iterable[LetterItem]) -> dt.date | None:
    """So many working days from now on; else the first of the rows' own days."""
    if step.answer_workdays:
        return workdays_on(desk.today, step.answer_workdays, operator_calendar())
    return min((item.rectify_by for item in items if item.rectify_by), default=None)


def _appeal_workdays(told: Iterable[Reached], scheme: Scheme) -> int:
    """Only who is told of a fault for the first time is told that he may appeal."""
    acts = set(Act) - {Act.ABSORBED, Act.LET_GO}  # what becomes of other rows is no act upon this one
    newest = (one.issue.last(*acts) for one in told)
    notified = [event for event in newest if event and event.act is Act.NOTIFY]
    return scheme.appeal_workdays if notified else 0
