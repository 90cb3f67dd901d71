"""Exceptions as what a researcher reads: type, message, and the traceback from user code on."""

import importlib
import os
import traceback
from types import TracebackType
from typing import Dict, Optional

from .text import safe_text

# A traceback is kept from both ends: the first lines say where it began, the last ones what happened.
HEAD_CHARACTERS = 16 * 1024
TAIL_CHARACTERS = 48 * 1024

_OUR_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_IMPORT_FOLDER = os.path.dirname(os.path.abspath(importlib.__file__)) + os.sep


def describe(error: BaseException) -> Dict[str, Optional[str]]:
    """The exception in JSON."""
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__"):
        name = "{}.{}".format(kind.__module__, name)
    return {"type": name, "message": safe_text(error, str), "traceback": traceback_text(error)}


def traceback_text(error: BaseException) -> str:
    """The traceback as Python prints it, without the frames of this package that come first."""
    try:
        lines = traceback.format_exception(type(error), error, _from_user_code(error.__traceback__))
        text = "".join(lines)
    except Exception as fault:  # The exception's own methods may raise anything.
        return "The traceback cannot be made: {}".format(type(fault).__name__)
    if len(text) <= HEAD_CHARACTERS + TAIL_CHARACTERS:
        return text
    left_out = len(text) - HEAD_CHARACTERS - TAIL_CHARACTERS
    return "{}\n… {} characters left out …\n{}".format(text[:HEAD_CHARACTERS], left_out, text[-TAIL_CHARACTERS:])


def _from_user_code(trace: Optional[TracebackType]) -> Optional[TracebackType]:
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if not file.startswith((_OUR_FOLDER, _IMPORT_FOLDER, "<frozen importlib")):
            return trace
        trace = trace.tb_next
    return None
