"""How formally Chinese characters read: log10 of the shares of their words in the newspaper lexicon, joints weighed.

A second score beside `language.naturalness`, because it keeps false alarms down. With that one in its place, the trees of
`weighing` as they are, the doubts about right words in the papers held out rose from 0 to 1.3 in ten thousand
characters (all papers: 0.1 to 0.8), for 0.7 points more of the planted errors found (all papers: 1.6).
"""

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
