"""The closed lists of a row's life: states, acts, roles, sources, deviations."""

from __future__ import annotations

from enum import StrEnum


class IssueState(StrEnum):
    """Where a row is in its life. Overdue is no state: the days tell it."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    NOTIFIED = "notified"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"
    RECHECK = "recheck"
    CLOSED = "closed"
    EXTENDED = "extended"
    PLATFORM = "platform"

    @property
    def label(self) -> str:
        """The Chinese name that people read."""
        return _STATES[self]


_STATES = {
    IssueState.SUSPECTED: "机检疑似",
    IssueState.CONFIRMED: "已确认",
    IssueState.DISMISSED: "误报",
    IssueState.NOTIFIED: "已下发",
    IssueState.APPEALED: "申诉中",
    IssueState.WITHDRAWN: "已撤销",
    IssueState.RECHECK: "待复查",
    IssueState.CLOSED: "已销号",
    IssueState.EXTENDED: "批准延期",
    IssueState.PLATFORM: "平台或上级原因",
}

ACQUITTED = frozenset({IssueState.DISMISSED, IssueState.WITHDRAWN})  # people said that it is no fault
ENDED = ACQUITTED | {IssueState.CLOSED}


class Act(StrEnum):
    """What is done with a row."""

    OPEN = "open"
    ADD = "add"
    CONFIRM = "confirm"
    DISMISS = "dismiss"
    REPRICE = "reprice"
    MERGE = "merge"
    UNMERGE = "unmerge"
    ABSORBED = "absorbed"
    LET_GO = "let_go"
    NOTIFY = "notify"
    FIXED = "fixed"
    RECHECK = "recheck"
    APPEAL = "appeal"
    DECIDE = "decide"
    ASK = "ask"
    ANSWER = "answer"
    PLEAD = "plead"
    PLATFORM = "platform"
    REBUT = "rebut"
    REMIND = "remind"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    GONE = "gone"
    SEEN = "seen"
    REWORDED = "reworded"
    MOVED = "moved"
    SUCCEEDED = "succeeded"
    CLAIM = "claim"
    RELEASE = "release"
    SECOND = "second"
    REASSESS = "reassess"
    REPLY = "reply"

    @property
    def label(self) -> str:
        """The Chinese name that people read."""
        return _ACTS[self]


_ACTS = {
    Act.OPEN: "机检发现",
    Act.ADD: "登记",
    Act.CONFIRM: "确认",
    Act.DISMISS: "判为误报",
    Act.REPRICE: "改扣分",
    Act.MERGE: "并入另一行",
    Act.UNMERGE: "取消并入",
    Act.ABSORBED: "另一行并入本行",
    Act.LET_GO: "另一行取消并入",
    Act.NOTIFY: "下发",
    Act.FIXED: "填报整改",
    Act.RECHECK: "复查",
    Act.APPEAL: "提出申诉",
    Act.DECIDE: "裁定申诉",
    Act.ASK: "申请延期",
    Act.ANSWER: "批复延期",
    Act.PLEAD: "说明平台原因",
    Act.PLATFORM: "转平台或上级原因",
    Act.REBUT: "不认定平台原因",
    Act.REMIND: "催办平台",
    Act.RESUME: "恢复计时",
    Act.WITHDRAW: "撤销",
    Act.GONE: "机检未再发现",
    Act.SEEN: "机检再次发现",
    Act.REWORDED: "原文有变",
    Act.MOVED: "网页迁移",
    Act.SUCCEEDED: "责任单位更名或者合并",
    Act.CLAIM: "领取",
    Act.RELEASE: "放回",
    Act.SECOND: "第二人复核",
    Act.REASSESS: "抽样复评",
    Act.REPLY: "答复来源单位",
}

OUTCOMES = {
    "fixed": "已整改",
    "partly": "部分整改",
    "not": "未整改",
    "uphold": "维持",
    "points": "改扣分",
    "withdraw": "撤销",
    "tolerate": "特殊情况",
    "grant": "同意",
    "refuse": "不同意",
    "agree": "属实",
    "differ": "有异议",
    "fault": "属实",
    "none": "误报",
}


class Source(StrEnum):
    """Where a row comes from."""

    MACHINE = "machine"
    PERSON = "person"
    OUTSIDE = "outside"
    SELF = "self"

    @property
    def label(self) -> str:
        """The Chinese name that people read."""
        return _SOURCES[self]


_SOURCES = {
    Source.MACHINE: "机检",
    Source.PERSON: "人工检查",
    Source.OUTSIDE: "外部转来",
    Source.SELF: "单位自查",
}


class Deviation(StrEnum):
    """In which of three ways a row is said to be otherwise than it stands."""

    MISTAKEN = "误报"
    POINTS = "改扣分"
    SPECIAL = "特殊情况"
