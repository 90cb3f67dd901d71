"""Which keywords a function takes, without importing `inspect` for ordinary functions: each import makes a job dearer."""

from typing import Any, Callable

_VARIABLE_ARGUMENTS = 0x04
_VARIABLE_KEYWORDS = 0x08


def accepts(function: Callable[..., Any], keyword: str) -> bool:
    """Whether the function names the keyword, or takes any by `**kwargs`.

    `(*args, **kwargs)` alone tells nothing: it is how wrappers are written, and what is inside may take less.
    """
    for _ in range(100):  # A chain of wrappers may be a circle.
        if not hasattr(function, "__wrapped__"):
            break
        function = function.__wrapped__
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    if code is None:
        return _accepts_by_inspection(function, keyword)
    first = getattr(code, "co_posonlyargcount", 0)
    named = code.co_varnames[first : code.co_argcount + code.co_kwonlyargcount]
    if keyword in named:
        return True
    only_variable = not named and code.co_flags & _VARIABLE_ARGUMENTS
    return bool(code.co_flags & _VARIABLE_KEYWORDS) and not only_variable


def _accepts_by_inspection(function: Callable[..., Any], keyword: str) -> bool:
    """The same for what is no plain function: an object that can be called, a `partial`, compiled code."""
    import inspect

    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return False
    by_name = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    if any(parameter.name == keyword and parameter.kind in by_name for parameter in parameters):
        return True
    kinds = [parameter.kind for parameter in parameters]
    only_variable = inspect.Parameter.VAR_POSITIONAL in kinds and not any(kind in by_name for kind in kinds)
    return inspect.Parameter.VAR_KEYWORD in kinds and not only_variable
