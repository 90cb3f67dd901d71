"""What Windows does in its own way; the other modules ask for it here."""

import os
import sys
from typing import Any, Callable, Dict, Tuple

here = sys.platform == "win32"


def inherit(descriptor: int) -> Tuple[int, Dict[str, Any]]:
    """A handle that a child finds again under the same number, and the options of `Popen` that let it through."""
    if sys.platform != "win32":
        raise NotImplementedError("handles are a matter of Windows")
    import msvcrt

    handle = msvcrt.get_osfhandle(descriptor)
    os.set_handle_inheritable(handle, True)
    return handle, {"close_fds": False}


def adopt(handle: int) -> int:
    """In the child: the descriptor of an inherited handle."""
    if sys.platform != "win32":
        raise NotImplementedError("handles are a matter of Windows")
    import msvcrt

    os.set_handle_inheritable(handle, False)
    return msvcrt.open_osfhandle(handle, os.O_WRONLY)


def end_tree(pid: int) -> Callable[[], object]:
    """Ends a living process and what it started; what it returns waits until that is done."""
    # Not at the top: it brings `threading`, which makes each fork of a host dearer.
    import subprocess

    return subprocess.Popen(
        ["taskkill", "/T", "/F", "/PID", str(pid)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ).wait
