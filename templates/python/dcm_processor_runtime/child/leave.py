"""The end of a child: what an interpreter does when it ends, without tearing down what was inherited from the host."""

import atexit
import gc
import io
import os
import sys
import traceback
from typing import NoReturn

from .. import linux, windows

_BUFFERED = (io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom)


def leave(code: int) -> NoReturn:
    """Waits for threads, runs exit handlers, writes out open files, and ends the process.

    The host allows for a few seconds after the result; what takes longer is ended.
    """
    for step in (_wait_for_threads, atexit._run_exitfuncs, _flush_files, linux.flush_c_streams):
        try:
            step()
        except BaseException:  # User code runs in here; the process ends all the same.
            _print_traceback()
    if windows.here:
        # There what this process started outlives it and could not be found any more.
        windows.end_tree(os.getpid())()
    os._exit(code)


def _wait_for_threads() -> None:
    # The module is there if any thread is. What the interpreter itself calls at its end also lets the idle threads
    # of concurrent.futures go.
    if "threading" in sys.modules:
        getattr(sys.modules["threading"], "_shutdown")()


def _flush_files() -> None:
    """Writes out files that user code left open: interpreters do it as they are torn down."""
    for candidate in gc.get_objects():
        if issubclass(type(candidate), _BUFFERED) and not candidate.closed:
            try:
                candidate.flush()
            except (OSError, ValueError):
                pass  # Opened for reading only, or its descriptor is gone.


def _print_traceback() -> None:
    try:
        traceback.print_exc()
        sys.stderr.flush()
    except BaseException:
        pass  # Nobody is left to be told.
