"""`python -m dcm_processor_runtime.by_hand ORDER [shell|debug|run]`: a job as a person runs it.

ORDER is a file with one job as the engine would hand it to the runtime, in JSON, and the environment variables of the
runtime itself. `shell` opens a shell where and as the job would be, `debug` stops in the Python debugger before the
first line of the worker function, `run` calls it and prints what it returned.
"""

import json
import os
import subprocess
import sys
from typing import Any, Callable, Dict

from .child import environment
from .child.names import find_function
from .child.signature import accepts
from .child.values import JsonValue, NotJson, safe_text

# What a terminal tells the programs in it; jobs have none.
_TERMINAL = ("TERM", "COLORTERM", "LINES", "COLUMNS")


def main(file: str, what: str) -> int:
    """Returns the exit code."""
    with open(file, encoding="utf-8") as stream:
        told = json.load(stream)
    machine = told["machine"]
    terminal = {name: os.environ[name] for name in _TERMINAL if name in os.environ}
    os.environ.clear()
    os.environ.update(machine)
    os.environ.update(terminal)
    order = dict(told["order"], kind="job")
    order["environment"] = environment.changes(order, machine)
    environment.enter(order)
    if what == "shell":
        return _shell(order)
    # As in a job: the folder that this was started in, or of the script, is not where modules are looked for.
    arguments = dict(order["arguments"])
    function = find_function(order["worker"], order["modulesFolder"])
    if "dependencyResults" in order and accepts(function, "dependency_results"):
        arguments["dependency_results"] = order["dependencyResults"]
    result = _debug(function, arguments) if what == "debug" else function(**arguments)
    print(_shown(result))
    return 0


def _shell(order: Dict[str, Any]) -> int:
    if os.name == "nt":
        shell = os.environ.get("COMSPEC", "cmd.exe")
    else:
        shell = os.environ.get("SHELL", "/bin/sh")
    python = os.path.dirname(sys.executable)
    # `python` in it is the one of the job, and finds what the job finds.
    os.environ["PATH"] = os.pathsep.join([python, os.environ.get("PATH", "")])
    given = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join(part for part in (given, order["modulesFolder"]) if part)
    return subprocess.call([shell], cwd=order.get("shellFolder"))


def _debug(function: Callable[..., Any], arguments: Dict[str, Any]) -> Any:
    import pdb

    print("Job {}: stopped before {}. c goes on, n goes a line further, q ends.".format(
        arguments["jobName"], function.__name__
    ))
    return pdb.Pdb(nosigint=True).runcall(function, **arguments)


def _shown(result: Any) -> str:
    try:
        return json.dumps(JsonValue(result).value, indent=2)
    except NotJson as reason:
        return "{}\n(kept as text: {})".format(safe_text(result), reason)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "shell"))
