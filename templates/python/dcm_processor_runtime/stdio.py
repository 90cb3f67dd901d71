"""`sys.stdout` and `sys.stderr` as all user code gets them: UTF-8, and nothing waits in a buffer."""

import io
import sys
import traceback


def open_standard_streams() -> None:
    """Opens both anew on the descriptors 1 and 2, whatever those are by then."""
    sys.stdout = _stream(1, "<stdout>")
    sys.stderr = _stream(2, "<stderr>")


def flush_standard_streams() -> None:
    """Writes out what waits in `sys.stdout` and `sys.stderr`, whatever user code has made of them."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except Exception:
            pass  # Closed, deleted, or something of user code.


def say(text: str) -> None:
    """Prints a line on stderr, as far as there is one."""
    try:
        print(text, file=sys.stderr)
    except Exception:
        pass  # As above: it is no reason for the job to fail.


def say_traceback() -> None:
    """Prints the traceback of the exception that is handled, as far as there is a stderr."""
    try:
        traceback.print_exc()
        sys.stderr.flush()
    except BaseException:
        pass  # Nobody is left to be told.


def _stream(descriptor: int, name: str) -> io.TextIOWrapper:
    raw = io.FileIO(descriptor, "wb", closefd=False)
    raw.name = name
    return io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape", newline="\n", write_through=True)
