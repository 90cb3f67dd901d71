"""A real host in a real process, and services in a temporary folder, for the tests beside this file."""

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest

RUNTIME_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, RUNTIME_FOLDER)
PATIENCE = 60.0
ON_LINUX = sys.platform.startswith("linux")


class Host:
    """A host, spoken to as the engine does."""

    def __init__(self, children="auto", environment=None, read=True, private=()):
        variables = {
            name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ
        }
        variables.update(PYTHONPATH=RUNTIME_FOLDER, PYTHONDONTWRITEBYTECODE="1", LANG="C.UTF-8")
        variables.update(environment or {})
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "dcm_processor_runtime", "--children", children]
            + (["--private", ":".join(private)] if private else []),
            cwd=RUNTIME_FOLDER,
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.stderr = []
        self._events = queue.Queue()
        self._put_back = []
        threading.Thread(target=self._read_stderr, daemon=True).start()
        if read:
            self.read()
            self.hello = self.next_event(lambda event: event["event"] == "hello")

    def read(self):
        """Begins to read what the host says."""
        threading.Thread(target=self._read_events, daemon=True).start()

    def send(self, message):
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def next_event(self, wanted):
        """Waits for an event; others stay for later calls."""
        for index, event in enumerate(self._put_back):
            if wanted(event):
                return self._put_back.pop(index)
        deadline = time.monotonic() + PATIENCE
        while True:
            event = self._events.get(timeout=max(0.1, deadline - time.monotonic()))
            if event is None:
                raise AssertionError("the host has ended: " + "".join(self.stderr))
            if wanted(event):
                return event
            self._put_back.append(event)

    def close(self):
        self.process.stdin.close()
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def _read_events(self):
        for line in self.process.stdout:
            self._events.put(json.loads(line.decode("ascii")))
        self._events.put(None)

    def _read_stderr(self):
        for line in self.process.stderr:
            self.stderr.append(line.decode("utf-8", "replace"))


class Job:
    """A job that has been started."""

    numbers = iter(range(1, 10**9))

    def __init__(self, host, modules, data, worker, **request):
        self.host = host
        self.id = "job-{}".format(next(Job.numbers))
        arguments = {"jobName": "test", "headers": {}, "params": None, "added_params": {}}
        message = {
            "request": "run",
            "id": self.id,
            "worker": worker,
            "arguments": arguments,
            "modulesFolder": modules,
            "dataFolder": data,
            "variables": {},
            "timeoutMs": 60000,
            "logLimitBytes": 1000000,
        }
        message.update(request)
        host.send(message)
        self._pieces = {"stdout": [], "stderr": []}
        self.progress = []
        self.pid = None

    def next_event(self):
        event = self.host.next_event(lambda event: event.get("id") == self.id)
        if event["event"] == "started":
            self.pid = event["pid"]
        elif event["event"] == "output":
            self._pieces[event["stream"]].append(event["text"])
        elif event["event"] == "progress":
            self.progress.append((event["percent"], event["message"]))
        return event

    @property
    def texts(self):
        """What it has printed by now."""
        return {stream: "".join(pieces) for stream, pieces in self._pieces.items()}

    def printed(self, text):
        """Waits until the job has printed a text."""
        while text not in self.texts["stdout"]:
            event = self.next_event()
            assert event["event"] != "ended", "{} {}".format(event, self.texts)
        return self

    def outcome(self):
        """Waits for its end."""
        while True:
            event = self.next_event()
            if event["event"] == "ended":
                return event["outcome"]


class Folders(unittest.TestCase):
    """Tests with a folder for modules, one for the registry and one for data."""

    @classmethod
    def setUpClass(cls):
        cls.root = os.path.realpath(tempfile.mkdtemp(prefix="dcm-processor-test-"))
        cls.modules, cls.registry, cls.data = (os.path.join(cls.root, name) for name in ("modules", "registry", "data"))
        for folder in (cls.modules, cls.registry, cls.data):
            os.mkdir(folder)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.root, ignore_errors=True)

    @classmethod
    def write(cls, folder, name, source):
        """Writes a Python file; packages on the way get an empty `__init__.py`."""
        path = os.path.join(folder, name)
        parent = os.path.dirname(path)
        if not os.path.isdir(parent):
            os.makedirs(parent)
            open(os.path.join(parent, "__init__.py"), "w").close()
        with open(path, "w", encoding="utf-8") as file:
            file.write(textwrap.dedent(source))


class WithHost(Folders):
    """Tests that share one host, with worker functions in `SERVICE`."""

    CHILDREN = "auto"
    SERVICE = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.write(cls.modules, "svc/__init__.py", cls.SERVICE)
        cls.host = Host(cls.CHILDREN)

    @classmethod
    def tearDownClass(cls):
        cls.host.close()
        super().tearDownClass()

    @classmethod
    def start(cls, function, **request):
        """Starts `svc.<function>`, or a worker function named in full with a dot."""
        worker = function if "." in function else "svc." + function
        return Job(cls.host, cls.modules, cls.data, worker, **request)

    def run_job(self, function, **request):
        job = self.start(function, **request)
        return job, job.outcome()


def is_alive(pid):
    """Whether a process runs; a zombie does not."""
    try:
        with open("/proc/{}/stat".format(pid)) as status:
            return status.read().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def wait_until_gone(pid):
    """Waits for a process to end."""
    deadline = time.monotonic() + PATIENCE
    while is_alive(pid):
        if time.monotonic() > deadline:
            raise AssertionError("process {} still runs".format(pid))
        time.sleep(0.005)
