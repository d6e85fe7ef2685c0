"""按比率: of who publishes much, what is wrong with single pieces weighs as if so many had been looked at and no more. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from auditor.inspection.prices import Price, in_cents
from auditor.inspection.scheme import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """How a unit is counted that more pieces were looked at of than the scheme counts one by one."""

    pages: int
    most: int  # pieces up to which every fault counts whole

    def of(self, taken: Decimal) -> Decimal:
        """What the points come to, in cents."""
        return in_cents(taken * self.most / self.pages)

    @property
    def why(self) -> str:
        """Beside a charge: 信息412条，按300÷412折算."""
        return f"信息{self.pages}条，按{self.most}÷{self.pages}折算"

    @property
    def told(self) -> str:
        """Beside a score, in a sentence without its full stop."""
        return f"检查信息{self.pages}条，多于{self.most}条，逐条信息的扣分按比率计（乘以{self.most}÷{self.pages}）"


def rated(scheme: Scheme, pages: int) -> Rated | None:
    """How the unit is to be counted; None where each of its faults counts whole."""
    if not scheme.rate_from or pages <= scheme.rate_from:
        return None
    return Rated(pages=pages, most=scheme.rate_from)


def grows(price: Price, scheme: Scheme) -> bool:
    """Whether there are more such faults the more is published: not where one is one whatever stands beside it.

    That is what a unit or a matter is charged once for, what settles the result, and what no mending takes back: a
    leaked number harms the same among ten pieces and among ten thousand.
    """
    return price.category in scheme.by_rate and price.refund and not (price.once or price.veto)
