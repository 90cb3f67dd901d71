"""How children come to be. Each waits for an order, so a few can be kept ready before there is one."""

import os
import signal
from typing import Callable, Dict, List, NamedTuple, Optional, Tuple

from ..wire import Message
from .loop import Loop
from .trees import KILL

# How many children are kept ready. They are made together: a fork costs the host less when another has just been.
SPARES = 8


class ExitStatus(NamedTuple):
    """How a process ended: by its own exit code, or by a signal."""

    code: Optional[int]
    signal: Optional[int]


class Launched(NamedTuple):
    """A child that waits for its order, with the host's ends of its pipes."""

    pid: int
    requests: int
    reports: int
    stdout: int
    stderr: int


OnExit = Callable[[ExitStatus], None]


class Launcher:
    """Keeps children ready, hands them out, and tells when they end."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._spares = []  # type: List[Launched]
        self._refill_due = False
        self._closed = False
        # All living children by process id, each with whom its end concerns.
        self.living = {}  # type: Dict[int, OnExit]

    def take(self, order: Message, on_exit: OnExit) -> Launched:
        """A child for an order, not yet sent; raises OSError when the system has no room for one."""
        child = self._spares.pop(0) if self._spares else self._start()
        self.living[child.pid] = on_exit
        if not self._spares:
            self.refill()
        return child

    def refill(self) -> None:
        """Makes children ready as soon as nothing else is to be done."""
        if not self._refill_due:
            self._refill_due = True
            self._loop.later(0.0, self._refill)

    def close(self) -> None:
        """Ends the children that still wait, and makes no more ready."""
        self._closed = True
        for spare in self._spares:
            try:
                os.kill(spare.pid, KILL)
            except OSError:
                pass  # It has ended by itself.

    def _start(self) -> Launched:
        """Starts a child that waits for its order."""
        raise NotImplementedError

    def _refill(self) -> None:
        if self._closed:
            return
        self._refill_due = False
        try:
            while len(self._spares) < SPARES:
                spare = self._start()
                self._spares.append(spare)
                self.living[spare.pid] = lambda _, spare=spare: self._discard(spare)  # type: ignore[misc]
        except OSError:
            pass  # No room now: the next order tries again, and tells if it cannot be.

    def _discard(self, spare: Launched) -> None:
        self._spares.remove(spare)
        for descriptor in spare[1:]:
            os.close(descriptor)


class ChildPipes:
    """The pipes of one child before it is started, both ends."""

    def __init__(self) -> None:
        self._open = []  # type: List[int]
        try:
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

    def launched(self, pid: int) -> Launched:
        """Keeps the host's ends only."""
        for descriptor in (self.orders, self.reports, self.stdout, self.stderr):
            os.close(descriptor)
        return Launched(pid, self._requests, self._reports, self._stdout, self._stderr)

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

    signal.signal(signal.SIGCHLD, lambda *_: loop.post(reap))


def _exit_status(status: int) -> ExitStatus:
    if os.WIFSIGNALED(status):
        return ExitStatus(None, os.WTERMSIG(status))
    return ExitStatus(os.WEXITSTATUS(status), None)
