"""The one place that turns view dataclasses into HTML files. Everything that was crawled is escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from auditor.config.whole_file import whole_file
from auditor.text import wording
from reports.addresses import addressed, linked

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"
_PHRASES = re.compile(r".+?(?:关于|(?<=\d)年度?|季度|政务公开|(?<=开)检查|情况的|$)")


def print_page(template: str, path: Path, **context: Any) -> Path:
    """Print a template to a file, whole or not at all; returns the path."""
    stream = _environment().get_template(template).stream(**context)
    stream.enable_buffering(64)
    with whole_file(path) as part:
        stream.dump(str(part), encoding="utf-8")
    return path


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # text and JSON need none of it

    environment = Environment(
        loader=FileSystemLoader([TEMPLATES, _HERE / "static"]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "points": wording.points,
        "day": wording.day,
        "instant": wording.instant,
        "window": wording.window,
        "file_link": quote,
        "phrased": _phrased,
        "addressed": addressed,
    }
    environment.globals |= {"link": linked, "script": _script, "script_digest": _script_digest}
    return environment


def _phrased(title: str) -> Markup:
    """A title that is broken between its words, where a narrow screen breaks it at all."""
    return Markup("<wbr>").join(_PHRASES.findall(title))


def _script(name: str) -> Markup:
    """One of our own scripts, to stand inside a page as it is."""
    return Markup((_HERE / "static" / name).read_text("utf-8"))


def _script_digest(name: str) -> str:
    """What a content security policy needs to let one inline script run and no other."""
    digest = hashlib.sha256(_script(name).encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode()
