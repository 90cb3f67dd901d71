"""Environment variables and module search path of user code."""

import os
import sys
import time
from typing import Callable, Dict, List, Mapping, Optional

from ..wire import Message
from .compiled import keep_compiled

# Makes a process look as user code is to find it.
Enter = Callable[[Message], None]
# Variables by name; None stands for one that is not seen.
Changes = Dict[str, Optional[str]]

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


# Taken by a job with a limit, and never written to: telling that the limit was reached takes memory as well. Bytes.
_SPARE = 8 * 1024 * 1024
spare = None  # type: Optional[bytearray]


def changes(order: Message, machine: Mapping[str, str]) -> Changes:
    """What user code sees otherwise than the machine's environment."""
    wanted = {"PYTHONIOENCODING": "utf-8:surrogateescape", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    if "LANG" not in machine:
        wanted["LANG"] = "C.UTF-8"
    if order["kind"] == "job":
        wanted.update(DATA=order["dataFolder"], MODULES=order["modulesFolder"])
    else:
        wanted.update(REGISTRY=order["registryFolder"])
    given = order["variables"]
    wanted.update(given)
    # The services of old read either name.
    if "MODULES" in wanted and "MODULE" not in given:
        wanted["MODULE"] = wanted["MODULES"]
    elif "MODULE" in given and "MODULES" not in given:
        wanted["MODULES"] = given["MODULE"]
    result = {name: None for name in _PROXIES if name in machine}  # type: Changes
    result.update((name, value) for name, value in wanted.items() if name in result or machine.get(name) != value)
    return result


def search_path(order: Message, path: List[str]) -> List[str]:
    """The module search path of user code, where `path` is that of the host."""
    if order["kind"] == "job":
        # Last, so that a service never hides a module of Python or of the environment.
        return path + [order["modulesFolder"]]
    return [order["registryFolder"]] + path


def enter(order: Message) -> None:
    """Gives this process the environment, search path and working directory that its order asks for."""
    for name, value in order["environment"].items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    # Compiled files of Python are told apart by the second; `compiled.py` keeps better ones.
    sys.dont_write_bytecode = True
    sys.path[:] = search_path(order, sys.path)
    keep_compiled(order["modulesFolder"] if order["kind"] == "job" else order["registryFolder"])
    settle(order)


def settle(order: Message) -> None:
    """What is left of `enter` for a forked child, whose host did the rest before (`host/stage.py`)."""
    if "TZ" in order["variables"] and hasattr(time, "tzset"):
        time.tzset()
    if order["kind"] == "job":
        if "memoryBytes" in order:
            _limit_memory(order["memoryBytes"])
        os.chdir(order["dataFolder"])
        if "confine" in order:
            # Not at the top: only containers need it.
            from . import confine

            confine.enter(order["confine"])
    else:
        data = os.environ.get("DATA", "")
        os.chdir(data if os.path.isdir(data) else order["registryFolder"])


def _limit_memory(size: int) -> None:
    """Limits the memory of this process, and of each it starts, to `size` bytes; the engine tells where that cannot be.

    On Linux what a process may write counts, not what it only reserves: CUDA reserves more than any machine has.
    """
    if not sys.platform.startswith("linux"):
        return
    import resource

    global spare
    spare = bytearray(_SPARE)
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = size if most == resource.RLIM_INFINITY else min(size, most)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, wanted))
