"""Sources and sinks: the pipes of the host, read and written without ever blocking its loop.

`DescriptorStreams` watches the file descriptors themselves. Windows cannot wait for pipes; `pumps.py` has the same
face there, with threads.
"""

import os
from collections import deque
from typing import Callable, Deque, Union

from .loop import Loop

CHUNK = 65536

# Takes what has been read; empty at the end of the stream.
OnData = Callable[[bytes], None]
Buffer = Union[bytes, memoryview]


class Source:
    """A stream that is read as data comes."""

    # Whether the end of the stream has been read.
    ended = False

    def pause(self) -> None:
        """Stops reading for a while; the writer is held back by its full pipe."""
        raise NotImplementedError

    def resume(self) -> None:
        """Ends `pause`."""
        raise NotImplementedError

    def drain(self, limit: int) -> None:
        """Reads what is there by now, at most about `limit` bytes."""
        raise NotImplementedError

    def close(self) -> None:
        """Reads no more and gives the descriptor back."""
        raise NotImplementedError


class Sink:
    """A stream that is written as its reader takes it."""

    # Bytes not yet handed to the operating system.
    pending = 0

    def write(self, data: bytes) -> None:
        """Queues data; it leaves with the next `flush`."""
        raise NotImplementedError

    def flush(self) -> None:
        """Hands over as much as goes without blocking; the rest follows by itself."""
        raise NotImplementedError

    def close(self) -> None:
        """Drops what is queued and gives the descriptor back."""
        raise NotImplementedError


class Streams:
    """Makes sources and sinks."""

    # For how long what a process wrote may still be on its way after the process has ended, in seconds.
    lag = 0.0

    def source(self, descriptor: int, on_data: OnData) -> Source:
        """Reads a descriptor, which belongs to the source from now on."""
        raise NotImplementedError

    def sink(self, descriptor: int) -> Sink:
        """Writes a descriptor, which belongs to the sink from now on."""
        raise NotImplementedError


class DescriptorStreams(Streams):
    """Sources and sinks that the selector watches themselves."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop

    def source(self, descriptor: int, on_data: OnData) -> Source:
        return _DescriptorSource(self._loop, descriptor, on_data)

    def sink(self, descriptor: int) -> Sink:
        return _DescriptorSink(self._loop, descriptor)


class _DescriptorSource(Source):
    def __init__(self, loop: Loop, descriptor: int, on_data: OnData) -> None:
        os.set_blocking(descriptor, False)
        self._loop = loop
        self._descriptor = descriptor
        self._on_data = on_data
        self._watched = False
        self.resume()

    def pause(self) -> None:
        if self._watched:
            self._watched = False
            self._loop.forget(self._descriptor)

    def resume(self) -> None:
        if not self._watched and not self.ended:
            self._watched = True
            self._loop.when_readable(self._descriptor, self._read)

    def drain(self, limit: int) -> None:
        while limit > 0 and not self.ended:
            taken = self._read()
            if taken == 0:
                return
            limit -= taken

    def close(self) -> None:
        self.ended = True
        self.pause()
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _read(self) -> int:
        try:
            data = os.read(self._descriptor, CHUNK)
        except BlockingIOError:
            return 0
        except OSError:
            data = b""
        if not data:
            self.ended = True
            self.pause()
        self._on_data(data)
        return len(data)


class _DescriptorSink(Sink):
    def __init__(self, loop: Loop, descriptor: int) -> None:
        os.set_blocking(descriptor, False)
        self._loop = loop
        self._descriptor = descriptor
        self._queue = deque()  # type: Deque[Buffer]
        self._watched = False

    def write(self, data: bytes) -> None:
        if self._descriptor >= 0:
            self._queue.append(data)
            self.pending += len(data)

    def flush(self) -> None:
        if self._queue and not self._watched:
            self._send()

    def close(self) -> None:
        self._watch(False)
        self._drop()
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _send(self) -> None:
        try:
            while self._queue:
                data = self._next_piece()
                sent = os.write(self._descriptor, data)
                self.pending -= sent
                if sent < len(data):
                    self._queue.appendleft(memoryview(data)[sent:])
        except BlockingIOError:
            self._queue.appendleft(data)
        except OSError:
            # The reader is gone; whoever ended it is told by other means.
            self._drop()
        self._watch(bool(self._queue))

    def _next_piece(self) -> Buffer:
        """The first queued piece, joined with those after it as long as they are small."""
        first = self._queue.popleft()
        if len(first) >= CHUNK or not self._queue:
            return first
        pieces = [first]
        size = len(first)
        while self._queue and size + len(self._queue[0]) <= CHUNK:
            size += len(self._queue[0])
            pieces.append(self._queue.popleft())
        return b"".join(pieces)

    def _drop(self) -> None:
        self._queue.clear()
        self.pending = 0

    def _watch(self, wanted: bool) -> None:
        if wanted and not self._watched:
            self._loop.when_writable(self._descriptor, self._send)
        elif self._watched and not wanted:
            self._loop.forget(self._descriptor)
        self._watched = wanted
