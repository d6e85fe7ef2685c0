"""The fields of an information table, and every label they are found under."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": (
        "标题",
        "信息名称",
        "文件名称",
        "文件标题",
        "公文标题",
        "信息标题",
        "公文名称",
        "名称",
        "题名",
        "题目",
    ),
    "index_number": ("索引号", "信息索引号", "索取号", "索引编号", "索引码", "信息索引", "索引"),
    "document_number": (
        *("发文字号", "文号", "文件编号", "发文文号", "文件字号", "文件文号", "公文文号", "公文字号"),
        *("发文号", "文件号", "公文编号", "发布文号", "制发文号", "发文编号", "文件发文字号", "政策文号"),
    ),
    "issuer": (
        *("发文机关", "发文机构", "制发机关", "发文单位", "制定机关", "制发单位", "发文部门", "成文机关"),
        *("制文机关", "制发机构", "颁发机关", "颁布机构", "印发机关", "印发单位", "制定单位", "发文主体"),
    ),
    "publisher": (
        *("发布机构", "发布机关", "发布单位", "发布部门", "公开单位", "公开机构", "公开部门", "公开主体"),
        *("信息公开单位", "信息发布机构", "信息发布单位", "公布机关", "公布单位", "发布主体", "公开机关"),
    ),
    "dated_on": ("成文日期", "成文时间", "签发日期", "签署日期", "文件日期", "签发时间"),
    "formed_on": ("形成日期", "形成时间", "信息形成日期", "信息形成时间"),
    "published_on": (
        *(
            "发布日期",
            "发布时间",
            "公开日期",
            "公开时间",
            "上载日期",
            "上载时间",
            "上网日期",
            "上网时间",
            "公布日期",
        ),
        *(
            "公布时间",
            "上传日期",
            "上传时间",
            "信息发布日期",
            "信息发布时间",
            "信息时间",
            "刊发日期",
            "发表时间",
            "发表日期",
            "发布于",
        ),
    ),
    "issued_on": ("发文日期", "发文时间", "印发日期", "印发时间", "制发日期", "制发时间"),
    "indexed_on": ("生成日期", "生成时间", "信息生成日期", "信息生成时间"),
    "subject": ("主题分类", "主题类别", "所属主题", "主题", "分类主题", "信息主题", "主题类型"),
    "genre": (
        "体裁分类",
        "体裁",
        "信息体裁",
        "文种",
        "公文种类",
        "公文文种",
        "文种分类",
        "公文类型",
        "文件种类",
        "文体",
    ),
    "category": (
        "组配分类",
        "信息分类",
        "信息类别",
        "分类",
        "公开分类",
        "目录分类",
        "类别",
        "所属分类",
        "所属目录",
        "公开目录",
    ),
    "audience": ("服务对象", "服务对象分类", "对象分类", "服务对象类别"),
    "validity": (
        *("有效性", "时效性", "效力状况", "效力状态", "是否有效", "有效状态", "效力", "时效", "时效状态"),
        *(
            "文件有效性",
            "文件状态",
            "有效性状态",
            "文件效力",
            "政策有效性",
            "信息有效性",
            "效力情况",
            "时效说明",
        ),
    ),
    "effective_on": (
        *("施行日期", "实施日期", "生效日期", "施行时间", "实施时间", "生效时间", "执行日期", "执行时间"),
        *("开始施行日期", "开始实施日期", "起始施行日期"),
    ),
    "expires_on": (
        *(
            "废止日期",
            "失效日期",
            "废止时间",
            "失效时间",
            "有效期至",
            "有效期截止日期",
            "有效期截止",
            "有效截止日期",
        ),
        *("终止日期", "有效期止", "失效废止日期", "废止失效日期", "截止有效期"),
    ),
    "validity_period": ("有效期", "有效期限", "文件有效期", "有效时限"),
    "record_number": (
        *(
            "备案登记号",
            "登记号",
            "统一登记号",
            "规范性文件登记号",
            "登记编号",
            "统一编号",
            "备案号",
            "备案编号",
        ),
        *("规范性文件统一编号", "规范性文件编号", "规范性文件登记编号", "三统一编号", "统一登记编号"),
    ),
    "keywords": ("主题词", "关键词", "关键字"),
    "disclosure_mode": ("公开方式", "公开形式", "公开类别", "公开类型", "公开属性"),
    "disclosure_limit": ("公开时限", "公开期限"),
    "disclosure_scope": ("公开范围", "公开对象"),
    "responsible_unit": (
        "公开责任部门",
        "公开责任单位",
        "责任单位",
        "责任部门",
        "信息提供单位",
        "内容提供单位",
    ),
    "summary": ("内容概述", "内容摘要", "内容概要", "信息概要", "内容简介", "概述", "摘要", "概要"),
    "source": ("来源", "信息来源", "文章来源", "稿件来源", "稿源", "发布来源", "内容来源", "新闻来源"),
}
DATE_FIELDS = frozenset(name for name in FIELDS if name.endswith("_on"))

_BY_LABEL = {label: name for name, labels in FIELDS.items() for label in labels}
_NOT_LABEL = re.compile(
    "[\\s\u00ad\u200b-\u200f\u2060\ufeff:：∶︰*＊·•▪■◆【】\\[\\]]+"  # U+3000, nbsp and ensp are in \s
)
_PREFIX = re.compile(r"^(?:政府信息|信息|文件|公文|政策|本文|该文)")
_SUFFIX = re.compile(r"[（(][^（()）]{1,8}[)）]$")


@lru_cache(maxsize=4096)  # the same labels and menus stand on every page
def squeeze_label(text: str) -> str:
    """A label without spaces of any kind, colons and ornaments: 索 引 号： is 索引号."""
    return _NOT_LABEL.sub("", text)


def field_of(label: str, meanings: Mapping[str, str] | None = None) -> str | None:
    """The field a label names; `meanings` are the labels a CMS uses in a sense of its own."""
    squeezed = squeeze_label(label)
    if not squeezed or len(squeezed) > 14:
        return None
    if meanings and squeezed in meanings:
        return meanings[squeezed]
    return _commonly(squeezed)


@lru_cache(maxsize=4096)
def _commonly(squeezed: str) -> str | None:
    if squeezed in _BY_LABEL:
        return _BY_LABEL[squeezed]
    core = _SUFFIX.sub("", _PREFIX.sub("", squeezed))
    return _BY_LABEL.get(core) if len(core) > 2 else None
