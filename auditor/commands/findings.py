"""`auditor findings`."""

EXAMPLE = "auditor findings"


def findings() -> int:
    """尚未就绪。"""
    return 0
