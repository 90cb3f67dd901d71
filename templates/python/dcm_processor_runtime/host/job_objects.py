"""Process trees on Windows: a job object for each child."""

from typing import Dict, Iterable, List

from .. import windows
from ..job_object import JobObject
from .trees import GroupTrees, Mark


class JobObjectTrees(GroupTrees):
    """Windows: each child is in a job object of its own, which what it starts cannot leave.

    Where the system refuses one, `taskkill` ends a living child with its tree, and what an ended child left behind
    cannot be found.
    """

    def __init__(self) -> None:
        self._jobs = {}  # type: Dict[int, JobObject]

    def mark(self) -> Mark:
        try:
            job = JobObject()
        except OSError:
            return Mark("", {}, None)
        return Mark(str(job.handle), {}, job)

    def started(self, pid: int, mark: Mark) -> None:
        if mark.job is not None:
            self._jobs[pid] = mark.job

    def end(self, pid: int, signal_number: int) -> None:
        job = self._jobs.get(pid)
        # The child enters it with its first steps; a job object in which nothing is ends nothing.
        if job is None or not job.active():
            windows.end_tree(pid)
        if job is not None:
            job.terminate()

    def strays(self, pid: int, known: Iterable[int]) -> List[int]:
        job = self._jobs.get(pid)
        if job is None:
            return []
        if job.active():
            return [pid]
        self._close(pid)
        return []

    def end_stray(self, stray: int, signal_number: int) -> None:
        self._jobs[stray].terminate()

    def give_up(self, strays: Iterable[int]) -> None:
        for stray in strays:
            self._close(stray)

    def _close(self, pid: int) -> None:
        self._jobs.pop(pid).close()
