"""Begin a rule: its module and its examples, with what is left to write marked. Nothing is ever overwritten."""

from __future__ import annotations

import importlib
import keyword
import re
from pathlib import Path
from string import Template

from auditor.rule.declare import Rule, RuleError, load
from auditor.rule.manual import ManualCheck, load_manual

UNWRITTEN = "待写"  # what the scaffold leaves to the rule's author
_CODE = re.compile(r"[A-Z]{3,4}\d{3}")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_MODULE = Template(
    '''"""$code: $todo, in one English sentence: what it finds."""

from collections.abc import Iterator

from auditor.models import Basis, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

# verified=True once the article was read in a published text, else it prints as 条款待核; binding=True where it obliges.
_BASIS = Basis("$todo：依据的文件名称和文号", "$todo：第几条")


@page_rule("$code", "$title", Severity.MINOR, basis=(_BASIS,), verdicts=(Verdict.FAIL, Verdict.REVIEW))
def $name(_page: Page, _site: Site) -> Iterator[Flaw]:
    """$todo：一句话写明要求。

    怎么算：$todo。
    转人工核对：$todo。
    不算：$todo。
    改法：$todo。
    不管什么：$todo。
    """
    yield from ()
'''
)
_EXAMPLES = Template(
    '''[[good]]
why = "$todo：合格的样子"
[good.page]
title = "$todo"
text = """
$todo
"""

[[bad]]
why = "$todo：不合格的样子"
quote = "$todo：要摘出的原文"
[bad.page]
title = "$todo"
text = """
$todo
"""

[[review]]
why = "$todo：机器拿不准的样子"
quote = "$todo：要摘出的原文"
[review.page]
title = "$todo"
text = """
$todo
"""
'''
)


def scaffold(
    code: str,
    *,
    name: str = "new_rule",
    title: str | None = None,
    family: str | None = None,
    package: str = "rules",
) -> tuple[Path, Path]:
    """Write `<package>/<family>/<code>_<name>.py` and its TOML; their paths.

    Raises RuleError, and writes nothing, for a malformed code or name, a code that exists, an unknown package,
    or a family that cannot be told from the code's letters.
    """
    if not _CODE.fullmatch(code):
        raise RuleError(f"“{code}”不是规则代码：应当是三四个大写字母加三位数字，如 FMT090")
    for option, word in (("--name", name), ("--family", family or "x")):
        if not _WORD.fullmatch(word) or keyword.iskeyword(word):
            raise RuleError(
                f"{option} 的“{word}”不能用作文件名：请用小写字母、数字和下划线，以字母开头；中文名称写在 --title"
            )
    root = _root(package)
    if package == "rules" and not (root.parent / "pyproject.toml").is_file():
        raise RuleError("装好的程序里不添规则：请用 --package 写进本地自己的规则包，做法见使用手册")
    folder = root / (family or _family_of(code, package))
    words = {"code": code, "name": name, "title": (title or UNWRITTEN).replace('"', "”"), "todo": UNWRITTEN}
    module = folder / f"{code.lower()}_{name}.py"
    _refuse_known(code, package, folder)
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()
    module.write_text(_MODULE.substitute(words), "utf-8")
    module.with_suffix(".toml").write_text(_EXAMPLES.substitute(words), "utf-8")
    importlib.invalidate_caches()
    return module, module.with_suffix(".toml")


def _root(package: str) -> Path:
    try:
        return Path(importlib.import_module(package).__path__[0])
    except (ModuleNotFoundError, AttributeError, TypeError, ValueError):
        raise RuleError(
            f"找不到规则包“{package}”：它是一个放着空的 __init__.py 的文件夹，环境变量 PYTHONPATH 要包含它所在的位置"
        ) from None


def _refuse_known(code: str, package: str, folder: Path) -> None:
    known = {rule.code: rule.judge.__module__ for place in {"rules", package} for rule in load(place)}
    if code in known or list(folder.glob(f"{code.lower()}_*")):
        raise RuleError(f"规则 {code} 已经有了：{known.get(code, folder)}。请换一个代码")


def _family_of(code: str, package: str) -> str:
    """The family whose rules, automatic or manual, begin with the same letters."""
    letters = code[:-3]
    checks: list[Rule | ManualCheck] = []
    for place in (package, "rules"):
        checks += [*load(place), *load_manual(place)]
    found = next((check.family for check in checks if check.code[:-3] == letters), None)
    if found is None:
        raise RuleError(f"没有 {letters} 开头的规则，不知道写在哪里：请用 --family 写明文件夹")
    return found
