"""`auditor discover`."""

EXAMPLE = "auditor discover"


def discover() -> int:
    """尚未就绪。"""
    return 0
