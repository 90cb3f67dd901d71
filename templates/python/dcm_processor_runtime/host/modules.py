"""The modules of services as the host prepares them for its children (`child/prepared.py`)."""

import os
import sys
import time
from importlib.util import find_spec, module_from_spec
from typing import Dict, NamedTuple, Optional, Tuple

from ..child.compiled import KeptSource
from ..child.prepared import Prepared

# Coarsest clock of a file system that is reckoned with, in nanoseconds.
CLOCK_GRAIN = 50 * 10**6

Stamp = Tuple[int, ...]


class _Known(NamedTuple):
    file: str
    # None: something had only just changed, so a further change may have left the same stamp.
    stamp: Optional[Stamp]
    prepared: Prepared


class Modules:
    """What was prepared before is used again for as long as nothing of it, nor what could hide it, has changed."""

    def __init__(self) -> None:
        self._known = {}  # type: Dict[str, _Known]

    def prepare(self, name: str, folder: str) -> Optional[Prepared]:
        """The package or module `name` of a folder, which is the last of `sys.path`.

        None where a child is to import for itself: what is not compiled yet, what hides it, what is not there.
        """
        if not name or name in sys.modules:
            return None
        key = os.path.join(folder, name)
        known = self._known.pop(key, None)
        try:
            is_known = known is not None and known.stamp is not None and known.stamp == _stamp(known.file)
            fresh = known if is_known else _read(name, folder)
        except Exception:  # It is gone, or a finder of others fails; a child meets the same, and tells it.
            return None
        if fresh is None:
            return None
        self._known[key] = fresh
        return fresh.prepared


def _read(name: str, folder: str) -> Optional[_Known]:
    spec = find_spec(name)
    if spec is None or spec.origin is None or not isinstance(spec.loader, KeptSource):
        return None
    if not spec.origin.startswith(folder + os.sep):
        return None
    now = time.time_ns() if hasattr(time, "time_ns") else int(time.time() * 10**9)
    stamp = _stamp(spec.origin)
    code = spec.loader.kept_code(name)
    if code is None:
        return None
    is_settled = max(stamp) < now - CLOCK_GRAIN
    return _Known(spec.origin, stamp if is_settled else None, Prepared(name, module_from_spec(spec), code))


def _stamp(file: str) -> Stamp:
    """Times of change of a file and of every folder in which something of its name would be found first."""
    status = os.stat(file)
    return (status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns) + tuple(map(_changed, sys.path))


def _changed(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0
