"""How many doubts about one paper are told: the more there are, the surer each must be."""

from dataclasses import replace

from rules.text.engine.suspects import Suspect, sure_enough
from tests import measured
from tests.planting import findings

PAPER = 2_000  # characters


def _doubts(*margins):
    return [
        Suspect("甲乙", "甲丙", f"{at}处甲乙", "乙", "乙", at, False, margin)
        for at, margin in enumerate(margins)
    ]


def _told(characters, *margins):
    return [suspect.margin for suspect in sure_enough(_doubts(*margins), characters)]


def test_one_doubt_is_told_however_faint():
    assert _told(PAPER, 0.01) == [0.01]


def test_of_many_faint_doubts_the_surest_is_told():
    assert _told(PAPER, 0.1, 3.0, 0.2, 0.4, 2.5) == [3.0, 0.4, 2.5]
    assert _told(PAPER, 0.1, 0.6, 0.8) == [0.8]
    assert _told(PAPER, 0.1, 1.3, 1.4) == [1.3, 1.4]


def test_a_long_paper_may_have_more_of_them():
    assert _told(12 * PAPER, 0.1, 0.2) == [0.2]
    assert _told(13 * PAPER, 0.1, 0.2) == [0.1, 0.2]
    assert _told(PAPER, 0.1, 0.2) == [0.2]


def test_sure_doubts_are_told_however_many():
    assert len(_told(PAPER, *[2.5] * 12)) == 12


def test_a_paper_full_of_errors_is_told_of_most():
    text = """关于加强财政资金监管的通知
各镇政俯要建立健全监督管埋制度，如强对专项资金的审核。
进一步提高服物质量，优化营商环镜，切实保樟群众合法权益。
要落买主体责任，完膳工作措拖，按时公市办理结果。
"""
    assert len(findings(text)) >= 8


def test_the_score_keeps_what_was_measured(tmp_path):
    file = tmp_path / "score.md"
    assert measured.kept(file) == ""
    told = measured.section(
        {"法律": [measured.Sound(10_000, 1, 0)]}, [measured.Error("漏一个字", "甲乙", "甲", 1)], [True]
    )
    file.write_text(f"# 规则记分\n\n{told}", "utf-8")
    assert measured.kept(file) == told
    assert "| 法律 | 1 | 10000 | 1 | 1.00 | 0 |" in told and "| 漏一个字 | 1 | 1 | 100.0% |" in told


def test_words_made_like_those_beside_them_count_less_among_several():
    made, plain = replace(_doubts(1.0)[0], less=1.5), _doubts(0.0, 0.5)[1]
    assert sure_enough([made, plain], PAPER) == (plain,)
    assert sure_enough([made], PAPER) == (made,)
