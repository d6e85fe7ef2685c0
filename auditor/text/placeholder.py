"""Values that fill a field without saying anything: template leftovers, program values, a declared 无."""

from __future__ import annotations

import re

from auditor.models.spaces import squeeze_unseen

_NO_NUMBER = re.compile(r"[无無](?:发文|發文|文件)?(?:文号|文號|字号|字號|编号|編號)?")
_PROGRAM = re.compile(
    r"(?i)none|null|undefined|nan|n/?a|test|测试|待补充?|待定|待填|默认|xx+|×{2,}|请(?:选择|输入|填写).*"
    r"|[-—–―_/\\.·*…]+|0{1,4}([-/.])0{1,2}\1?0{1,2}|1970-0?1-0?1|\[?object(?:object)?\]?"
)
_EMPTY_NUMBER = re.compile(r".{0,16}[〔﹝\[［【(（]\s*(?:\d{4}|[xX×]{2,4})?\s*[〕﹞\]］】)）]第?[xX×]*号?")
_TEMPLATE = re.compile(r"[$#]?\{+[^{}]*\}+|<[!%?$].*[>%]|&[a-z]+;|@[A-Za-z_]+@")
_LEAKED = re.compile(r"(?i)(?<![a-z])(?:none|null|undefined|nan)(?![a-z])")


def is_no_number(text: str | None) -> bool:
    """Whether the value declares that there is no 发文字号: 无, 无文号. That is allowed, and no template leftover."""
    return bool(text) and _NO_NUMBER.fullmatch(squeeze_unseen(text or "")) is not None


def is_placeholder(text: str | None) -> bool:
    """Whether the value is a template's or a program's: 〔〕号, — —, None, …/2021-None, 0000-00-00, 待补.

    An empty value and a declared 无文号 are not: the first is missing, the second is allowed.
    """
    value = squeeze_unseen(text or "")
    if not value or is_no_number(value):
        return False
    if any(p.fullmatch(value) for p in (_PROGRAM, _EMPTY_NUMBER, _TEMPLATE)):
        return True
    return len(value) <= 60 and _LEAKED.search(value) is not None
