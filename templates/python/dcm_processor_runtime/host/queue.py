"""Jobs that the engine hands over ahead of their turn, so that no time passes between the end of one and the next."""

from collections import deque
from typing import Deque, Set

from .job import Job
from .process import Machinery

# When none has begun for so long, those that wait go back to the engine, whose order of things may be another by now.
# Seconds.
LONGEST_PAUSE = 0.1
# How many children are made at once: meanwhile nothing else is heard of.
BATCH = 16


class Queue:
    """Jobs begin in the order in which they came, each once fewer than its `limit` of them run."""

    def __init__(self, machinery: Machinery) -> None:
        self._loop = machinery.loop
        self._launcher = machinery.launcher
        self._waiting = deque()  # type: Deque[Job]
        self._running = set()  # type: Set[Job]
        self._watching = False
        # When the last one began, or the first of those that wait came.
        self._moved_at = 0.0

    def add(self, job: Job) -> None:
        """Puts a job at the end; `advance` is to follow."""
        if not self._waiting:
            self._moved_at = self._loop.time()
        self._waiting.append(job)
        if not self._watching:
            self._watch(LONGEST_PAUSE)

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
            self._moved_at = self._loop.time()
            job.start()

    def _prepare(self) -> None:
        """Makes children for those that wait; the first of them begins at once."""
        jobs = [job for job in self._waiting if not job.is_prepared][:BATCH]
        try:
            children = self._launcher.take_all([job.order() for job in jobs])
        except OSError:
            return  # `start` tries again, and tells if it cannot be.
        for job, child in zip(jobs, children):
            job.take(child)

    def _watch(self, seconds: float) -> None:
        self._watching = True
        self._loop.later(seconds, self._give_back)

    def _give_back(self) -> None:
        self._watching = False
        if not self._waiting:
            return
        left = self._moved_at + LONGEST_PAUSE - self._loop.time()
        if left > 0:
            self._watch(left)
            return
        for job in list(self._waiting):
            if not job.has_started:
                job.give_back()
