"""How much of one text stands word for word in another, quotations aside."""

import re
from collections.abc import Collection

from auditor.text.patterns import pattern

_QUOTED = pattern(r"《[^《》]{1,80}》|“[^“”]{1,300}”|[（(]第?.{0,6}第?[一二三四五六七八九十百\d]+条[)）]")
_CLAUSE = pattern(r"第[一二三四五六七八九十百\d]+条|原文")
_NUMBERED = pattern(
    r"^\s*(?:第[一二三四五六七八九十百\d]+条(?=[\s：:])|[（(]?[一二三四五六七八九十\d]+[）)、.．])\s*",
    re.MULTILINE,
)
_CREDITS = pattern(  # who explains and where to ask; the paper's name where it is linked below
    r"^\s*(?:政策)?(?:解读(?:机构|单位|部门|科室|人)|联系(?:人|电话|方式|单位)|咨询(?:电话|方式)|撰稿|审核|来源"
    r"|相关(?:信息|文件|链接|阅读)|(?:文件|政策)?(?:原文|链接)|附件)(?:[:：].*)?$",
    re.MULTILINE,
)
_SENTENCE = pattern(r"[^。！？\n]+[。！？\n]?")
_NOT_WORDS = pattern(r"[^\u3400-\u9fffA-Za-z0-9]+")
_SENTENCES = pattern(r"[。！？；\n]+")
_SHORT_SENTENCE = 10
_GRAM = 5


def own_words(text: str) -> str:
    """The text without quotations, numbers of paragraphs and sentences that cite a clause."""
    sentences = _SENTENCE.findall(_QUOTED.sub("", _NUMBERED.sub("", text)))
    return "".join(sentence for sentence in sentences if not _CLAUSE.search(sentence))


def without_credits(text: str, names: Collection[str]) -> str:
    """The text without lines that tell who explains and where to ask, or that hold one of `names` and no more."""
    return "\n".join(line for line in _CREDITS.sub("", text).splitlines() if line.strip() not in names)


def shared_share(text: str, original: str) -> float:
    """The share of the text's runs of five characters that stand in the original."""
    grams, known = _grams(text), _grams(original)
    return len(grams & known) / len(grams) if grams else 0.0


def copied_sentences(text: str, original: str) -> tuple[int, int]:
    """How many of the text's longer sentences stand in the original, and how many there are."""
    plain = _words_only(original)
    sentences = [s for part in _SENTENCES.split(text) if len(s := _words_only(part)) >= _SHORT_SENTENCE]
    return sum(sentence in plain for sentence in sentences), len(sentences)


def _grams(text: str) -> set[str]:
    plain = _words_only(text)
    return {plain[i : i + _GRAM] for i in range(len(plain) - _GRAM + 1)}


def _words_only(text: str) -> str:
    return _NOT_WORDS.sub("", text)
