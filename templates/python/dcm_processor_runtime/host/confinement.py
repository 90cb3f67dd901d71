"""The host's part in keeping jobs apart that share a container (`child/confine.py`), and what it tells of its memory."""

import os
from typing import Any, Dict, List, Optional

from .. import landlock
from ..child import confine

# Where jobs have their folders for temporary files, one each.
TEMPORARY = "/tmp"
_PREFIX = "dcm-processor-job-"

# Where a container sees how often the system ended a process in it for lack of memory, and what its limit is:
# cgroup version 2, and 1.
_COUNTERS = ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control")
_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


class Confinement:
    """Settles what jobs may reach, as far as this machine can keep them to it."""

    def __init__(self, private: List[str]) -> None:
        """`private`: folders that jobs see only as far as their requests say."""
        # Version of Landlock, or 0 where jobs cannot be kept apart.
        self.version = landlock.version()
        self._begun = 0
        self._own = "{}{}-{}-".format(_PREFIX, os.getpid(), _started_at(os.getpid()))
        if self.version:
            confine.system = confine.System(self.version, private)
            self._clear_all()

    def settle(self, request: Dict[str, Any]) -> Dict[str, Any]:
        """The limits of one job, for its order; raises OSError where it cannot have a temporary folder."""
        if not self.version:
            raise OSError("this system cannot keep jobs apart")
        self._begun += 1
        folder = "{}/{}{}".format(TEMPORARY, self._own, self._begun)
        os.mkdir(folder, 0o700)
        return dict(request, temporary=folder)

    def clear(self, settled: Dict[str, Any]) -> None:
        """Removes what a job left in its temporary folder."""
        folder = settled["temporary"]
        try:
            os.rmdir(folder)
        except OSError:
            _remove(folder)

    @staticmethod
    def _clear_all() -> None:
        """What jobs of a host left that was killed. Other hosts of the container have folders there too."""
        for name in os.listdir(TEMPORARY):
            if not name.startswith(_PREFIX):
                continue
            pid, _, rest = name[len(_PREFIX) :].partition("-")
            # A container that starts again gives its processes the same numbers.
            if not pid.isdigit() or rest.split("-")[0] != _started_at(int(pid)):
                _remove(os.path.join(TEMPORARY, name))


def _started_at(pid: int) -> str:
    """When a process began, in clock ticks since the system did; empty where there is none."""
    try:
        with open("/proc/{}/stat".format(pid), "rb") as status:
            return status.read().rpartition(b")")[2].split()[19].decode("ascii")
    except (OSError, IndexError):
        return ""


def _remove(folder: str) -> None:
    """Removes a folder with all in it, as far as that goes; `shutil` would bring many libraries into the host."""
    for parent, folders, files in os.walk(folder, topdown=False):
        for name in files + folders:
            path = os.path.join(parent, name)
            try:
                if name in folders and not os.path.islink(path):
                    os.rmdir(path)
                else:
                    os.unlink(path)
            except OSError:
                pass  # It goes with the container.
    try:
        os.rmdir(folder)
    except OSError:
        pass


def out_of_memory_kills() -> int:
    """How many processes of this container the system has ended for lack of memory; 0 where that is not known."""
    for file in _COUNTERS:
        try:
            with open(file) as lines:
                for line in lines:
                    name, _, value = line.partition(" ")
                    if name == "oom_kill":
                        return int(value)
        except (OSError, ValueError):
            pass
    return 0


def memory_limit() -> Optional[int]:
    """Memory that this container may take, in bytes; None where that is not limited."""
    for file in _LIMITS:
        try:
            with open(file) as stream:
                limit = int(stream.read())
                return limit if limit < 2**60 else None
        except (OSError, ValueError):
            pass  # "max" stands for no limit.
    return None


def describe_kill() -> str:
    """One sentence on a job that was ended for lack of memory."""
    limit = memory_limit()
    allowed = "" if limit is None else " of {:.0f} MB".format(limit / 1024.0**2)
    return (
        "The job was ended by the system because memory ran out (OOM kill): the jobs that ran in the container of its "
        "worker took more than its limit{}.".format(allowed)
    )
