"""Every word of a rule's list decides something: without it, one of the examples no longer holds."""

from functools import cache
from pathlib import Path

import pytest

import rules
from auditor.judge.example_run import difference, examples_of
from auditor.rule import RuleError, load, words

LISTS = words.lists_of
ROOT = Path(rules.__file__).parent
CASES = [
    pytest.param(path, name, id=f"{path.name.removesuffix(words.SUFFIX)}-{name}")
    for path in sorted(ROOT.rglob(f"*{words.SUFFIX}"))
    for name in LISTS(path)
]


@cache
def _examples(family):
    """Rule, example and the example's words, of the rules in one folder; of all where a list is shared."""
    return [
        (rule, example, str(example.told))
        for rule in load("rules")
        if family in (rule.family, ROOT.name)
        for example in examples_of(rule)
    ]


def _is_noticed(family, word):
    return any(difference(*case) for *case, said in _examples(family) if word in said)


@pytest.fixture
def without(monkeypatch):
    """Takes one word out of a list."""

    def take(path, name, word):
        kept = {**LISTS(path), name: tuple(w for w in LISTS(path)[name] if w != word)}
        monkeypatch.setattr(words, "lists_of", lambda asked: kept if asked == path else LISTS(asked))
        words.compiled.cache_clear()

    yield take
    words.compiled.cache_clear()


@pytest.mark.parametrize(("path", "name"), CASES)
def test_an_example_notices_that_a_word_is_gone(path, name, without):
    unnoticed = []
    for word in LISTS(path)[name]:
        without(path, name, word)
        if not _is_noticed(path.parent.name, word):
            unnoticed.append(word)
    assert unnoticed == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[ill]\nabout = "病"\n"重病" = ["癌", "癌"]\n', "第3行 ill.重病：“癌”重复"),
        ('[ill]\nabout = "病"\n"重病" = ["癌", 3]\n', "第3行 ill.重病[2]：应当是"),
        ('[ill]\n"重病" = ["癌"]\n', "缺少必填的键“about”"),
        ('[ill]\nabout = "病"\n', "第1行 ill：没有词"),
        ('ill = "癌"\n', "第1行 ill：“癌”的类型不对"),
        ("[ill\n", "some.words.toml"),
    ],
)
def test_a_wrong_list_is_refused_by_file_line_and_key(tmp_path, text, said):
    (tmp_path / "some.words.toml").write_text(text, "utf-8")
    with pytest.raises(RuleError) as refused:
        words.listed(str(tmp_path / "some.py"), "{ill}").search("癌")
    assert said in str(refused.value)
    assert "some.words.toml" in str(refused.value)


def test_a_pattern_over_a_list_that_is_not_there_is_refused(tmp_path):
    (tmp_path / "some.words.toml").write_text('[ill]\nabout = "病"\n"重病" = ["癌"]\n', "utf-8")
    with pytest.raises(RuleError, match=r"some\.words\.toml 里没有 \[well\]"):
        words.listed(str(tmp_path / "some.py"), "{well}").search("癌")
    with pytest.raises(RuleError, match=r"other\.words\.toml"):
        words.listed(str(tmp_path / "other.py"), "{ill}").search("癌")


def test_words_are_words_and_the_longest_is_found(tmp_path):
    (tmp_path / "some.words.toml").write_text('[a]\nabout = "x"\n"y" = ["A.B", "A.BC"]\n', "utf-8")
    pattern = words.listed(str(tmp_path / "some.py"), r"\d{1,2}{a}")
    assert pattern.search("12A.BC").group() == "12A.BC"
    assert pattern.search("12AxB") is None
