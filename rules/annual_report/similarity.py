"""How much of one report stands in another: five-character shingles of what is the reporter's own. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from auditor.text.patterns import pattern

K = TypeVar("K")
SHINGLE = 5
_TEMPLATE_SHARE, _TEMPLATE_BODIES = 0.5, 5  # so large a part of the bodies, and so many, make a template
_SENTENCE = pattern(r"[^。！？!?；;\n]+")
_FORM_WORDS = pattern(
    r"根据.{0,60}(?:条例|格式|通知|要求)|统计(?:期限|时限)|如(?:对|有).{0,20}(?:疑问|意见)|联系(?:电话|地址)|邮政编码|信息处理费"
    r"|^[一二三四五六][、.．]|^[（(][一二三四五六七八九十][）)].{0,16}$|无其他需要报告|没有其他需要报告|本(?:年度)?报告(?:由|包括|所列|中所列)"
)
_FIGURES = pattern(r"[\d\W_]+")


def sentences(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The sentences that are no words of the form, free of figures, marks and the reporter's own name."""
    own = re.compile("|".join(re.escape(name) for name in names if name) or r"(?!)")
    found = (piece for piece in _SENTENCE.findall(text) if not _FORM_WORDS.search(piece))
    return tuple(filter(None, (_FIGURES.sub("", own.sub("", piece)) for piece in found)))


def shared_sentences(texts: Sequence[frozenset[str]]) -> frozenset[str]:
    """Sentences that so many bodies use word for word that they are the district's template; one text a body."""
    counts = Counter(sentence for text in texts for sentence in text)
    least = max(_TEMPLATE_BODIES, _TEMPLATE_SHARE * len(texts))
    return frozenset(s for s, n in counts.items() if n >= least)


def shingles(own: Iterable[str]) -> frozenset[int]:
    """Hashes of every run of five characters in the sentences."""
    return frozenset(
        hash(sentence[at : at + SHINGLE])
        for sentence in own
        for at in range(max(1, len(sentence) - SHINGLE + 1))
    )


def most_alike(own: frozenset[int], others: Mapping[K, frozenset[int]]) -> tuple[K, float] | None:
    """The other text that holds the largest share of this one, and that share."""
    shares = ((key, len(own & other) / len(own)) for key, other in others.items() if own and other)
    return max(shares, key=lambda pair: pair[1], default=None)
