"""Jobs that the engine hands over ahead of their turn, so that no time passes between the end of one and the next."""

from collections import deque
from typing import Deque, Set

from .job import Job
from .process import Machinery

# How long a job may wait for its turn; then the engine has it back, whose order of things may be another by now.
LONGEST_WAIT = 0.1


class Queue:
    """Jobs begin in the order in which they came, each once fewer than its `limit` of them run."""

    def __init__(self, machinery: Machinery) -> None:
        self._loop = machinery.loop
        self._launcher = machinery.launcher
        self._waiting = deque()  # type: Deque[Job]
        self._running = set()  # type: Set[Job]
        self._watching = False

    def add(self, job: Job) -> None:
        """Puts a job at the end; `advance` is to follow."""
        self._waiting.append(job)
        if not self._watching:
            self._watching = True
            self._loop.later(LONGEST_WAIT, self._give_back)

    def done(self, job: Job) -> None:
        """A job has ended, or will not begin; `advance` is to follow."""
        if job in self._running:
            self._running.remove(job)
        elif job in self._waiting:
            self._waiting.remove(job)

    def advance(self) -> None:
        """Begins what can begin by now."""
        while self._waiting and len(self._running) < self._waiting[0].limit:
            job = self._waiting[0]
            if not job.is_prepared and self._launcher.can_wait:
                self._prepare()
            self._waiting.popleft()
            self._running.add(job)
            job.start()

    def _prepare(self) -> None:
        """Makes children for all that wait; the first of them begins at once."""
        jobs = [job for job in self._waiting if not job.is_prepared]
        try:
            children = self._launcher.take_all([job.order() for job in jobs])
        except OSError:
            return  # `start` tries again, and tells if it cannot be.
        for job, child in zip(jobs, children):
            job.take(child)

    def _give_back(self) -> None:
        self._watching = False
        now = self._loop.time()
        while self._waiting and now - self._waiting[0].came_at >= LONGEST_WAIT * 0.9:
            self._waiting[0].give_back()
        if self._waiting:
            self._watching = True
            self._loop.later(LONGEST_WAIT / 2, self._give_back)
