"""`auditor demo`."""

EXAMPLE = "auditor demo"


def demo() -> int:
    """尚未就绪。"""
    return 0
