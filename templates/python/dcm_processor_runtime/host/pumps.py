"""Sources and sinks for systems whose selector cannot watch pipes (Windows): one thread carries each stream."""

import os
import queue
import socket
import threading
from typing import Optional

from .loop import Loop
from .streams import CHUNK, OnData, Sink, Source, Streams


class PumpedStreams(Streams):
    """Sources and sinks with a thread each."""

    lag = 0.05

    def __init__(self, loop: Loop) -> None:
        self._loop = loop

    def source(self, descriptor: int, on_data: OnData) -> Source:
        return _PumpedSource(self._loop, descriptor, on_data)

    def sink(self, descriptor: int) -> Sink:
        return _PumpedSink(descriptor)


class _PumpedSource(Source):
    """A thread copies the pipe into a socket, which the selector can watch and whose fullness holds the thread back."""

    def __init__(self, loop: Loop, descriptor: int, on_data: OnData) -> None:
        self._loop = loop
        self._on_data = on_data
        self._watched = False
        self._socket, far_end = socket.socketpair()
        self._socket.setblocking(False)
        threading.Thread(target=_pump, args=(descriptor, far_end), daemon=True).start()
        self.resume()

    def pause(self) -> None:
        if self._watched:
            self._watched = False
            self._loop.forget(self._socket)

    def resume(self) -> None:
        if not self._watched and not self.ended:
            self._watched = True
            self._loop.when_readable(self._socket, self._read)

    def drain(self, limit: int) -> None:
        while limit > 0 and not self.ended:
            taken = self._read()
            if taken == 0:
                return
            limit -= taken

    def close(self) -> None:
        self.ended = True
        self.pause()
        self._socket.close()

    def _read(self) -> int:
        try:
            data = self._socket.recv(CHUNK)
        except BlockingIOError:
            return 0
        except OSError:
            data = b""
        if not data:
            self.ended = True
            self.pause()
        self._on_data(data)
        return len(data)


def _pump(descriptor: int, target: socket.socket) -> None:
    """Copies until either side ends; the descriptor belongs to this thread."""
    try:
        with target:
            while True:
                data = os.read(descriptor, CHUNK)
                if not data:
                    return
                target.sendall(data)
    except OSError:
        pass  # The reading side has closed: nobody wants the rest.
    finally:
        os.close(descriptor)


class _PumpedSink(Sink):
    """A thread writes what is queued."""

    def __init__(self, descriptor: int) -> None:
        self._queue = queue.Queue()  # type: queue.Queue[Optional[bytes]]
        self._lock = threading.Lock()
        self._closed = False
        threading.Thread(target=self._pump, args=(descriptor,), daemon=True).start()

    def write(self, data: bytes) -> None:
        if not self._closed:
            with self._lock:
                self.pending += len(data)
            self._queue.put(data)

    def flush(self) -> None:
        pass  # The thread is always at it.

    def close(self) -> None:
        self._closed = True
        self._queue.put(None)

    def _pump(self, descriptor: int) -> None:
        try:
            while True:
                data = self._queue.get()
                if data is None:
                    return
                view = memoryview(data)
                while view:
                    view = view[os.write(descriptor, view) :]
                with self._lock:
                    self.pending -= len(data)
        except OSError:
            # The reader is gone: what follows is dropped, and counts no longer as waiting.
            self._closed = True
            with self._lock:
                self.pending = 0
        finally:
            os.close(descriptor)
