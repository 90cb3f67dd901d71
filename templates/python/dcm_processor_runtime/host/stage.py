"""How the host looks at the moment of a fork: as the child is to find things, so that it need not change them.

What a child changes costs it a copy of each memory page that is touched; what the host changes is there already.
"""

import os
import sys
from typing import Dict, Optional

from ..child.environment import Changes, changes, search_path
from ..wire import Message


class Stage:
    """Environment variables and module search path."""

    def __init__(self) -> None:
        self._machine = dict(os.environ)
        self._path = list(sys.path)
        self._set = {}  # type: Changes

    def set(self, order: Message) -> None:
        """Sets them as an order asks for; `clear` is to follow."""
        wanted = changes(order, self._machine)
        for name in self._set:
            if name not in wanted:
                _set(name, self._machine.get(name))
        for name, value in wanted.items():
            if name not in self._set or self._set[name] != value:
                _set(name, value)
        self._set = wanted
        sys.path[:] = search_path(order, self._path)

    def clear(self) -> None:
        """Gives the host its own search path again; variables are of no interest to it, and wait for the next order."""
        sys.path[:] = self._path


def _set(name: str, value: Optional[str]) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
