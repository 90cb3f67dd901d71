"""What runs in a container beside the host: the start, and the end of hosts that were left."""

import contextlib
import importlib.util
import io
import os
import subprocess
import sys
import unittest
import zipfile
from unittest import mock

from support import ON_LINUX, RUNTIME_FOLDER, Host, Job, Folders, wait_until_gone

from dcm_processor_runtime import entry


@unittest.skipUnless(ON_LINUX, "containers run Linux")
class Entry(Folders):
    """The start of a container."""

    def setUp(self):
        self.scripts = os.path.join(self.root, self.id().rpartition(".")[2])
        os.mkdir(self.scripts)

    def file(self, name, text):
        with open(os.path.join(self.scripts, name), "w") as stream:
            stream.write(text)

    def run_plan(self, requirements=()):
        environments = [{"name": "base", "python": sys.executable, "requirements": list(requirements)}]
        state = mock.patch.object(entry, "FOLDER", os.path.join(self.root, "state"))
        with state, contextlib.redirect_stdout(io.StringIO()):
            return entry.run({"scripts": [self.scripts, "/no/such/folder"], "environments": environments})

    def test_runs_scripts_in_order_and_goes_on_after_one_that_fails(self):
        log = os.path.join(self.root, "order")
        self.file("2.sh", "echo two >> {}".format(log))
        self.file("1.sh", "echo one >> {}; echo why; exit 3".format(log))
        self.file("notes.txt", "no script")
        failures = self.run_plan()
        with open(log) as stream:
            self.assertEqual(stream.read(), "one\ntwo\n")
        self.assertEqual(failures, [{"file": os.path.join(self.scripts, "1.sh"), "exitCode": 3, "lines": ["why"]}])

    def test_only_what_is_run_at_the_start_sees_its_variables(self):
        seen = os.path.join(self.root, "seen")
        self.file("1.sh", "echo $http_proxy > {}".format(seen))
        with mock.patch.object(entry, "FOLDER", os.path.join(self.root, "state")):
            with contextlib.redirect_stdout(io.StringIO()):
                entry.run({"scripts": [self.scripts], "environments": [], "variables": {"http_proxy": "http://p:1"}})
        with open(seen) as stream:
            self.assertEqual(stream.read(), "http://p:1\n")
        self.assertNotEqual(os.environ.get("http_proxy"), "http://p:1")

    def test_tells_of_requirements_that_cannot_be_installed(self):
        self.file("bad.txt", "--no-index\nthere-is-no-such-package\n")
        failures = self.run_plan([self.scripts])
        self.assertEqual([os.path.basename(failure["file"]) for failure in failures], ["bad.txt"])
        self.assertTrue(any("no-such-package" in line for line in failures[0]["lines"]), failures)

    @unittest.skipUnless(importlib.util.find_spec("pip"), "this Python has no pip")
    def test_installs_requirements_once_and_again_when_they_change(self):
        name = "tool_of_start-1.0-py3-none-any.whl"
        with zipfile.ZipFile(os.path.join(self.scripts, name), "w") as wheel:
            wheel.writestr("tool_of_start.py", "VALUE = 7")
            wheel.writestr("tool_of_start-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tool-of-start\nVersion: 1.0\n")
            wheel.writestr("tool_of_start-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr("tool_of_start-1.0.dist-info/RECORD", "")
        # Relative to the file, as people write it.
        self.file("more.txt", "--no-index\n./{}\n".format(name))
        self.assertEqual(self.run_plan([self.scripts]), [])
        installed = os.path.join(self.root, "state", "environments", "base", "tool_of_start.py")
        os.utime(installed, (1, 1))
        self.assertEqual(self.run_plan([self.scripts]), [])
        self.assertEqual(os.stat(installed).st_mtime, 1, "they were installed again for nothing")
        self.file("more.txt", "--no-index\n./{}\n# changed\n".format(name))
        self.assertEqual(self.run_plan([self.scripts]), [])
        self.assertNotEqual(os.stat(installed).st_mtime, 1)


@unittest.skipUnless(ON_LINUX, "containers run Linux")
class Sweep(Folders):
    """A host that is ended from outside."""

    SERVICE = """
        import os, subprocess, sys, time
        def family(**_):
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
            print(os.getpid(), child.pid, "ready", flush=True)
            time.sleep(600)
        def stops_host(**_):
            import signal
            os.kill(os.getppid(), signal.SIGSTOP)
            time.sleep(600)
    """

    def test_ends_even_when_it_is_stopped_with_all_it_started(self):
        self.write(self.modules, "svc/__init__.py", self.SERVICE)
        host = Host()
        family = Job(host, self.modules, self.data, "svc.family").printed("ready")
        pids = [int(text) for text in family.texts["stdout"].split()[:2]] + [host.hello["pid"]]
        Job(host, self.modules, self.data, "svc.stops_host")
        command = [sys.executable, "-m", "dcm_processor_runtime.sweep", str(host.hello["pid"])]
        self.assertEqual(subprocess.call(command, cwd=RUNTIME_FOLDER), 0)
        for pid in pids:
            wait_until_gone(pid)
        host.close()


if __name__ == "__main__":
    unittest.main()
