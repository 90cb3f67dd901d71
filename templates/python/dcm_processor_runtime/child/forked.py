"""Where a forked child begins: settles its descriptors, signals and parentage, then waits for its order."""

import _signal  # type: ignore[import]
import os
import signal
import sys
import traceback
from typing import Iterator, List, NamedTuple, NoReturn

from .. import linux
from ..wire import LineBuffer
from .orders import follow


class Ends(NamedTuple):
    """The child's ends of its pipes."""

    orders: int
    reports: int
    stdout: int
    stderr: int


def begin(ends: Ends, host: int, highest: int) -> NoReturn:
    """Never returns, and never lets go of the frames of the host below it.

    `host` is the process that forked, `highest` the highest descriptor it has ever had.
    """
    try:
        linux.die_with_parent(host, signal.SIGKILL)
        linux.adopt_orphans()
        os.setsid()
        _reset_signals()
        os.dup2(ends.stdout, 1)
        os.dup2(ends.stderr, 2)
        _close_all_but([ends.orders, ends.reports], highest)
        if "random" in sys.modules:
            # Every child would draw the same numbers.
            sys.modules["random"].seed()
        follow(_lines(ends.orders), ends.reports)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


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
    # The functions below `signal`, whose enumerations would touch a hundred memory pages.
    _signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        _signal.signal(number, _signal.SIG_DFL)
    _signal.signal(signal.SIGINT, _signal.default_int_handler)


def _close_all_but(kept: List[int], highest: int) -> None:
    """Lets go of what belongs to the host: the protocol and the pipes of other children."""
    start = 3
    for descriptor in sorted(kept) + [highest + 1]:
        os.closerange(start, descriptor)
        start = descriptor + 1
