"""How children come to be, and how the host learns of their end."""

import os
import signal
from typing import Callable, Dict, List, NamedTuple, Optional, Tuple

from ..wire import Message
from .loop import Loop


class ExitStatus(NamedTuple):
    """How a process ended: by its own exit code, or by a signal."""

    code: Optional[int]
    signal: Optional[int]


class Launched(NamedTuple):
    """A child that was started, with the host's ends of its pipes."""

    pid: int
    # None where nothing is to be told to it.
    requests: Optional[int]
    reports: int
    stdout: int
    stderr: int
    # Whether it has its order already; it is to be sent otherwise.
    has_order: bool


OnExit = Callable[[ExitStatus], None]


class Launcher:
    """Makes children, and tells when they end."""

    # Whether children can be made ahead of their turn: `take_all`.
    can_wait = False

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        # All living children by process id, each with whom its end concerns: who takes one enters it at once.
        self.living = {}  # type: Dict[int, OnExit]

    def take(self, order: Message) -> Launched:
        """A child for an order; raises OSError when the system has no room for one."""
        raise NotImplementedError

    def take_all(self, orders: List[Message]) -> List[Launched]:
        """A child for each order, as far as the system has room.

        The first begins at once, each other when a byte comes on its `requests`, which is its go.
        """
        raise NotImplementedError

    def get_ready(self) -> None:
        """Prepares for children to come, where that saves time."""

    def close(self) -> None:
        """Ends what no order was given to."""


class ChildPipes:
    """The pipes of one child before it is started, both ends."""

    def __init__(self, with_orders: bool) -> None:
        self._open = []  # type: List[int]
        self.orders = self._requests = None  # type: Optional[int]
        try:
            if with_orders:
                self.orders, self._requests = self._pipe()
            self._reports, self.reports = self._pipe()
            self._stdout, self.stdout = self._pipe()
            self._stderr, self.stderr = self._pipe()
        except OSError:
            self.abandon()
            raise

    def highest(self) -> int:
        """The highest descriptor of all."""
        return max(self._open)

    def launched(self, pid: int, has_order: bool) -> Launched:
        """Keeps the host's ends only."""
        for descriptor in (self.orders, self.reports, self.stdout, self.stderr):
            if descriptor is not None:
                os.close(descriptor)
        return Launched(pid, self._requests, self._reports, self._stdout, self._stderr, has_order)

    def abandon(self) -> None:
        """Gives all back: there will be no child."""
        for descriptor in self._open:
            os.close(descriptor)

    def _pipe(self) -> Tuple[int, int]:
        ends = os.pipe()
        self._open.extend(ends)
        return ends


def reap_by_signal(loop: Loop, living: Dict[int, OnExit]) -> None:
    """POSIX: learns of ended children by SIGCHLD, adopted orphans included."""

    def reap() -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            on_exit = living.pop(pid, None)
            if on_exit is not None:
                on_exit(_exit_status(status))

    loop.when_signalled(signal.SIGCHLD, reap)


def _exit_status(status: int) -> ExitStatus:
    if os.WIFSIGNALED(status):
        return ExitStatus(None, os.WTERMSIG(status))
    return ExitStatus(os.WEXITSTATUS(status), None)
