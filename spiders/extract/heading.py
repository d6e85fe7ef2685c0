"""The heading over a body: which words of the page are its name, without the dates, buttons and site names glued on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from auditor.models.spaces import fold, squeeze
from auditor.text.fields import DATE_FIELDS, field_of
from auditor.text.written_dates import written_date
from spiders.extract.bracketed import GAP
from spiders.extract.container import LEAST_NAME, MAX_MATCHES, Outline, is_aside, short_words, texts
from spiders.extract.label_line import BUTTONS, WEAK_DATES
from spiders.extract.unlabelled_date import CLOCK, behind, shows_date

_HEADING_CLASS = re.compile(r"title|tit(?:$|[-_\s])|(?:^|[-_\s])bt(?:$|[-_\s])|heading", re.IGNORECASE)
_LONGEST_LEAD = 8
_MOST_NAME = 100
_SURE_NAME = 12  # characters of a heading that may stand behind the site's name in the page's own
_LABEL = re.compile(r"[\[［【（(]?\s*([\u3400-\u9fff][\u3400-\u9fff\s]{1,12})\s*[：:∶]")
_COLON = re.compile(r"[：:∶]")
_BUTTON_SIGNS = "[]［］【】()（）|｜/+-A \xa0\u3000" + GAP
_SITE_BEHIND = re.compile(
    r"\s*[_|｜]+\s*\S|\s+[-—－]+\s+\S|\s*[-—－]{1,2}\s*\S{2,16}(?:人民政府|门户网站|政务网|公开网|官网|网站)$"
)


def find_heading(
    outline: Outline, selectors: Iterable[str], names: Iterable[str | None], common: Iterable[str]
) -> str | None:
    """The visible heading: the family's, else one that the page's own title names, else one at a common place."""
    known, common = [squeeze(name) for name in names if name], tuple(common)
    found = _first_heading(outline, (selector for selector in selectors if selector not in common))
    if found is None:
        found = _named_heading(outline, known)
    if found is None:
        found = _first_heading(outline, common)
    if found is None and not any(len(name) >= LEAST_NAME for name in known):
        found = _marked_heading(outline)
    return None if found is None else _heading_words(found, known)


def _named_heading(outline: Outline, known: Sequence[str]) -> Any | None:
    """The first heading that says one of the names the page gives itself, else the first that says one alike: the
    office that a paper's name begins with may stand over its site."""
    alike = None
    for element in outline.root.iter("h1", "h2", "h3", "h4", "div", "p", "td", "span", "strong"):
        said = squeeze(short_words(element)) if _may_head(element) else ""
        if len(said) < 2:
            continue
        if said in known:
            return element
        if alike is None and any(_same_heading(said, name) for name in known):
            alike = element
    return alike


def _marked_heading(outline: Outline) -> Any | None:
    """On a page whose own name is only its column's: the first words that a class calls a title."""
    seen = (e for e in outline.root.iter("h2", "h3", "div", "p", "td", "span") if _may_head(e))
    plain = (e for e in seen if next(e.iter("a", "img"), None) is None and not is_aside(e))
    return next((e for e in plain if LEAST_NAME <= len(squeeze(short_words(e))) <= _MOST_NAME), None)


def _first_heading(outline: Outline, selectors: Iterable[str]) -> Any | None:
    for selector in selectors:
        seen = (
            e
            for e in outline.select(selector)[:MAX_MATCHES]
            if next(e.iter("img"), None) is None and not is_aside(e)
        )
        said = [element for element in seen if short_words(element)]
        if said and (len(said) == 1 or selector != "h1"):
            return said[0]
    return None


def _same_heading(heading: str, name: str) -> bool:
    """One name, one cut short, one that lost its lead (专家解读｜…) in the page's own name, or has the site's before it."""
    if heading == name:
        return True
    led = heading.endswith(name) and len(heading) - len(name) <= _LONGEST_LEAD
    behind_site = len(heading) >= _SURE_NAME and name.endswith(heading)
    return min(len(heading), len(name)) >= LEAST_NAME and (
        led or name.startswith(heading) or heading.startswith(name) or behind_site
    )


def _may_head(element: Any) -> bool:
    if element.tag in ("h1", "h2", "h3", "h4"):
        return True
    return bool(_HEADING_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _heading_words(element: Any, names: Sequence[str]) -> str:
    """The words of a heading's element without what is glued on behind them."""
    whole = short_words(element)
    name = next((n for n in names if len(n) >= LEAST_NAME and squeeze(whole).startswith(n)), None)
    rest = behind(whole, name) if name else ""
    if rest and (_is_furniture([rest]) or _SITE_BEHIND.match(rest)):
        return whole[: len(whole) - len(rest)].rstrip()
    pieces = [piece for piece in map(fold, texts(element)) if piece] if len(element) else [whole]
    for at in range(1, len(pieces)):
        if _is_furniture(pieces[at:]):
            rest = behind(whole, squeeze("".join(pieces[:at])))
            return whole[: len(whole) - len(rest)].rstrip()
    return _before_label(whole)


def _is_furniture(pieces: Sequence[str]) -> bool:
    """Whether texts behind a name are labels with values, a date, buttons."""
    first = pieces[0].strip(GAP)
    label = _LABEL.match(first)
    if label and (field_of(label[1]) or squeeze(label[1]) in BUTTONS | WEAK_DATES):
        return True
    rest = pieces[1:]
    if shows_date(first) or CLOCK.fullmatch(first) or _is_button(first):
        return not rest or _is_furniture(rest)
    return False


def _is_button(words: str) -> bool:
    pieces = words.translate({ord(sign): " " for sign in _BUTTON_SIGNS}).split()
    return all(piece in BUTTONS for piece in pieces)


def _before_label(whole: str) -> str:
    """The words up to a label with its date that stands in one text with them."""
    for colon in _COLON.finditer(whole):
        for size in range(6, 3, -1):
            start = colon.start() - size
            if start < LEAST_NAME or field_of(whole[start : colon.start()]) not in DATE_FIELDS:
                continue
            if written_date(whole[colon.end() : colon.end() + 30]):
                return whole[:start].rstrip(" \xa0\u3000([（【［|｜")
    return whole
