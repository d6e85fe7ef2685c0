"""What a rule is: declared, loaded, documented, shown by examples."""

from auditor.rule.declare import (
    Judge,
    Rule,
    RuleError,
    Traits,
    load,
    newest,
    page_rule,
    refuse_twins,
    site_rule,
)

__all__ = [
    "Judge",
    "Rule",
    "RuleError",
    "Traits",
    "load",
    "newest",
    "page_rule",
    "refuse_twins",
    "site_rule",
]
