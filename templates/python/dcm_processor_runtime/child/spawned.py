"""Where a child begins that is an interpreter of its own: takes its order from stdin and watches for the host's end."""

import faulthandler
import os
import queue
import signal
import threading
from typing import NoReturn

from .. import linux, stdio, windows
from .orders import follow


def begin(token: int) -> NoReturn:
    """Never returns; `token` is the child's end of the pipe for reports."""
    reports = windows.adopt(token) if windows.here else token
    os.set_inheritable(reports, False)
    orders = os.fdopen(os.dup(0), "rb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
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
        _end_own_tree()

    threading.Thread(target=follow_host, daemon=True).start()
    follow(iter(lines.get, b""), reports)


def _end_own_tree() -> None:
    """The host is gone: so ends this process with what it started, as far as the system can tell."""
    if windows.here:
        windows.end_tree(os.getpid())()
        os._exit(1)
    for process in linux.descendants(os.getpid()) if linux.available else []:
        try:
            os.kill(process, signal.SIGKILL)
        except OSError:
            pass  # It has ended meanwhile.
    os.killpg(0, signal.SIGKILL)
