"""`sys.stdout` and `sys.stderr` as all user code gets them: UTF-8, and nothing waits in a buffer."""

import io
import sys


def open_standard_streams() -> None:
    """Opens both anew on the descriptors 1 and 2, whatever those are by then."""
    sys.stdout = _stream(1, "<stdout>")
    sys.stderr = _stream(2, "<stderr>")


def _stream(descriptor: int, name: str) -> io.TextIOWrapper:
    raw = io.FileIO(descriptor, "wb", closefd=False)
    raw.name = name
    return io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape", newline="\n", write_through=True)
