"""The closed lists that nouns choose from: verdicts, severities, kinds of page, document and problem."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a rule says when it is not content. Silence is a pass."""

    FAIL = "fail"
    REVIEW = "review"  # 需人工核对: a machine cannot know


class Severity(StrEnum):
    """等级 of the rule catalogue, worst first."""

    VETO = "否决"
    SERIOUS = "严重"
    ORDINARY = "一般"
    MINOR = "轻微"
    NOTE = "提示"


class PageKind(StrEnum):
    """What a page is for its reader."""

    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    FILE = "file"  # an attachment or a draft read as a document
    UNKNOWN = "unknown"


class DocumentClass(StrEnum):
    """What sort of information a page holds; decided first, since required fields depend on it."""

    NORMATIVE = "normative_document"  # 规范性文件
    OFFICIAL = "official_document"  # 一般公文
    PUBLIC_NOTICE = "public_notice"  # 公示、公告
    NEWS = "news"  # 动态
    ANNUAL_REPORT = "annual_report"  # 政府信息公开年报
    BUDGET = "budget"  # 预决算
    CONSULTATION = "consultation"  # 意见征集
    CONSULTATION_FEEDBACK = "consultation_feedback"  # 采纳反馈
    INTERPRETATION = "interpretation"  # 政策解读
    GUIDE = "guide"  # 指南、目录、制度
    DRAFT = "draft"  # 送检文稿: plain text or DOCX judged as a document, without a web page around it
    UNKNOWN = "unknown"  # field rules stay off

    @property
    def label(self) -> str:
        """The Chinese name that reports print."""
        return _CLASS_LABELS[self]


_CLASS_LABELS = {
    DocumentClass.NORMATIVE: "规范性文件",
    DocumentClass.OFFICIAL: "一般公文",
    DocumentClass.PUBLIC_NOTICE: "公示公告",
    DocumentClass.NEWS: "动态信息",
    DocumentClass.ANNUAL_REPORT: "政府信息公开年报",
    DocumentClass.BUDGET: "预决算",
    DocumentClass.CONSULTATION: "意见征集",
    DocumentClass.CONSULTATION_FEEDBACK: "采纳反馈",
    DocumentClass.INTERPRETATION: "政策解读",
    DocumentClass.GUIDE: "指南目录制度",
    DocumentClass.DRAFT: "送检文稿",
    DocumentClass.UNKNOWN: "未识别",
}


class ProblemKind(StrEnum):
    """Why a page or a field could not be taken at its word."""

    CHALLENGE = "challenge"  # anti-robot page: 412/521, JavaScript cookie
    SOFT_ERROR = "soft_error"  # status 200 that says 未发布 / 不存在
    STAND_IN = "stand_in"  # status 200 that shows something else: maintenance, login, another page
    HTTP_ERROR = "http_error"  # 4xx / 5xx
    NETWORK = "network"  # no answer
    EMPTY_CONTAINER = "empty_container"  # the body container is there and holds nothing
    NO_CONTAINER = "no_container"  # no body container found
    SCRIPTED = "scripted"  # content is filled in by JavaScript
    WRONG_TYPE = "wrong_type"  # not HTML where HTML was expected
    OVERSIZE = "oversize"
    UNDECODABLE = "undecodable"
    PLACEHOLDER = "placeholder"  # a field holds a template value such as 〔〕号
    EMPTY_FIELD = "empty_field"  # the label is there, its value is not
    PARTIAL = "partial"  # some of it was not read
    CONFLICT = "conflict"  # one field stands twice with different values

    @property
    def blocks_reading(self) -> bool:
        """True where the page as a whole was not read: blocked is not missing."""
        return self in _BLOCKING


_BLOCKING = frozenset(
    {
        ProblemKind.CHALLENGE,
        ProblemKind.SOFT_ERROR,
        ProblemKind.STAND_IN,
        ProblemKind.HTTP_ERROR,
        ProblemKind.NETWORK,
        ProblemKind.WRONG_TYPE,
        ProblemKind.OVERSIZE,
        ProblemKind.UNDECODABLE,
    }
)
