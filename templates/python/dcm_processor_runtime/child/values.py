"""Python values as JSON."""

import math
import os
from typing import Any, Dict, List, Mapping, Sequence, Set

from ..wire import encode
from .text import safe_text

# Integers beyond this cannot be told apart by programs whose only number is the double (JavaScript).
LARGEST_EXACT_INTEGER = 2**53 - 1
MAX_DEPTH = 100
MAX_VALUES = 1000000
MAX_BYTES = 8 * 1024 * 1024


class NotJson(Exception):
    """The value, or something in it, has no form in JSON; the message says what and where."""


class JsonValue:
    """A value in the form of JSON.

    Beside what the `json` module takes: numpy scalars and arrays become numbers and lists, paths, dates and times
    become text, other mappings and sequences become objects and lists; NaN, Infinity and integers that a double does
    not hold exactly become text, as do keys.
    """

    def __init__(self, value: Any) -> None:
        """Raises `NotJson`, and nothing else, when it cannot be done."""
        # What had to be converted, in words, e.g. "NumPy values".
        self.conversions = set()  # type: Set[str]
        self._count = 0
        # Of all texts so far; before they are encoded, which takes up to six times the memory.
        self._characters = 0
        try:
            self.value = self._convert(value, "the value", 0)
            size = len(encode({"value": self.value}))
        except NotJson:
            raise
        except Exception as error:  # Methods of user classes may raise anything.
            raise NotJson("converting it raised {}: {}".format(type(error).__name__, safe_text(error, str))) from None
        if size > MAX_BYTES:
            raise _too_long()

    def _convert(self, value: Any, place: str, depth: int) -> Any:
        self._count += 1
        if self._count > MAX_VALUES:
            raise NotJson("it holds more than {} values".format(MAX_VALUES))
        if depth > MAX_DEPTH:
            raise NotJson("it is nested more than {} levels deep".format(MAX_DEPTH))
        if value is None or value is True or value is False:
            return value
        if isinstance(value, str):
            return self._text(str.__str__(value))
        if isinstance(value, int):
            return self._integer(value, place)
        if isinstance(value, float):
            return self._float(value)
        if isinstance(value, Mapping):
            return self._object(value, place, depth)
        if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview, range)):
            return self._list(value, place, depth)
        if _is_of("numpy", value):
            return self._numpy(value, place, depth)
        if _is_of("datetime", value) and hasattr(value, "isoformat"):
            self.conversions.add("dates")
            return value.isoformat()
        if isinstance(value, os.PathLike):
            path = os.fspath(value)
            if isinstance(path, str):
                self.conversions.add("file paths")
                return path
        raise NotJson("{} is of type {}".format(place, type(value).__name__))

    def _text(self, value: str) -> str:
        self._characters += len(value)
        if self._characters > MAX_BYTES:
            raise _too_long()
        return value

    def _integer(self, value: int, place: str) -> Any:
        exact = int.__index__(value)
        if abs(exact) <= LARGEST_EXACT_INTEGER:
            return exact
        self.conversions.add("large integers")
        try:
            return str(exact)
        except ValueError:  # Python limits how long the text of an integer may become.
            raise NotJson("{} is an integer of {} bits".format(place, exact.bit_length())) from None

    def _float(self, value: float) -> Any:
        number = float.__float__(value)
        if math.isfinite(number):
            return number
        self.conversions.add("NaN or Infinity")
        if math.isnan(number):
            return "NaN"
        return "Infinity" if number > 0 else "-Infinity"

    def _object(self, value: Mapping[Any, Any], place: str, depth: int) -> Dict[str, Any]:
        converted = {}  # type: Dict[str, Any]
        for key, item in value.items():
            name = self._key(key, place)
            if name in converted:
                raise NotJson("two keys of {} become {!r} as text".format(place, name))
            converted[name] = self._convert(item, _place(place, name), depth + 1)
        return converted

    def _key(self, key: Any, place: str) -> str:
        if isinstance(key, str):
            return self._text(str.__str__(key))
        self.conversions.add("keys that are not text")
        if key is None or isinstance(key, bool):
            return {None: "null", True: "true", False: "false"}[key]
        if isinstance(key, (int, float)) or _is_of("numpy", key) or isinstance(key, os.PathLike):
            return str(key)
        raise NotJson("a key of {} is of type {}".format(place, type(key).__name__))

    def _list(self, value: Sequence[Any], place: str, depth: int) -> List[Any]:
        return [self._convert(item, "{}[{}]".format(place, i), depth + 1) for i, item in enumerate(value)]

    def _numpy(self, value: Any, place: str, depth: int) -> Any:
        self.conversions.add("NumPy values")
        if getattr(value, "size", 1) > MAX_VALUES:
            raise NotJson("{} holds more than {} values".format(place, MAX_VALUES))
        plain = value.tolist()
        if _is_of("numpy", plain):
            # A long double has no plain counterpart.
            return self._float(float(plain))
        return self._convert(plain, place, depth + 1)


def _too_long() -> NotJson:
    return NotJson("it is longer than {} MiB as JSON".format(MAX_BYTES // 2**20))


def is_numpy_bool(value: Any) -> bool:
    """Whether the value is what comparing NumPy scalars gives."""
    return type(value).__module__ == "numpy" and type(value).__name__ in ("bool", "bool_")


def _is_of(package: str, value: Any) -> bool:
    """Whether the value's class, or one it is derived from, comes from a package; nothing is imported for it."""
    return any(base.__module__.partition(".")[0] == package for base in type(value).__mro__)


def _place(place: str, name: str) -> str:
    shown = name if len(name) <= 60 else name[:60] + "…"
    return "{}[{!r}]".format(place, shown)
