"""Starts a host: takes the protocol off the standard streams and chooses what suits the system."""

import faulthandler
import gc
import os
import signal
import sys
from importlib.machinery import PathFinder
from typing import List, Tuple

from .. import linux, stdio, windows
from . import fork, keeper
from .fork import ForkLauncher
from .host import Host
from .launcher import Launcher, reap_by_signal
from .loop import Loop
from .process import Machinery
from .streams import DescriptorStreams
from .trees import AdoptingTrees, GroupTrees


def start(children: str, private: List[str]) -> None:
    """Runs a host on the standard streams until the engine is gone. `children`, `private`: see `__main__.py`."""
    # For the host itself; see who starts it.
    os.environ.pop("LD_BIND_NOW", None)
    if linux.available and children not in ("windows", "posix"):
        keeper.split_off()
        linux.adopt_orphans()
    requests, answers = _take_standard_streams()
    loop = Loop()
    machinery = _machinery(loop, children)
    if private:
        # Not at the top: only containers need it.
        from .confinement import Confinement

        machinery = machinery._replace(confinement=Confinement(private))
    host = Host(machinery, requests, answers)
    _handle_signals(loop, host)
    machinery.launcher.get_ready()
    # A fault in compiled code shows its Python traceback in the job's own output.
    faulthandler.enable()
    _warm_up()
    host.run()
    sys.stderr.flush()
    os._exit(0)


# Compiled once, so that the compiler has set itself up before the first fork.
_SAMPLE = """
import os.path as path
from sys import argv
class Sample(object):
    def method(self, *args, key=None, **others):
        try:
            return [value for value in args if value > 1 and key is not None] or {"a": 1, **others}
        except (OSError, ValueError) as error:
            raise RuntimeError(f"{error!r:>10}") from None
def worker(jobName, headers, params, added_params):
    with open(__file__) as file:
        for line in file:
            print(line.strip()[1:-1], lambda x: x % 2, flush=True)
    while not argv:
        pass
"""


def _warm_up() -> None:
    """Does once what each forked child would do: what the host has done, a child need not do, nor copy its memory."""
    # Reads the folders of the module search path; a folder that changes is read again.
    PathFinder.find_spec("dcm_processor_no_such_module")
    compile(_SAMPLE, "<sample>", "exec")
    gc.collect()
    if hasattr(gc, "freeze"):
        gc.freeze()


def _machinery(loop: Loop, children: str) -> Machinery:
    if windows.here or children == "windows":
        # Not at the top: they bring `threading`, which makes each fork dearer.
        from .pumps import PumpedStreams
        from .spawn import SpawnLauncher

        trees = GroupTrees()
        if windows.here:
            from .job_objects import JobObjectTrees

            trees = JobObjectTrees()
        return Machinery(loop, PumpedStreams(loop), SpawnLauncher(loop, True, trees), trees)
    if linux.available and children != "posix":
        trees = AdoptingTrees()  # type: GroupTrees
    else:
        from .marked import MarkedTrees

        trees = MarkedTrees()
    if children in ("auto", "fork") and fork.wanted:
        launcher = ForkLauncher(loop)  # type: Launcher
    else:
        from .spawn import SpawnLauncher

        launcher = SpawnLauncher(loop, False, trees)
    reap_by_signal(loop, launcher.living)
    return Machinery(loop, DescriptorStreams(loop), launcher, trees)


def _take_standard_streams() -> Tuple[int, int]:
    """Moves the protocol where no print of anyone can reach it: stdin becomes empty, stdout goes to stderr."""
    requests, answers = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    stdio.open_standard_streams()
    return requests, answers


def _handle_signals(loop: Loop, host: Host) -> None:
    """SIGTERM ends the host; Ctrl+C in a terminal is the engine's matter."""
    own = os.getpid()

    def terminate(number: int, _: object) -> None:
        if os.getpid() == own:
            loop.post(host.end)
        else:
            # A forked child that has not yet put its signals back.
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    signal.signal(signal.SIGTERM, terminate)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not windows.here:
        signal.set_wakeup_fd(loop.wake_descriptor())
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
