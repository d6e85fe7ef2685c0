"""What a finding rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Basis:
    """A law, standard or paper with its article. An article that was not read in a published text prints as 条款待核.

    `binding`: whether it obliges those it speaks to. Laws, regulations, mandatory standards and numbered papers of the
    State Council and its office do; a recommended standard (GB/T) does not by itself. Only then say 应当, 不得, 必须.
    """

    source: str
    article: str = ""
    verified: bool = False
    binding: bool = False

    @property
    def citation(self) -> str:
        """As reports print it."""
        if not self.article:
            return self.source
        return f"{self.source}{self.article}" if self.verified else f"{self.source}（条款待核）"

    @property
    def record(self) -> dict[str, str | bool]:
        """As findings and rules in JSON carry it: source, article, verified."""
        return {"source": self.source, "article": self.article, "verified": self.verified}
