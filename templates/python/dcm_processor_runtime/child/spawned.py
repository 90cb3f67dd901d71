"""Where a child begins that is an interpreter of its own: takes its order from stdin and watches for the host's end."""

import faulthandler
import os
import queue
import signal
import threading
from typing import NoReturn

from .. import linux, stdio, windows
from . import leave
from .orders import follow


def begin(token: int, mark: str) -> NoReturn:
    """Never returns; `token` is the child's end of the pipe for reports.

    `mark` says how what it starts is kept together: `adopt` on Linux, a job object on Windows, else not by itself.
    """
    if windows.here and mark:
        from ..job_object import enter_job

        leave.in_job = enter_job(int(mark))
    reports = windows.adopt(token) if windows.here else token
    os.set_inheritable(reports, False)
    orders = os.fdopen(os.dup(0), "rb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    if mark == "adopt":
        linux.adopt_orphans()
    stdio.open_standard_streams()
    faulthandler.enable()
    lines = queue.Queue()  # type: queue.Queue[bytes]

    def follow_host() -> None:
        try:
            for line in orders:
                lines.put(line)
        except OSError:
            return  # The job closed the descriptor: that is not the end of the host, and nothing to print either.
        _end_own_tree(mark)

    threading.Thread(target=follow_host, daemon=True).start()
    follow(iter(lines.get, b""), reports)


def _end_own_tree(mark: str) -> None:
    """The host is gone: so ends this process with what it started, as far as the system can tell."""
    if windows.here:
        windows.end_tree(os.getpid())()
        os._exit(1)
    if mark == "adopt":
        for process in linux.descendants(os.getpid()):
            try:
                os.kill(process, signal.SIGKILL)
            except OSError:
                pass  # It has ended meanwhile.
    else:
        # Not at the top: what only the end needs makes no start dearer.
        from ..host.marked import end_own

        end_own()
    os.killpg(0, signal.SIGKILL)
