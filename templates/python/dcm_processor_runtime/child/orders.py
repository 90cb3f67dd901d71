"""What a child waits for: its order, the engine's request with two more entries.

`kind` is `job` or `planning`, `environment` what user code sees otherwise than the host (`environment.py`).
"""

import os
import sys
from typing import Iterator, NoReturn

from ..wire import decode
from .answer import answer_all
from .report import Reporter
from .work import work


def follow(lines: Iterator[bytes], reports: int) -> NoReturn:
    """Takes the order, does what it says, and ends the process. A host that ends before ends this one too."""
    line = next(lines, b"")
    if not line:
        os._exit(0)
    order = decode(line)
    reporter = Reporter(reports)
    reporter.begin()
    sys.argv = ["dcm-processor"]
    if order["kind"] == "job":
        work(order, reporter)
    # What callbacks print is one text.
    os.dup2(1, 2)
    answer_all(order, (decode(line) for line in lines), reporter)
