"""`auditor schedule`."""

EXAMPLE = "auditor schedule"


def schedule() -> int:
    """尚未就绪。"""
    return 0
