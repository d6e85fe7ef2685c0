"""The papers of an inspection, written from what the store remembers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.config.clock import now
from auditor.inspection.period import Term
from auditor.inspection.results import digest_of, versions
from auditor.inspection.scheme import Scheme, SchemeError, load_scheme, parse_scheme, scheme_names
from auditor.models import Coverage, Portal, Run, RunState
from auditor.models.complaint import CommandError
from auditor.models.inspection import RECORDS, Inspection, InspectionState, Remark
from auditor.office.asked_rules import asked_rules
from auditor.office.pictures import with_pictures
from auditor.office.quarter import Quarter, draw_up
from auditor.office.terms import last_crawl as last_crawl
from auditor.rule.book import rulebook
from auditor.store import Store
from auditor.text.wording import day
from reports.cover import Stamp

if TYPE_CHECKING:
    from reports.unit_list import UnitList

SCHEME = "quarterly_check"
OFFERED = (SCHEME,)  # the packed schemes that an inspection can be held by
OUT = Path("reports-out")


@dataclass(frozen=True, slots=True)
class BulletinIssue:
    """What whoever issues the bulletin gives it."""

    document_number: str = ""
    signed_on: dt.date | None = None


DRAFT = BulletinIssue()


def scheme_of(name: str | Path, store: Store | None = None) -> Scheme:
    """A deduction scheme by name or path; a code that neither a rule nor the packed schemes know is a typo.

    With the store those that people made on the screen are known by name too. Raises SchemeError.
    """
    if str(name) in set(scheme_names()) - set(OFFERED):
        raise SchemeError(f"现在只能按{'、'.join(OFFERED)}检查，还不能按 {name} 检查；也可以给出扣分表文件")
    return packed_scheme(name, store)


def packed_scheme(name: str | Path, store: Store | None = None) -> Scheme:
    """The same for an inspection that is held by this scheme and no other. Raises SchemeError."""
    own = store.own_schemes.get(str(name)) if store else None
    return (
        parse_scheme(own.text, own.name, codes=known_codes())
        if own
        else load_scheme(name, codes=known_codes())
    )


def known_codes() -> set[str]:
    """What a scheme may price: rules, and checks that the packed schemes have besides."""
    return {rule.code for rule in rulebook()} | load_scheme(SCHEME).prices.keys()


def refuse_future(as_of: dt.datetime | None, visit: Run) -> None:
    """Raise CommandError where somebody asks for a day that has not come; a replayed visit's own day has."""
    if as_of is not None and as_of.date() > max(now(), visit.as_of).date():
        raise CommandError(
            f"{day(as_of)}还没有到，不能按这一天检查。最近一次正常读取门户是{day(visit.as_of)}；不写 --as-of 就按那一次检查。"
        )


def refuse_while_held(store: Store, portal: Portal, read_in: int) -> None:
    """Raise CommandError where a later night was read and is held: what is stored is not to be believed yet."""
    held = next(
        (r for r in store.runs.newest(portal.id) if r.state is RunState.HELD and r.id > read_in), None
    )
    if held:
        raise CommandError(
            f"第 {held.id} 次运行待确认，库里的网页是那一夜读到的。请等下一夜，或确认后运行：auditor runs release {held.id}"
        )


def write_papers(
    store: Store,
    portal: Portal,
    run: Run,
    *,
    out: Path,
    coverage: Coverage | None = None,
    scheme: str = SCHEME,
    pictures: bool = False,
) -> tuple[Path, ...]:
    """Write the report of the period that `run` read last into the folder `out`; the files, the report first.
    `pictures`: with those of an inspection, for which every page of the portal is looked at.

    The period is told as its own last judgement left it, whatever came after.
    """
    prices, term = scheme_of(scheme, store), Term.of_scheme(scheme, run.as_of.date())
    quarter = draw_up(store, portal, run, prices, term, coverage=coverage)
    quarter = with_pictures(store, portal, quarter, term) if pictures else quarter
    return print_quarter(quarter, out, _stamp(quarter))


def print_quarter(
    quarter: Quarter,
    out: Path,
    stamp: Stamp,
    *,
    issue: BulletinIssue = DRAFT,
    remarks: Sequence[Remark] = (),
) -> tuple[Path, ...]:
    """Write every paper of a quarter into the folder `out`; the files, the report first."""
    from reports import bulletin, doubts, ledger_sheet  # templates and sheets: a judgement needs none of them
    from reports.bulletin_paper import paper_of
    from reports.official import word

    inspected = quarter.inspected
    report = bulletin.build(
        inspected,
        comparison=quarter.comparison,
        since=quarter.since,
        stamp=stamp,
        amendments=quarter.amendments,
        pictured=quarter.pictured,
    )
    paper = paper_of(report, document_number=issue.document_number, signed_on=issue.signed_on)
    return (
        bulletin.write(report, out),
        word.write(paper, out / "bulletin.docx"),
        print_lists(quarter, out, stamp),
        doubts.write(inspected, out, quarter.since, stamp),
        ledger_sheet.write_xlsx(inspected.ledger, out / "ledger.xlsx"),
        *_pictures(quarter, out, stamp, remarks),
    )


def _pictures(quarter: Quarter, out: Path, stamp: Stamp, remarks: Sequence[Remark]) -> tuple[Path, ...]:
    from reports import pictures

    if quarter.pictured is None:
        return ()
    page = pictures.build(
        quarter.inspected, quarter.pictured, since=quarter.since, stamp=stamp, remarks=remarks
    )
    return (pictures.write(page, out),)


def print_lists(quarter: Quarter, out: Path, stamp: Stamp) -> Path:
    """Write the units' lists alone; the path of their index."""
    from reports import unit_list

    return unit_list.write(unit_lists(quarter, stamp), out, fixes=quarter.fixes)


def unit_lists(quarter: Quarter, stamp: Stamp) -> tuple[UnitList, ...]:
    """What each unit receives."""
    from reports import unit_list

    return unit_list.build(quarter.inspected, comparison=quarter.comparison, since=quarter.since, stamp=stamp)


def stamp_of(inspection: Inspection) -> Stamp:
    """What tells the record of an inspection from every other."""
    return Stamp(
        number=inspection.number,
        is_record=inspection.state in RECORDS,
        document_number=inspection.document_number or "",
        issued_on=inspection.issued_on,
        is_sent=inspection.state is InspectionState.CONSULTED,
        appeal_by=inspection.appeal_by,
        rule_versions=inspection.rule_versions,
        data_hash=inspection.data_hash or "",
    )


def _stamp(quarter: Quarter) -> Stamp:
    """The same of a quarter that nobody keeps."""
    inspected = quarter.inspected
    asked = versions(asked_rules(inspected.portal, inspected.as_of), inspected.findings)
    return Stamp(rule_versions=asked, data_hash=digest_of(quarter))
