"""Sections whose list a script fills: when a browser is asked, with what, and what is kept of its views."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scrapy.http import HtmlResponse

from auditor.models import TargetState
from auditor.models.trail import capture_of
from auditor.text.decode import decode
from spiders.listing.json_rows import is_data
from spiders.listing.rendered import Rendered
from spiders.listing.walk import Walk
from spiders.night import Night
from spiders.reading import Reading
from spiders.rendering import Job, job_for, missing

if TYPE_CHECKING:
    from scrapy.http import Response

_MARK = "<!-- 浏览器渲染的页面，不是服务器的原文（{browser}；点击 {clicks} 次；原文 {capture}） -->"


def wants_browser(walk: Walk, night: Night) -> bool:
    """Whether what the wire gave leaves the list to a script, and nothing in the profile speaks against running it."""
    section = night.atlas.section_at(walk.section_url)
    described = section is not None and section.feed is not None
    return walk.is_scripted and not walk.whole and not described and night.portal.politeness.render


def why_unrendered(reading: Reading, night: Night) -> str:
    """The Chinese reason why a list that wants a browser does not get one; "" where it does."""
    body = wire_body(reading, night)
    if is_data(decode(body).text):
        return "接口返回的不是网页，没有用浏览器读"
    return missing()


def job_of(reading: Reading, night: Night) -> Job:
    """The page that is rendered is the very answer that was read."""
    body = wire_body(reading, night)
    url = reading.page.url if reading.page else reading.seen_url or reading.target.url
    return job_for(night.portal, url, body, f"text/html; charset={decode(body).encoding}")


def shown(rendered: Rendered, response: Response, wire: bytes) -> Response:
    """The first view as an answer. Its bytes say themselves that they are no answer of the server's."""
    view = rendered.views[0]
    mark = _MARK.format(
        browser=rendered.browser, clicks=rendered.clicks, capture=capture_of(wire) if wire else "没有保存"
    )
    return HtmlResponse(
        view.url,
        body=f"\ufeff{mark}\n{view.html}".encode("utf-8", "replace"),
        headers={"Content-Type": "text/html; charset=utf-8"},
        request=response.request,
    )


def as_rendered(reading: Reading, answer: Response) -> Reading:
    """The reading with the rendered page as its evidence. What the wire would call unchanged says nothing of what a
    script fetches, so the section is asked for in full every night."""
    fresh = {"state": TargetState.FETCHED, "body": answer.body, "capture": None, "seen_url": None}
    return replace(reading, **fresh, trails=(), etag=None, last_modified=None)  # type: ignore[arg-type]


def wire_body(reading: Reading, night: Night) -> bytes:
    """What the server gave for the section's page, tonight or when it was last kept; none where that is lost."""
    if reading.body or not reading.capture:
        return reading.body
    return night.archive.evidence.body(reading.capture) or b""
