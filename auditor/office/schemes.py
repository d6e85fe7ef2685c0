"""扣分表 made on the screen: copied from another, changed, checked as any file is, and kept for good under a name of its own."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.inspection.own_scheme import Sheet, filled_in, whole
from auditor.inspection.scheme import BUILTIN, Scheme, load_scheme, parse_scheme, scheme_names
from auditor.models.amendment import OwnScheme
from auditor.models.complaint import CommandError
from auditor.models.role import Role
from auditor.office.issues import Desk
from auditor.office.papers import known_codes
from auditor.store import Store

MAKERS = (Role.INSPECTOR, Role.CHIEF)


def all_schemes(store: Store) -> Iterator[tuple[str, str]]:
    """What an inspection can be held by: the key by which it is asked for, and its name."""
    for key in scheme_names():
        yield key, load_scheme(key).name
    for own in store.own_schemes.all():
        yield own.name, own.name


def text_of(store: Store, key: str) -> str:
    """The TOML of a packed scheme or of one that people made. Raises CommandError."""
    if key in scheme_names():
        return (BUILTIN / f"{key}.toml").read_text("utf-8")
    own = store.own_schemes.get(key)
    if own is None:
        raise CommandError(f"没有扣分表“{key}”")
    return own.text


def keep(desk: Desk, copied_from: str, sheet: Sheet, *, why: str) -> Scheme:
    """Keep the changed copy. Raises SchemeError with what would be right, CommandError where the name is taken."""
    import tomlkit

    if desk.actor.role not in MAKERS:
        raise CommandError(f"扣分表由{'、'.join(role.label for role in MAKERS)}办理")
    if not why.strip():
        raise CommandError("要写明另立扣分表的依据或者理由")
    name = sheet.name.strip()
    taken = {words for pair in all_schemes(desk.store) for words in pair}
    if not name or name in taken or "/" in name:
        raise CommandError(
            f"扣分表要另起一个名称，不能空着、带斜杠，或者和已有的相同：{'、'.join(sorted(taken))}"
        )
    text = tomlkit.dumps(filled_in(whole(text_of(desk.store, copied_from)), sheet))
    scheme = parse_scheme(text, f"扣分表“{name}”", codes=known_codes())
    desk.store.own_schemes.add(
        OwnScheme(
            name=name,
            text=text,
            copied_from=copied_from,
            at=desk.at,
            by=desk.actor.name,
            role=desk.actor.role,
            why=why.strip(),
        )
    )
    return scheme
