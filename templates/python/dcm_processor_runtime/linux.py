"""What Linux offers beyond POSIX: adopting orphans, dying with the parent, listing children."""

import os
import sys
from typing import Any, List, Optional

_SET_PARENT_DEATH_SIGNAL = 1
_SET_CHILD_SUBREAPER = 36


def _load_c_library() -> Optional[Any]:
    """The C library, or None where it cannot be had (a Python built without ctypes, another system)."""
    if not sys.platform.startswith("linux") or not os.path.exists("/proc/self/stat"):
        return None
    try:
        import ctypes

        library = ctypes.CDLL(None)
        return library if hasattr(library, "prctl") else None
    except (ImportError, OSError):
        return None


_c_library = _load_c_library()

# Whether the functions below can be used.
available = _c_library is not None

if _c_library is not None:
    _prctl = _c_library.prctl
    _fflush = _c_library.fflush


def adopt_orphans() -> None:
    """Makes this process the parent of all descendants whose own parent ends, daemons included."""
    if available:
        _prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with_parent(parent: int, signal_number: int) -> None:
    """Asks the kernel for a signal when the process `parent` ends; ends at once when it has ended already."""
    if available:
        _prctl(_SET_PARENT_DEATH_SIGNAL, int(signal_number), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def flush_c_streams() -> None:
    """Writes out what C libraries hold in their stdio buffers."""
    if available:
        _fflush(None)


def children(pid: int) -> List[int]:
    """Direct children of a process, zombies included; empty when the process is gone."""
    found = []  # type: List[int]
    try:
        for thread in os.listdir("/proc/{}/task".format(pid)):
            with open("/proc/{}/task/{}/children".format(pid, thread), "rb") as listing:
                found.extend(int(child) for child in listing.read().split())
    except FileNotFoundError:
        if not os.path.exists("/proc/self/task/{}/children".format(os.getpid())):
            return _children_by_scan(pid)
    except OSError:
        pass
    return found


def open_children() -> Optional[int]:
    """A descriptor for `read_children`; None where this thread's children are not all that this process has."""
    try:
        if len(os.listdir("/proc/self/task")) == 1:
            return os.open("/proc/self/task/{}/children".format(os.getpid()), os.O_RDONLY)
    except OSError:
        pass
    return None


def read_children(descriptor: int) -> List[int]:
    """Direct children of the thread that opened the descriptor, zombies included."""
    listing = os.pread(descriptor, 65536, 0)
    return [int(child) for child in listing.split()]


def descendants(pid: int) -> List[int]:
    """All processes below a process, parents before their children."""
    found = []  # type: List[int]
    pending = [pid]
    while pending:
        below = children(pending.pop())
        found.extend(below)
        pending.extend(below)
    return found


def _children_by_scan(pid: int) -> List[int]:
    """The same as `children` for kernels without the list of children: reads every process's parent."""
    found = []  # type: List[int]
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open("/proc/{}/stat".format(name), "rb") as status:
                # "pid (name) state parent …": the name may hold spaces and brackets.
                parent = int(status.read().rpartition(b")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if parent == pid:
            found.append(int(name))
    return found
