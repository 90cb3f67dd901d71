"""What a job may reach that runs beside others in one container: the image, its own run and service, and no more.

The host finds out once what the image consists of; each child gives up the rest before it sees any code of a service.
"""

import errno
import os
from typing import Any, Dict, List

from .. import landlock, stdio
from ..landlock import (
    EXECUTE,
    IOCTL_DEV,
    MAKE_DIR,
    MAKE_FIFO,
    MAKE_REG,
    MAKE_SOCK,
    MAKE_SYM,
    READ_DIR,
    READ_FILE,
    REFER,
    REMOVE_DIR,
    REMOVE_FILE,
    TRUNCATE,
    WRITE_FILE,
)

_READ = EXECUTE | READ_FILE | READ_DIR
_MAKE = MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO | MAKE_SYM
_WRITE = _READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | _MAKE | REFER
# Log files of all runs: they are added to, and not for jobs to read.
_APPEND = WRITE_FILE | MAKE_REG | MAKE_DIR
_DEVICE = READ_FILE | WRITE_FILE | READ_DIR | IOCTL_DEV
# Its names cannot be listed, so that only those who share a name share what it stands for.
_SHARED_MEMORY = READ_FILE | WRITE_FILE | TRUNCATE | MAKE_REG | REMOVE_FILE

# What others in the container say there, persons at a terminal among them.
_NOT_FOR_JOBS = ("shm", "mqueue", "pts", "ptmx", "console")

# Of a job's processes rather than of the host when memory runs out; 0 is usual, 1000 the first.
_OUT_OF_MEMORY_SCORE = 500

# Where caches are kept that are of no use to others.
_CACHES = {"MPLCONFIGDIR": "matplotlib", "NUMBA_CACHE_DIR": "numba"}


class System:
    """The part of the file system that all jobs see alike."""

    def __init__(self, version: int, private: List[str]) -> None:
        """`private`: folders that jobs see only as far as their orders say."""
        self.version = version
        hidden = [os.path.normpath(folder) for folder in private] + ["/tmp", "/dev", "/proc", "/sys"]
        rules = [(folder, _READ) for folder in _without(hidden, "/")]
        rules += [("/proc", READ_FILE | READ_DIR), ("/sys", READ_FILE | READ_DIR), ("/dev/shm", _SHARED_MEMORY)]
        for name in sorted(os.listdir("/dev")):
            path = "/dev/" + name
            if name not in _NOT_FOR_JOBS and not os.path.islink(path):
                rules.append((path, _DEVICE))
        self.rules = [(path, access, os.path.isdir(path)) for path, access in rules]


def _without(hidden: List[str], folder: str) -> List[str]:
    """The folder, or its parts, without those that are hidden. Links are none: what they lead to counts."""
    inside = [path for path in hidden if path == folder or path.startswith(folder.rstrip("/") + "/")]
    if not inside:
        return [folder]
    if folder in inside:
        return []
    found = []  # type: List[str]
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not os.path.islink(path):
            found += _without(hidden, path)
    return found


# What the host found out; forked children have it.
system = None  # type: Any

_own = ""


def enter(confine: Dict[str, Any]) -> None:
    """Gives up all that the order does not name, and settles where temporary files go."""
    global _own
    _own = confine["temporary"]
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = _own
    for name, folder in _CACHES.items():
        os.environ.setdefault(name, os.path.join(_own, folder))
    if not os.access(os.environ.get("HOME", "/"), os.W_OK) and os.environ.get("HOME", "/") == "/":
        os.environ["HOME"] = _own
    with open("/proc/self/oom_score_adj", "w") as score:
        score.write(str(_OUT_OF_MEMORY_SCORE))
    ruleset = landlock.Ruleset(system.version)
    for path, access, is_folder in system.rules:
        ruleset.allow(path, access, is_folder)
    for paths, access in (
        (confine["write"], _WRITE),
        ([_own], _WRITE),
        (confine["append"], _APPEND),
        (confine["read"], _READ),
        (confine["list"], READ_DIR),
    ):
        for path in paths:
            ruleset.allow(path, access, os.path.isdir(path))
    ruleset.enforce()


def hint(error: BaseException) -> None:
    """Tells on stderr why a file could not be used, where that is for these limits."""
    if not _own or not isinstance(error, OSError) or error.errno not in (errno.EACCES, errno.EROFS):
        return
    stdio.say(
        "dcm-processor: jobs in containers may write to DATA and to their own folder for temporary files ({}; "
        "TMPDIR names it), and read what the image, their own run and their own service hold.".format(_own)
    )
