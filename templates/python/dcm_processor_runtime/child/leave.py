"""The end of a child: what an interpreter does when it ends, without tearing down what was inherited from the host."""

import atexit
import gc
import io
import os
import sys
from typing import NoReturn

from .. import linux, stdio, windows

# Windows: what this process started cannot leave its job object, and ends with it.
in_job = False

# Whatever user code puts in its place.
leave_at_once = os._exit

_BUFFERED = (io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom)


def leave(code: int) -> NoReturn:
    """Waits for threads, runs exit handlers, writes out open files, and ends the process.

    The host allows for a few seconds after the result; what takes longer is ended.
    """
    for step in (_wait_for_threads, atexit._run_exitfuncs, _flush_files, linux.flush_c_streams):
        try:
            step()
        except BaseException:  # User code runs in here; the process ends all the same.
            stdio.say_traceback()
    if windows.here and not in_job:
        # There what this process started outlives it and could not be found any more.
        windows.end_tree(os.getpid())()
    leave_at_once(code)


def _wait_for_threads() -> None:
    # The module is there if any thread is. What the interpreter itself calls at its end also lets the idle threads
    # of concurrent.futures go.
    if "threading" in sys.modules:
        getattr(sys.modules["threading"], "_shutdown")()


def _flush_files() -> None:
    """Writes out files that user code left open: interpreters do it as they are torn down."""
    for candidate in gc.get_objects():
        if issubclass(type(candidate), _BUFFERED):
            try:
                if not candidate.closed:
                    candidate.flush()
            except Exception:
                pass  # Opened for reading only, its descriptor is gone, or a class of user code.
