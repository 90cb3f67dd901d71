"""One child as the host sees it, from its start until nothing of what it started is left."""

import os
import signal
from typing import TYPE_CHECKING, NamedTuple, Optional

from ..child.environment import changes
from ..child.report import ReportReader
from ..wire import Message, encode
from .launcher import ExitStatus, Launched, Launcher
from .loop import Loop, Timer
from .streams import CHUNK, Streams
from .trees import KILL, GroupTrees

if TYPE_CHECKING:
    from .confinement import Confinement

# Between SIGTERM and SIGKILL: for what a child that ended left behind, and for a SIGKILL to take effect. Seconds.
STRAY_GRACE = 0.5
KILL_PATIENCE = 1.0
# What is read of the pipes at most once the child and all it started have ended.
LAST_READ = 16 * CHUNK


class Machinery(NamedTuple):
    """What a host has for its children, chosen once for the system it runs on."""

    loop: Loop
    streams: Streams
    launcher: Launcher
    trees: GroupTrees
    # Where jobs are kept apart.
    confinement: "Optional[Confinement]" = None


class ChildListener:
    """Whom a child concerns. After `child_ended` nothing more is called."""

    def child_reported(self, message: Message) -> None:
        """The child sent a message (`child/report.py`)."""
        raise NotImplementedError

    def child_wrote(self, stream: str, data: bytes) -> None:
        """The child, or what it started, wrote to `stdout` or `stderr`."""
        raise NotImplementedError

    def child_ended(self, status: ExitStatus) -> None:
        """The child has ended, and so has everything it started."""
        raise NotImplementedError


class Child:
    """A child process with its pipes."""

    def __init__(self, machinery: Machinery, launched: Launched, order: Message, listener: ChildListener) -> None:
        """Takes what the launcher made, at once."""
        self._machinery = machinery
        self._listener = listener
        self._grace = None  # type: Optional[float]
        self._kill_timer = None  # type: Optional[Timer]
        self._killed = False
        self._status = None  # type: Optional[ExitStatus]
        machinery.launcher.living[launched.pid] = self._exited
        self.pid = launched.pid
        streams = machinery.streams
        reports = ReportReader(listener.child_reported)
        self._reports = streams.source(launched.reports, reports.feed)
        self._sources = [
            self._reports,
            streams.source(launched.stdout, lambda data: listener.child_wrote("stdout", data)),
            streams.source(launched.stderr, lambda data: listener.child_wrote("stderr", data)),
        ]
        self._requests = None if launched.requests is None else streams.sink(launched.requests)
        # Otherwise it tells when its order has come.
        self.has_begun = launched.has_order
        if not launched.has_order:
            self.send(dict(order, environment=changes(order, os.environ)))

    def go(self) -> None:
        """Lets a child begin that waits."""
        if self._requests is not None:
            self._requests.write(b"!")
            self._requests.flush()

    def abandon(self) -> None:
        """Ends a child that waits, and will not begin."""
        if self._requests is not None:
            self._requests.close()

    def send(self, message: Message) -> None:
        """Sends a message that the child waits for."""
        if self._requests is not None:
            self._requests.write(encode(message))
            self._requests.flush()

    def end(self, grace: float) -> None:
        """Ends the child and what it started: SIGTERM, after `grace` seconds SIGKILL. A shorter grace overrules."""
        if self._status is not None or (self._grace is not None and self._grace <= grace):
            return
        if self._grace is None:
            self._machinery.trees.end(self.pid, signal.SIGTERM)
        self._grace = grace
        self._set_kill_timer(grace)

    def pause(self) -> None:
        """Reads nothing of it for a while."""
        for source in self._sources:
            source.pause()

    def resume(self) -> None:
        """Ends `pause`."""
        for source in self._sources:
            source.resume()

    def read_output(self) -> None:
        """Reads what it has written by now."""
        for source in self._sources:
            if source is not self._reports:
                source.drain(LAST_READ)

    def _set_kill_timer(self, grace: float) -> None:
        if self._kill_timer is not None:
            self._kill_timer.cancel()
        self._kill_timer = self._machinery.loop.later(grace, self._kill)

    def _kill(self) -> None:
        if self._status is None:
            self._killed = True
            self._machinery.trees.end(self.pid, KILL)

    def _exited(self, status: ExitStatus) -> None:
        self._status = status
        if self._kill_timer is not None:
            self._kill_timer.cancel()
        self._end_strays(0.0)

    def _end_strays(self, waited: float) -> None:
        """Ends what the child left behind, first gently; looks again until nothing is left or all patience is spent.

        `waited` counts pauses between looks, so that a host which is held up itself passes none over.
        """
        trees, launcher = self._machinery.trees, self._machinery.launcher
        # A host that ends has no time for more.
        grace = STRAY_GRACE if self._grace is None else min(STRAY_GRACE, self._grace)
        strays = trees.strays(self.pid, launcher.living)
        if strays and waited > grace + KILL_PATIENCE:
            trees.give_up(strays)
            strays = []
        if not strays:
            self._settle()
            return
        kill = self._killed or waited > grace
        if kill or waited == 0.0:
            for stray in strays:
                trees.end_stray(stray, KILL if kill else signal.SIGTERM)
        self._machinery.loop.later(trees.interval, lambda: self._end_strays(waited + trees.interval))

    def _settle(self) -> None:
        """Waits for output that is still on its way, where there is such a thing."""
        lag = self._machinery.streams.lag
        if lag and not all(source.ended for source in self._sources):
            self._machinery.loop.later(lag, self._close)
        else:
            self._close()

    def _close(self) -> None:
        for source in self._sources:
            source.drain(LAST_READ)
            source.close()
        if self._requests is not None:
            self._requests.close()
        assert self._status is not None
        self._listener.child_ended(self._status)
