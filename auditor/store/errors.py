"""What the store says when it cannot do its work: one Chinese sentence, the place, and what to do."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from auditor.config.faults import reason
from auditor.models.complaint import UserError

log = logging.getLogger(__name__)


class StoreError(UserError):
    """The store cannot be opened, read or written. The text is Chinese and says what to do."""


class RunBusyError(StoreError):
    """Another run of the portal is still at work."""


# Words of the driver's message, in lower case, and what they mean. The first that fits is used.
_MEANINGS = (
    (
        ("not a database", "malformed"),
        "数据库文件已损坏或不是数据库：{place}。请保留原文件，从备份恢复，或另指定一个数据库文件。",
    ),
    (
        ("disk is full", "no space left", "disk i/o error", "could not extend file"),
        "磁盘已满或写入失败：{place}。请清理空间后重新运行，已经写入的内容不会丢失。",
    ),
    (
        ("readonly", "read-only", "unable to open", "permission denied"),
        "数据库打不开或没有写权限：{place}。请检查所在文件夹是否存在、当前用户能否写入。",
    ),
    (("locked",), "数据库正被另一个程序占用：{place}。请等它结束后重新运行。"),
    (
        ("password authentication failed", "no password supplied", "role "),
        "数据库用户名或密码不对：{place}。请检查数据库地址中的用户名和密码。",
    ),
    (("does not exist",), "数据库或其中的表不存在：{place}。请先建库，并检查数据库名。"),
    (
        ("connection", "timeout", "resolve host", "translate host", "name or service"),
        "连不上数据库：{place}。请检查地址、端口、网络，以及数据库服务是否已启动。",
    ),
)


@contextmanager
def speaking_of(place: str) -> Iterator[None]:
    """Turn the errors of a driver or of the file system into a StoreError about `place`."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_sentence(str(error.orig), place)) from error
    except SQLAlchemyError as error:
        raise StoreError(_sentence(str(error), place)) from error
    except sqlite3.Error as error:  # raised while a connection is being prepared
        raise StoreError(_sentence(str(error), place)) from error
    except OSError as error:
        raise StoreError(_file_sentence(error, place)) from error


def _sentence(words: str, place: str) -> str:
    lower = words.lower()
    for signs, sentence in _MEANINGS:
        if any(sign in lower for sign in signs):
            return sentence.format(place=place)
    log.error("database %s: %s", place, words)
    return f"数据库出错：{place}。数据库的原话已记入日志，请连同日志一并反馈。"


def _file_sentence(error: OSError, place: str) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘已满：{place}。请清理空间后重新运行，已经写入的内容不会丢失。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"没有写权限：{place}。请检查文件夹的权限，或另指定一个位置。"
    return f"文件读写失败：{place}（{reason(error)}）。请检查磁盘和文件夹。"
