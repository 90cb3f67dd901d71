"""Linux: the host's own parent, whose one duty is that nothing outlives the host, not even a host that was killed.

Host and keeper watch each other: when the host ends, the keeper ends what it left; when the keeper ends, the kernel
sends the host SIGTERM. A host that does not end though the engine is gone (it may be stopped) is killed.
"""

import os
import select
import signal
import time
from typing import List, NoReturn, Optional

from .. import linux

# What a host may take after the engine has gone, and killed processes to vanish. Seconds.
HOST_PATIENCE = 3.0
KILL_PATIENCE = 2.0


def split_off() -> None:
    """Forks: returns in the host; the parent keeps watch and ends with the host's exit code."""
    keeper = os.getpid()
    linux.adopt_orphans()
    host = os.fork()
    if host == 0:
        linux.die_with_parent(keeper, signal.SIGTERM)
        return
    _Keeper(host).keep()


class _Keeper:
    def __init__(self, host: int) -> None:
        self._host = host
        self._exit_code = None  # type: Optional[int]
        self._deadline = None  # type: Optional[float]
        self._wakened, waker = os.pipe()
        os.set_blocking(self._wakened, False)
        os.set_blocking(waker, False)
        signal.set_wakeup_fd(waker)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: self._kill([host]))
        # The protocol is between engine and host.
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)

    def keep(self) -> NoReturn:
        poll = select.poll()
        poll.register(self._wakened, select.POLLIN)
        # No events wanted: only that the engine has let go of its end.
        poll.register(0, 0)
        while not self._reap():
            wait = None if self._deadline is None else max(0.0, self._deadline - time.monotonic()) * 1000
            ready = dict(poll.poll(wait))
            if self._wakened in ready:
                os.read(self._wakened, 4096)
            if 0 in ready:
                poll.unregister(0)
                self._deadline = time.monotonic() + HOST_PATIENCE
            if self._deadline is not None and time.monotonic() >= self._deadline:
                self._kill([self._host])
                self._deadline = None
        self._end_what_is_left()
        assert self._exit_code is not None
        os._exit(self._exit_code)

    def _reap(self) -> bool:
        """Collects what has ended; true once the host has."""
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return False
            if pid == self._host:
                self._exit_code = 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
                return True

    def _end_what_is_left(self) -> None:
        """What the host's children started is now below the keeper."""
        deadline = time.monotonic() + KILL_PATIENCE
        while time.monotonic() < deadline:
            left = linux.descendants(os.getpid())
            if not left:
                return
            self._kill(left)
            try:
                while os.waitpid(-1, os.WNOHANG)[0] != 0:
                    pass
            except ChildProcessError:
                return
            time.sleep(0.002)

    @staticmethod
    def _kill(processes: List[int]) -> None:
        for process in processes:
            try:
                os.kill(process, signal.SIGKILL)
            except OSError:
                pass  # It has ended meanwhile, or belongs to another user.
