"""Everything that is known of one fault, for whoever contests it: what is said, by which rule, of which bytes. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from auditor.evidence.view import document, inert_fragment, inert_lines
from auditor.models import Basis, Finding, Standing, Verdict
from auditor.models.exchange import Exchange
from auditor.models.issue import Issue
from auditor.models.issue_kinds import Act
from auditor.models.seal import Seal
from auditor.store.captures import Origin
from auditor.text.masking import identity_numbers
from auditor.text.people import mask_people
from auditor.text.seen import Seen, seen, seen_masked
from auditor.text.terminal import harmless
from auditor.text.wording import instant

PERSONAL = "PRV"  # rules about personal data


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A fault with its evidence. The row of the 台账, the finding, or both are known."""

    portal: str
    number: str  # of the row, else of the finding
    issue: Issue | None
    standing: Standing | None
    body: bytes | None = None  # None: no page was kept for it
    lost: str = ""  # in Chinese, where it was kept and is not at hand
    origin: Origin | None = None
    exchange: Exchange | None = None
    lines: Sequence[str] = ()  # what was read from the body
    seal: Seal | None = None
    last_read: str | None = None  # the body that is shown where none is known of its day

    @property
    def finding(self) -> Finding | None:
        """What the machine says."""
        return self.standing.finding if self.standing else None

    @property
    def said(self) -> Any:
        """What the row said from its first day on, else the finding: both have the same names for the same things."""
        return self.issue.opening if self.issue else self.finding

    @property
    def capture(self) -> str | None:
        """The body that was judged."""
        capture: str | None = self.said.capture
        return capture

    @property
    def masked(self) -> bool:
        """Whether personal data stands there, be it the fault or beside it: it is not spread further."""
        personal = bool(self.said.code.startswith(PERSONAL))
        return personal or any(True for line in self.lines for _ in identity_numbers(line))

    @property
    def quote(self) -> str:
        """The words it was said about."""
        quote: str = self.said.quote
        return quote

    @property
    def decider(self) -> str | None:
        """Who decided an appeal."""
        decided = self.issue.last(Act.DECIDE) if self.issue else None
        return decided.by if decided else None


def facts(case: Case) -> Iterator[tuple[str, str]]:
    """Name and value of everything that is known, as an official reads it."""
    said, clean = case.said, mask_people if case.masked else str
    yield "编号", case.number
    if case.finding and case.finding.number != case.number:
        yield "问题编号", case.finding.number
    yield "问题", f"{said.code} {said.name}"
    yield "说明", clean(said.message)
    yield "原文", _seen(case).masked(said.quote) if case.masked else said.quote
    yield "应为", clean(said.expected)
    yield "依据", "；".join(_citations(said.basis))
    yield "判定", "需人工核对" if said.verdict is Verdict.REVIEW else "问题"
    yield "规则版本", f"第 {said.rule_version} 版" if said.rule_version else ""
    yield "责任单位", (case.issue.unit if case.issue else said.unit) or "未归属单位"
    yield "栏目", said.section or ""
    yield "标题", clean(said.title or "")
    yield "网址", case.issue.url if case.issue else said.url
    yield from _life(case)
    yield from _wire(case)
    yield "指纹", said.fingerprint
    if case.seal:
        yield (
            "封存",
            f"第 {case.seal.run_id} 次运行，封存链第 {case.seal.serial} 环，校验值 {case.seal.digest}",
        )


def _citations(basis: Sequence[Basis]) -> Iterator[str]:
    return (each.citation for each in basis)


def _life(case: Case) -> Iterator[tuple[str, str]]:
    if case.standing:
        yield "首次发现", instant(case.standing.first_seen_at)
        yield "最近见到", instant(case.standing.last_seen_at)
        yield "已整改", instant(case.standing.fixed_at)
    if case.issue:
        yield "台账状态", case.issue.state.label
        yield "确认人", case.issue.confirmer or "尚未经人工确认"
        yield "第二人复核", case.issue.second_reader or ""
        yield "申诉裁定人", case.decider or ""


def _wire(case: Case) -> Iterator[tuple[str, str]]:
    later = f"当时没有网页快照，这是最近一次读到的：{case.last_read}" if case.last_read else "没有网页快照"
    yield "快照", case.capture or later
    yield "快照缺失", case.lost
    if case.origin:
        yield "抓取时间", instant(case.origin.at)
        yield "抓取网址", case.origin.url
        yield "状态码", str(case.origin.status or "")
    if case.exchange:
        yield "服务器时间", instant(case.exchange.served_at)
        yield "服务器地址", case.exchange.peer or ""
        yield "服务器证书", case.exchange.certificate or ""
        yield "跳转", " → ".join(url for url, _ in case.exchange.redirects)
    elif case.origin:
        yield "应答头", "没有留存（该功能启用以前抓取，或者不是夜间抓取的）"


def case_view(case: Case) -> dict[str, Any]:
    """The same as plain data."""
    said, clean = case.said, mask_people if case.masked else str
    origin, exchange = case.origin, case.exchange
    return {
        "number": case.number,
        "finding": case.finding.number if case.finding else None,
        "portal": case.portal,
        "code": said.code,
        "name": said.name,
        "message": clean(said.message),
        "quote": _seen(case).masked(said.quote) if case.masked else said.quote,
        "expected": clean(said.expected),
        "subject": clean(said.subject),
        "basis": [basis.record for basis in said.basis],
        "verdict": said.verdict.value,
        "severity": said.severity.value,
        "rule_version": said.rule_version,
        "unit": case.issue.unit if case.issue else said.unit,
        "section": said.section,
        "title": clean(said.title) if said.title else None,
        "url": case.issue.url if case.issue else said.url,
        "page_url": said.page_url,
        "fingerprint": said.fingerprint or None,
        "state": case.issue.state.value if case.issue else (case.standing and case.standing.state.value),
        "confirmed_by": case.issue.confirmer if case.issue else None,
        "second_reader": case.issue.second_reader if case.issue else None,
        "decided_by": case.decider,
        "first_seen_at": _iso(case.standing.first_seen_at) if case.standing else None,
        "last_seen_at": _iso(case.standing.last_seen_at) if case.standing else None,
        "fixed_at": _iso(case.standing.fixed_at) if case.standing else None,
        "capture": case.capture,
        "last_read": case.last_read,
        "size": len(case.body) if case.body is not None else None,
        "lost": case.lost or None,
        "fetch": origin
        and {
            "url": origin.url, "fetched_at": _iso(origin.at), "status": origin.status, "run": origin.run_id,
            "of_file": origin.of_file,
        },
        "exchange": exchange and exchange_view(exchange),
        "seal": case.seal
        and {
            "run": case.seal.run_id, "serial": case.seal.serial, "content": case.seal.content,
            "previous": case.seal.previous, "digest": case.seal.digest,
        },
    }  # fmt: skip


def exchange_view(exchange: Exchange) -> dict[str, Any]:
    """An answer as plain data."""
    return {
        "url": exchange.url,
        "at": _iso(exchange.at),
        "status": exchange.status,
        "headers": [list(pair) for pair in exchange.headers],
        "served_at": _iso(exchange.served_at),
        "redirects": [list(pair) for pair in exchange.redirects],
        "peer": exchange.peer,
        "certificate": exchange.certificate,
    }


def page_of_case(case: Case) -> str:
    """The case as an inert HTML document: its facts, and the page as it was with the quoted words marked."""
    rows = [(name, value) for name, value in facts(case) if value]
    table = inert_table(rows)
    headers = inert_table(case.exchange.headers) if case.exchange else ""
    sections = [
        f"<h1>{_words(case.said.name)}　{_words(case.number)}</h1>",
        table,
        "<h2>网页当时的样子</h2>",
        shown(case),
        f"<h2>应答头</h2>{headers}" if headers else "",
    ]
    return document(f"佐证 {case.number}", "\n".join(filter(None, sections)))


def shown(case: Case) -> str:
    """The page as it was, inert, to stand inside a page: of files what was read from them."""
    if case.body is None:
        return f'<p class="told">{_words(case.lost or "这个问题没有网页快照：它说的是栏目或整个网站。")}</p>'
    if case.origin and case.origin.of_file:
        return inert_lines(case.lines, case.quote, masked=case.masked)
    headers = dict(case.exchange.headers) if case.exchange else {}
    return inert_fragment(case.body, headers, case.quote, masked=case.masked)


def quoted_lines(case: Case, around: int) -> list[str]:
    """The quoted words in 【】 with so many lines around them; the beginning where they do not stand there."""
    lines = _seen(case)
    near = {
        n for span in lines.spans([case.quote]) for n in range(span.line - around, span.line + around + 1)
    }
    told = [
        "".join(f"【{text}】" if is_quoted else text for text, is_quoted in pieces)
        for pieces in lines.pieces([case.quote])
    ]
    return [line for number, line in enumerate(told) if number in (near or range(2 * around))]


def _seen(case: Case) -> Seen:
    """What was read from the body, as it may be shown."""
    text = "\n".join(line for line in case.lines if line.strip())
    return seen_masked(text) if case.masked else seen(text)


def inert_table(rows: Sequence[tuple[str, str]]) -> str:
    """Names and values as a table of words."""
    cells = "".join(f"<tr><th>{_words(name)}</th><td>{_words(value)}</td></tr>\n" for name, value in rows)
    return f"<table>\n{cells}</table>"


def _words(text: str) -> str:
    return escape(harmless(text))


def _iso(value: dt.datetime | None) -> str | None:
    return value.isoformat() if value else None
