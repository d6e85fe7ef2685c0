"""Every way a command can end badly, as one Chinese sentence and an exit code. No traceback reaches a user."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import logging
import os
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from auditor.config.settings import log_file
from auditor.models.complaint import UserError
from auditor.workdays import BEIJING

WRONG_USE = 2
BROKEN = 70  # a fault of this program
INTERRUPTED = 130
PIPE_CLOSED = 141
LOG_BYTES, LOGS_KEPT = 5_000_000, 5

log = logging.getLogger(__name__)

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的盘只能读",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOSPC: "磁盘已满，请清理空间后重新运行",
    errno.EDQUOT: "磁盘配额已满，请清理空间后重新运行",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOMEM: "内存不足",
    errno.EAGAIN: "系统资源暂时不足",
    errno.EEXIST: "已经有同名的文件",
}


def keep_log() -> None:
    """Engineering messages go to the log file, made when the first one comes; nothing goes to the screen."""
    logging.raiseExceptions = False
    with contextlib.suppress(OSError):
        handler = RotatingFileHandler(
            log_file(), maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
        )
        handler.setFormatter(_InBeijing("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.basicConfig(level=logging.WARNING, handlers=[handler])


class _InBeijing(logging.Formatter):
    """Log lines in Beijing time, wherever the machine's clock stands."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802
        """Date and time to the second."""
        return f"{dt.datetime.fromtimestamp(record.created, BEIJING):%Y-%m-%d %H:%M:%S}"


def told(error: BaseException) -> tuple[int, str]:
    """The exit code and the sentence for what went wrong."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED, "已按要求中断。"
    if isinstance(error, BrokenPipeError):
        return PIPE_CLOSED, ""
    if isinstance(error, UserError):
        return WRONG_USE, str(error)
    if isinstance(error, OSError):
        return WRONG_USE, _file_sentence(error)
    return BROKEN, _unknown(error)


def close_quietly() -> None:
    """After a broken pipe: what is still buffered has no reader."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def reason(error: OSError) -> str:
    """Why a file could not be read or written."""
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


def _file_sentence(error: OSError) -> str:
    place = f"：{error.filename}" if error.filename else ""
    return f"文件读写失败{place}（{reason(error)}）。"


def _unknown(error: BaseException) -> str:
    place = _written(error)
    where = f"详细情况已记入 {place}，请连同所用的命令一并反馈。" if place else "详细情况未能写入日志文件。"
    return f"程序出错，没有完成：{type(error).__name__}。{where}"


def _written(error: BaseException) -> Path | None:
    """Write the traceback to the log file, beside the system's temporary files where the folder is closed."""
    import tempfile

    text = "".join(traceback.format_exception(error))
    for place in (log_file(), Path(tempfile.gettempdir()) / log_file().name):
        try:
            with place.open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return place.absolute()
    return None
