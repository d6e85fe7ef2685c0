"""Nouns as JSON text and back: any frozen dataclass built of strings, numbers, dates, enums, tuples and mappings.

What is empty or usual is left out; what is unknown is ignored; so records written before a field was added,
or after it was dropped, are still read.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

T = TypeVar("T")


def encode(noun: Any) -> str:
    """The noun as JSON. Chinese stands as it is; escaped only where it holds what UTF-8 cannot carry (half a surrogate pair).

    Raises TypeError for what is no noun.
    """
    slim = _slim(noun)
    try:
        return msgspec.json.encode(slim, enc_hook=_plain).decode()
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(slim, enc_hook=_plain), separators=(",", ":"))


def decode(kind: type[T], record: str | bytes) -> T:
    """The noun of type `kind` that `encode` made this of. Raises ValueError for a record of something else."""
    decoder = _decoder(cast(Hashable, kind))
    try:
        return cast(T, decoder.decode(record))
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeEncodeError):  # half a surrogate pair, which msgspec does not read
        return msgspec.convert(json.loads(record), kind)


@cache
def _decoder(kind: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        return _slim(value)
    raise TypeError(f"{type(value).__name__} has no record")


def _slim(value: Any) -> Any:
    """The nouns as structs, which unlike dataclasses leave out their defaults; what is no noun as it is."""
    if is_dataclass(value) and not isinstance(value, type):
        return msgspec.convert(value, _struct(type(value)), from_attributes=True)
    if isinstance(value, list | tuple) and value:
        return tuple(map(_slim, value))
    return value


@cache
def _struct(kind: type[Any]) -> type[Any]:
    """A struct of the dataclass's fields: it carries a noun from attributes to text, in C."""
    hints = get_type_hints(kind)
    members: list[Any] = []
    for item in fields(kind):
        if item.default is not MISSING:
            members.append((item.name, _as_struct(hints[item.name]), _slim(item.default)))
        elif item.default_factory is not MISSING:
            members.append((item.name, _as_struct(hints[item.name]), msgspec.field(default_factory=dict)))
        else:
            members.append((item.name, _as_struct(hints[item.name])))
    return msgspec.defstruct(kind.__name__, members, omit_defaults=True, kw_only=True, frozen=True)


def _as_struct(kind: Any) -> Any:
    """The annotation with structs in the place of dataclasses."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return Union[tuple(a if a is NoneType else _as_struct(a) for a in arguments)]  # noqa: UP007
    if origin is not None:
        return origin[tuple(a if a is Ellipsis else _as_struct(a) for a in arguments)]
    return _struct(cast(Any, kind)) if is_dataclass(kind) else kind
