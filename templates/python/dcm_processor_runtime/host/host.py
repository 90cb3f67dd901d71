"""The host: takes requests from the engine and runs their children, all in one loop."""

import os
import sys
from typing import Dict

from ..wire import LineBuffer, Message, decode, encode
from .job import Job
from .planning import Session
from .process import Machinery
from .queue import Queue

PROTOCOL = 1
# How long children have between SIGTERM and SIGKILL when the host ends, and the host until it leaves. Seconds.
END_GRACE = 0.3
LEAVE_AFTER = 1.2
# How long the news that a job has begun may wait for more, in seconds.
LONGEST_DELAY = 0.005
# While more than this waits for the engine, output of jobs is left in their pipes. Bytes.
FULL = 4 * 1024 * 1024


class Host:
    """Serves one engine over a pair of descriptors until the engine is gone."""

    def __init__(self, machinery: Machinery, requests: int, answers: int) -> None:
        self._loop = machinery.loop
        self._machinery = machinery
        self._jobs = {}  # type: Dict[str, Job]
        self._queue = Queue(machinery)
        self._sessions = {}  # type: Dict[str, Session]
        self._lines = LineBuffer()
        self._requests = machinery.streams.source(requests, self._on_data)
        self._answers = machinery.streams.sink(answers)
        self._full = False
        # Whether something waits for the engine that is news to somebody; when the rest of it leaves.
        self._has_news = False
        self._holds_back = False
        self._ending = False
        self._loop.before_wait(self._hand_over)

    def run(self) -> None:
        """Runs until the engine is gone or SIGTERM comes, and everything that was started has ended."""
        confinement = self._machinery.confinement
        self._post(
            {
                "event": "hello",
                "protocol": PROTOCOL,
                "pid": os.getpid(),
                "python": "{}.{}.{}".format(*sys.version_info[:3]),
                "executable": sys.executable,
                "launcher": type(self._machinery.launcher).__name__,
                "landlock": 0 if confinement is None else confinement.version,
            }
        )
        self._loop.run()

    def end(self) -> None:
        """Ends all children, then `run`."""
        if self._ending:
            return
        self._ending = True
        self._machinery.launcher.close()
        is_alone = sum(job.has_started for job in self._jobs.values()) + len(self._sessions) == 1
        for job in list(self._jobs.values()):
            job.end(END_GRACE, is_alone)
        for session in list(self._sessions.values()):
            session.end(END_GRACE)
        self._loop.later(LEAVE_AFTER, self._loop.stop)
        self._stop_when_empty()

    def _on_data(self, data: bytes) -> None:
        if not data:
            self.end()
        for line in self._lines.feed(data):
            if not self._ending:
                self._on_line(line)
        self._queue.advance()

    def _on_line(self, line: bytes) -> None:
        try:
            message = decode(line)
            self._on_request(message)
        except (ValueError, KeyError, TypeError) as error:
            self._post({"event": "trouble", "message": "Not a request: {}: {}".format(type(error).__name__, error)})

    def _on_request(self, message: Message) -> None:
        request = message["request"]
        if request == "run":
            self._run_job(message)
        elif request == "ping":
            self._post({"event": "pong"})
        elif request == "cancel":
            if message["id"] in self._jobs:
                self._jobs[message["id"]].cancel()
        elif request == "open-planning":
            self._open_session(message)
        elif request == "ask":
            self._sessions[message["session"]].ask(message)
        elif request == "close-planning":
            if message["session"] in self._sessions:
                self._sessions[message["session"]].end()
        else:
            raise ValueError("'{}' is unknown".format(request))

    def _run_job(self, request: Message) -> None:
        name = request["id"]
        if name in self._jobs:
            raise ValueError("the job '{}' runs already".format(name))

        def done() -> None:
            del self._jobs[name]
            self._queue.done(job)
            if not self._ending:
                self._queue.advance()
            self._stop_when_empty()

        job = self._jobs[name] = Job(self._machinery, request, self._post, done)
        if job.limit:
            self._queue.add(job)
        else:
            job.start()

    def _open_session(self, request: Message) -> None:
        name = request["session"]
        if name in self._sessions:
            raise ValueError("the session '{}' is open already".format(name))

        def done() -> None:
            del self._sessions[name]
            self._post({"event": "planning-closed", "session": name})
            self._stop_when_empty()

        self._sessions[name] = Session(self._machinery, request, self._post, done)
        self._sessions[name].start()

    def _stop_when_empty(self) -> None:
        if self._ending and not self._jobs and not self._sessions:
            self._loop.stop()

    def _post(self, message: Message) -> None:
        try:
            line = encode(message)
        except (ValueError, RecursionError):
            # A child that writes its reports itself can say what has no form in JSON, such as 1e400.
            line = encode(_without_report(message))
        self._answers.write(line)
        # That a job has begun is no news when it ends at once; each message by itself wakes the engine.
        if message["event"] != "started":
            self._has_news = True
        elif not self._holds_back:
            self._holds_back = True
            self._loop.later(LONGEST_DELAY, self._give_news)

    def _give_news(self) -> None:
        self._holds_back = False
        self._has_news = True

    def _hand_over(self) -> None:
        """After each round: hands over all messages of the round at once, and holds jobs back from a slow engine."""
        if self._has_news:
            self._has_news = False
            self._answers.flush()
        pending = self._answers.pending
        if pending > FULL and not self._full:
            self._full = True
            for job in self._jobs.values():
                job.pause()
        elif self._full and pending < FULL // 2:
            self._full = False
            for job in self._jobs.values():
                job.resume()


def _without_report(message: Message) -> Message:
    """The end of a job or the answer of a callback without what its process said of it."""
    why = "What its process reported cannot be passed on."
    if message["event"] == "answer":
        failed = {"kind": "failed", "cause": "died", "message": why, "traceback": None}
        return dict(message, answer=dict(failed, durationMs=message["answer"]["durationMs"], output=""))
    dropped = message["outcome"]["droppedOutputBytes"]
    died = {"kind": "died", "exitCode": None, "signal": None, "message": why, "droppedOutputBytes": dropped}
    return dict(message, outcome=died)
