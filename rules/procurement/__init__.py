"""采购项目提案: contracts, large projects, answers to proposals."""
