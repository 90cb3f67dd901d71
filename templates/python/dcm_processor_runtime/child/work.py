"""One job: finds the worker function, calls it, and reports what came of it."""

import os
from traceback import clear_frames
from typing import Any, NoReturn

from .. import stdio
from ..wire import Message
from . import environment, report
from .environment import Enter
from .errors import describe
from .leave import leave
from .names import find_function
from .signature import accepts
from .text import safe_text
from .values import JsonValue, NotJson


def work(order: Message, reporter: report.Reporter, enter: Enter) -> NoReturn:
    """Does the job and ends the process."""
    job = os.getpid()
    report.current = reporter
    code = 0
    try:
        outcome = _call(order, enter)
    except SystemExit as leaving:
        code = _exit_code(leaving)
        outcome = {"exit": code}
    except BaseException as error:
        # First, as it needs none itself.
        environment.spare = None
        code = 1
        if isinstance(error, MemoryError):
            clear_frames(error.__traceback__)
        outcome = {"error": describe(error)}
        if "confine" in order:
            from .confine import hint

            hint(error)
        if isinstance(error, MemoryError) and "memoryBytes" in order:
            limit = "The job asked for more memory than its limit of {:.0f} MB (resources.memory)."
            outcome["error"]["message"] = limit.format(order["memoryBytes"] / 1024.0 ** 2)
        if os.getpid() != job:
            stdio.say_traceback()
    if os.getpid() != job:
        # A process that the function forked, and that came back out of it: the result is not for it to tell.
        leave(code)
    stdio.flush_standard_streams()
    try:
        reporter.send(outcome)
    except OSError:
        # Not a word on stderr: its descriptor may be a file of the job by now.
        code = report.UNREPORTED
    leave(code)


def _call(order: Message, enter: Enter) -> Message:
    enter(order)
    function = find_function(order["worker"], order["modulesFolder"])
    arguments = order["arguments"]
    # Services of old know four keywords only.
    if "dependencyResults" in order and accepts(function, "dependency_results"):
        arguments = dict(arguments, dependency_results=order["dependencyResults"])
    return _result(function(**arguments))


def _result(value: Any) -> Message:
    if value is None:
        return report.NOTHING
    try:
        converted = JsonValue(value)
    except NotJson as reason:
        stdio.say("dcm-processor: the result is kept as text, for {}.".format(reason))
        return {"result": safe_text(value), "resultIsRepr": True}
    # What is no number any more is said; that NumPy values and paths are converted is what one wants.
    changed = sorted(converted.conversions & {"NaN or Infinity", "large integers"})
    if changed:
        stdio.say("dcm-processor: kept as text in the result: {}.".format(", ".join(changed)))
    return {"result": converted.value, "resultIsRepr": False}


def _exit_code(leaving: SystemExit) -> int:
    """The exit code as the interpreter takes it from `sys.exit`."""
    if leaving.code is None:
        return 0
    if isinstance(leaving.code, int):
        return leaving.code & 0xFF
    stdio.say(safe_text(leaving.code, str))
    return 1
