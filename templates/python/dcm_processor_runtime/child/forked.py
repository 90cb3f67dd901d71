"""Where a forked child begins: settles its descriptors, signals and parentage, then does what its order says."""

import _signal  # type: ignore[import]
import gc
import os
import signal
import sys
from typing import Iterator, List, NamedTuple, NoReturn, Optional

from .. import linux, stdio
from ..wire import LineBuffer, Message
from . import environment
from .leave import leave_at_once
from .orders import obey
from .report import Reporter

# Plain numbers: the enumerations of `signal` would touch a hundred memory pages.
_KILL = int(signal.SIGKILL)
_INTERRUPT = int(signal.SIGINT)
_HANDLED_BY_HOST = [int(number) for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)]
_DEFAULT = int(_signal.SIG_DFL)


class Ends(NamedTuple):
    """The child's ends of its pipes."""

    # None for a job that begins at once.
    orders: Optional[int]
    reports: int
    stdout: int
    stderr: int


def begin(ends: Ends, order: Message, reporter: Reporter, host: int, highest: int) -> NoReturn:
    """Never returns, and never lets go of the frames of the host below it.

    `host` is the process that forked, `highest` the highest descriptor it has ever had.
    """
    try:
        linux.die_with_parent(host, _KILL)
        linux.adopt_orphans()
        os.setsid()
        _reset_signals()
        os.dup2(ends.stdout, 1)
        os.dup2(ends.stderr, 2)
        _close_all_but([ends.reports] if ends.orders is None else [ends.orders, ends.reports], highest)
        if hasattr(gc, "freeze"):
            # What is looked at when the process ends, and when garbage is collected, is its own only.
            gc.freeze()
        if "random" in sys.modules:
            # Every child would draw the same numbers.
            sys.modules["random"].seed()
        lines = iter(())  # type: Iterator[bytes]
        if ends.orders is not None:
            if order["kind"] == "planning":
                lines = _lines(ends.orders)
            else:
                _wait_for_go(ends.orders)
        obey(order, lines, reporter, environment.settle)
    except BaseException:
        stdio.say_traceback()
    finally:
        leave_at_once(1)


def _wait_for_go(descriptor: int) -> None:
    if not os.read(descriptor, 1):
        # The job is another's by now, or the host has ended.
        os._exit(0)
    os.close(descriptor)


def _lines(descriptor: int) -> Iterator[bytes]:
    """The lines of a pipe until its end. A file object would touch forty memory pages more."""
    buffer = LineBuffer()
    while True:
        data = os.read(descriptor, 65536)
        if not data:
            return
        for line in buffer.feed(data):
            yield line


def _reset_signals() -> None:
    # The functions below `signal`, for the same reason.
    _signal.set_wakeup_fd(-1)
    for number in _HANDLED_BY_HOST:
        _signal.signal(number, _DEFAULT)
    _signal.signal(_INTERRUPT, _signal.default_int_handler)


def _close_all_but(kept: List[int], highest: int) -> None:
    """Lets go of what belongs to the host: the protocol and the pipes of other children."""
    start = 3
    for descriptor in sorted(kept) + [highest + 1]:
        os.closerange(start, descriptor)
        start = descriptor + 1
