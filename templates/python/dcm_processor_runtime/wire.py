"""JSON lines: one JSON object per line, ASCII only, ended by a line feed."""

import json
from typing import Any, Dict, List, Optional

Message = Dict[str, Any]


def _refuse_constant(name: str) -> None:
    raise ValueError("{} is not JSON".format(name))


# Made once: the functions of `json` make new ones at each call that asks for anything special.
_encoder = json.JSONEncoder(separators=(",", ":"), allow_nan=False)
_decoder = json.JSONDecoder(parse_constant=_refuse_constant)


def encode(message: Message) -> bytes:
    """The message as one line, line feed included."""
    return _encoder.encode(message).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """The message of one line; raises ValueError when the line is anything but a JSON object."""
    text = line.decode("utf-8").strip()
    try:
        message, end = _decoder.raw_decode(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if end != len(text) or not isinstance(message, dict):
        raise ValueError("a line must hold a JSON object")
    return message


class LineBuffer:
    """Cuts a stream of bytes into lines; long lines cost no more than their length."""

    def __init__(self, longest: Optional[int] = None) -> None:
        """`longest`: a line of more than so many bytes may be passed over."""
        self._longest = longest
        self._begun = []  # type: List[bytes]
        # Of the line that has begun; None once that is too long.
        self.size = 0  # type: Optional[int]

    def feed(self, data: bytes) -> List[bytes]:
        """Takes a piece of the stream and returns the lines it completes, without their line feeds."""
        *complete, rest = data.split(b"\n")
        if complete:
            if self.size is None:
                del complete[0]
            elif self._begun:
                complete[0] = b"".join(self._begun) + complete[0]
            self._begun = []
            self.size = 0
        if rest and self.size is not None:
            self._begun.append(rest)
            self.size += len(rest)
            if self._longest is not None and self.size > self._longest:
                self._begun = []
                self.size = None
        return complete
