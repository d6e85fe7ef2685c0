"""Pages that are no pages: challenges, soft errors, files, and bodies that script fills in."""

from __future__ import annotations

import re

from auditor.models import Problem, ProblemKind
from auditor.models.spaces import fold, squeeze
from auditor.text.decode import Decoded

SMALL = 3072  # bytes below which a page may be nothing but a challenge
LONGEST_NOTICE = 260  # characters of a notice that stands in for a page
_HEAD = 20_000  # characters in which a refresh or redirect stands
_CHALLENGE_CODE = re.compile(
    r"__jsl_clearance|document\.cookie|\beval\(|\$_ts\b|WZWS|HWWAF|_0x[0-9a-f]{4}|acw_sc__|EO_Bot|setTimeout\(|location\.(?:href|reload|replace)"
    r"|please enable (?:javascript|cookies)|reason:GeoBL",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"文章\s*(?:id|ID|编号)?\D{0,6}\d*\D{0,6}(?:未发布|不存在|已删除|未找到)"
    r"|(?:页面|网页|文件|栏目|文章|信息|内容|网址)(?:未找到|找不到|不存在|已(?:被)?删除|已下线|已过期|未发布|无法访问)"
    r"|(?:您|你)(?:所)?(?:访问|查看|请求|浏览)的.{0,12}(?:不存在|已删除|已被删除|找不到|未发布|暂时无法|已过期)"
    r"|无法找到(?:该|此|您|页)|HTTP\s*(?:Status\s*)?404|404\s*(?:Not\s*Found|错误|页面)|Not\s*Found|找不到(?:该|此|您).{0,8}(?:页|文件)",
    re.IGNORECASE,
)
# What stands where a page should be: said by a machine of itself, to whoever comes.
_BUSY = re.compile(
    r"(?:系统|网站|平台|服务器?|站点|页面)(?:正在|正|处于|暂时|目前|现)?(?:进行)?(?:升级|维护|检修|割接|迁移|关闭|停用)"
    r"|(?:升级|维护|检修)(?:改造|优化)?(?:中|期间).{0,12}(?:暂停|暂时|停止|无法|稍后|稍候)"
    r"|请(?:您)?(?:稍后|稍候|过后|过一会)(?:儿)?(?:再试|再来|重试|访问|刷新)"
    r"|(?:请|您还?未|尚未|需要?)(?:先|重新)?(?:登录|登陆)(?:后|系统|$|[。，！])|(?:用户名|账号|帐号).{0,12}密码"
    r"|(?:会话|登录|登陆)(?:已)?(?:过期|超时|失效)"
    r"|(?:系统|程序|服务器?|网络|数据库)(?:内部|运行)?(?:出错|错误|异常|繁忙|忙)|出错了"
    r"|service unavailable|under maintenance|internal server error|bad gateway",
    re.IGNORECASE,
)
# The same, where it says that whoever comes is not let in: no fault of the server's.
_BLOCKED = re.compile(
    r"(?:请求|访问|操作)(?:已)?(?:被|遭到?)?(?:拦截|阻断|拒绝|禁止|限制)|防火墙|安全(?:验证|防护|狗|策略)|人机验证|输入.{0,6}验证码"
    r"|访问(?:过于|太)频繁|access denied|forbidden|web application firewall",
    re.IGNORECASE,
)
_REFUSING = {401, 403, 418, 429}
_REFRESH = re.compile(
    r"""<meta[^>]*http-equiv\s*=\s*["']?refresh["']?[^>]*url\s*=\s*['"]?([^"'>\s]+)""", re.IGNORECASE
)
_REDIRECT = re.compile(r"(?:window|self|top|document)\.location(?:\.href)?\s*=\s*['\"]")
_UNFILLED = re.compile(r"\{\{[^{}]{1,60}\}\}|\bv-html=|\bms-html=|ng-bind-html=")


def blocking(
    status: int | None, media_type: str, sniffed: str | None, size: int, max_bytes: int
) -> tuple[Problem, ...]:
    """What is known to be wrong before anything is parsed."""
    if status in (412, 521):
        return (Problem(ProblemKind.CHALLENGE, f"被防护系统拦截（状态码{status}），未能读取"),)
    if status in _REFUSING:
        return (Problem(ProblemKind.HTTP_ERROR, f"服务器拒绝访问（状态码{status}），未能读取"),)
    if status is not None and status >= 400:
        return (Problem(ProblemKind.HTTP_ERROR, f"服务器返回状态码{status}"),)
    if size > max_bytes:
        return (Problem(ProblemKind.OVERSIZE, f"页面过大（{size}字节），未读取"),)
    if sniffed or (media_type and not _is_markup(media_type)):
        return (Problem(ProblemKind.WRONG_TYPE, f"不是网页，而是{sniffed or media_type}文件"),)
    return ()


def undecodable(decoded: Decoded) -> tuple[Problem, ...]:
    """Text of which too much was lost to be judged."""
    if decoded.lost < 0.02:
        return ()
    return (Problem(ProblemKind.UNDECODABLE, f"无法按{decoded.encoding}编码读出文字"),)


def disguised(markup: str, size: int, words: str, title: str) -> tuple[Problem, ...]:
    """A challenge or an error page under status 200; `words` is all the page says, `title` its name."""
    said = len(squeeze(words))
    if not said and not title and "<script" not in markup.lower() and not _REFRESH.search(markup, 0, _HEAD):
        return (Problem(ProblemKind.SOFT_ERROR, "返回的页面没有任何内容"),)
    if said < 120 and size < SMALL and _CHALLENGE_CODE.search(markup) and "<script" in markup.lower():
        return (Problem(ProblemKind.CHALLENGE, "返回的是防护系统的脚本，不是页面内容"),)
    if (_SOFT.search(title) and len(title) < 40) or (said < 120 and _SOFT.search(words)):
        return (Problem(ProblemKind.SOFT_ERROR, f"页面提示：{_quote(words) or title}"),)
    if said < 60 and (refresh := _REFRESH.search(markup, 0, _HEAD)):
        return (Problem(ProblemKind.SOFT_ERROR, f"页面没有内容，自动转到{refresh.group(1)}"),)
    if said < 10 and _REDIRECT.search(markup, 0, _HEAD):
        return (Problem(ProblemKind.SOFT_ERROR, "页面没有内容，由脚本转到其他地址"),)
    return ()


def unsaid(body_words: str) -> tuple[Problem, ...]:
    """A body that only says that there is none, within the site's usual frame."""
    if len(squeeze(body_words)) < 80 and _SOFT.search(body_words):
        return (Problem(ProblemKind.SOFT_ERROR, f"正文提示：{_quote(body_words)}"),)
    return ()


def stands_in(said: str, *, named: bool) -> tuple[Problem, ...]:
    """A short page that speaks of the site in the place of its own matter; `named`: it bears a paper's own fields or
    tags, as a paper that announces a closure does."""
    if named or len(squeeze(said)) >= LONGEST_NOTICE:
        return ()
    if found := _BLOCKED.search(fold(said)):
        return (
            Problem(ProblemKind.CHALLENGE, f"被拦截：返回的是“{_quote(found.group())}”一类的提示，未能读取"),
        )
    if found := _BUSY.search(fold(said)):
        return (
            Problem(ProblemKind.STAND_IN, f"返回的是“{_quote(found.group())}”一类的提示，按没有读到处理"),
        )
    return ()


def is_unfilled(markup: str) -> bool:
    """Whether template words show that script was to fill the body."""
    return _UNFILLED.search(markup) is not None


def _is_markup(media_type: str) -> bool:
    return any(word in media_type for word in ("html", "xml", "text/plain", "octet-stream"))


def _quote(words: str) -> str:
    return fold(words)[:60]
