"""One night in a process of its own: `python -m tests.bench.night PROFILE DB AS_OF OUT` prints what it cost as JSON."""

from __future__ import annotations

import datetime as dt
import gc
import json
import resource
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    gc.set_threshold(20_000, 20, 100)  # as every command of the program begins, before it loads what it needs
    from auditor.night import nightly as room
    from auditor.night.crawl import CrawlResult, crawl

    profile, db, as_of, out = sys.argv[1:]
    crawled: dict[str, Any] = {}

    def measured(*args: Any, **more: Any) -> CrawlResult:
        before = _children()
        result = crawl(*args, **more)
        crawled["crawl_seconds"] = _seconds(_children()) - _seconds(before)
        crawled["crawl_kilobytes"] = _children().ru_maxrss
        return result

    room.crawl = measured
    night = room.nightly(profile, db=db, as_of=dt.datetime.fromisoformat(as_of), out=Path(out))
    coverage = night.coverage
    own = _seconds(resource.getrusage(resource.RUSAGE_SELF))
    told = crawled | {"seconds": own + _seconds(_children()), "state": night.state, "why": night.why}
    counts = {
        name: getattr(coverage, name) for name in ("planned", "fetched", "unchanged", "resting", "failed")
    }
    sys.stdout.write(json.dumps(told | counts | {"changes": dict(night.changes)}, ensure_ascii=False) + "\n")


def _children() -> resource.struct_rusage:
    return resource.getrusage(resource.RUSAGE_CHILDREN)


def _seconds(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
