"""How naturally Chinese characters read: log10 of the shares of their words, joints weighed."""

from __future__ import annotations

from .lexicon import LONGEST, Lexicon


def naturalness(text: str, tables: Lexicon) -> float:
    """The score of the best way to divide a text into words."""
    shares, share, joint = tables.shares, tables.share, tables.joint
    best = [0.0]
    for end in range(1, len(text) + 1):
        begin = end - 1
        top = best[begin] + share(text[begin:end])
        if begin:
            top += joint(text[begin - 1 : end])
        for begin in range(max(0, end - LONGEST), end - 1):
            known = shares.get(text[begin:end])
            if known is not None:
                score = best[begin] + known
                if begin:
                    score += joint(text[begin - 1 : begin + 1])
                if score > top:
                    top = score
        best.append(top)
    return best[-1]
