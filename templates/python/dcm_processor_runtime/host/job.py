"""One job as the host sees it: starts the child, passes on what comes of it, and says how it ended."""

import signal
import time
from typing import Any, Callable, List, Optional, Tuple

from ..child.report import UNREPORTED
from ..wire import Message
from .launcher import ExitStatus, Launched
from .loop import Action, Timer
from .output import OutputText
from .process import Child, ChildListener, Machinery
from .trees import KILL

# Between SIGTERM and SIGKILL when a job is timed out or cancelled, in seconds.
END_GRACE = 2.0
# How long threads and exit handlers may go on after the worker function has returned, in seconds.
LEAVE_GRACE = 5.0
# Between two readings of output that is only counted, in seconds.
COUNT_INTERVAL = 0.001

Post = Callable[[Message], None]


class Job(ChildListener):
    """A job from request to outcome."""

    def __init__(self, machinery: Machinery, request: Message, post: Post, on_done: Callable[[], None]) -> None:
        """`post` takes the messages for the engine, `on_done` is called after the last of them."""
        self._machinery = machinery
        # Let go of with the start: it tells of a patient, and children of other jobs are copies of the host.
        self._order = dict(request, kind="job")  # type: Optional[Message]
        self._timeout = request["timeoutMs"] / 1000.0
        # How many jobs that have a turn may run at once; 0: it begins without one.
        self.limit = request.get("turn", {}).get("limit", 0)  # type: int
        self._id = request["id"]
        self._post = post
        self._on_done = on_done
        self._loop = machinery.loop
        self._timer = None  # type: Optional[Timer]
        self._output = OutputText(request["logLimitBytes"])
        self._begun = False
        # Output that came before the news that the job has begun: each pipe has its own pace.
        self._early = []  # type: List[Tuple[str, bytes]]
        # The outcome, once it was ended from here.
        self._ended_as = None  # type: Optional[Message]
        # What the child itself said came of it.
        self._report = None  # type: Optional[Message]
        self._child = None  # type: Optional[Child]
        # Held back by a slow engine; waiting for more output to count.
        self._paused = False
        self._waiting = False
        # What it may reach, where it shares a container; how often memory had run out there before.
        self._limits = None  # type: Optional[Message]
        self._kills_before = 0
        self.has_started = False

    @property
    def is_prepared(self) -> bool:
        """Whether its child waits for `start`."""
        return self._child is not None

    def order(self) -> Message:
        """What its child is told; raises OSError where that cannot be made ready."""
        assert self._order is not None
        if "confine" in self._order and self._limits is None:
            self._limits = self._order["confine"] = self._confine(self._order["confine"])
        return self._order

    def take(self, launched: Launched) -> None:
        """Takes a child that was made for its order."""
        self._child = Child(self._machinery, launched, self.order(), self)

    def start(self) -> None:
        """Begins: with the child that waits, or a new one."""
        self.has_started = True
        try:
            if self._child is None:
                self.take(self._machinery.launcher.take(self.order()))
            else:
                self._child.go()
        except OSError as error:
            self._finish({"kind": "lost", "message": "No process could be started for the job: {}".format(error)})
            return
        self._order = None
        self._set_timer(self._timeout, self._time_out)
        if self._child is not None and self._child.has_begun:
            self._begin()

    def give_back(self) -> None:
        """Ends it before it has begun: it has waited too long."""
        self._end_unbegun({"kind": "given-back"})

    def cancel(self) -> None:
        """Ends it as cancelled, unless it has come to its own end already."""
        if self.has_started:
            self._end_as({"kind": "cancelled"}, END_GRACE)
        else:
            self._end_unbegun({"kind": "cancelled", "droppedOutputBytes": 0})

    def end(self, grace: float, is_alone: bool) -> None:
        """Ends it because the host ends, perhaps by the job's own doing; `is_alone`: nothing else runs there."""
        if not self.has_started:
            self._end_unbegun({"kind": "given-back"})
            return
        message = "The runtime was ended while the job ran."
        self._end_as({"kind": "lost", "message": message, "workerEnded": "alone" if is_alone else "shared"}, grace)

    def pause(self) -> None:
        """Leaves its output in the pipes for a while."""
        self._paused = True
        if self._child is not None:
            self._child.pause()

    def resume(self) -> None:
        """Ends `pause`."""
        self._paused = False
        if self._child is not None and not self._waiting:
            self._child.resume()

    def child_reported(self, message: Message) -> None:
        if "begun" in message:
            self._begin()
        elif "progress" in message:
            self._show_progress(message["progress"])
        elif self._report is None and self._ended_as is None and "answer" not in message:
            self._report = message
            self._set_timer(LEAVE_GRACE, self._hurry)

    def child_wrote(self, stream: str, data: bytes) -> None:
        if self._begun:
            self._show(stream, self._output.take(stream, data))
            if self._output.dropped:
                self._wait_for_more()
        else:
            self._early.append((stream, data))

    def child_ended(self, status: ExitStatus) -> None:
        if not self.has_started:
            # Somebody ended it while it waited: there is time for another.
            self._child = None
            return
        self._show_early_output()
        if self._timer is not None:
            self._timer.cancel()
        for stream in ("stdout", "stderr"):
            self._show(stream, self._output.rest(stream))
        outcome = self._outcome(status)
        outcome["droppedOutputBytes"] = self._output.dropped
        self._finish(outcome)

    def _confine(self, wanted: Message) -> Message:
        from .confinement import out_of_memory_kills

        if self._machinery.confinement is None:
            raise OSError("the runtime was not told to keep jobs apart")
        self._kills_before = out_of_memory_kills()
        return self._machinery.confinement.settle(wanted)

    def _ran_out_of_memory(self) -> bool:
        if self._limits is None:
            return False
        from .confinement import out_of_memory_kills

        return out_of_memory_kills() > self._kills_before

    def _wait_for_more(self) -> None:
        """A job that prints line by line would wake the host for each, all of them beyond its limit."""
        if self._child is not None and not self._waiting:
            self._waiting = True
            self._child.pause()
            self._loop.later(COUNT_INTERVAL, self._read_on)

    def _read_on(self) -> None:
        self._waiting = False
        if self._child is not None and not self._paused:
            self._child.resume()

    def _end_unbegun(self, outcome: Message) -> None:
        if self._child is not None:
            self._child.abandon()
        self._finish(outcome)

    def _end_as(self, outcome: Message, grace: float) -> None:
        if self._child is not None:
            if self._report is None and self._ended_as is None:
                self._ended_as = outcome
            self._child.end(grace)

    def _set_timer(self, seconds: float, action: Action) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.later(seconds, action)

    def _time_out(self) -> None:
        self._end_as({"kind": "timed-out"}, END_GRACE)

    def _hurry(self) -> None:
        """The function has returned, but its process stays."""
        text = "dcm-processor: threads or exit handlers still ran {:g} s after the worker function; they are ended.\n"
        self._show("stderr", self._output.take("stderr", text.format(LEAVE_GRACE).encode()))
        if self._child is not None:
            self._child.end(END_GRACE)

    def _outcome(self, status: ExitStatus) -> Message:
        report = self._report
        if report is None:
            if self._ended_as is not None:
                return self._ended_as
            if not self._begun:
                return {"kind": "lost", "message": "The process made for the job ended before the job began."}
            if status.signal == KILL and self._ran_out_of_memory():
                from .confinement import describe_kill

                return died(status, describe_kill())
            return died(status, describe_end(status))
        if "error" in report:
            return {"kind": "failed", "error": report["error"]}
        if "exit" in report:
            code = report["exit"]
            return died(ExitStatus(code, None), "The worker function called sys.exit({}).".format(code))
        return {"kind": "succeeded", "result": report["result"], "resultIsRepr": report["resultIsRepr"]}

    def _begin(self) -> None:
        if self._child is not None and not self._begun:
            self._tell("started", at=_now(), pid=self._child.pid)
            self._begun = True
            self._show_early_output()

    def _show_progress(self, update: Any) -> None:
        self._tell("progress", percent=update["percent"], message=update["message"])

    def _show_early_output(self) -> None:
        for stream, data in self._early:
            self._show(stream, self._output.take(stream, data))
        self._early = []

    def _show(self, stream: str, text: str) -> None:
        if text:
            self._tell("output", stream=stream, text=text, at=_now())

    def _finish(self, outcome: Message) -> None:
        if self._limits is not None and self._machinery.confinement is not None:
            self._machinery.confinement.clear(self._limits)
        self._tell("ended", outcome=outcome)
        self._on_done()

    def _tell(self, event: str, **content: Any) -> None:
        self._post(dict(content, event=event, id=self._id))


def died(status: ExitStatus, message: str) -> Message:
    """The outcome of a process that ended without a result."""
    return {
        "kind": "died",
        "exitCode": status.code,
        "signal": None if status.signal is None else signal_name(status.signal),
        "message": message,
    }


def describe_end(status: ExitStatus) -> str:
    """One sentence on how a process ended before it had a result."""
    if status.code == UNREPORTED:
        return "It closed the pipe to the runtime (all descriptors, perhaps), so that what came of it was lost."
    if status.signal is None:
        return "The process ended by itself with exit code {} before it had a result.".format(status.code)
    name = signal_name(status.signal)
    if name == "SIGKILL":
        return "The process was killed (SIGKILL): by the system when memory ran out, by itself, or by another program."
    if name in ("SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGABRT"):
        return "The process crashed ({}): a fault in compiled code that it used.".format(name)
    return "The process was ended by {}.".format(name)


def signal_name(number: int) -> str:
    """`SIGKILL` for 9."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return "signal {}".format(number)


def _now() -> int:
    """Milliseconds since the epoch."""
    return int(time.time() * 1000)
