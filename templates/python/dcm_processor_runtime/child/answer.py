"""The callbacks of one arrival: asks each as the host says, and judges what it answers."""

import collections.abc
import inspect
import json
import os
import signal
from typing import Any, Dict, Iterator, NoReturn, Optional, Tuple

from .. import linux, stdio
from ..wire import Message
from .environment import Enter
from .errors import describe, traceback_text
from .leave import leave, leave_at_once
from .names import FunctionNotFound, find_function
from .report import UNREPORTED, Reporter
from .text import safe_text
from .values import JsonValue, NotJson, is_numpy_bool


def answer_all(order: Message, questions: Iterator[Message], reporter: Reporter, enter: Enter) -> NoReturn:
    """Answers question after question until there are no more, and ends the process."""
    session = os.getpid()
    trouble = None  # type: Optional[Message]
    entered = False
    # Each callback gets headers of its own: what one does to them, no other sees.
    headers = json.dumps(order["headers"])
    for question in questions:
        # Not before: the engine makes the data folder while the process waits.
        if not entered:
            trouble = _enter(order, enter)
            entered = True
        own_headers = question.get("headers") or json.loads(headers)
        if question.get("isApart") and trouble is None and linux.available:
            _answer_apart(question, own_headers, order["registryFolder"], reporter)
            continue
        answer = trouble or _answer(question, own_headers, order["registryFolder"])
        stdio.flush_standard_streams()
        if os.getpid() != session:
            # A process that the callback forked, and that came back out of it: the answer is not for it to tell.
            break
        try:
            reporter.send({"answer": answer})
        except OSError:
            leave(UNREPORTED)
    leave(0)


def _answer_apart(question: Message, headers: Dict[str, Any], folder: str, reporter: Reporter) -> None:
    """Answers in a fork of this process, which has the callback imported; this one stays as it is."""
    name = question["callback"]
    try:
        find_function(name, folder)
    except BaseException:
        pass  # The fork meets the same, and tells it.
    stdio.flush_standard_streams()
    fork = os.fork()
    if fork == 0:
        linux.die_with_parent(os.getppid(), signal.SIGKILL)
        own = os.getpid()
        answer = _answer(question, headers, folder)
        stdio.flush_standard_streams()
        if os.getpid() == own:
            reporter.send({"answer": answer})
        leave_at_once(0)
    status = os.waitpid(fork, 0)[1]
    if status != 0:
        reporter.send({"answer": _failed("died", "The callback '{}' ended its process.".format(name))})


def _enter(order: Message, enter: Enter) -> Optional[Message]:
    try:
        enter(order)
    except (OSError, ValueError) as error:
        return _failed("import-failed", "The callbacks cannot be asked: {}".format(error))
    return None


def _answer(question: Message, headers: Dict[str, Any], folder: str) -> Message:
    name = question["callback"]
    try:
        callback = find_function(name, folder)
    except FunctionNotFound as missing:
        return _failed("not-found", str(missing))
    except BaseException as error:
        about = describe(error)
        message = "Importing the callback '{}' failed: {}: {}".format(name, about["type"], about["message"])
        return _failed("import-failed", message, about["traceback"])
    try:
        value = callback(
            jobName=question["jobName"],
            headers=headers,
            added_params=question["addedParams"],
            params=question["params"],
        )
        return _judge(value, name)
    except InvalidAnswer as invalid:
        return _failed("invalid-answer", str(invalid), invalid.traceback)
    except BaseException as error:
        about = describe(error)
        message = "The callback '{}' raised {}: {}".format(name, about["type"], about["message"])
        return _failed("raised", message, about["traceback"])


class InvalidAnswer(Exception):
    """The callback returned what is not an answer; the message says why."""

    def __init__(self, message: str, traceback: Optional[str] = None) -> None:
        super().__init__(message)
        self.traceback = traceback


def _failed(cause: str, message: str, traceback: Optional[str] = None) -> Message:
    return {"kind": "failed", "cause": cause, "message": message, "traceback": traceback}


def _judge(value: Any, name: str) -> Message:
    """What the returned value means: truthy or falsy, or a pair of that and a dict to inject."""
    verdict, injected = value, None  # type: Any, Any
    if isinstance(value, (tuple, list)):
        verdict, injected = _pair(value, name)
    accepted, warning = _verdict(verdict, name)
    if not accepted:
        return {"kind": "declined", "warning": warning}
    if injected is not None:
        injected, converted = _injected(injected, name)
        warning = " ".join(text for text in (warning, converted) if text) or None
    return {"kind": "accepted", "injected": injected, "warning": warning}


def _pair(value: Any, name: str) -> Tuple[Any, Any]:
    if len(value) != 2:
        raise InvalidAnswer(
            "The callback '{}' returned a {} of length {}; it must return True, False, or a pair of that and a "
            "dict.".format(name, type(value).__name__, len(value))
        )
    verdict, injected = value
    if injected is not None and not isinstance(injected, dict):
        raise InvalidAnswer(
            "The callback '{}' returned a pair whose second part is of type {}; it must be a dict or None.".format(
                name, type(injected).__name__
            )
        )
    return verdict, injected


def _verdict(value: Any, name: str) -> Tuple[bool, Optional[str]]:
    if value is None:
        return False, "The callback '{}' answered with None, as one that returns nothing does, which counts as False.".format(name)
    _refuse_no_answer(value, name)
    try:
        accepted = bool(value)
    except Exception as error:
        raise InvalidAnswer(
            "The callback '{}' returned a value of type {} that is neither true nor false: {}".format(
                name, type(value).__name__, safe_text(error, str)
            ),
            traceback_text(error),
        ) from None
    if isinstance(value, int) or is_numpy_bool(value):
        return accepted, None
    hint = " To inject it, return True and the dict." if isinstance(value, dict) else ""
    return accepted, "The callback '{}' answered with a value of type {}, which counts as {}.{}".format(
        name, type(value).__name__, accepted, hint
    )


def _refuse_no_answer(value: Any, name: str) -> None:
    """Python takes all of these for true, although the callback has not decided anything with them."""
    why = None
    if inspect.iscoroutine(value):
        value.close()  # Else Python says that nobody awaited it.
        why = "it is async, so it was not run; write it without async"
    elif isinstance(value, (collections.abc.Awaitable, collections.abc.AsyncIterator)):
        why = "it is async, so it was not run to its end; write it without async"
    elif inspect.isgenerator(value):
        why = "it uses yield, or hands over what was not gone through; use return, and any(...) or all(...)"
    elif isinstance(value, BaseException) or (isinstance(value, type) and issubclass(value, BaseException)):
        why = "an exception is raised, not returned"
    elif value is NotImplemented:
        why = "that is no answer"
    if why is not None:
        kind = value.__name__ if isinstance(value, type) else type(value).__name__
        raise InvalidAnswer("The callback '{}' returned a value of type {}: {}.".format(name, kind, why))


def _injected(value: Dict[Any, Any], name: str) -> Tuple[Any, Optional[str]]:
    try:
        converted = JsonValue(value)
    except NotJson as reason:
        raise InvalidAnswer("The dict that the callback '{}' returned is not JSON: {}.".format(name, reason)) from None
    if not converted.conversions:
        return converted.value, None
    return converted.value, "The dict that the callback '{}' returned was converted to JSON: {}.".format(
        name, ", ".join(sorted(converted.conversions))
    )
