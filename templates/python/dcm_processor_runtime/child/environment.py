"""Environment variables and module search path of user code."""

import os
import sys
import time
from typing import Dict, Mapping, Optional

from ..wire import Message
from .compiled import keep_compiled

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def changes(order: Message, machine: Mapping[str, str]) -> Dict[str, Optional[str]]:
    """What user code sees otherwise than the machine's environment; None stands for a variable it does not see.

    The host finds it out for its children: in a forked child each memory page that is touched costs.
    """
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
    result = {name: None for name in _PROXIES if name in machine}  # type: Dict[str, Optional[str]]
    result.update((name, value) for name, value in wanted.items() if name in result or machine.get(name) != value)
    return result


def enter(order: Message) -> None:
    """Gives this process the environment, working directory and module search path that its order asks for."""
    for name, value in order["environment"].items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    if "TZ" in order["environment"] and hasattr(time, "tzset"):
        time.tzset()
    # Compiled files of Python are told apart by the second; `compiled.py` keeps better ones.
    sys.dont_write_bytecode = True
    if order["kind"] == "job":
        if "memoryBytes" in order:
            _limit_memory(order["memoryBytes"])
        # Last, so that a service never hides a module of Python or of the environment.
        sys.path.append(order["modulesFolder"])
        keep_compiled(order["modulesFolder"])
        os.chdir(order["dataFolder"])
        if "confine" in order:
            # Not at the top: only containers need it.
            from . import confine

            confine.enter(order["confine"])
    else:
        sys.path.insert(0, order["registryFolder"])
        keep_compiled(order["registryFolder"])
        data = os.environ.get("DATA", "")
        os.chdir(data if os.path.isdir(data) else order["registryFolder"])


def _limit_memory(size: int) -> None:
    """Limits the memory of this process, and of each it starts, to `size` bytes; the engine tells where that cannot be.

    On Linux what a process may write counts, not what it only reserves: CUDA reserves more than any machine has.
    """
    if not sys.platform.startswith("linux"):
        return
    import resource

    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = size if most == resource.RLIM_INFINITY else min(size, most)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, wanted))
