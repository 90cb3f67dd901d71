"""What a child is for: its order is the engine's request, with its `kind`, which is `job` or `planning`.

A child that is an interpreter of its own reads it from its pipe; it then also says in `environment` what user code sees
otherwise than the host. A forked child has it from the start.
"""

import os
import sys
from typing import Iterator, NoReturn

from ..wire import Message, decode
from . import environment
from .answer import answer_all
from .environment import Enter
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
    obey(order, lines, reporter, environment.enter)


def obey(order: Message, lines: Iterator[bytes], reporter: Reporter, enter: Enter) -> NoReturn:
    """Does what an order says and ends the process; `lines` are the questions that follow it."""
    if order["kind"] == "job":
        work(order, reporter, enter)
    # What callbacks print is one text.
    os.dup2(1, 2)
    answer_all(order, (decode(line) for line in lines), reporter, enter)
