"""Code of services that the host has read already: a forked child need only run it.

The host itself never runs it, so nothing of one job is there for the next.
"""

import sys
from types import CodeType, ModuleType
from typing import NamedTuple, Optional


class Prepared(NamedTuple):
    """A module as importing it makes it just before its code runs, and that code."""

    name: str
    module: ModuleType
    code: CodeType


# What the host has prepared for the child that it forks next.
current = None  # type: Optional[Prepared]


def load(name: str) -> Optional[ModuleType]:
    """Runs the code of a prepared module, as importing it would; None where that is to be imported as ever."""
    if current is None or current.name != name or name in sys.modules:
        return None
    module = current.module
    sys.modules[name] = module
    spec = module.__spec__
    # As `importlib` does, whose messages about circular imports go by it.
    setattr(spec, "_initializing", True)
    try:
        exec(current.code, module.__dict__)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    finally:
        setattr(spec, "_initializing", False)
    # A module may put another in its place.
    return sys.modules[name]
