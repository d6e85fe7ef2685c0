"""How naturally Chinese characters read: log10 of the shares of their words, joints weighed."""

from __future__ import annotations

from operator import add

from .lexicon import joint, share


def naturalness(text: str) -> float:
    """The score of the best way to divide a text into words of one to four characters.

    Written out flat: it is asked for every proposal at every doubtful place.
    """
    joints = [*map(joint, map(add, text, text[1:])), 0.0]
    starts = [0.0]  # the best score up to each character, its joint included
    for end in range(1, len(text) + 1):
        top = starts[end - 1] + share(text[end - 1])
        for begin in range(end - 4 if end > 4 else 0, end - 1):
            score = starts[begin] + share(text[begin:end])
            if score > top:
                top = score
        starts.append(top + joints[end - 1])
    return starts[-1]
