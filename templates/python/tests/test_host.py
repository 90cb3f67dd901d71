"""The host as a process: its protocol, and that nothing outlives it."""

import json
import os
import signal
import subprocess
import sys
import time
import unittest

from support import ON_LINUX, RUNTIME_FOLDER, Host, Job, WithHost, wait_until_gone

SERVICE = """
    import os, signal, subprocess, sys, time

    def quick(**_):
        return 1

    def family(**_):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if os.fork() == 0:
            os.setsid()
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            print("child", os.getpid(), "ready")
            time.sleep(600)
        time.sleep(600)

    def floods(**_):
        chunk = b"x" * 65535 + b"\\n"
        for _ in range(800):
            os.write(1, chunk)
"""


class Protocol(WithHost):
    SERVICE = SERVICE

    def test_says_who_it_is(self):
        self.assertEqual(self.host.hello["protocol"], 1)
        self.assertEqual(self.host.hello["python"], "{}.{}.{}".format(*sys.version_info[:3]))
        self.assertEqual(self.host.hello["executable"], sys.executable)

    def test_answers_nonsense_and_goes_on(self):
        for line in (b"nonsense", b"[]", b'{"request": "dance"}', b'{"request": "run"}', b"\xff\xfe", b"[" * 100000):
            self.host.process.stdin.write(line + b"\n")
            self.host.process.stdin.flush()
            self.assertIn("Not a request", self.host.next_event(lambda event: event["event"] == "trouble")["message"])
        self.assertEqual(self.run_job("quick")[1]["result"], 1)

    def test_takes_a_request_of_many_megabytes(self):
        headers = {"tags": ["y" * 1000] * 5000}
        arguments = {"jobName": "a", "headers": headers, "params": None, "added_params": {}}
        self.assertEqual(self.run_job("quick", arguments=arguments)[1]["result"], 1)

    def test_many_jobs_at_once_keep_apart(self):
        self.write(self.modules, "names/__init__.py", "def worker(jobName, **_):\n    print(jobName * 1000)\n    return jobName")
        arguments = {"headers": {}, "params": None, "added_params": {}}
        names = ["j{};".format(number) for number in range(20)]
        jobs = [self.start("names.worker", arguments=dict(arguments, jobName=name)) for name in names]
        for name, job in zip(names, jobs):
            self.assertEqual(job.outcome()["result"], name)
            self.assertEqual(job.texts["stdout"], name * 1000 + "\n")


class Ends(WithHost):
    SERVICE = SERVICE

    def setUp(self):
        self.own = Host()
        self.addCleanup(self.own.process.stderr.close)
        self.addCleanup(self.own.process.stdout.close)

    def tearDown(self):
        self.own.process.stdin.close()
        self.own.process.wait(60)

    def family(self):
        """A job and its daemon, both deaf to SIGTERM."""
        job = Job(self.own, self.modules, self.data, "svc.family").printed("ready")
        return job.pid, int(job.texts["stdout"].split()[1])

    def test_an_idle_host_leaves_at_once(self):
        self.own.process.stdin.close()
        self.assertEqual(self.own.process.wait(60), 0)

    @unittest.skipUnless(ON_LINUX, "only Linux finds processes that left their session")
    def test_losing_the_engine_ends_everything(self):
        family = self.family()
        self.own.process.stdin.close()
        self.assertEqual(self.own.process.wait(60), 0)
        for pid in family + (self.own.hello["pid"],):
            wait_until_gone(pid)

    @unittest.skipUnless(ON_LINUX, "only Linux finds processes that left their session")
    def test_killing_the_host_ends_everything(self):
        family = self.family()
        os.kill(self.own.hello["pid"], signal.SIGKILL)
        self.assertEqual(self.own.process.wait(60), 128 + signal.SIGKILL)
        for pid in family:
            wait_until_gone(pid)

    @unittest.skipUnless(ON_LINUX, "only Linux finds processes that left their session")
    def test_killing_the_keeper_ends_everything(self):
        family = self.family()
        self.own.process.kill()
        self.own.process.wait(60)
        for pid in family + (self.own.hello["pid"],):
            wait_until_gone(pid)

    @unittest.skipUnless(ON_LINUX, "only Linux has a keeper")
    def test_a_terminated_keeper_ends_everything_even_with_a_stopped_host(self):
        family = self.family()
        os.kill(self.own.hello["pid"], signal.SIGSTOP)
        self.own.process.terminate()
        self.own.process.wait(60)
        for pid in family + (self.own.hello["pid"],):
            wait_until_gone(pid)

    @unittest.skipUnless(os.name == "posix", "needs SIGKILL")
    def test_spawned_children_end_with_a_killed_host(self):
        host = Host("windows")
        self.write(self.modules, "sleeps/__init__.py", "import time\ndef worker(**_):\n    print('ready')\n    time.sleep(600)")
        job = Job(host, self.modules, self.data, "sleeps.worker").printed("ready")
        host.process.kill()
        host.process.wait(60)
        for stream in (host.process.stdin, host.process.stdout, host.process.stderr):
            stream.close()
        wait_until_gone(job.pid)


@unittest.skipUnless(ON_LINUX, "reads /proc")
class SlowEngine(WithHost):
    SERVICE = SERVICE

    def test_a_job_is_held_back_while_the_engine_does_not_read_and_nothing_is_lost(self):
        own = Host(read=False)
        job = Job(own, self.modules, self.data, "svc.floods", logLimitBytes=10**9)
        while job.pid is None:
            job.pid = json.loads(own.process.stdout.readline().decode()).get("pid")
        written, before = self.written_by(job.pid), -1
        while written != before or written == 0:
            time.sleep(0.1)
            before, written = written, self.written_by(job.pid)
        self.assertLess(written, 800 * 65536)
        own.read()
        self.assertEqual(job.outcome()["kind"], "succeeded")
        self.assertEqual(len(job.texts["stdout"]), 800 * 65536)
        own.close()

    @staticmethod
    def written_by(pid):
        """The bytes a process has written; the test fails when it has ended."""
        with open("/proc/{}/io".format(pid)) as counters:
            return int(dict(line.split(": ") for line in counters.read().splitlines())["wchar"])


class Prints(unittest.TestCase):
    def test_what_is_printed_while_python_starts_does_not_reach_the_protocol(self):
        source = "import runpy; print('noise'); runpy.run_module('dcm_processor_runtime', run_name='__main__')"
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", source],
            cwd=RUNTIME_FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        out, _ = process.communicate(b"")
        self.assertEqual(out.split(b"\n")[0], b"noise")
        self.assertIn(b'"hello"', out.split(b"\n")[1])


if __name__ == "__main__":
    sys.exit(unittest.main())
