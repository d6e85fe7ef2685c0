"""What scripts hold of a list beside the rows that stand there: further rows, templates of rows, a call behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from auditor.models.address import canonical
from spiders.html.markup import Markup
from spiders.listing.near_rows import holders_of
from spiders.listing.script_rows import rows_in_scripts

_TEMPLATE = re.compile(r"template|tmpl|text/html", re.IGNORECASE)
_ROW = re.compile(r"<\s*(?:li|tr|dl|dd|a)\b|\{\{\s*(?:each|#|range|for)", re.IGNORECASE)
_COUNTING_CALL = re.compile(
    r"(?<!function )(?<![\w$.])(?!set|log|track|slide|_)([A-Za-z]\w{2,30})\s*\((?=[^(){};]{0,80}\))(?=[^(){};]*(?<![\w.])[01](?![\w.]))"
    r"[^(){};]*(?<![\w.'\"#-])([2-9]|[1-9]\d{1,2})(?![\w.])[^(){};]*\)"
)
_LEAST_ROWS = 2  # rows in a script beside those that stand there


def scripted_sign(page: Markup, rows: Sequence[Any]) -> str:
    """In Chinese what scripts may add to the rows; "" where nothing says so."""
    return _template(page) or _called_behind(rows) or _rows_kept(page, rows)


def _template(page: Markup) -> str:
    """A template of rows that a script fills."""
    told = (s.text or "" for s in page.root.iter("script") if _TEMPLATE.search(s.get("type") or ""))
    rows = any(map(_ROW.search, told))
    rows = rows or any(
        e.find(".//li") is not None or e.find(".//tr") is not None for e in page.root.iter("template")
    )
    return "页面有供脚本填充的条目模板，其后的内容未能读到" if rows else ""


def _called_behind(rows: Sequence[Any]) -> str:
    """A script right behind the rows that calls a function with the numbers of this page and of all."""
    child = rows[0] if rows else None
    for around in holders_of(rows):
        behind = False
        for part in around:
            behind = behind or part is child
            found = _COUNTING_CALL.search(part.text or "") if behind and part.tag == "script" else None
            if found:
                return f"列表后的脚本里有翻页（{found[1]}），未能识别"
        child = around
    return ""


def _rows_kept(page: Markup, rows: Sequence[Any]) -> str:
    """Rows that a script holds as data and that do not stand on the page."""
    if not rows or not any("title" in script.lower() for script in page.scripts):
        return ""
    found = rows_in_scripts(page)
    shown = {canonical(url) for row in rows for a in row.iter("a") if (url := page.link(a))}
    kept = [e for e in found.entries if canonical(e.url) not in shown] if found else []
    return f"页面脚本里还有 {len(kept)} 条，未能认定是不是本栏目的" if len(kept) >= _LEAST_ROWS else ""
