"""Children by `fork`: the interpreter is warm, so a child costs less than a millisecond. Linux only, see `wanted`.

Each child is forked when its order has come, and the host prepares for it what it can: what the child need not do, it
need not copy memory for.
"""

import os
import sys
from importlib.machinery import PathFinder
from typing import List, Optional

from .. import linux
from ..child import forked, prepared
from ..child.compiled import keep_compiled
from ..child.report import Reporter
from ..wire import Message
from .launcher import ChildPipes, Launched, Launcher
from .loop import Loop
from .modules import Modules
from .stage import Stage

# macOS has `fork`, but its system libraries fail in a forked child; elsewhere nothing would end the children of a
# host that was killed.
wanted = linux.available and hasattr(os, "fork")


class ForkLauncher(Launcher):
    """Forks the host itself. The host has one thread only, so nothing is lost on the way."""

    def __init__(self, loop: Loop) -> None:
        super().__init__(loop)
        self._highest = max(int(name) for name in os.listdir("/proc/self/fd"))
        self._stage = Stage()
        self._modules = Modules()
        self.can_wait = True
        # What user code finds; nobody else looks.
        sys.argv = ["dcm-processor"]
        sys.dont_write_bytecode = True

    def take(self, order: Message) -> Launched:
        [launched] = self._fork_all([order], [ChildPipes(order["kind"] == "planning")])
        return launched

    def take_all(self, orders: List[Message]) -> List[Launched]:
        pipes = []  # type: List[ChildPipes]
        try:
            for order in orders:
                pipes.append(ChildPipes(len(pipes) > 0))
        except OSError:
            if not pipes:
                raise
        return self._fork_all(orders, pipes)

    def _fork_all(self, orders: List[Message], pipes: List[ChildPipes]) -> List[Launched]:
        """Forks in a row: after a fork, whatever the host changes costs it a copy of the memory page."""
        host = os.getpid()
        self._highest = max([self._highest] + [each.highest() for each in pipes])
        reporters = [Reporter(each.reports) for each in pipes]
        pids = []  # type: List[int]
        last = None  # type: Optional[Message]
        try:
            for order, each, reporter in zip(orders, pipes, reporters):
                if last is None or not _is_alike(order, last):
                    self._prepare(order)
                    last = order
                pid = os.fork()
                if pid == 0:
                    ends = forked.Ends(each.orders, each.reports, each.stdout, each.stderr)
                    forked.begin(ends, order, reporter, host, self._highest)
                pids.append(pid)
        except OSError:
            for each in pipes[len(pids) :]:
                each.abandon()
            if not pids:
                raise
        finally:
            self._stage.clear()
        return [each.launched(pid, True) for each, pid in zip(pipes, pids)]

    def _prepare(self, order: Message) -> None:
        """Makes the host look as the child is to find it."""
        is_job = order["kind"] == "job"
        folder = order["modulesFolder"] if is_job else order["registryFolder"]
        self._stage.set(order)
        self._look_into(folder)
        prepared.current = self._modules.prepare(order["worker"].partition(".")[0], folder) if is_job else None

    @staticmethod
    def _look_into(folder: str) -> None:
        """Reads a folder as importing from it would, so that children of later need not; a change is seen by all."""
        keep_compiled(folder)
        if sys.path_importer_cache.get(folder) is None:
            PathFinder.find_spec("dcm_processor_no_such_module", [folder])


def _is_alike(order: Message, last: Message) -> bool:
    """Whether the host looks right for one order when it does for the other, in the same moment."""
    return all(order.get(key) == last.get(key) for key in ("kind", "worker", "modulesFolder", "dataFolder", "variables"))
