"""Landlock: a process gives up, for itself and all it starts, every file but those it names (Linux 5.13 and newer).

What it also keeps it from, with no more said: looking into processes outside (`ptrace`, and what of `/proc` needs that
right). From Linux 6.12 on signals and abstract sockets stay inside as well.
"""

import os
import struct
from typing import Any, List, Optional

from .linux import available

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE = 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_SYM = 1 << 7, 1 << 8, 1 << 9, 1 << 10, 1 << 12
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15

# What a file can be asked for; the others are for folders.
_OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
# All that a version knows, from version 1 on.
_KNOWN = (0, (1 << 13) - 1, (1 << 14) - 1, (1 << 15) - 1, (1 << 15) - 1)
_SCOPE_ABSTRACT_SOCKETS, _SCOPE_SIGNALS = 1 << 0, 1 << 1

# The same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1
_SET_NO_NEW_PRIVILEGES = 38

# Before version 2 nothing could be moved from one folder to another, which services do.
OLDEST = 2

_c_library = None  # type: Optional[Any]
# The one function of the C library, declared for each of its uses: that is faster than to convert each time.
_create = _add = _restrict = None  # type: Any


def version() -> int:
    """What the kernel offers here; 0 where that is nothing, or too little."""
    global _c_library, _create, _add, _restrict
    if not available or struct.calcsize("P") != 8:
        return 0
    import ctypes

    number, pointer = ctypes.c_long, ctypes.c_void_p
    _c_library = ctypes.CDLL(None, use_errno=True)
    _create = _declared(_c_library, number, [number, pointer, number, number])
    _add = _declared(_c_library, number, [number, number, number, pointer, number])
    _restrict = _declared(_c_library, number, [number, number, number])
    found = int(_create(_CREATE_RULESET, None, 0, _VERSION))
    return found if found >= OLDEST else 0


def _declared(library: Any, result: Any, arguments: List[Any]) -> Any:
    function = library["syscall"]
    function.restype = result
    function.argtypes = arguments
    return function


class Ruleset:
    """What a process keeps. `version` must have been asked for before."""

    def __init__(self, version: int) -> None:
        self._known = _KNOWN[min(version, len(_KNOWN) - 1)] | (IOCTL_DEV if version >= 5 else 0)
        scoped = _SCOPE_ABSTRACT_SOCKETS | _SCOPE_SIGNALS if version >= 6 else 0
        # Fields that a version does not know must not be handed to it.
        size = 24 if version >= 6 else 16 if version >= 4 else 8
        attributes = struct.pack("=QQQ", self._known, 0, scoped)[:size]
        self._descriptor = _checked(_create(_CREATE_RULESET, attributes, size, 0))

    def allow(self, path: str, access: int, is_folder: bool = True) -> None:
        """Keeps a file, or a folder with all below it; what is not there is passed over."""
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            return
        access &= self._known if is_folder else self._known & _OF_FILES
        try:
            _checked(_add(_ADD_RULE, self._descriptor, _PATH_BENEATH, struct.pack("=Qi", access, descriptor), 0))
        finally:
            os.close(descriptor)

    def enforce(self) -> None:
        """From now on; there is no way back."""
        assert _c_library is not None
        _c_library.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _checked(_restrict(_RESTRICT_SELF, self._descriptor, 0))
        os.close(self._descriptor)


def _checked(result: int) -> int:
    """What a system call returned; raises OSError."""
    if result >= 0:
        return result
    import ctypes

    error = ctypes.get_errno()
    raise OSError(error, "Landlock: {}".format(os.strerror(error)))
