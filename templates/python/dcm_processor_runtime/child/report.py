"""What a child tells the host, over a pipe of its own that user code never sees.

A message travels in frames that the pipe takes as a whole, so that a process forked by the job may report progress
while the job itself sends a long result: `!` and a whole message, or the parts of one, `+` for each and `.` for the
last.
"""

import os
import select
from _thread import allocate_lock  # Importing `threading` would make each fork of a host dearer.
from typing import Any, Callable, List, Optional, Tuple

from ..wire import LineBuffer, Message, decode, encode

# What a pipe takes without mixing it with what others write at the same time.
FRAME_BYTES = getattr(select, "PIPE_BUF", 512)
MESSAGE_CHARACTERS = 1000
# What a message may come to: results are limited to half of it (`values.py`).
MESSAGE_BYTES = 16 * 1024 * 1024
# Exit code of a child that closed the pipe to the runtime, so that what came of it could not be told.
UNREPORTED = 113
# Why a callback has failed, as far as its process tells.
_CAUSES = ("raised", "invalid-answer", "not-found", "import-failed", "died")
# What most workers return, encoded once: encoding touches seventy memory pages.
NOTHING = {"result": None, "resultIsRepr": False}  # type: Message
_NOTHING = encode(NOTHING)[:-1]
_BEGUN = b'!{"begun":true}\n'


class Reporter:
    """The child's end of the pipe."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._identity = _identity(descriptor)
        self._lock = allocate_lock()

    def begin(self) -> None:
        """Tells that the order has come; a constant, because each page of memory that a child touches costs."""
        self._write(_BEGUN)

    def send(self, message: Message) -> None:
        """Sends one message, however long. Only the child itself does, never a process it forked."""
        text = _NOTHING if message is NOTHING else encode(message)[:-1]
        room = FRAME_BYTES - 2
        with self._lock:
            for start in range(0, len(text), room):
                last = start + room >= len(text)
                self._write((b"." if last else b"+") + text[start : start + room] + b"\n")

    def progress(self, percent: float, message: str) -> None:
        """Sends how far the job is; may be called from any thread and from forked processes."""
        text = message[:MESSAGE_CHARACTERS]
        frame = b"!" + encode({"progress": {"percent": percent, "message": text}})
        while len(frame) > FRAME_BYTES:
            text = text[: len(text) // 2]
            frame = b"!" + encode({"progress": {"percent": percent, "message": text}})
        with self._lock:
            self._write(frame)

    def _write(self, frame: bytes) -> None:
        # A job that closes all descriptors may have opened a file of its own under our number.
        if _identity(self._descriptor) != self._identity:
            raise OSError("the job closed the pipe to the runtime")
        os.write(self._descriptor, frame)


class ReportReader:
    """The host's end: puts the frames together again. What is not a message of a child is passed over.

    The pipe is within reach of a job that looks for it, and of one that writes to descriptors which are not its own.
    """

    def __init__(self, on_message: Callable[[Message], None]) -> None:
        self._on_message = on_message
        self._lines = LineBuffer(16 * FRAME_BYTES)
        self._parts = []  # type: List[bytes]
        # Of the parts; beyond `MESSAGE_BYTES` they are let go of, and so is what follows up to the last one.
        self._size = 0

    @property
    def size(self) -> int:
        """Bytes that wait for more."""
        return sum(map(len, self._parts)) + (self._lines.size or 0)

    def feed(self, data: bytes) -> None:
        """Takes a piece of the stream."""
        for line in self._lines.feed(data):
            kind, text = line[:1], line[1:]
            if kind == b"!":
                self._deliver(text)
            elif kind == b"+" or kind == b".":
                self._add(text)
                if kind == b".":
                    whole, self._parts, self._size = b"".join(self._parts), [], 0
                    self._deliver(whole)

    def _add(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > MESSAGE_BYTES:
            self._parts = []
        else:
            self._parts.append(part)

    def _deliver(self, text: bytes) -> None:
        try:
            message = decode(text)
        except ValueError:
            return
        if _is_report(message):
            self._on_message(message)


def _is_report(message: Message) -> bool:
    """Whether a message has the form of one of a child's, so that the engine understands what comes of it."""
    if "progress" in message:
        update = message["progress"]
        return (
            isinstance(update, dict)
            and _is_within(update.get("percent"), 100)
            and isinstance(update.get("message"), str)
        )
    if "error" in message:
        error = message["error"]
        texts = ("type", "message", "traceback")
        return isinstance(error, dict) and all(isinstance(error.get(key), str) for key in texts)
    if "result" in message:
        return isinstance(message.get("resultIsRepr"), bool)
    if "answer" in message:
        return _is_answer(message["answer"])
    if "exit" in message:
        return isinstance(message["exit"], int) and _is_within(message["exit"], 255)
    return message.get("begun") is True


def _is_answer(answer: Any) -> bool:
    if not isinstance(answer, dict):
        return False
    if answer.get("kind") == "failed":
        texts = isinstance(answer.get("message"), str) and isinstance(answer.get("traceback"), (str, type(None)))
        return texts and answer.get("cause") in _CAUSES
    if not isinstance(answer.get("warning"), (str, type(None))):
        return False
    injects = answer.get("kind") == "accepted" and isinstance(answer.get("injected"), (dict, type(None)))
    return injects or answer.get("kind") == "declined"


def _is_within(number: Any, most: int) -> bool:
    """Not for truth values, NaN and what is too large for JSON."""
    return isinstance(number, (int, float)) and not isinstance(number, bool) and 0 <= number <= most


# The reporter of the job this process runs; None outside of jobs, where progress goes nowhere.
current = None  # type: Optional[Reporter]


def progress(percent: float, message: str = "") -> None:
    """Shows how far the job is: `percent` from 0 to 100 and a short text.

    Does nothing outside of a job, so that worker functions can be tried by themselves.
    """
    number = float(percent)
    if number != number:
        raise ValueError("percent must be a number from 0 to 100, not NaN")
    if current is not None:
        try:
            current.progress(min(100.0, max(0.0, number)), str(message))
        except OSError:
            pass  # The pipe is closed: the job goes on without showing how far it is.


def _identity(descriptor: int) -> Optional[Tuple[int, int]]:
    try:
        status = os.fstat(descriptor)
    except OSError:
        return None
    return (status.st_dev, status.st_ino)
