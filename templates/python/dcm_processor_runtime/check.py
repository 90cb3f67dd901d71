"""Looks whether functions of a service can be found and called, by importing them where they would run.

The engine asks it before a service is installed: `callback` is asked like a callback, `worker` called like the worker
function of a job, so that both are in the process, with the search path and the limits that the service would have.
Files can be written below DATA only, where Linux can keep it so.
"""

import os
import sys
import tempfile
from typing import Any, Callable, Dict, List, Optional, Tuple

from . import landlock
from .child.errors import describe
from .child.names import FunctionNotFound, find_function
from .child.signature import accepts
from .landlock import EXECUTE, IOCTL_DEV, MAKE_DIR, MAKE_FIFO, MAKE_REG, MAKE_SOCK, MAKE_SYM, READ_DIR, READ_FILE
from .landlock import REFER, REMOVE_DIR, REMOVE_FILE, TRUNCATE, WRITE_FILE
from .requirements import look_at_requirements

Problem = Dict[str, Any]

# What a callback and a worker function are called with.
KEYWORDS = ("jobName", "headers", "params", "added_params")
# What a worker function is called with as well where it takes it.
WORKER_KEYWORDS = ("dependency_results",)
# A file that is written while a module is imported may have so many bytes.
LARGEST_FILE = 256 * 1024 * 1024
# Threads and processes that importing may start, those of its libraries included.
MOST_THREADS = 2000

_READ = EXECUTE | READ_FILE | READ_DIR
_MAKE = MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO | MAKE_SYM
_WRITE = _READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | _MAKE | REFER
_DEVICE = READ_FILE | WRITE_FILE | READ_DIR | IOCTL_DEV
_SHARED_MEMORY = READ_FILE | READ_DIR | WRITE_FILE | TRUNCATE | MAKE_REG | REMOVE_FILE

_is_confined = False


def ready(**_kwargs: Any) -> bool:
    """Says that the process of callbacks is there, before it is asked for what takes its time."""
    return True


def callback(params: Dict[str, Any], **_kwargs: Any) -> Tuple[bool, Dict[str, Any]]:
    """Looks at functions of registry packages."""
    _confine()
    return True, {"functions": _look(params["functions"], os.environ["REGISTRY"], ())}


def worker(params: Dict[str, Any], **_kwargs: Any) -> Dict[str, Any]:
    """Looks at functions of module packages, which lie in DATA, and at what the service requires."""
    # DATA is the working directory. As in a job: last, so that a service never hides a module of Python.
    folder = os.path.join(os.getcwd(), "modules")
    sys.path.append(folder)
    os.environ["MODULES"] = os.environ["MODULE"] = folder
    _confine()
    report = {"functions": _look(params["functions"], folder, WORKER_KEYWORDS)}  # type: Dict[str, Any]
    if params["requirements"] is not None:
        report["requirements"] = look_at_requirements(os.path.join(folder, params["requirements"]))
    return report


def _look(names: List[str], folder: str, more: Tuple[str, ...]) -> List[Dict[str, Any]]:
    return [{"name": name, "problem": _problem_of(name, folder, more)} for name in names]


def _problem_of(name: str, folder: str, more: Tuple[str, ...]) -> Optional[Problem]:
    try:
        function = find_function(name, folder)
        return _elsewhere(name, folder) or _not_called(name, function, folder, more)
    except FunctionNotFound as missing:
        return _problem("function-not-found", _as_known(str(missing), name, folder))
    except BaseException as error:
        try:
            problem = _import_problem(error, folder)
            return dict(problem, message=_as_known(problem["message"], name, folder))
        except BaseException:  # Whatever it is, its own methods raise.
            return _problem("import-failed", "Importing it raised an exception that cannot be shown.")


def _import_problem(error: BaseException, folder: str) -> Problem:
    """What went wrong while a module of the service was imported, and where."""
    about = describe(error)
    file, line = _place(error, folder)
    kind, said = about["type"], about["message"]
    if isinstance(error, SyntaxError):
        code, message = "syntax-error", "Python {}.{} cannot read it: {}".format(sys.version_info[0], sys.version_info[1], error.msg)
    elif isinstance(error, ModuleNotFoundError):
        code, message = "module-missing", "The module '{}' that it imports is not installed.".format(error.name)
    elif isinstance(error, SystemExit):
        code, message = "import-failed", "It ends the program (sys.exit) when it is imported."
    else:
        code, message = "import-failed", "Importing it failed: {}: {}".format(kind, said)
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    return dict(_problem(code, message), file=file, line=line, traceback=about["traceback"], module=missing)


def _place(error: BaseException, folder: str) -> Tuple[Optional[str], Optional[int]]:
    """The last line of the service's own code that has to do with it."""
    found = (None, None)  # type: Tuple[Optional[str], Optional[int]]
    root = os.path.realpath(folder) + os.sep
    trace = error.__traceback__
    while trace is not None:
        file = os.path.realpath(trace.tb_frame.f_code.co_filename)
        if file.startswith(root):
            found = (_shown(file, root), trace.tb_lineno)
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename:
        file = os.path.realpath(error.filename)
        if file.startswith(root):
            found = (_shown(file, root), error.lineno or None)
    return found


def _shown(file: str, root: str) -> str:
    """Relative to the package of the service, with slashes."""
    return "/".join(file[len(root) :].split(os.sep)[1:])


def _as_known(message: str, name: str, folder: str) -> str:
    """Paths in it as the service has them: what is looked at is a copy, which is gone when somebody reads of it."""
    part = "registry" if folder == os.environ.get("REGISTRY") else "module"
    for root in (os.path.realpath(folder), folder):
        message = message.replace(os.path.join(root, name.partition(".")[0]) + os.sep, part + "/")
        message = message.replace(root, part)
    return message


def _elsewhere(name: str, folder: str) -> Optional[Problem]:
    """A module of that name that is not the service's."""
    package = sys.modules.get(name.partition(".")[0])
    file = getattr(package, "__file__", None)
    if file is None or os.path.realpath(file).startswith(os.path.realpath(folder) + os.sep):
        return None
    message = "Python finds another module of that name first: {}. Choose another name for the service."
    return _problem("module-elsewhere", message.format(file))


def _not_called(name: str, function: Callable[..., Any], folder: str, more: Tuple[str, ...]) -> Optional[Problem]:
    """Why calling the function as DCM Processor does would fail, or do nothing; `more`: keywords where it takes them."""
    import inspect

    for is_kind, words in (
        (inspect.iscoroutinefunction, "an async function, which would never run"),
        (inspect.isasyncgenfunction, "an async generator, which would never run"),
        (inspect.isgeneratorfunction, "a generator (it has a yield), which would never run"),
    ):
        if is_kind(function):
            return dict(_problem("function-never-runs", "'{}' is {}.".format(name, words)), **_definition(function, folder))
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None  # Compiled code may not tell.
    try:
        signature.bind(**dict.fromkeys(KEYWORDS + tuple(one for one in more if accepts(function, one))))
    except TypeError as error:
        message = "'{}{}' cannot be called with the keywords {}: {}."
        problem = _problem("signature-wrong", message.format(name, signature, ", ".join(KEYWORDS), error))
        return dict(problem, **_definition(function, folder))
    return None


def _definition(function: Any, folder: str) -> Dict[str, Any]:
    """Where the function is written, where that is in the service."""
    code = getattr(function, "__code__", None)
    root = os.path.realpath(folder) + os.sep
    file = os.path.realpath(getattr(code, "co_filename", ""))
    if not file.startswith(root):
        return {}
    return {"file": _shown(file, root), "line": getattr(code, "co_firstlineno", None)}


def _problem(code: str, message: str) -> Problem:
    return {"code": code, "message": message, "file": None, "line": None, "traceback": None, "module": None}


def _confine() -> None:
    """Gives up writing anywhere but below DATA, for this process and all it starts."""
    global _is_confined
    if _is_confined:
        return
    _is_confined = True
    own = os.environ.get("DATA", "")
    own = own if os.path.isdir(own) else tempfile.mkdtemp()
    temporary = os.path.join(own, "tmp")
    os.makedirs(temporary, exist_ok=True)
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = temporary
    tempfile.tempdir = temporary
    for name, folder in (("MPLCONFIGDIR", "matplotlib"), ("NUMBA_CACHE_DIR", "numba")):
        os.environ.setdefault(name, os.path.join(temporary, folder))
    _limit()
    version = landlock.version()
    if not version:
        return
    rules = landlock.Ruleset(version)
    rules.allow("/", _READ)
    rules.allow("/dev", _DEVICE)
    rules.allow("/dev/shm", _SHARED_MEMORY)
    rules.allow("/proc", READ_FILE | READ_DIR | WRITE_FILE)
    rules.allow(own, _WRITE)
    rules.enforce()


def _limit() -> None:
    """Files and processes without end, and more memory than half of the machine's, are for no import."""
    try:
        import resource
    except ImportError:
        return  # Windows.
    limits = [(resource.RLIMIT_FSIZE, LARGEST_FILE), (resource.RLIMIT_CORE, 0)]
    if sys.platform.startswith("linux"):
        limits.append((resource.RLIMIT_DATA, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2))
        if os.getuid() != 0:
            limits.append((resource.RLIMIT_NPROC, _threads_of_user() + MOST_THREADS))
    for limit, wanted in limits:
        most = resource.getrlimit(limit)[1]
        value = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(limit, (value, value))


def _threads_of_user() -> int:
    """How many threads this user has now; the system's limit counts all of them."""
    count = 0
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                if os.stat("/proc/" + name).st_uid == os.getuid():
                    count += len(os.listdir("/proc/" + name + "/task"))
            except OSError:
                pass  # It has ended.
    return count
