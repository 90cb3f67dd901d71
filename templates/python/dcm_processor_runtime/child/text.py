"""Values as text for people: never longer than it may be, nor made longer on the way, and never an error."""

from typing import Any, Callable, List

MAX_REPR_CHARACTERS = 64 * 1024
MAX_DEPTH = 100

_BRACKETS = {list: ("[", "]"), tuple: ("(", ")"), set: ("{", "}"), frozenset: ("frozenset({", "})"), dict: ("{", "}")}


def safe_text(value: Any, form: Callable[[Any], str] = repr) -> str:
    """`repr(value)` (or `str`), cut to 64 Ki characters, for values whose methods may raise."""
    try:
        if form is repr:
            return _Repr(MAX_REPR_CHARACTERS).of(value)
        text = form(value)
    except BaseException as error:  # Methods of user classes may raise anything.
        return "<{} object whose text cannot be made: {}>".format(type(value).__name__, type(error).__name__)
    if len(text) > MAX_REPR_CHARACTERS:
        return text[:MAX_REPR_CHARACTERS] + "… ({} characters in all)".format(len(text))
    return str(text)


class _Full(Exception):
    """There is no room for more."""


class _Repr:
    """`repr` that stops where there is no more room: the whole of a volume in lists would fill the memory."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._pieces = []  # type: List[str]

    def of(self, value: Any) -> str:
        """The text of a value, or its beginning."""
        try:
            self._write(value, 0)
        except _Full:
            self._pieces.append("… (cut)")
        return "".join(self._pieces)

    def _put(self, text: str) -> None:
        self._pieces.append(str(text[: self._room]))
        self._room -= len(text)
        if self._room < 0:
            raise _Full()

    def _write(self, value: Any, depth: int) -> None:
        kind = type(value)
        if kind in (str, bytes, bytearray):
            self._put(repr(value[: self._room + 1]))
        elif kind not in _BRACKETS or (not value and kind in (set, frozenset)):
            self._put(repr(value))
        elif depth > MAX_DEPTH:
            self._put("…")
        else:
            self._write_all(value, kind, depth)

    def _write_all(self, value: Any, kind: Any, depth: int) -> None:
        opening, closing = _BRACKETS[kind]
        self._put(opening)
        separator = ""
        for item in value:
            self._put(separator)
            separator = ", "
            self._write(item, depth + 1)
            if kind is dict:
                self._put(": ")
                self._write(value[item], depth + 1)
        if kind is tuple and len(value) == 1:
            self._put(",")
        self._put(closing)
