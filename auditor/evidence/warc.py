"""A page with its answer as a WARC/1.1 file (ISO 28500): what archives and courts' experts read. The same case, the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import json
from http import HTTPStatus
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from auditor.evidence.case import Case, exchange_view
from auditor.models.exchange import Exchange

_UNPACKED = {
    "content-encoding",
    "transfer-encoding",
    "content-length",
}  # no longer true of the body as it is kept
_ASIDE = "X-Archive-Orig-"


def warc_of(case: Case) -> bytes:
    """The file. A case without an answer on record has its body as a resource; one without a body has none."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="WARC/1.1")
    at = _at(case)
    about = {"software": "disclosure-auditor", "format": "WARC File Format 1.1", "description": case.number}
    info = writer.create_warcinfo_record("", about)
    _date(info.rec_headers, case, at, "warcinfo")
    writer.write_record(info)
    if case.body is not None and case.origin:
        _write_body(writer, case, case.body, at)
    return out.getvalue()


def _write_body(writer: WARCWriter, case: Case, body: bytes, at: dt.datetime) -> None:
    assert case.origin
    answer = case.exchange
    named = _named(case, at, "body")
    if answer is None:
        record = writer.create_warc_record(
            case.origin.url, "resource", payload=io.BytesIO(body), warc_headers_dict=named,
            warc_content_type="application/octet-stream",
        )  # fmt: skip
        writer.write_record(record)
        return
    if answer.peer:
        named["WARC-IP-Address"] = answer.peer
    record = writer.create_warc_record(
        answer.url,
        "response",
        payload=io.BytesIO(body),
        http_headers=_http(answer, body),
        warc_headers_dict=named,
    )
    writer.write_record(record)
    told = json.dumps(_told(case, answer), ensure_ascii=False, indent=1).encode()
    writer.write_record(
        writer.create_warc_record(
            answer.url,
            "metadata",
            payload=io.BytesIO(told),
            warc_content_type="application/json",
            warc_headers_dict=_named(case, at, "metadata") | {"WARC-Concurrent-To": named["WARC-Record-ID"]},
        )
    )


def _http(answer: Exchange, body: bytes) -> StatusAndHeaders:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    headers = [
        (f"{_ASIDE}{name}" if name.lower() in _UNPACKED else name, value) for name, value in answer.headers
    ]
    return StatusAndHeaders(
        f"{answer.status} {phrase}", [*headers, ("Content-Length", str(len(body)))], protocol="HTTP/1.1"
    )


def _told(case: Case, answer: Exchange) -> dict[str, object]:
    note = (
        "正文是解压后的，与快照编号的 SHA-256 相符；原来的 Content-Encoding、Transfer-Encoding、Content-Length "
        f"改名为 {_ASIDE}…。Cookie 只留名称，凭证类应答头的值没有留存。"
    )
    return {"capture": case.capture, "exchange": exchange_view(answer), "note": note}


def _named(case: Case, at: dt.datetime, part: str) -> dict[str, str]:
    name = f"{case.portal}\n{case.number}\n{case.capture}\n{part}"
    return {"WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>", "WARC-Date": _stamp(at)}


def _date(headers: StatusAndHeaders, case: Case, at: dt.datetime, part: str) -> None:
    for name, value in _named(case, at, part).items():
        headers.replace_header(name, value)


def _at(case: Case) -> dt.datetime:
    if case.exchange:
        return case.exchange.at
    return case.origin.at if case.origin else dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


def _stamp(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
