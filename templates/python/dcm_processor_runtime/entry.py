"""The first process of a worker's container: runs the scripts and installs the requirements of the start, then idles.

`python -u -m dcm_processor_runtime.entry PLAN` with a plan in JSON:

- `scripts`: folders whose `*.sh` are run, in the order of their names
- `environments`: for each its `name`, the `python` of it, and `requirements`, folders whose `*.txt` are installed for it
- `variables`: environment variables of those, such as proxies; what runs afterwards does not see them
- `command`: a command that takes the place of idling, where there is one

All output goes to the log of the container. `python -m dcm_processor_runtime.entry` waits until that is done, and says in
one line of JSON what failed.
"""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import Any, Dict, List, NoReturn, Tuple

# Any user may write there, whatever the image; jobs are kept from it (`child/confine.py`).
FOLDER = "/tmp/dcm-processor"
_REPORT = os.path.join(FOLDER, "start.json")
# Last lines of what failed that are reported; all of them are in the log.
_LINES_KEPT = 20
_POLL_INTERVAL = 0.02


def packages_folder(environment: str) -> str:
    """Where what is installed at the start for an environment lies: the environment itself belongs to the image."""
    return os.path.join(FOLDER, "environments", environment)


def run(plan: Dict[str, Any]) -> List[Dict[str, Any]]:
    """Does what the plan says and returns what failed; goes on after a failure."""
    failures = []  # type: List[Dict[str, Any]]
    variables = dict(os.environ, **plan.get("variables", {}))
    for file in _files(plan["scripts"], ".sh"):
        _say("runs {}".format(file))
        code, lines = _call([shutil.which("bash") or "sh", file], os.path.dirname(file), variables)
        if code != 0:
            failures.append({"file": file, "exitCode": code, "lines": lines})
    for environment in plan["environments"]:
        files = _files(environment["requirements"], ".txt")
        failures += _install(environment["python"], environment["name"], files, variables)
    for failure in failures:
        _say("{} failed with exit code {}".format(failure["file"], failure["exitCode"]))
    return failures


def _install(python: str, name: str, files: List[str], variables: Dict[str, str]) -> List[Dict[str, Any]]:
    folder = packages_folder(name)
    stamp = os.path.join(folder, ".installed")
    wanted = _digest(files)
    if _text(stamp) == wanted:
        return []  # The container was started again: they are there.
    shutil.rmtree(folder, ignore_errors=True)
    failures = []
    for file in files:
        _say("installs {} for {}".format(file, name))
        command = [python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--no-cache-dir"]
        code, lines = _call(command + ["--upgrade", "--target", folder, "-r", file], os.path.dirname(file), variables)
        if code != 0:
            failures.append({"file": file, "exitCode": code, "lines": lines})
    if files and not failures:
        with open(stamp, "w") as stream:
            stream.write(wanted)
    return failures


def _files(folders: List[str], ending: str) -> List[str]:
    found = []
    for folder in folders:
        if os.path.isdir(folder):
            found += [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(ending)]
    return found


def _digest(files: List[str]) -> str:
    digest = hashlib.sha256()
    for file in files:
        with open(file, "rb") as stream:
            digest.update("{}\0".format(file).encode() + stream.read() + b"\0")
    return digest.hexdigest()


def _text(file: str) -> str:
    try:
        with open(file) as stream:
            return stream.read()
    except OSError:
        return ""


def _call(command: List[str], folder: str, variables: Dict[str, str]) -> Tuple[int, List[str]]:
    """Runs a command, shows its output, and returns its exit code with its last lines."""
    lines = []  # type: List[str]
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        return 127, [str(error)]
    assert process.stdout is not None
    with process.stdout as output:
        for data in output:
            text = data.decode("utf-8", "replace").rstrip("\r\n")
            print(text, flush=True)
            lines = (lines + [text])[-_LINES_KEPT:]
    return process.wait(), lines


def _say(text: str) -> None:
    print("dcm-processor: {}".format(text), flush=True)


def _start_of_container() -> str:
    """Tells this start of the container from those before."""
    with open("/proc/1/stat", "rb") as status:
        return status.read().rpartition(b")")[2].split()[19].decode()


def _begin(plan: str) -> NoReturn:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    os.makedirs(FOLDER, mode=0o755, exist_ok=True)
    told = json.loads(plan)
    report = {"start": _start_of_container(), "failures": run(told)}
    if "command" in told:
        os.execv(told["command"][0], told["command"])
    unfinished = _REPORT + ".new"
    with open(unfinished, "w") as stream:
        json.dump(report, stream)
    os.replace(unfinished, _REPORT)
    while True:
        signal.pause()


def _wait() -> None:
    start = _start_of_container()
    while True:
        try:
            report = json.loads(_text(_REPORT))
            if report["start"] == start:
                break
        except ValueError:
            pass
        time.sleep(_POLL_INTERVAL)
    print(json.dumps(report["failures"]))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _begin(sys.argv[1])
    _wait()
