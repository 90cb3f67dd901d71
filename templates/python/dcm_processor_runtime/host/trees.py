"""Process trees: how a child and everything it started are found and ended, on each system."""

import os
import signal
from typing import TYPE_CHECKING, Dict, Iterable, List, NamedTuple, Optional, Set

from .. import linux

if TYPE_CHECKING:
    from ..job_object import JobObject

# Ended after SIGTERM did not help. Windows knows one way only.
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


class Mark(NamedTuple):
    """What a new interpreter is started with, so that what it starts is found."""

    # Told to it on its command line; it does what `child/spawned.py` knows.
    argument: str
    variables: Dict[str, str]
    # Windows: the job object that it is to enter.
    job: "Optional[JobObject]"


class GroupTrees:
    """POSIX: each child leads a session of its own, so its process group holds what it started.

    What starts a session of its own escapes; see `AdoptingTrees` and `marked.py`.
    """

    # Between two looks at what a child left behind, in seconds.
    interval = 0.01

    def mark(self) -> Mark:
        """For the next child that is an interpreter of its own."""
        return Mark("", {}, None)

    def started(self, pid: int, mark: Mark) -> None:
        """That child has been started."""

    def end(self, pid: int, signal_number: int) -> None:
        """Signals a living child and everything below it."""
        signal_process(-pid, signal_number)
        # The child may not have made its own group yet.
        signal_process(pid, signal_number)

    def strays(self, pid: int, known: Iterable[int]) -> List[int]:
        """What a child that has ended left behind, as ids for `end_stray`. `known` are the other living children."""
        try:
            os.kill(-pid, 0)
        except OSError:
            return []
        return [-pid]

    def end_stray(self, stray: int, signal_number: int) -> None:
        """Signals one of `strays`."""
        signal_process(stray, signal_number)

    def give_up(self, strays: Iterable[int]) -> None:
        """Passes over `strays` from now on: even SIGKILL did not end them (stuck in the kernel, another user's)."""


class AdoptingTrees(GroupTrees):
    """Linux: nothing escapes.

    The host and each child adopt orphans (`linux.adopt_orphans`). So everything a living child started is below it,
    and a child of the host that the host did not start itself is what an ended child left behind.
    """

    def __init__(self) -> None:
        self._hopeless = set()  # type: Set[int]
        # Read anew at each look. The host has one thread, whose children are all it has.
        self._children = linux.open_children()

    def mark(self) -> Mark:
        return Mark("adopt", {}, None)

    def end(self, pid: int, signal_number: int) -> None:
        for process in [pid] + linux.descendants(pid):
            signal_process(process, signal_number)

    def strays(self, pid: int, known: Iterable[int]) -> List[int]:
        own = linux.children(os.getpid()) if self._children is None else linux.read_children(self._children)
        return [child for child in own if child not in known and child not in self._hopeless]

    def end_stray(self, stray: int, signal_number: int) -> None:
        for process in [stray] + linux.descendants(stray):
            signal_process(process, signal_number)

    def give_up(self, strays: Iterable[int]) -> None:
        self._hopeless.update(strays)


def signal_process(pid: int, signal_number: int) -> None:
    """Signals a process, or a group by its negative number; harmless where it has ended."""
    try:
        os.kill(pid, signal_number)
    except OSError:
        pass  # It has ended, or belongs to another user: nothing more can be done to it.
