"""The evidence of one fault, gathered from the store; and packages of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditor.evidence.case import Case
from auditor.evidence.difference import words_of
from auditor.evidence.package import packed
from auditor.models import Portal, Standing
from auditor.models.complaint import CommandError
from auditor.models.exchange import Exchange
from auditor.models.finding import fingerprint_head
from auditor.models.issue import Issue
from auditor.models.seal import Seal
from auditor.office.issues import find
from auditor.store import Store, StoreError
from auditor.store.captures import Origin
from spiders.extract.answer import Answer, read

_ROW = re.compile(r"\d{4}-\d{4,}")
_FINGERPRINT = re.compile(r"[0-9a-f]{8,64}")


def case_of(
    store: Store,
    name: str,
    portal_id: str | None = None,
    portal: Portal | None = None,
    *,
    last_read: bool = False,
) -> Case:
    """The case of a row's number, a finding's number or a fingerprint.

    Raises CommandError where there is none, or more than one. `portal`: whose selectors the page is read by;
    `last_read`: a row that names no page is shown with the page as it was last read, which proves nothing of its day.
    """
    issue, whose, standing = _named(store, name.strip(), portal_id)
    number = issue.number if issue else standing.finding.number if standing else name
    bare = Case(portal=whose, number=number, issue=issue, standing=standing)
    if bare.capture is not None:
        return _with_body(store, bare, bare.capture, portal)
    later = _last_read(store, issue) if issue and last_read else None
    return _with_body(store, replace(bare, last_read=later), later, portal) if later else bare


def page_of_row(store: Store, issue: Issue, seen: str | None = None) -> Case:
    """The row with the page that it was said of, as it was; where the row names none, as the page was last read.
    `seen`: the capture of a later look instead."""
    bare = Case(portal=issue.portal, number=issue.number, issue=issue, standing=None)
    capture = seen or bare.capture or _last_read(store, issue)
    return _with_body(store, bare, capture, None, words=False) if capture else bare


def _last_read(store: Store, issue: Issue) -> str | None:
    stored = store.pages.stored(issue.portal, issue.opening.page_url or issue.url)
    return stored[0].capture if stored else None


def pack(store: Store, names: Iterable[str], portal_id: str | None = None) -> bytes:
    """The package of these cases. Raises CommandError where a body is lost: half a proof is none."""
    cases = [case_of(store, name, portal_id) for name in dict.fromkeys(names)]
    if lost := [f"{case.number}：{case.lost}" for case in cases if case.lost]:
        raise CommandError("；".join(lost))
    return packed({case.number: case for case in cases}.values())


def _named(store: Store, name: str, portal_id: str | None) -> tuple[Issue | None, str, Standing | None]:
    if _ROW.fullmatch(name):
        issue = find(store, name, portal_id)
        found = store.histories.standings(issue.fingerprint, issue.portal) if issue.fingerprint else []
        return issue, issue.portal, found[0][1] if found else None
    head = name if _FINGERPRINT.fullmatch(name) else fingerprint_head(name)
    if head is None:
        raise CommandError(f"“{name}”不是编号：应当是台账的 2026-0001、问题的 LAG001-7K3M-2XQ9，或者指纹")
    found = store.histories.standings(head, portal_id)
    if not found:
        raise CommandError(f"没有问题 {name}。现有的见：auditor findings；台账的见：auditor issue list")
    if len(found) > 1:
        raise CommandError(
            f"{'、'.join(f'{whose} {item.fingerprint}' for whose, item in found)} 都符合 {name}，请写整个指纹"
        )
    whose, standing = found[0]
    rows = store.histories.issues(whose, None, [standing.fingerprint])
    return (rows[-1] if rows else None), whose, standing


def _with_body(store: Store, bare: Case, capture: str, portal: Portal | None, *, words: bool = True) -> Case:
    """`words`: what was read from a page too; from a file it is what can be shown of it."""
    origin = store.captures.origin(bare.portal, capture)
    try:
        body, lost = store.bodies.get(capture), ""
    except StoreError as error:
        body, lost = None, str(error)
    return replace(
        bare,
        body=body,
        lost=lost,
        origin=origin,
        exchange=_exchange(store, bare.portal, origin) if origin else None,
        lines=_lines(store, capture, body, origin, portal) if words or (origin and origin.of_file) else (),
        seal=_seal(store, bare.portal, origin) if origin else None,
    )


def _exchange(store: Store, portal_id: str, origin: Origin) -> Exchange | None:
    """The answer that brought the body: the last one of its run by then, one of its own status first."""
    answers = [
        each for each in store.exchanges.of(portal_id, origin.url, run=origin.run_id) if each.at <= origin.at
    ]
    own = [each for each in answers if each.status == origin.status]
    return next(iter(reversed(own or answers)), None)


def _seal(store: Store, portal_id: str, origin: Origin) -> Seal | None:
    return next((s for s in reversed(store.seals.of(portal_id)) if s.run_id == origin.run_id), None)


def _lines(
    store: Store, capture: str, body: bytes | None, origin: Origin | None, portal: Portal | None
) -> Sequence[str]:
    """What a reader sees of it, line by line."""
    if body is None or origin is None:
        return ()
    if origin.of_file:
        content = store.contents.of(capture)
        return [line.text for line in content.document.paragraphs] if content else ()
    page = read(Answer(url=origin.url, body=body, status=origin.status, fetched_at=origin.at), portal)
    return words_of(page).splitlines()
