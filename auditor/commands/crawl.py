"""`auditor crawl`."""

EXAMPLE = "auditor crawl"


def crawl() -> int:
    """尚未就绪。"""
    return 0
