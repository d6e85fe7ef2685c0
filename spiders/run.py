"""One crawl in a process of its own: `python -m spiders.run profile.toml --db URL`.

A reactor starts only once, a crawl's memory returns with its process, and a hanging crawl can be ended.
Speaks to its parent in JSON lines on standard output: counts while it works, its outcome at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import resource
import sys
import threading

from auditor.config.settings import crawl_memory_mb


def main() -> int:
    """Crawl, and say how it ended: 0 done, 1 not."""
    options = _options()
    _limit_memory(crawl_memory_mb())
    gc.set_threshold(20_000, 20, 100)  # looking through modules that stay takes a tenth of importing them
    from spiders.crawling import crawl

    gc.freeze()  # nor is looking through them worth a twentieth of a crawl
    if options.tied:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    return crawl(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m spiders.run", description="爬取一个门户（由 auditor crawl 启动）"
    )
    parser.add_argument("profile", help="门户档案")
    parser.add_argument("--db", default=os.environ.get("AUDITOR_DB"), help="数据库地址，不写就用 AUDITOR_DB")
    parser.add_argument("--as-of", help="运行时钟的起点，ISO 格式")
    parser.add_argument("--run", type=int, help="调用者已经开始的运行的编号")
    parser.add_argument("--bodies", help="快照文件夹")
    parser.add_argument("--log-level", default="WARNING", help="日志级别")
    parser.add_argument("--tied", action="store_true", help="标准输入关闭时随之结束")
    options = parser.parse_args()
    if not options.db:
        parser.error("没有写数据库地址")
    return options


def _limit_memory(megabytes: int) -> None:
    """What bursts ends this process, not the machine."""
    with contextlib.suppress(
        ValueError, OSError
    ):  # where the system knows no such limit, or a lower one holds
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _end_with_parent() -> None:
    """The parent holds our standard input open; when it dies, however, nobody else ends us."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
