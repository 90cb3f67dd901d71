"""Children as new interpreters: slower than `fork`, but possible on every system."""

import os
import subprocess
import sys
import threading
from typing import Any, Dict, List

from .. import windows
from ..wire import Message
from .launcher import ChildPipes, ExitStatus, Launched, Launcher
from .loop import Loop
from .trees import KILL, GroupTrees, Mark

RUNTIME_FOLDER = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# How many children are kept ready: an interpreter takes a while to start.
SPARES = 8


class SpawnLauncher(Launcher):
    """Starts `sys.executable` for each child. They wait for their orders, so that a few are ready before there is one.

    The child's stdin carries its order and, for planning, its questions. The host never closes it before the child's
    end: that it closes tells the child that the host is gone.
    """

    def __init__(self, loop: Loop, wait_in_threads: bool, trees: GroupTrees) -> None:
        """`wait_in_threads`: where no signal tells of the end of a child."""
        super().__init__(loop)
        self._trees = trees
        self._wait_in_threads = wait_in_threads
        self._spares = []  # type: List[Launched]
        self._refill_due = False
        self._closed = False

    def take(self, order: Message) -> Launched:
        child = self._spares.pop(0) if self._spares else self._start()
        if not self._spares:
            self.get_ready()
        return child

    def get_ready(self) -> None:
        if not self._refill_due:
            self._refill_due = True
            # As soon as nothing else is to be done.
            self._loop.later(0.0, self._refill)

    def close(self) -> None:
        self._closed = True
        for spare in self._spares:
            try:
                os.kill(spare.pid, KILL)
            except OSError:
                pass  # It has ended by itself.

    def _refill(self) -> None:
        if self._closed:
            return
        self._refill_due = False
        try:
            while len(self._spares) < SPARES:
                spare = self._start()
                self._spares.append(spare)
                self.living[spare.pid] = lambda _, spare=spare: self._discard(spare)  # type: ignore[misc]
        except OSError:
            pass  # No room now: the next order tries again, and tells if it cannot be.

    def _discard(self, spare: Launched) -> None:
        self._spares.remove(spare)
        for descriptor in (spare.requests, spare.reports, spare.stdout, spare.stderr):
            if descriptor is not None:
                os.close(descriptor)

    def _start(self) -> Launched:
        pipes = ChildPipes(True)
        mark = self._trees.mark()
        try:
            process = self._popen(pipes, mark)
        except OSError:
            pipes.abandon()
            if mark.job is not None:
                mark.job.close()
            raise
        if mark.job is not None:
            mark.job.keep()
        self._trees.started(process.pid, mark)
        if self._wait_in_threads:
            threading.Thread(target=self._wait, args=(process,), daemon=True).start()
        else:
            # `reap_by_signal` collects it; without a return code Popen would warn and try to collect it too.
            process.returncode = 0
        return pipes.launched(process.pid, False)

    @staticmethod
    def _popen(pipes: ChildPipes, mark: Mark) -> "subprocess.Popen[bytes]":
        token = pipes.reports
        options = {"pass_fds": [token], "start_new_session": True}  # type: Dict[str, Any]
        if windows.here:
            token, options = windows.inherit(pipes.reports)
        return subprocess.Popen(
            [sys.executable, "-u", "-m", "dcm_processor_runtime.child", str(token), mark.argument],
            env=dict(os.environ, **mark.variables),
            stdin=pipes.orders,
            stdout=pipes.stdout,
            stderr=pipes.stderr,
            cwd=RUNTIME_FOLDER,
            **options,
        )

    def _wait(self, process: "subprocess.Popen[bytes]") -> None:
        code = process.wait()
        status = ExitStatus(None, -code) if code < 0 else ExitStatus(code, None)

        def tell() -> None:
            on_exit = self.living.pop(process.pid, None)
            if on_exit is not None:
                on_exit(status)

        self._loop.post(tell)
