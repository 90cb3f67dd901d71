"""From a dotted name, e.g. `segmentation.worker`, to the function."""

import importlib
import sys
from types import ModuleType
from typing import Any, Callable, Optional

from . import prepared


class FunctionNotFound(Exception):
    """There is no such function; the message says what is missing, and where it was looked for."""


def find_function(name: str, folder: str) -> Callable[..., Any]:
    """Imports the module before the last dot of `name` and returns its attribute after it.

    `folder` is where the service's package should lie; it is named in messages only. Raises `FunctionNotFound`, or
    whatever importing the module raises.
    """
    module_name, _, attribute = name.rpartition(".")
    if not module_name or not attribute:
        raise FunctionNotFound("'{}' does not name a function: it must be '<service>.<function>'.".format(name))
    module = _import(module_name, folder)
    try:
        function = getattr(module, attribute)
    except AttributeError:
        raise FunctionNotFound(_missing_attribute(module, attribute)) from None
    if not callable(function):
        raise FunctionNotFound("'{}' is not a function but of type {}.".format(name, type(function).__name__))
    return function  # type: ignore[no-any-return]


def _import(name: str, folder: str) -> ModuleType:
    try:
        package, _, inner = name.partition(".")
        module = prepared.load(package)
        return importlib.import_module(name) if inner or module is None else module
    except ModuleNotFoundError as error:
        # A module that the service itself tries to import is missing: that is the service's own error.
        if error.name != name and not name.startswith("{}.".format(error.name)):
            raise
        message = "There is no Python module '{}': looked in {} and among the modules of {}."
        raise FunctionNotFound(message.format(error.name, folder, sys.executable)) from None


def _missing_attribute(module: ModuleType, attribute: str) -> str:
    file = getattr(module, "__file__", None)
    if file is None:
        return "The package '{}' has no function '{}': its folder has no __init__.py.".format(
            module.__name__, attribute
        )
    meant = _alike(module, attribute)
    hint = "" if meant is None else " Did you mean '{}'?".format(meant)
    return "The module '{}' ({}) has no function '{}'.{}".format(module.__name__, file, attribute, hint)


def _alike(module: ModuleType, attribute: str) -> Optional[str]:
    """A function that the module has, whose name is nearly that."""
    import difflib

    functions = [name for name, value in vars(module).items() if callable(value) and not name.startswith("_")]
    return next(iter(difflib.get_close_matches(attribute, functions, 1)), None)
