"""A profile as text: its file, and the amendments that lie over it. What it means is read elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from auditor.config.faults import reason
from auditor.config.toml_source import TomlError, TomlSource, read_source
from auditor.config.toml_table import suggest
from auditor.models.amendment import Amendment
from auditor.models.complaint import UserError
from auditor.portal.amend import laid_over

Amended = Callable[[str], Iterable[Amendment]]  # of a portal's id


class PortalError(UserError):
    """A profile that cannot be used; one Chinese line for each mistake."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def profile_text(path: Path | str) -> str:
    """What stands in the file. Raises PortalError where it cannot be read."""
    file = Path(path)
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        raise PortalError([f"找不到门户档案：{path}{_neighbours(file)}"]) from None
    except UnicodeDecodeError:
        raise PortalError([f"门户档案不是 UTF-8 编码，请另存为 UTF-8：{path}"]) from None
    except OSError as error:
        raise PortalError([f"门户档案打不开：{path}（{reason(error)}）"]) from None
    return text.removeprefix("\ufeff")


def read_profile(text: str, name: str, amended: Amended | None = None) -> tuple[TomlSource, list[str]]:
    """The values of the text with the amendments laid over them, and which of these do not fit. Raises PortalError."""
    source = _source(text, name)
    faults: list[str] = []
    return (laid_over(source, amended(_id_of(source)), faults) if amended else source), faults


def portal_id_of(text: str, name: str) -> str:
    """The id of the portal that `text` describes. Raises PortalError."""
    return _id_of(_source(text, name))


def _source(text: str, name: str) -> TomlSource:
    try:
        return read_source(text, name)
    except TomlError as error:
        raise PortalError([str(error)]) from None


def _id_of(source: TomlSource) -> str:
    said = source.values.get("id")
    return said if isinstance(said, str) and said.strip() else Path(source.name).stem


def _neighbours(file: Path) -> str:
    """A hint at a profile of nearly the same name in the same folder."""
    names = [p.name for p in file.parent.glob("*.toml")] if file.parent.is_dir() else []
    return suggest(file.name, names)
