"""`auditor judge`."""

EXAMPLE = "auditor judge"


def judge() -> int:
    """尚未就绪。"""
    return 0
