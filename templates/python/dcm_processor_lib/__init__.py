"""Logging for services, with the functions that services written for `dcm-processor` import.

What is logged goes to the day's file in the folder LOGS, and to the standard output, so that it is seen live in the
job's own log as well. Without LOGS it goes to the standard output only.
"""

import builtins
import logging
import os
import sys
import time
from typing import Any, Optional

__all__ = ["get_logger", "print"]

_FORMAT = "%(asctime)s %(name)s %(levelname)s: %(message)s"


def get_logger(name: str) -> logging.Logger:
    """A logger that writes everything from DEBUG on to the day's log file and to the standard output."""
    logger = logging.getLogger(name)
    if not any(isinstance(handler, _DayFileAndOutput) for handler in logger.handlers):
        handler = _DayFileAndOutput()
        handler.setFormatter(logging.Formatter(_FORMAT))
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
    return logger


def print(*args: Any, name: Optional[str] = None) -> None:
    """Prints like the built-in function, and adds the line, with time and `name`, to the day's log file."""
    text = " ".join(str(value) for value in args)
    builtins.print(text, flush=True)
    stamp = time.strftime("%Y-%m-%d %H:%M:%S")
    _append_to_day_file("{} {}: {}".format(stamp, name, text) if name else "{}: {}".format(stamp, text))


class _DayFileAndOutput(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record)
            builtins.print(line, file=sys.stdout, flush=True)
            _append_to_day_file(line)
        except Exception:
            self.handleError(record)


def _append_to_day_file(line: str) -> None:
    """Adds a line in one write, so that lines of jobs that run at the same time do not mix."""
    folder = os.environ.get("LOGS")
    if not folder:
        return
    path = os.path.join(folder, time.strftime("%Y_%m_%d") + ".log")
    try:
        with open(path, "ab", buffering=0) as file:
            file.write((line + "\n").encode("utf-8", "backslashreplace"))
    except OSError as error:
        builtins.print("dcm_processor_lib: {} cannot be written: {}".format(path, error), file=sys.stderr)
