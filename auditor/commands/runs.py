"""`auditor runs`."""

EXAMPLE = "auditor runs"


def runs() -> int:
    """尚未就绪。"""
    return 0
