"""`python -m dcm_processor_runtime.sweep [PID]`: ends hosts in this container, with all they started.

Without PID all of them: what an engine left that could not end them, because it was killed or Docker was. PID is that
of a host, or of its keeper.
"""

import os
import signal
import sys
import time
from typing import List

from . import linux

PATIENCE = 5.0
_INTERVAL = 0.002


def hosts() -> List[int]:
    """Keepers of hosts, and hosts that lost theirs."""
    found = [int(name) for name in os.listdir("/proc") if name.isdigit() and _is_host(name)]
    return [pid for pid in found if _parent(pid) not in found]


def _is_host(pid: str) -> bool:
    try:
        with open("/proc/{}/cmdline".format(pid), "rb") as stream:
            words = stream.read().split(b"\0")
    except OSError:
        return False
    return [b"-m", b"dcm_processor_runtime"] in [words[place : place + 2] for place in range(len(words))]


def _parent(pid: int) -> int:
    try:
        with open("/proc/{}/stat".format(pid), "rb") as status:
            return int(status.read().rpartition(b")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def end(pid: int) -> bool:
    """Ends a host and all below it; false where something did not end."""
    parent = _parent(pid)
    root = parent if parent > 1 and _is_host(str(parent)) else pid
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        # The keeper last: what loses its parent is found below it.
        left = [process for process in linux.descendants(root) if not _is_zombie(process)]
        for process in left or [root]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if not left and (_is_zombie(root) or not os.path.exists("/proc/{}".format(root))):
            return True
        time.sleep(_INTERVAL)
    return False


def _is_zombie(pid: int) -> bool:
    try:
        with open("/proc/{}/stat".format(pid), "rb") as status:
            return status.read().rpartition(b")")[2].split()[0] in (b"Z", b"X")
    except OSError:
        return True


if __name__ == "__main__":
    wanted = [int(text) for text in sys.argv[1:]] or hosts()
    sys.exit(0 if all([end(pid) for pid in wanted]) else 1)
