"""Children as new interpreters: slower than `fork`, but possible on every system."""

import os
import subprocess
import sys
import threading
from typing import Any, Dict

from .. import windows
from .launcher import ChildPipes, ExitStatus, Launched, Launcher
from .loop import Loop

RUNTIME_FOLDER = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class SpawnLauncher(Launcher):
    """Starts `sys.executable` for each child.

    The child's stdin carries its order and, for planning, its questions. The host never closes it before the child's
    end: that it closes tells the child that the host is gone.
    """

    def __init__(self, loop: Loop, wait_in_threads: bool) -> None:
        """`wait_in_threads`: where no signal tells of the end of a child."""
        super().__init__(loop)
        self._wait_in_threads = wait_in_threads

    def _start(self) -> Launched:
        pipes = ChildPipes()
        try:
            process = self._popen(pipes)
        except OSError:
            pipes.abandon()
            raise
        if self._wait_in_threads:
            threading.Thread(target=self._wait, args=(process,), daemon=True).start()
        else:
            # `reap_by_signal` collects it; without a return code Popen would warn and try to collect it too.
            process.returncode = 0
        return pipes.launched(process.pid)

    @staticmethod
    def _popen(pipes: ChildPipes) -> "subprocess.Popen[bytes]":
        token = pipes.reports
        options = {"pass_fds": [token], "start_new_session": True}  # type: Dict[str, Any]
        if windows.here:
            token, options = windows.inherit(pipes.reports)
        return subprocess.Popen(
            [sys.executable, "-u", "-m", "dcm_processor_runtime.child", str(token)],
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
