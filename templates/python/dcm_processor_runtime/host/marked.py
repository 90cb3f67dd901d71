"""Process trees on macOS and other POSIX systems without Linux's means: what left its process group is found by `ps`.

Each child is started with a variable that only it and what it starts have. So its processes are those that are below it,
those that have the variable, and those that were seen to be below one of them before. What escapes: a process that has
neither parent nor variable any more when it is looked for first. macOS shows no variables of programs of its own.
"""

import os
import subprocess
import sys
from typing import Dict, Iterable, List, NamedTuple, Set, Tuple

from .trees import GroupTrees, Mark, signal_process

VARIABLE = "DCM_PROCESSOR_CHILD"
# For how long `ps` may take, in seconds.
PATIENCE = 5.0

# All processes with their variables: BSD's way, and that of procps, which the tests use on Linux.
_COMMAND = ["ps", "-A", "-E", "-ww"] if not sys.platform.startswith("linux") else ["ps", "axeww"]
_COLUMNS = ["-o", "pid=", "-o", "ppid=", "-o", "pgid=", "-o", "stat=", "-o", "lstart=", "-o", "command="]
# A process by its number and its time of start: numbers are given again.
Identity = Tuple[int, str]


class Process(NamedTuple):
    """A line of `ps`."""

    pid: int
    parent: int
    group: int
    started: str
    # Its command line, and its variables where they can be seen.
    text: str


class MarkedTrees(GroupTrees):
    """POSIX: the process group of a child, and what left it."""

    # Each look costs a `ps`.
    interval = 0.1

    def __init__(self) -> None:
        self._marks = {}  # type: Dict[int, str]
        # What was seen of each child.
        self._seen = {}  # type: Dict[int, Set[Identity]]
        self._hopeless = set()  # type: Set[int]

    def mark(self) -> Mark:
        return Mark("", {VARIABLE: "".join("{:02x}".format(byte) for byte in os.urandom(16))}, None)

    def started(self, pid: int, mark: Mark) -> None:
        self._marks[pid] = mark.variables[VARIABLE]

    def end(self, pid: int, signal_number: int) -> None:
        for process in self._find(pid):
            signal_process(process, signal_number)
        super().end(pid, signal_number)

    def strays(self, pid: int, known: Iterable[int]) -> List[int]:
        others = set(known)
        found = super().strays(pid, others) + [process for process in self._find(pid) if process not in others]
        left = [stray for stray in found if stray not in self._hopeless]
        if not left:
            self._marks.pop(pid, None)
            self._seen.pop(pid, None)
        return left

    def give_up(self, strays: Iterable[int]) -> None:
        self._hopeless.update(strays)

    def _find(self, pid: int) -> List[int]:
        mark = self._marks.get(pid)
        if mark is None:
            return []
        seen = self._seen.setdefault(pid, set())
        found = belonging(processes(), pid, mark, seen)
        seen.update((process.pid, process.started) for process in found)
        return [process.pid for process in found]


def processes() -> List[Process]:
    """All processes that live; empty where `ps` cannot be asked."""
    try:
        listing = subprocess.run(
            _COMMAND + _COLUMNS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", os.defpath) + ":/bin:/usr/bin", "LC_ALL": "C"},
            timeout=PATIENCE,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return parse(listing.stdout.decode("utf-8", "replace"))


def parse(listing: str) -> List[Process]:
    """The lines of `ps`, without zombies; a line that is none is passed over."""
    found = []  # type: List[Process]
    for line in listing.split("\n"):
        words = line.split(None, 9)
        if len(words) < 9 or not (words[0].isdigit() and words[1].isdigit() and words[2].isdigit()):
            continue
        if words[3].startswith("Z"):
            continue
        text = words[9] if len(words) > 9 else ""
        found.append(Process(int(words[0]), int(words[1]), int(words[2]), " ".join(words[4:9]), text))
    return found


def belonging(all_processes: List[Process], root: int, mark: str, seen: Iterable[Identity]) -> List[Process]:
    """What belongs to the child `root`, itself left out: by its mark, by parentage, or as it was seen before."""
    known = set(seen)
    marking = "{}={}".format(VARIABLE, mark)
    below = {}  # type: Dict[int, List[Process]]
    for process in all_processes:
        below.setdefault(process.parent, []).append(process)
    found = {}  # type: Dict[int, Process]
    pending = list(below.get(root, []))
    pending += [one for one in all_processes if marking in one.text or (one.pid, one.started) in known]
    while pending:
        process = pending.pop()
        if process.pid in found or process.pid in (root, os.getpid()):
            continue
        found[process.pid] = process
        pending += below.get(process.pid, [])
    return list(found.values())


def end_own() -> None:
    """In a child whose host is gone: ends all that it started."""
    mark = os.environ.get(VARIABLE)
    if mark is not None:
        for process in belonging(processes(), os.getpid(), mark, ()):
            signal_process(process.pid, 9)
