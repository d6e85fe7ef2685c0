"""Why something was not read, in words for people: faults of the network, refusals, and what was not asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from scrapy import exceptions

from auditor.models import Entry, Look, Page, Problem, ProblemKind, TargetState
from spiders.middlewares import HostPausedError, OffHostError, PrivateHostError
from spiders.unpacking import OversizeError, UnreadableAnswerError

_REFUSING = {403, 412, 418, 429, 503, 521}  # says: leave me in peace
_NETWORK = (
    (exceptions.CannotResolveHostError, "域名无法解析"),
    (exceptions.DownloadConnectionRefusedError, "连接被拒绝"),
    (exceptions.DownloadTimeoutError, "超时没有应答"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why no answer came. `problem` is set where the portal was asked; `silent` where the host gave no answer."""

    state: TargetState
    why: str
    problem: Problem | None = None
    silent: bool = False
    url: str | None = None  # where a redirect wanted to lead


def explained(error: BaseException | None) -> Fault:
    """The fault behind an exception of the download."""
    match error:
        case OffHostError():
            return Fault(TargetState.SKIPPED, f"跳转到站外地址 {error.url}，未读取", url=error.url)
        case PrivateHostError():
            return Fault(TargetState.SKIPPED, f"{error}，档案没有允许（allow_private），未读取")
        case OversizeError():
            return _asked(ProblemKind.OVERSIZE, str(error))
        case UnreadableAnswerError():
            return _asked(ProblemKind.NETWORK, str(error))
        case exceptions.ResponseDataLossError():  # it did answer: that says neither that it opens nor that it does not
            return _asked(ProblemKind.NETWORK, "应答不完整，未读取")
        case HostPausedError():
            return Fault(TargetState.UNASKED, f"未读取：{error}")
        case exceptions.IgnoreRequest() if "robots.txt" in str(error):
            return Fault(TargetState.SKIPPED, "robots.txt 不允许访问，未读取")
        case exceptions.IgnoreRequest():
            return _asked(ProblemKind.NETWORK, "跳转次数过多，未能读取")
        case exceptions.DownloadCancelledError():
            return _asked(ProblemKind.OVERSIZE, "页面过大，未读取")
    why = next((text for kind, text in _NETWORK if isinstance(error, kind)), _unnamed(error))
    return _asked(ProblemKind.NETWORK, why, silent=True)


def blocking(page: Page) -> Problem | None:
    """The problem that kept the page from being read."""
    return next((problem for problem in page.problems if problem.kind.blocks_reading), None)


def cleared(page: Page, entries: Callable[[], tuple[Entry, ...]]) -> Page:
    """A page of a list without the suspicion of a challenge, where it shows dated rows: the last page of a list may
    be as short as a challenge, and its pager's script speaks of `location` too."""
    suspected = page.status == 200 and any(p.kind is ProblemKind.CHALLENGE for p in page.problems)
    if not suspected or not any(entry.published_on for entry in entries()):
        return page
    return replace(page, problems=tuple(p for p in page.problems if p.kind is not ProblemKind.CHALLENGE))


def is_refusal(problem: Problem | None, status: int | None) -> bool:
    """Whether the host asks to be left in peace: a challenge, a block, too many requests."""
    return status in _REFUSING or (problem is not None and problem.kind is ProblemKind.CHALLENGE)


def silent_look(fault: Fault, at: dt.datetime) -> Look | None:
    """A look at an address that gave no answer; None where it was not asked or did answer."""
    return Look(at=at, error=fault.why) if fault.silent else None


def _asked(kind: ProblemKind, why: str, *, silent: bool = False) -> Fault:
    return Fault(TargetState.FAILED, why, Problem(kind, why), silent)


def _unnamed(error: BaseException | None) -> str:
    cause = error.__cause__ if error else None
    words = f"{error} {cause or ''}".lower()
    return "证书未通过校验" if "certificate" in words else "连接中断"
