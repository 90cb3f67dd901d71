"""One selector loop: file descriptors that are ready, timers, and calls from other threads."""

import heapq
import itertools
import selectors
import signal
import socket
import time
from collections import deque
from typing import Any, Callable, Deque, Dict, List, Tuple

# Longest single wait, in seconds: select refuses more than some weeks, and time-outs may be longer.
LONGEST_SLEEP = 3600.0
# What it returns is of no interest.
Action = Callable[[], object]


def _nothing() -> None:
    pass


class Timer:
    """A call in the future that can be called off."""

    __slots__ = ("_loop", "action", "active")

    def __init__(self, loop: "Loop", action: Action) -> None:
        self._loop = loop
        self.action = action
        self.active = True

    def cancel(self) -> None:
        """Calls it off; harmless when it has run already."""
        if self.active:
            self.active = False
            # It stays in the loop until its time, and whom it would have called need not.
            self.action = _nothing
            self._loop._timer_cancelled()


class Loop:
    """Waits for whatever comes next and calls who waits for it; everything runs in one thread."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._timers = []  # type: List[Tuple[float, int, Timer]]
        self._cancelled_timers = 0
        self._numbers = itertools.count()
        self._before_wait = []  # type: List[Action]
        self._posted = deque()  # type: Deque[Action]
        self._on_signal = {}  # type: Dict[int, Action]
        self._waker, self._wakened = socket.socketpair()
        self._waker.setblocking(False)
        self._wakened.setblocking(False)
        self.when_readable(self._wakened, self._run_posted)
        self._running = False

    def when_readable(self, stream: Any, action: Action) -> None:
        """Calls `action` whenever `stream` (anything with `fileno()`) can be read."""
        self._selector.register(stream, selectors.EVENT_READ, action)

    def when_writable(self, stream: Any, action: Action) -> None:
        """Calls `action` whenever `stream` can be written."""
        self._selector.register(stream, selectors.EVENT_WRITE, action)

    def forget(self, stream: Any) -> None:
        """Ends `when_readable` or `when_writable`."""
        self._selector.unregister(stream)

    def later(self, seconds: float, action: Action) -> Timer:
        """Calls `action` once after a time."""
        timer = Timer(self, action)
        heapq.heappush(self._timers, (time.monotonic() + seconds, next(self._numbers), timer))
        return timer

    @staticmethod
    def time() -> float:
        """The time by which `later` goes, in seconds."""
        return time.monotonic()

    def before_wait(self, action: Action) -> None:
        """Calls `action` in every round before the loop sleeps, and a last time when it has stopped."""
        self._before_wait.append(action)

    def post(self, action: Action) -> None:
        """Calls `action` in the loop's thread; may be called from any thread and from signal handlers."""
        self._posted.append(action)
        try:
            self._waker.send(b"\0")
        except BlockingIOError:
            pass  # Bytes are waiting already, so the loop will wake.

    def when_signalled(self, number: int, action: Action) -> None:
        """Calls `action` in the loop after a signal, once the loop's descriptor is that of `signal.set_wakeup_fd`."""
        self._on_signal[number] = action
        # Python writes the number to the descriptor when there is any handler.
        signal.signal(number, lambda *_: None)

    def wake_descriptor(self) -> int:
        """For `signal.set_wakeup_fd`: a byte written here ends the loop's sleep."""
        return self._waker.fileno()

    def run(self) -> None:
        """Runs until `stop`."""
        self._running = True
        while self._running:
            for action in self._before_wait:
                action()
            for key, _ in self._selector.select(self._time_to_sleep()):
                # An earlier call of this round may have forgotten the stream.
                current = self._selector.get_map().get(key.fd)
                if current is not None and current.data == key.data:
                    key.data()
            self._run_due_timers()
        for action in self._before_wait:
            action()

    def stop(self) -> None:
        """Ends `run` after the present round."""
        self._running = False

    def close(self) -> None:
        """Gives the loop's own descriptors back."""
        self._selector.close()
        self._waker.close()
        self._wakened.close()

    def _time_to_sleep(self) -> Any:
        while self._timers and not self._timers[0][2].active:
            heapq.heappop(self._timers)
            self._cancelled_timers -= 1
        if not self._timers:
            return None
        return min(max(0.0, self._timers[0][0] - time.monotonic()), LONGEST_SLEEP)

    def _run_due_timers(self) -> None:
        now = time.monotonic()
        while self._timers and self._timers[0][0] <= now:
            timer = heapq.heappop(self._timers)[2]
            if timer.active:
                timer.active = False
                timer.action()
            else:
                self._cancelled_timers -= 1

    def _timer_cancelled(self) -> None:
        # A long time-out whose job ended early must not stay here for hours.
        self._cancelled_timers += 1
        if self._cancelled_timers > 100 and self._cancelled_timers > len(self._timers) // 2:
            self._timers = [entry for entry in self._timers if entry[2].active]
            heapq.heapify(self._timers)
            self._cancelled_timers = 0

    def _run_posted(self) -> None:
        numbers = self._wakened.recv(4096)
        for number, action in self._on_signal.items():
            if number in numbers:
                action()
        while self._posted:
            self._posted.popleft()()
