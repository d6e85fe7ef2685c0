"""Pages whose words a script writes: plain texts of document.write stand where the script stood."""

from __future__ import annotations

import re

from spiders.html.script_values import arguments, unquoted

_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_WRITE = re.compile(r"document\s*\.\s*write(?:ln)?\s*\(")
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r"}


def with_written(text: str) -> str | None:
    """The page as it stands once its scripts have written their plain rows; None where none writes any.

    A script that joins values is left as it is.
    """
    if "document" not in text or "write" not in text:
        return None
    whole = _SCRIPT.sub(lambda script: _written(script.group(1)) or script.group(0), text)
    return whole if whole != text else None


def _written(script: str) -> str | None:
    """What a script of nothing but writes of plain texts writes, if there are links in it."""
    found, place = [], 0
    for match in _WRITE.finditer(script):
        if match.start() < place:
            continue
        end = _end(script, match.end())
        told = arguments(script[match.end() : end]) if end else []
        texts = [unquoted(piece.strip()) for argument in told for piece in _joined(argument)]
        if (
            not texts
            or None in texts
            or re.search(r"\bfor\b|\bif\b|\bwhile\b|function", script[place : match.start()])
        ):
            return None
        found += [text for text in texts if text is not None]
        place = end or match.end()
    written = "".join(_ESCAPED.sub(_unescaped, text) for text in found)
    return written if "<a" in written.lower() else None


def _joined(argument: str) -> list[str]:
    return re.split(r"(?<=['\"])\s*\+\s*(?=['\"])", argument)


def _end(script: str, start: int) -> int | None:
    """The place of the bracket that ends a call; brackets in quotes do not count."""
    depth, quote = 1, ""
    for place in range(start, len(script)):
        char = script[place]
        if quote:
            quote = "" if char == quote and script[place - 1] != "\\" else quote
        elif char in "'\"":
            quote = char
        else:
            depth += (char == "(") - (char == ")")
            if depth == 0:
                return place
    return None


def _unescaped(match: re.Match[str]) -> str:
    told = match.group(1)
    return chr(int(told[1:], 16)) if told[0] in "ux" and len(told) > 1 else _PLAIN.get(told, told)
