"""Jobs that share a container: what each of them cannot reach, and what it still can."""

import os
import tempfile
import unittest
from unittest import mock

from support import ON_LINUX, Host, Job, Folders

from dcm_processor_runtime import landlock
from dcm_processor_runtime.host import confinement

SERVICE = """
    import gc, os, signal, subprocess, sys, tempfile, time

    def attempt(what):
        try:
            return what()
        except OSError as error:
            return type(error).__name__

    def read(path):
        with open(path) as file:
            return file.read()

    def reads(params, **_):
        return [attempt(lambda: read(path)) for path in params]

    def reads_by_subprocess(params, **_):
        return [subprocess.call(["cat", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for path in params]

    def lists(params, **_):
        return [attempt(lambda: sorted(os.listdir(path))) for path in params]

    def writes(params, **_):
        def write(path):
            with open(path, "a") as file:
                file.write("x")
            return "written"
        return [attempt(lambda: write(path)) for path in params]

    def cannot(params, **_):
        open(params, "w")

    def works(**_):
        os.makedirs("a/b")
        with open("a/b/file", "w") as file:
            file.write("text")
        os.rename("a/b/file", "a/file")
        os.symlink("file", "a/link")
        with tempfile.NamedTemporaryFile("w+") as temporary:
            temporary.write("x")
        with open(os.path.join(tempfile.mkdtemp(), "left"), "w") as left:
            left.write("behind")
        subprocess.check_call([sys.executable, "-c", "import json; open('by-child', 'w').close()"])
        return [read("a/link"), tempfile.gettempdir()]

    def several(**_):
        import multiprocessing
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            return pool.map(abs, [-1, -2]) + pool.map(helper, [1])

    def helper(number):
        return number + 1

    def waits(**_):
        with open("mine", "w") as file:
            file.write("of this run")
            print("ready", flush=True)
            time.sleep(600)

    def spies(params, **_):
        import ctypes
        library = ctypes.CDLL(None, use_errno=True)
        found = {}
        for pid in params:
            base = "/proc/{}/".format(pid)
            # Root has a right of its own to read the first two, unless it was taken away as in containers.
            names = ("mem",) if os.geteuid() == 0 else ("environ", "maps", "mem")
            found["read"] = sorted({attempt(lambda: read(base + name)) for name in names})
            found["folders"] = [attempt(lambda: os.listdir(base + name)) for name in ("root", "cwd")]
            # How many it has open can be seen, not what they are.
            found["files"] = sorted({attempt(lambda: os.readlink(base + "fd/" + name)) for name in ("0", "1", "3")})
            found["opened"] = sorted({attempt(lambda: os.open(base + "fd/" + name, 0)) for name in ("0", "1", "2")})
            found["ptrace"] = library.ptrace(16, pid, 0, 0)  # PTRACE_ATTACH
            found["signal"] = attempt(lambda: os.kill(pid, signal.SIGKILL))
        return found

    def seen(**_):
        getattr(gc, "unfreeze", int)()
        texts = [value for value in gc.get_objects() if isinstance(value, dict) and "PatientName" in value]
        return [value["PatientName"][0] for value in texts]
"""


@unittest.skipUnless(ON_LINUX and landlock.version(), "only where the kernel has Landlock")
class Confined(Folders):
    """A job among others of the same user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.write(cls.modules, "svc/__init__.py", SERVICE)
        cls.write(cls.modules, "other/__init__.py", "SECRET = 1")
        cls.logs = os.path.join(cls.root, "logs")
        cls.foreign = os.path.join(cls.root, "foreign")
        for folder in (cls.logs, cls.foreign):
            os.mkdir(folder)
        cls.secret = os.path.join(cls.foreign, "secret")
        cls.log = os.path.join(cls.logs, "day.log")
        for file in (cls.secret, cls.log):
            with open(file, "w") as stream:
                stream.write("patient")
        cls.host = Host(private=[cls.root])

    @classmethod
    def tearDownClass(cls):
        cls.host.close()
        super().tearDownClass()

    def start(self, function, params=None, data=None, headers=None):
        folder = data or self.data
        return Job(
            self.host,
            self.modules,
            folder,
            "svc." + function,
            confine={
                "write": [folder],
                "append": [self.logs],
                "read": [os.path.join(self.modules, "svc")],
                "list": [self.modules],
            },
            arguments={"jobName": "test", "headers": headers or {}, "params": params, "added_params": {}},
        )

    def result(self, function, params=None):
        job = self.start(function, params)
        outcome = job.outcome()
        self.assertEqual(outcome["kind"], "succeeded", "{} {}".format(outcome, job.texts))
        return outcome["result"]

    def test_reads_nothing_of_another_run_service_or_log(self):
        other = os.path.join(self.modules, "other", "__init__.py")
        roundabout = os.path.join(self.data, "..", "foreign", "secret")
        denied = [self.secret, roundabout, other, self.log, "/proc/self/root" + self.secret]
        self.assertEqual(self.result("reads", denied), ["PermissionError"] * len(denied))
        self.assertEqual(self.result("reads_by_subprocess", denied), [1] * len(denied))
        self.assertEqual(self.result("lists", [self.foreign, self.root, "/tmp", "/dev/shm"]), ["PermissionError"] * 4)

    def test_is_not_let_out_by_a_link(self):
        link = os.path.join(self.data, "link")
        os.symlink(self.secret, link)
        try:
            self.assertEqual(self.result("reads", [link]), ["PermissionError"])
        finally:
            os.unlink(link)

    def test_writes_to_no_other_place(self):
        places = [self.secret, os.path.join(self.modules, "svc", "new.py"), "/tmp/new", "/etc/new", "/new"]
        self.assertEqual(self.result("writes", places), ["PermissionError"] * len(places))

    def test_adds_to_the_log(self):
        new = os.path.join(self.logs, "new.log")
        self.assertEqual(self.result("writes", [self.log, new, new]), ["written"] * 3)

    def test_works_as_services_do(self):
        text, temporary = self.result("works")
        self.assertEqual(text, "text")
        self.assertFalse(os.path.exists(temporary), "its temporary files stayed")

    def test_has_processes_of_its_own(self):
        self.assertEqual(self.result("several"), [1, 2, 2])

    def test_says_why_a_file_could_not_be_written(self):
        job = self.start("cannot", "/tmp/results.csv")
        self.assertEqual(job.outcome()["error"]["type"], "PermissionError")
        self.assertIn("TMPDIR", job.texts["stderr"])

    def test_sees_and_harms_no_neighbour(self):
        folder = os.path.join(self.root, "neighbour")
        os.mkdir(folder)
        neighbour = self.start("waits", data=folder).printed("ready")
        host = self.host.hello["pid"]
        for pid in (neighbour.pid, host):
            if pid == host and self.host.hello["landlock"] < 6:
                continue  # It would end the host.
            found = self.result("spies", [pid])
            self.assertEqual(found["read"], ["PermissionError"])
            self.assertEqual(found["folders"], ["PermissionError"] * 2)
            self.assertEqual((found["files"], found["opened"]), (["PermissionError"], ["PermissionError"]))
            self.assertEqual(found["ptrace"], -1)
            if self.host.hello["landlock"] >= 6:
                self.assertEqual(found["signal"], "PermissionError")
        self.host.send({"request": "cancel", "id": neighbour.id})
        ended = "cancelled" if self.host.hello["landlock"] >= 6 else "died"
        self.assertEqual(neighbour.outcome()["kind"], ended)

    def test_finds_no_headers_of_others_in_its_own_memory(self):
        neighbours = []
        # More than are kept ready, so that children are made while the others run.
        for number in range(10):
            folder = os.path.join(self.root, "memory-{}".format(number))
            os.mkdir(folder)
            neighbours.append(self.start("waits", data=folder, headers={"PatientName": ["Neighbour"]}))
        for neighbour in neighbours:
            neighbour.printed("ready")
        job = self.start("seen", headers={"PatientName": ["Own"]})
        self.assertEqual(set(job.outcome()["result"]), {"Own"})
        for neighbour in neighbours:
            self.host.send({"request": "cancel", "id": neighbour.id})
        for neighbour in neighbours:
            neighbour.outcome()


@unittest.skipUnless(ON_LINUX and landlock.version(), "only where the kernel has Landlock")
class Temporary(unittest.TestCase):
    """Folders for temporary files, in a container that was ended and started again."""

    def test_of_a_host_that_had_the_same_number_before_are_gone_and_in_nobodys_way(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(confinement, "TEMPORARY", folder):
            for start in ("", "-12345"):
                os.mkdir("{}/dcm-processor-job-{}{}-1".format(folder, os.getpid(), start))
            mine = confinement.Confinement([])
            self.assertEqual(os.listdir(folder), [])
            settled = mine.settle({})
            self.assertEqual(os.listdir(folder), [os.path.basename(settled["temporary"])])

    def test_of_a_host_that_runs_stay_when_the_next_one_starts(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(confinement, "TEMPORARY", folder):
            settled = confinement.Confinement([]).settle({})
            confinement.Confinement([])
            self.assertEqual(os.listdir(folder), [os.path.basename(settled["temporary"])])


class Refused(Folders):
    """A request that cannot be kept to is not done."""

    @unittest.skipUnless(ON_LINUX, "containers run Linux")
    def test_without_being_told_what_is_private_no_job_runs(self):
        self.write(self.modules, "svc/__init__.py", "def noop(**_): pass")
        host = Host()
        confine = {"write": [], "append": [], "read": [], "list": []}
        outcome = Job(host, self.modules, self.data, "svc.noop", confine=confine).outcome()
        host.close()
        self.assertEqual(outcome["kind"], "lost")


if __name__ == "__main__":
    unittest.main()
