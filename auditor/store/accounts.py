"""Accounts, who is signed in, and failed tries. Whether somebody may is said elsewhere; here it is kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from auditor.models.account import Key, Stay, User
from auditor.models.role import Role
from auditor.store.account_tables import api_keys, login_failures, stays, users
from auditor.store.database import Database
from auditor.store.errors import StoreError

_SECRET = ("password", "second", "second_used")
_SHOWN = [column for column in users.c if column.name not in _SECRET]


class Accounts:
    """Accounts by name, and what hangs on them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, user: User, password: str) -> None:
        """One more account; `password` is a hash. StoreError where the name is taken."""
        row = {column.name: getattr(user, column.name) for column in _SHOWN}
        try:
            with self._database.write() as connection:
                connection.execute(
                    insert(users), row | {"role": user.role.value, "password": password, "second_used": 0}
                )
        except StoreError as error:
            if isinstance(error.__cause__, IntegrityError):
                raise StoreError(f"已经有账号“{user.name}”，请换一个账号名") from error
            raise

    def all(self) -> list[User]:
        """Every account, by name."""
        with self._database.read() as connection:
            return [_user(row) for row in connection.execute(select(*_SHOWN).order_by(users.c.name))]

    def get(self, name: str) -> User | None:
        """The account of that name."""
        with self._database.read() as connection:
            row = connection.execute(select(*_SHOWN).where(users.c.name == name)).first()
        return _user(row) if row else None

    def password(self, name: str) -> str | None:
        """The hash of the account's password."""
        with self._database.read() as connection:
            found: str | None = connection.execute(
                select(users.c.password).where(users.c.name == name)
            ).scalar()
        return found

    def set_password(self, name: str, password: str, *, must_change: bool) -> None:
        """Another password; whoever is signed in with the old one is not any more."""
        with self._database.write() as connection:
            mine = users.c.name == name
            connection.execute(update(users).where(mine).values(password=password, must_change=must_change))
            connection.execute(delete(stays).where(stays.c.user == name))

    def second(self, name: str) -> tuple[str, int] | None:
        """The secret of the account's one-time passwords and the last one taken; None where it has none."""
        query = select(users.c.second, users.c.second_used).where(users.c.name == name)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return (row.second, row.second_used) if row and row.second else None

    def set_second(self, name: str, secret: str | None) -> None:
        """Ask for one-time passwords from now on, or (None) no longer."""
        with self._database.write() as connection:
            mine = users.c.name == name
            connection.execute(update(users).where(mine).values(second=secret, second_used=0))

    def use_second(self, name: str, number: int) -> bool:
        """Take a one-time password; False where it, or a later one, was taken before."""
        with self._database.write() as connection:
            unused = (users.c.name == name) & (users.c.second_used < number)
            return connection.execute(update(users).where(unused).values(second_used=number)).rowcount > 0

    def place(self, name: str, *, role: Role, portal: str | None, unit: str | None) -> None:
        """What the account's person is, and where; whoever is signed in signs in anew."""
        with self._database.write() as connection:
            mine = users.c.name == name
            connection.execute(update(users).where(mine).values(role=role.value, portal=portal, unit=unit))
            connection.execute(delete(stays).where(stays.c.user == name))

    def set_disabled(self, name: str, disabled: bool) -> None:
        """Close an account or open it again; whoever is signed in with it is not any more."""
        with self._database.write() as connection:
            connection.execute(update(users).where(users.c.name == name).values(disabled=disabled))
            connection.execute(delete(stays).where(stays.c.user == name))

    def begin_stay(self, stay: Stay) -> None:
        """A browser has signed in."""
        with self._database.write() as connection:
            connection.execute(insert(stays), {name: getattr(stay, name) for name in stays.c.keys()})  # noqa: SIM118

    def stay(self, digest: str) -> Stay | None:
        """The stay whose token has this digest."""
        with self._database.read() as connection:
            row = connection.execute(select(stays).where(stays.c.digest == digest)).first()
        return Stay(**row._mapping) if row else None

    def stays(self, name: str) -> list[Stay]:
        """Where the account is signed in, the newest first."""
        query = select(stays).where(stays.c.user == name).order_by(stays.c.began_at.desc())
        with self._database.read() as connection:
            return [Stay(**row._mapping) for row in connection.execute(query)]

    def touch_stay(self, digest: str, at: dt.datetime) -> None:
        """It was used again."""
        with self._database.write() as connection:
            connection.execute(update(stays).where(stays.c.digest == digest).values(seen_at=at))

    def end_stay(self, digest: str) -> None:
        """Signed out."""
        with self._database.write() as connection:
            connection.execute(delete(stays).where(stays.c.digest == digest))

    def end_stays(self, name: str) -> None:
        """Signed out everywhere."""
        with self._database.write() as connection:
            connection.execute(delete(stays).where(stays.c.user == name))

    def end_stays_before(self, began_at: dt.datetime, seen_at: dt.datetime) -> None:
        """Forget stays that are too old, or were not used for too long."""
        with self._database.write() as connection:
            old = (stays.c.began_at < began_at) | (stays.c.seen_at < seen_at)
            connection.execute(delete(stays).where(old))

    def failed(self, account: str, place: str, at: dt.datetime) -> None:
        """A try to sign in that failed."""
        with self._database.write() as connection:
            connection.execute(insert(login_failures), {"account": account, "place": place, "at": at})

    def failures(self, account: str, place: str, since: dt.datetime) -> tuple[int, int]:
        """How many tries failed since then: of the account, and from the place."""
        counted = select(func.count()).select_from(login_failures).where(login_failures.c.at >= since)
        with self._database.read() as connection:
            of_account = connection.execute(counted.where(login_failures.c.account == account)).scalar_one()
            from_place = connection.execute(counted.where(login_failures.c.place == place)).scalar_one()
        return of_account, from_place

    def forget_failures(self, account: str, before: dt.datetime) -> None:
        """Those of an account that signed in, and all that count no more."""
        with self._database.write() as connection:
            done = (login_failures.c.account == account) | (login_failures.c.at < before)
            connection.execute(delete(login_failures).where(done))

    def add_key(self, key: Key) -> None:
        """A key for a program."""
        with self._database.write() as connection:
            connection.execute(insert(api_keys), {name: getattr(key, name) for name in api_keys.c.keys()})  # noqa: SIM118

    def key(self, digest: str) -> Key | None:
        """The key with this digest."""
        with self._database.read() as connection:
            row = connection.execute(select(api_keys).where(api_keys.c.digest == digest)).first()
        return Key(**row._mapping) if row else None

    def keys(self, name: str) -> list[Key]:
        """The account's keys, the newest first."""
        query = select(api_keys).where(api_keys.c.user == name).order_by(api_keys.c.made_at.desc())
        with self._database.read() as connection:
            return [Key(**row._mapping) for row in connection.execute(query)]

    def end_key(self, name: str, digest: str) -> None:
        """Take a key of the account back."""
        with self._database.write() as connection:
            mine = (api_keys.c.user == name) & (api_keys.c.digest == digest)
            connection.execute(delete(api_keys).where(mine))


def _user(row: Row[Any]) -> User:
    return User(**dict(row._mapping) | {"role": Role(row.role)})
