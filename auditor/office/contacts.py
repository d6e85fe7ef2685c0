"""Whom the office calls about a unit: its own people write it down, and every card stays on record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from auditor.models import Portal
from auditor.models.complaint import CommandError
from auditor.models.contact import Contact, ContactCard
from auditor.models.role import Role
from auditor.office.issues import Desk
from auditor.store import Store

MOST_DEPUTIES = 2
_NAME = re.compile(r"[一-鿿㐀-䶿·]{2,20}|[A-Za-z][A-Za-z .'-]{1,39}")
_OFFICE = re.compile(r"(?:0\d{2,3}-)?[2-9]\d{6,7}(?:-\d{1,6})?")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_DASHES = re.compile(r"\s*[—–转]\s*")


def write_card(
    desk: Desk, portal: Portal, contact: tuple[str, str], deputies: Sequence[tuple[str, str]] = ()
) -> ContactCard:
    """Take down a unit's contact and who stands in, as name and office phone; a deputy left empty is none.

    Raises CommandError with every fault. What stands there already in the same words is not written again.
    """
    actor = desk.actor
    if actor.role is not Role.UNIT or actor.unit is None:
        raise CommandError(f"联系人由责任单位自己填写，{actor.role.label}不行。没有改动。")
    faults: list[str] = []
    first = _person("联系人", contact, faults)
    others = [
        _person(f"代理人{n}", one, faults) for n, one in enumerate(deputies, 1) if any(map(str.strip, one))
    ]
    names = [one.name for one in (first, *others)]
    if len(set(names)) < len(names):
        faults.append("联系人和代理人不能是同一个人")
    if len(others) > MOST_DEPUTIES:
        faults.append(f"代理人最多写 {MOST_DEPUTIES} 个")
    if faults:
        raise CommandError("；".join(faults) + "。没有改动。")
    card = ContactCard(
        unit=actor.unit, contact=first, deputies=tuple(others), at=desk.at, by=actor.name, role=actor.role
    )
    known = newest_cards(desk.store, portal).get(actor.unit)
    if known is None or (known.contact, known.deputies) != (card.contact, card.deputies):
        desk.store.contacts.add(portal.id, card)
    return card


def newest_cards(store: Store, portal: Portal) -> dict[str, ContactCard]:
    """The card that counts, by unit; a unit that wrote none is not in it."""
    return {card.unit: card for card in store.contacts.of(portal.id)}


def signed_up(store: Store, portal: Portal, unit: str) -> frozenset[str]:
    """The people of the unit who have an account: each of them may act for it, under their own name."""
    return frozenset(
        user.person
        for user in store.accounts.all()
        if (user.portal, user.unit) == (portal.id, unit) and not user.disabled
    )


def _person(whose: str, given: tuple[str, str], faults: list[str]) -> Contact:
    name = " ".join(unicodedata.normalize("NFKC", given[0]).split())
    phone = _phone(given[1])
    if not _NAME.fullmatch(name):
        faults.append(f"{whose}要写姓名，2 到 20 个字")
    if _MOBILE.fullmatch(phone.replace("-", "")):
        faults.append(f"{whose}写办公电话，不写手机号：这里只留办公要用的")
    elif not _OFFICE.fullmatch(phone):
        faults.append(f"{whose}的办公电话写成 0533-2181234 或者 2181234-802 的样子")
    return Contact(name, phone)


def _phone(words: str) -> str:
    """As it is dialled: (0533) 2181234 转 802 is 0533-2181234-802."""
    plain = unicodedata.normalize("NFKC", words).replace("(", "").replace(")", "-")
    return re.sub("-+", "-", "".join(_DASHES.sub("-", plain).split()))
