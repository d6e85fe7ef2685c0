"""A district in which every word that is one unit's own carries that unit's mark: rows in every state, files, letters, answers."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from portal_visitor import OTHER, PEOPLE, UNIT, Portal

from auditor.inspection.period import Term
from auditor.models import Basis, NoteAct, Severity, Verdict
from auditor.models.errand import ErrandAnswer
from auditor.models.issue import Actor, Event, Issue, Opening, Outside
from auditor.models.issue_kinds import Act, Deviation, IssueState, Source
from auditor.models.role import Role
from auditor.office import acts, errands, letters, opening
from auditor.office.attached import attach
from auditor.office.contacts import write_card
from auditor.office.issues import Desk
from auditor.office.papers import scheme_of
from auditor.office.remarks import add_remark
from auditor.office.self_check import answer
from auditor.office.tasks import add_note
from reports.figures import FIGURES

MARKS = {UNIT: "青鸟", OTHER: "白鹭"}
COMMON = "暗记"  # stands in the words of both: a search for it finds each its own
_ACCOUNTS = {unit: name for name, (_, _, unit) in PEOPLE.items() if unit}


class Marked:
    """The district's portal, and what of it is whose."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.store, self.at, self.id = portal.store, portal.at, portal.portal.id
        self.secrets: dict[str, set[str]] = {unit: {mark} for unit, mark in MARKS.items()}
        self._serial = count(1)
        self._base = next(self.store.pages.all(self.id))
        for unit in MARKS:
            portal.someone(_ACCOUNTS[unit])
            for row in self._rows(unit):
                self.secrets[unit].add(row.number)
            self._page(unit)
            self._words(unit)
        self.store.search.refresh(self.id)
        opening.open_spot(self._office(), portal.portal, None, size=3, seed=7)
        self._exemption()
        quarter = opening.open_quarter(self._office(), portal.portal, None, why="第一稿")
        sent = acts.send(self._office(), quarter.number, self.id)
        for unit, mark in MARKS.items():
            figure = next(iter(FIGURES.values()))
            add_remark(self._own(unit), sent, figure, unit, f"{mark}{COMMON}图的说明")

    def others_of(self, unit: str) -> set[str]:
        """What nobody of the unit may read anywhere."""
        return set().union(*(words for whose, words in self.secrets.items() if whose != unit))

    def _exemption(self) -> None:
        visitor = self.portal.someone("inspector")
        path = f"/profile/{self.id}/exemptions"
        visitor.get(path)
        form = {"code": "COL004", "reason": "无此职能", "until": "2026-12-31", "why": "纪要"}
        assert visitor.post(path, form).status_code == 303

    def _office(self, name: str = "王丽", role: Role = Role.INSPECTOR) -> Desk:
        return Desk(self.store, Actor(name=name, role=role), self.at)

    def _own(self, unit: str) -> Desk:
        return Desk(self.store, Actor(name=PEOPLE[_ACCOUNTS[unit]][0], role=Role.UNIT, unit=unit), self.at)

    def _row(self, unit: str, **said: object) -> Issue:
        words = f"{MARKS[unit]}{COMMON}"
        url = f"http://127.0.0.1/{MARKS[unit]}/{next(self._serial)}.html"
        body = f"<html><title>{words}题</title><body><p>{words}原文</p></body></html>".encode()
        told = Opening(
            source=Source.MACHINE,
            unit=unit,
            section=f"{words}栏目",
            title=f"{words}标题",
            url=url,
            code="LAG001",
            name="主动公开超期",
            message=f"{words}描述",
            quote=f"{words}原文",
            expected=f"{words}应为",
            basis=(Basis("《中华人民共和国政府信息公开条例》", "第二十六条", verified=True),),
            severity=Severity.ORDINARY,
            verdict=Verdict.FAIL,
            fingerprint=f"{next(self._serial):024d}",
            capture=self.store.bodies.put(body),
        )
        first = Event(at=self.at, by="机检", role=Role.MACHINE, act=Act.OPEN)
        [row] = self.store.issues.open(self.id, [(replace(told, **said), first)])
        return row

    def _told(self, unit: str, **said: object) -> Issue:
        desk = self._office()
        row = desk.confirm(self._row(unit, **said), why=f"{MARKS[unit]}{COMMON}属实")
        return desk.notify(row, scheme_of("quarterly_check"), why=f"{MARKS[unit]}{COMMON}下发")

    def _rows(self, unit: str) -> Iterator[Issue]:
        """One in every state that rows are left in."""
        words, desk, own = f"{MARKS[unit]}{COMMON}", self._office(), self._own(unit)
        chief = self._office("李强", Role.CHIEF)
        outside = Outside(sender=f"{words}来源", received_on=self.at.date(), answer_by=self.at.date())
        yield self._row(unit)
        yield desk.dismiss(self._row(unit), why=f"{words}误报")
        yield desk.confirm(self._row(unit, source=Source.OUTSIDE, outside=outside))
        yield self._told(unit)
        mended = self._told(unit)
        mended = own.fixed(mended, why=f"{words}改好", files=[self._file(mended)])
        errands.ask_look(own, mended)
        look = self.store.errands.take([self.id])
        seen = ErrandAnswer(at=self.at, done=True, words=f"{words}看过", after=mended.opening.capture)
        self.store.errands.end(look, seen)
        yield mended
        yield own.ask_extension(self._told(unit), self.at.date().replace(month=12, day=2), why=f"{words}延期")
        yield own.plead(self._told(unit), f"{words}平台", why=f"{words}平台原因")
        yield desk.platform(self._told(unit), f"{words}上级", why=f"{words}上级原因")
        yield own.appeal(self._told(unit), kind=Deviation.MISTAKEN, why=f"{words}申诉")
        again = own.appeal(self._told(unit), kind=Deviation.SPECIAL, why=f"{words}特殊")
        yield chief.decide(again, "uphold", why=f"{words}维持")
        last = own.appeal(self._told(unit), kind=Deviation.SPECIAL, why=f"{words}再申诉")
        yield chief.decide(last, "uphold", why=f"{words}再维持")  # of which nothing was written yet
        yield chief.withdraw(self._told(unit), why=f"{words}撤销")

    def _file(self, row: Issue) -> str:
        user, mark = self.store.accounts.get(_ACCOUNTS[row.unit or ""]), MARKS[row.unit or ""]
        assert user is not None
        body = f"%PDF-1.4 {mark}".encode()
        return attach(self.store, row, f"{mark}{COMMON}附件.pdf", body, user=user, at=self.at)

    def _page(self, unit: str) -> None:
        mark = MARKS[unit]
        words, url = f"{mark}{COMMON}网页", f"{self.portal.portal.home}{mark}.html"
        page = replace(self._base, url=url, source=url, unit=unit, title=words, section=f"{words}栏目")
        for hour in range(2):
            body = f"<html><title>{words}</title><body><p>{words}第{hour}版</p></body></html>".encode()
            said = {"capture": self.store.bodies.put(body), "text_digest": f"{mark}{hour}"}
            at = page.fetched_at + dt.timedelta(hours=hour)
            self.store.pages.save(self.id, 1, replace(page, fetched_at=at, **said))

    def _words(self, unit: str) -> None:
        """What the unit's people wrote, and what was written to them."""
        words, own, scheme = f"{MARKS[unit]}{COMMON}", self._own(unit), scheme_of("quarterly_check")
        portal = self.portal.portal
        task = next(duty.number for duty in portal.plans[0].duties if unit in duty.units)
        person = PEOPLE[_ACCOUNTS[unit]][0]
        said = {"at": self.at, "by": person, "role": Role.UNIT, "note": f"{words}佐证"}
        add_note(self.store, portal, task, unit, act=NoteAct.EVIDENCE, **said)
        term = Term.of(3, self.at.date())
        answer(self.store, portal, term, [(task, unit, "", f"{words}没有")], own.actor, self.at)
        write_card(own, portal, (f"{MARKS[unit]}甲", "8234567"))
        told = [row for row in self.store.issues.of(self.id) if row.unit == unit]
        numbers = [row.number for row in told if row.state is IssueState.NOTIFIED][:2]
        letter = letters.issue(
            self._office(),
            portal,
            scheme,
            "整改通知",
            unit,
            numbers=numbers,
            note=f"{words}补充",
            document_number=f"{words}〔2026〕1号",
        )
        letters.receive(self.store, letter.number, self.id, own.actor, self.at, f"{words}签收")
        decided = letters.undelivered(told, self.store.letters.of(self.id))[0]
        answered = letters.issue_decision(self._office(), portal, scheme, decided.number)
        self.secrets[unit] |= {letter.number, answered.number}


def words_in(body: bytes) -> str:
    """Everything that can be read in an answer, files within files too."""
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as whole:
        return "\n".join(f"{name}\n{words_in(whole.read(name))}" for name in whole.namelist())
