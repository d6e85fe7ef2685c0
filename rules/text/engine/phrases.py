"""Adverbs and verbs that official papers put together, and what may be left of an adverb that lost a character."""

from __future__ import annotations

ADVERBS = tuple(
    "全面 全部 持续 继续 进一步 深入 大力 积极 切实 认真 扎实 稳步 加快 着力 不断 严格 统筹 有序 及时 主动 共同 充分 有效 重点 逐步 全力 广泛".split()
)
VERBS = tuple(
    "推进 推动 落实 公开 提升 加强 强化 深化 优化 完善 规范 覆盖 汇聚 掌握 清理 排查 梳理 开展 做好 抓好 巩固 扩大 加大 增强 提高"
    " 改善 保障 支持 促进 实施 建设 发展 探索 创新 整治 整改 执行 贯彻 部署 发布 回应 解读 更新 调整 协调 配合 组织 引导 发挥 打造 营造 化解 防范 展示"
    " 确保 健全 披露 持续 继续 接受 答复 回复 按照 遵守 建立 形成 履行 健全 重视 围绕 研究 制定 修订 征求 听取 采纳 反馈 公布 公示 审查 审核 督促 落细".split()
)
_BEFORE_VERBS = frozenset(
    "全大快深稳主共有及时重点力着加面部断步分格先严统多充入大动真持同"
)  # right there by themselves
ADVERB_HALVES = frozenset("".join(ADVERBS)) - _BEFORE_VERBS
# Those that stand before a verb by what is lost, wherever they stand. Not 不 (体系不完善), 及, 同, 共, 一, 有: they join and count.
LOST_HALVES = frozenset("".join(ADVERBS)) - frozenset("不及同共一有")
