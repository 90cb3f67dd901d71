"""Children by `fork`: the interpreter is warm, so a child costs about a millisecond. Linux only, see `wanted`."""

import os
import sys
from importlib.machinery import PathFinder

from .. import linux
from ..child import forked
from ..child.compiled import keep_compiled
from ..wire import Message
from .launcher import ChildPipes, Launched, Launcher, OnExit
from .loop import Loop

# macOS has `fork`, but its system libraries fail in a forked child; elsewhere nothing would end the children of a
# host that was killed.
wanted = linux.available and hasattr(os, "fork")


class ForkLauncher(Launcher):
    """Forks the host itself. The host has one thread only, so nothing is lost on the way."""

    def __init__(self, loop: Loop) -> None:
        super().__init__(loop)
        self._highest = max(int(name) for name in os.listdir("/proc/self/fd"))

    def take(self, order: Message, on_exit: OnExit) -> Launched:
        self._look_into(order["modulesFolder"] if order["kind"] == "job" else order["registryFolder"])
        return super().take(order, on_exit)

    @staticmethod
    def _look_into(folder: str) -> None:
        """Reads a folder as importing from it would, so that children of later need not; a change is seen by all."""
        keep_compiled(folder)
        if sys.path_importer_cache.get(folder) is None:
            PathFinder.find_spec("dcm_processor_no_such_module", [folder])

    def _start(self) -> Launched:
        pipes = ChildPipes()
        self._highest = max(self._highest, pipes.highest())
        host = os.getpid()
        try:
            pid = os.fork()
        except OSError:
            pipes.abandon()
            raise
        if pid == 0:
            ends = forked.Ends(pipes.orders, pipes.reports, pipes.stdout, pipes.stderr)
            forked.begin(ends, host, self._highest)
        return pipes.launched(pid)
