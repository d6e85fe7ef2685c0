"""Where an anchor of a pager leads: its link, or the form that its script sends with another page number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from spiders.family import ListSource, Step
from spiders.html.markup import Markup, join
from spiders.listing.paging import PAGE_WORDS, page_number, squeezed

_POST_BACK = re.compile(r"__doPostBack\(\s*(['\"])(.*?)\1\s*,\s*(['\"])(.*?)\3\s*\)")
_CALL = re.compile(
    r"(?:javascript:|^|[;\s])\s*(?:return\s+)?(?!void\b)[\w.$]{1,40}\(\s*(?:['\"][^'\"]*['\"]\s*,\s*)?['\"]?(\d{1,5})['\"]?\s*(?:,[^)]*)?\)"
)
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def step_of(anchor: Any, page: Markup, source: ListSource) -> Step | None:
    """The request that clicking the anchor makes; None where that is not known."""
    if (url := page.link(anchor)) is not None:
        return Step(url, number=page_number(url))
    done = " ".join(filter(None, (anchor.get("href"), anchor.get("onclick"))))
    if match := _POST_BACK.search(done):
        return _post_back(page, source, match.group(2), match.group(4))
    match = _CALL.search(done)
    return _sent(page, source, int(match.group(1))) if match else None


def _post_back(page: Markup, source: ListSource, target: str, argument: str) -> Step | None:
    form = next(
        (f for f in page.root.iter("form") if f.find(".//input[@name='__VIEWSTATE']") is not None), None
    )
    if form is None:
        return None
    number = re.search(r"\d{1,5}$", argument)
    fields = {**_fields(form, hidden_only=True), "__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    url = join(page.base, form.get("action")) or source.url
    return Step(url, "POST", _sent_as(fields, page), _FORM, number=int(number.group()) if number else None)


def _sent(page: Markup, source: ListSource, number: int) -> Step | None:
    """The one form with a page number, sent with this one."""
    found = [(form, name) for form in page.root.iter("form") if (name := _page_field(form))]
    if len(found) != 1:
        return None
    form, name = found[0]
    url = join(page.base, form.get("action")) or source.url
    fields = {**_fields(form), name: str(number)}
    if (form.get("method") or "get").strip().lower() == "post":
        return Step(url, "POST", _sent_as(fields, page), _FORM, number=number)
    return Step(f"{url.partition('?')[0]}?{_sent_as(fields, page)}", number=number)


def _sent_as(fields: Mapping[str, str], page: Markup) -> str:
    """The fields as a browser sends them: in the page's own encoding."""
    return urlencode(fields, encoding=page.charset, errors="xmlcharrefreplace")


def _page_field(form: Any) -> str | None:
    names = [field.get("name") or "" for field in form.iter("input", "select")]
    known = [name for name in names if squeezed(name.rpartition(".")[2]) in PAGE_WORDS]
    return min(known, key=lambda name: PAGE_WORDS.index(squeezed(name.rpartition(".")[2])), default=None)


def _fields(form: Any, *, hidden_only: bool = False) -> dict[str, str]:
    """What the form sends; buttons are not pressed."""
    passed = ("submit", "button", "image", "reset", "file", "checkbox", "radio")
    return {
        name: field.get("value") or ""
        for field in form.iter("input")
        if (name := field.get("name"))
        and (kind := (field.get("type") or "text").lower()) not in passed
        and (kind == "hidden" or not hidden_only)
    }
