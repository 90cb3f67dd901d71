"""Windows's job objects, by `ctypes`: only there is this module imported, and by its tests."""

import ctypes
from typing import Any

# SetInformationJobObject, QueryInformationJobObject and SetHandleInformation of kernel32.
_EXTENDED_LIMITS = 9
_ACCOUNTING = 1
_KILL_ON_JOB_CLOSE = 0x2000
_INHERIT = 1


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION. Not the types of `ctypes.wintypes`, whose size is the system's."""

    _fields_ = [
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("smallest_set", ctypes.c_size_t),
        ("largest_set", ctypes.c_size_t),
        ("most_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]


class _Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = [
        ("basic", _BasicLimits),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("process_peak", ctypes.c_size_t),
        ("job_peak", ctypes.c_size_t),
    ]


class _Counts(ctypes.Structure):
    """JOBOBJECT_BASIC_ACCOUNTING_INFORMATION."""

    _fields_ = [
        ("times", ctypes.c_int64 * 4),
        ("faults", ctypes.c_uint32),
        ("total", ctypes.c_uint32),
        ("active", ctypes.c_uint32),
        ("terminated", ctypes.c_uint32),
    ]


kernel32 = None  # type: Any


def _kernel() -> Any:
    """kernel32, with the types of what is called: without them handles would be cut to 32 bits."""
    global kernel32
    if kernel32 is None:
        library = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
        handle, number, pointer = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p
        for name, result, arguments in (
            ("CreateJobObjectW", handle, [pointer, ctypes.c_wchar_p]),
            ("SetInformationJobObject", ctypes.c_int, [handle, ctypes.c_int, pointer, number]),
            ("QueryInformationJobObject", ctypes.c_int, [handle, ctypes.c_int, pointer, number, pointer]),
            ("AssignProcessToJobObject", ctypes.c_int, [handle, handle]),
            ("TerminateJobObject", ctypes.c_int, [handle, number]),
            ("SetHandleInformation", ctypes.c_int, [handle, number, number]),
            ("GetCurrentProcess", handle, []),
            ("CloseHandle", ctypes.c_int, [handle]),
        ):
            function = getattr(library, name)
            function.restype = result
            function.argtypes = arguments
        kernel32 = library
    return kernel32


class JobObject:
    """A job object: what a process in it starts is in it too and cannot leave, and ends when its last handle is closed.

    So nothing outlives the host, however it ends. The child enters it itself, before it sees any order: what the host
    starts may be a launcher of a virtual environment, which starts Python in turn.
    """

    def __init__(self) -> None:
        """Raises OSError where the system refuses one."""
        kernel = _kernel()
        handle = kernel.CreateJobObjectW(None, None)
        if not handle:
            raise OSError("no job object could be made")
        # For the child, until `keep`.
        self.handle = int(handle)  # type: int
        limits = _Limits()
        # Neither leave to break away nor to do so silently is given.
        limits.basic.flags = _KILL_ON_JOB_CLOSE
        size = ctypes.sizeof(limits)
        is_set = kernel.SetInformationJobObject(self.handle, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        if not is_set or not kernel.SetHandleInformation(self.handle, _INHERIT, _INHERIT):
            self.close()
            raise OSError("a job object could not be set up")

    def keep(self) -> None:
        """The child has been started: no other is to inherit it."""
        _kernel().SetHandleInformation(self.handle, _INHERIT, 0)

    def active(self) -> int:
        """How many processes are in it."""
        counts = _Counts()
        size = ctypes.sizeof(counts)
        told = _kernel().QueryInformationJobObject(self.handle, _ACCOUNTING, ctypes.byref(counts), size, None)
        return int(counts.active) if told else 0

    def terminate(self) -> None:
        """Ends all that is in it."""
        _kernel().TerminateJobObject(self.handle, 1)

    def close(self) -> None:
        """Gives it back, and ends what is still in it."""
        _kernel().CloseHandle(self.handle)


def enter_job(handle: int) -> bool:
    """In the child: enters a job object that was inherited; false where the system refuses that."""
    kernel = _kernel()
    entered = kernel.AssignProcessToJobObject(handle, kernel.GetCurrentProcess())
    # A handle of its own would keep it alive beyond the host's end.
    kernel.CloseHandle(handle)
    return bool(entered)
