"""One planning session as the host sees it: a child that answers callbacks, started anew when one harms it."""

import time
from typing import Callable, Optional

from ..wire import Message
from .job import Post, describe_end
from .launcher import ExitStatus
from .loop import Timer
from .process import Child, ChildListener, Machinery

# Between SIGTERM and SIGKILL, in seconds.
END_GRACE = 0.5
# What is kept of the output of one callback.
OUTPUT_BYTES = 64 * 1024


class Session(ChildListener):
    """The callbacks of one arrival, one after the other."""

    def __init__(self, machinery: Machinery, request: Message, post: Post, on_done: Callable[[], None]) -> None:
        """`post` takes the messages for the engine, `on_done` is called once it is closed."""
        self._machinery = machinery
        self._order = dict(request, kind="planning")
        self._id = request["session"]
        self._post = post
        self._on_done = on_done
        self._output = bytearray()
        # The question asked and not yet answered, since when, and until when.
        self._question = None  # type: Optional[Message]
        self._asked_at = 0.0
        self._timer = None  # type: Optional[Timer]
        self._timed_out = False
        # The answer, while what the callback printed may still be on its way.
        self._verdict = None  # type: Optional[Message]
        self._closing = False
        self._child = None  # type: Optional[Child]

    def start(self) -> None:
        """Starts a child to answer, the first or the next."""
        self._timed_out = False
        try:
            self._child = Child(self._machinery, self._machinery.launcher.take(self._order), self._order, self)
        except OSError as error:
            if self._question is not None:
                self._fail("died", "No process could be started for the callbacks: {}".format(error))

    def ask(self, question: Message) -> None:
        """Asks one callback; the engine asks the next one after the answer."""
        self._question = question
        self._asked_at = time.monotonic()
        self._output.clear()
        if self._child is None:
            self.start()
        if self._child is not None:
            self._timer = self._machinery.loop.later(self._order["callbackTimeoutMs"] / 1000.0, self._time_out)
            self._child.send(question)

    def end(self, grace: float = END_GRACE) -> None:
        """Closes it, whatever it is doing."""
        self._closing = True
        if self._child is None:
            self._on_done()
        else:
            self._child.end(grace)

    def child_reported(self, message: Message) -> None:
        verdict = message.get("answer")
        if self._question is None or self._timed_out or self._verdict is not None or not isinstance(verdict, dict):
            return
        if self._timer is not None:
            self._timer.cancel()
        self._verdict = verdict
        lag = self._machinery.streams.lag
        if lag:
            self._machinery.loop.later(lag, self._give_verdict)
        else:
            self._give_verdict()

    def child_wrote(self, stream: str, data: bytes) -> None:
        self._output += data[: OUTPUT_BYTES - len(self._output)]

    def child_ended(self, status: ExitStatus) -> None:
        self._child = None
        if self._closing:
            self._on_done()
        elif self._question is not None and self._verdict is None:
            name = self._question["callback"]
            if self._timed_out:
                seconds = self._order["callbackTimeoutMs"] / 1000.0
                self._fail("timed-out", "The callback '{}' did not answer within {:g} s.".format(name, seconds))
            else:
                message = "The callback '{}' ended its process. {}".format(name, describe_end(status))
                self._fail("died", message)

    def _give_verdict(self) -> None:
        if self._child is not None:
            # The child wrote out everything before it answered.
            self._child.read_output()
        verdict, self._verdict = self._verdict, None
        if verdict is not None:
            self._answer(verdict)

    def _time_out(self) -> None:
        self._timed_out = True
        if self._child is not None:
            self._child.end(END_GRACE)

    def _fail(self, cause: str, message: str) -> None:
        self._answer({"kind": "failed", "cause": cause, "message": message, "traceback": None})

    def _answer(self, answer: Message) -> None:
        if self._timer is not None:
            self._timer.cancel()
        number = self._question and self._question["question"]
        self._question = None
        duration = int(round((time.monotonic() - self._asked_at) * 1000))
        output = bytes(self._output).decode("utf-8", "replace")
        answer = dict(answer, durationMs=duration, output=output)
        self._post({"event": "answer", "session": self._id, "question": number, "answer": answer})
