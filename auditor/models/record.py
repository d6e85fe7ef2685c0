"""Nouns as JSON and back: any frozen dataclass built of strings, numbers, dates, enums, tuples and mappings.

What equals its default is left out; what is unknown is ignored; so records written before a field was added,
or after it was dropped, are still read.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union

T = TypeVar("T")
Codec = Callable[[Any], Any]


def to_record(noun: Any) -> Any:
    """The noun as dicts, lists, strings, numbers and None, ready for json.dumps."""
    return _encode(noun)


def from_record(kind: type[T], record: Any) -> T:
    """The noun of type `kind` that `to_record` made this of."""
    return typing.cast(T, _decoder(typing.cast(Any, kind))(record))


def _encode(value: Any) -> Any:
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {
            name: _encode(item)
            for name, default in _defaults(typing.cast(Any, type(value)))
            if (item := getattr(value, name)) != default
        }
    if isinstance(value, Mapping):
        return {key: _encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_encode(item) for item in value]
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no record")


@cache
def _defaults(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((item.name, _default(item)) for item in fields(kind))


def _default(item: Field[Any]) -> Any:
    if item.default_factory is not MISSING:
        return item.default_factory()
    return item.default  # MISSING equals nothing, so a field without a default is always written


@cache
def _decoder(kind: Any) -> Codec:
    """How a value of this annotation is read; made once per annotation."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind, arguments)
    if origin in (tuple, Sequence):
        item = _decoder(arguments[0])
        return lambda record: tuple(item(value) for value in record)
    if origin is Mapping:
        item = _decoder(arguments[1])
        return lambda record: {key: item(value) for key, value in record.items()}
    if is_dataclass(kind):
        return _dataclass(typing.cast(type[Any], kind))
    if kind in (dt.datetime, dt.date):
        return typing.cast(Codec, kind.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in (str, int, float, bool, Any):
        return lambda record: record
    raise TypeError(f"no record is read as {kind}")


def _optional(kind: Any, arguments: tuple[Any, ...]) -> Codec:
    kinds = [argument for argument in arguments if argument is not types.NoneType]
    if len(kinds) != 1:
        raise TypeError(f"no record is read as {kind}")
    decode = _decoder(kinds[0])
    return lambda record: None if record is None else decode(record)


def _dataclass(kind: type[Any]) -> Codec:
    hints = typing.get_type_hints(kind)
    decoders = {item.name: _decoder(hints[item.name]) for item in fields(kind)}

    def decode(record: Mapping[str, Any]) -> Any:
        return kind(**{name: decoders[name](value) for name, value in record.items() if name in decoders})

    return decode
