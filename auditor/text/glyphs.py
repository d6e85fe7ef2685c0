"""Characters settled once, where text comes in: radicals become the words they stand for, what nobody sees is dropped.

PDF readers and what is copied from them give ⼋ (U+2F0B) for 八. Wide digits and marks stay: rules ask about them; so do
glyphs of the private use area, which no reader can tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from auditor.models import Paragraph

# CJK Radicals Supplement (U+2E80..2EFF): most have no decomposition in Unicode's tables (EquivalentUnifiedIdeograph.txt)
_SUPPLEMENT = {
    pair[0]: pair[1]
    for pair in "⺁厂 ⺄乙 ⺇几 ⺊卜 ⺎兀 ⺏尣 ⺒巳 ⺓幺 ⺛旡 ⺝月 ⺞歺 ⺟母 ⺠民 ⺩王 ⺪疋 ⺬示 ⺮竹 ⺯糸 ⺶羊 ⺷羊 ⺻聿 ⺼月 ⺽臼 ⻁虎 ⻃覀 ⻄西 "
    "⻅见 ⻆角 ⻉贝 ⻋车 ⻑長 ⻒镸 ⻓长 ⻔门 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 "
    "⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟".split()
}
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_UNSETTLED = re.compile(f"[{_UNSEEN}\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")


def settle(text: str) -> str:
    """The text in the characters its readers take it to hold."""
    return text if text.isascii() else _UNSETTLED.sub(lambda found: _settled(found.group()), text)


def is_unsettled(text: str) -> bool:
    """Whether any character of the text is to be settled."""
    return not text.isascii() and _UNSETTLED.search(text) is not None


def settled(paragraph: Paragraph) -> Paragraph:
    """The line in settled characters; where that changed it, its words as they stand are kept."""
    text = settle(paragraph.text)
    return paragraph if text == paragraph.text else replace(paragraph, text=text, original=paragraph.text)


def as_it_stands(quote: str, paragraphs: Iterable[Paragraph]) -> str:
    """The quote in the characters of the line it was read from, so that it can be looked for there."""
    for paragraph in paragraphs:
        if paragraph.original and quote and (at := paragraph.text.find(quote)) >= 0:
            return _cut(paragraph.original, at, at + len(quote))
    return quote


def _settled(character: str) -> str:
    if known := _SUPPLEMENT.get(character):
        return known
    plain = unicodedata.normalize("NFKC", character)
    return "" if re.match(f"[{_UNSEEN}]", character) else plain


def _cut(original: str, start: int, end: int) -> str:
    kept, at = [], 0
    for character in original:
        length = len(_settled(character)) if _UNSETTLED.match(character) else 1
        if start <= at < end:
            kept.append(character)
        at += length
    return "".join(kept)
