"""Accounts: who may sign in, how often one may guess, and how long a stay lasts. Passwords and tokens are kept as hashes."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
from dataclasses import replace
from functools import cache

from pwdlib import PasswordHash

from auditor.models import Portal
from auditor.models.account import Key, Stay, User
from auditor.models.complaint import CommandError
from auditor.models.role import PEOPLE, Role
from auditor.office.one_time import number_of
from auditor.store import Store

IDLE = dt.timedelta(hours=1)
LONGEST = dt.timedelta(hours=12)
KEY_DAYS = 365
GUESSES, GUESSES_OF_PLACE, WINDOW = 5, 30, dt.timedelta(minutes=15)
SHORTEST, LONGEST_PASSWORD = 10, 200
_AT_ONCE = threading.Semaphore(4)  # argon2 takes 64 MB each time
_TOUCHED = dt.timedelta(minutes=1)  # a stay in use is written down no oftener


class SignInError(CommandError):
    """Name and password do not fit, or too many tries failed. It never says which of both is wrong."""


def new_user(
    store: Store,
    name: str,
    person: str,
    role: Role,
    at: dt.datetime,
    *,
    portal: Portal | None = None,
    unit: str | None = None,
) -> str:
    """Make an account; its first password, to be changed at once. Raises CommandError."""
    name, person = name.strip(), person.strip()
    if not name or not name.isprintable() or len(name) > 40:
        raise CommandError("账号要写 1 到 40 个字，不带换行")
    if not person:
        raise CommandError("要写姓名：台账的经过里记的是姓名")
    if role not in PEOPLE:
        raise CommandError(f"没有“{role}”这种身份，可用：{'、'.join(PEOPLE)}")
    if any(user.person == person and user.name != name for user in store.accounts.all()):
        raise CommandError(f"已有账号的姓名也是“{person}”，请加以区别，如“{person}（办公室）”")
    password = _first_password()
    user = User(
        name=name,
        person=person,
        role=role,
        portal=portal.id if portal else None,
        unit=_unit_of(role, portal, unit),
        made_at=at,
    )
    store.accounts.add(user, _hasher().hash(password))
    return password


def reset_password(store: Store, name: str) -> str:
    """A new first password, and no one-time passwords; whoever is signed in is not any more. Raises CommandError."""
    found(store, name)
    password = _first_password()
    store.accounts.set_password(name, _hasher().hash(password), must_change=True)
    store.accounts.set_second(name, None)
    return password


def place_user(store: Store, user: User, role: Role, *, portal: Portal | None, unit: str | None) -> User:
    """Another role, portal or unit; what was done under the account stays under its person's name. Raises CommandError."""
    if role not in PEOPLE:
        raise CommandError(f"没有“{role}”这种身份，可用：{'、'.join(PEOPLE)}")
    placed = replace(user, role=role, portal=portal.id if portal else None, unit=_unit_of(role, portal, unit))
    store.accounts.place(user.name, role=placed.role, portal=placed.portal, unit=placed.unit)
    return placed


def found(store: Store, name: str) -> User:
    """The account of that name. Raises CommandError."""
    user = store.accounts.get(name)
    if user is None:
        raise CommandError(f"没有账号“{name}”。已有的见：auditor users list")
    return user


def sign_in(store: Store, name: str, password: str, *, place: str, at: dt.datetime, once: str = "") -> str:
    """A new stay's token; `once`: the one-time password, where the account asks for one. Raises SignInError."""
    _count_guess(store, name, place, at)
    user = store.accounts.get(name)
    if not _fits(store, name, password) or user is None:
        raise SignInError("账号或者密码不对")
    if not _fits_second(store, name, once, at):
        raise SignInError("动态口令不对，或者已经用过")
    if user.disabled:
        raise SignInError("这个账号已经停用，请联系运维人员")
    store.accounts.forget_failures(name, at - WINDOW)
    store.accounts.end_stays_before(at - LONGEST, at - IDLE)
    return _begin(store, user, place, at)


def change_password(store: Store, user: User, old: str, new: str, *, place: str, at: dt.datetime) -> str:
    """Change it, end every stay of the account and begin a new one; its token. Raises SignInError, CommandError."""
    _count_guess(store, user.name, place, at)
    if not _fits(store, user.name, old):
        raise SignInError("原密码不对")
    store.accounts.forget_failures(user.name, at - WINDOW)
    _refuse_weak(user, old, new)
    store.accounts.set_password(user.name, _hasher().hash(new), must_change=False)
    return _begin(store, replace(user, must_change=False), place, at)


def visitor(store: Store, token: str, at: dt.datetime) -> User | None:
    """Whose token it is; None where it is nobody's, too old, or its account is closed."""
    stay = store.accounts.stay(digest(token))
    if stay is None:
        return None
    user = store.accounts.get(stay.user)
    if at - stay.seen_at > IDLE or at - stay.began_at > LONGEST or user is None or user.disabled:
        store.accounts.end_stay(stay.digest)
        return None
    if at - stay.seen_at > _TOUCHED:
        store.accounts.touch_stay(stay.digest, at)
    return user


def new_key(store: Store, user: User, label: str, at: dt.datetime) -> str:
    """A key for programs: it reads what the user may read. Shown once."""
    if not label.strip():
        raise CommandError("要写明密钥给哪个程序用")
    token = secrets.token_urlsafe(32)
    until = at.date() + dt.timedelta(days=KEY_DAYS)
    store.accounts.add_key(
        Key(digest=digest(token), user=user.name, label=label.strip(), made_at=at, until=until)
    )
    return token


def key_holder(store: Store, token: str, at: dt.datetime) -> User | None:
    """Whose key it is; None where it is nobody's, past its last day, or its account is closed."""
    key = store.accounts.key(digest(token))
    user = store.accounts.get(key.user) if key and at.date() <= key.until else None
    return user if user and not user.disabled and not user.must_change else None


def digest(token: str) -> str:
    """What is kept of a token: it cannot be guessed, so one plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _begin(store: Store, user: User, place: str, at: dt.datetime) -> str:
    token = secrets.token_urlsafe(32)
    stay = Stay(digest=digest(token), user=user.name, began_at=at, seen_at=at, place=place)
    store.accounts.begin_stay(stay)
    return token


def _count_guess(store: Store, name: str, place: str, at: dt.datetime) -> None:
    """Every try counts as failed until it has succeeded: many at once are no way around the limit."""
    of_account, from_place = store.accounts.failures(name, place, at - WINDOW)
    if of_account >= GUESSES or from_place >= GUESSES_OF_PLACE:
        minutes = int(WINDOW.total_seconds()) // 60
        raise SignInError(f"失败的次数太多，请过 {minutes} 分钟再试")
    store.accounts.failed(name, place, at)


def ask_second(store: Store, user: User, secret: str, once: str, at: dt.datetime) -> None:
    """Ask the account for one-time passwords from now on, once its phone has shown that it knows the secret."""
    if number_of(secret, once, at) is None:
        raise CommandError("动态口令不对：请照手机上现在显示的六位数填写，并核对手机的时间")
    store.accounts.set_second(user.name, secret)


def drop_second(store: Store, user: User, once: str, place: str, at: dt.datetime) -> None:
    """Ask for none any more; who asks so must still have the phone."""
    _count_guess(store, user.name, place, at)
    if not _fits_second(store, user.name, once, at):
        raise SignInError("动态口令不对，或者已经用过")
    store.accounts.forget_failures(user.name, at - WINDOW)
    store.accounts.set_second(user.name, None)


def _fits_second(store: Store, name: str, once: str, at: dt.datetime) -> bool:
    """A one-time password counts once."""
    second = store.accounts.second(name)
    if second is None:
        return True
    number = number_of(second[0], once, at)
    return number is not None and store.accounts.use_second(name, number)


def _fits(store: Store, name: str, password: str) -> bool:
    kept = store.accounts.password(name) or _nobody()
    with _AT_ONCE:
        return len(password) <= LONGEST_PASSWORD and _hasher().verify(password, kept)


def _refuse_weak(user: User, old: str, new: str) -> None:
    kinds = (any(map(str.isdigit, new)), any(map(str.isalpha, new)), not new.isalnum())
    if not SHORTEST <= len(new) <= LONGEST_PASSWORD:
        raise CommandError(f"新密码至少 {SHORTEST} 个字，最多 {LONGEST_PASSWORD} 个字")
    if sum(kinds) < 2 or len(set(new)) < 5:
        raise CommandError("新密码太简单：字母、数字、符号至少用两种，不同的字至少 5 个")
    if user.name.casefold() in new.casefold():
        raise CommandError("新密码里不能有账号名")
    if new == old:
        raise CommandError("新密码不能和原密码一样")


def _unit_of(role: Role, portal: Portal | None, unit: str | None) -> str | None:
    if role is not Role.UNIT:
        if unit:
            raise CommandError("只有责任单位（unit）的账号写单位")
        return None
    if portal is None or not unit:
        raise CommandError("责任单位的账号要写门户档案和单位")
    known = portal.unit_named(unit)
    if known is None:
        raise CommandError(f"“{portal.name}”的门户档案里没有“{unit}”这个单位")
    return known.name


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobody() -> str:
    """The hash of a password that nobody has: an account that is not there takes as long to refuse."""
    return _hasher().hash(secrets.token_urlsafe(32))


def _first_password() -> str:
    return secrets.token_urlsafe(12)
