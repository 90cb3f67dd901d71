"""Children by `fork`: the interpreter is warm, so a child costs about a millisecond. Linux only, see `wanted`."""

import os

from .. import linux
from ..child import forked
from .launcher import ChildPipes, Launched, Launcher
from .loop import Loop

# macOS has `fork`, but its system libraries fail in a forked child; elsewhere nothing would end the children of a
# host that was killed.
wanted = linux.available and hasattr(os, "fork")


class ForkLauncher(Launcher):
    """Forks the host itself. The host has one thread only, so nothing is lost on the way."""

    def __init__(self, loop: Loop) -> None:
        super().__init__(loop)
        self._highest = max(int(name) for name in os.listdir("/proc/self/fd"))

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
