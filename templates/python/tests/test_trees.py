"""How what a child started is found where Linux's means are missing. macOS and Windows themselves are not run here."""

import ctypes
import os
import subprocess
import sys
import time
import unittest

import test_endings
from support import ON_LINUX, Host, Job, WithHost, is_alive, wait_until_gone
from test_endings import child_of

from dcm_processor_runtime import job_object
from dcm_processor_runtime.host import job_objects
from dcm_processor_runtime.host.marked import VARIABLE, Process, belonging, parse, processes

LISTING = """    1     0     1 Ss   Mon Nov 23 10:00:00 2026 /sbin/launchd
  100     1   100 Ss   Mon Nov 23 10:00:01 2026 python -m child DCM_PROCESSOR_CHILD=aa HOME=/
  101   100   100 S    Mon Nov 23 10:00:02 2026 (sleep)
  102     1   102 Ss   Mon Nov 23 10:00:03 2026 python daemon.py HOME=/ DCM_PROCESSOR_CHILD=aa
  103   102   102 Z    Mon Nov 23 10:00:03 2026 (python)
  104   102   104 S    Mon Nov 23 10:00:04 2026 /bin/sleep 600
  105     1   105 S    Mon Nov 23 10:00:05 2026 /bin/sh once below it
  106     1   106 S    Mon Nov 23 10:00:06 2026 python of another DCM_PROCESSOR_CHILD=bb
  107   106   106 S    Mon Nov 23 10:00:07 2026
no line
"""


class Listing(unittest.TestCase):
    def test_lines_are_read_and_zombies_and_noise_passed_over(self):
        found = parse(LISTING)
        self.assertEqual([process.pid for process in found], [1, 100, 101, 102, 104, 105, 106, 107])
        self.assertEqual(found[2], Process(101, 100, 100, "Mon Nov 23 10:00:02 2026", "(sleep)"))

    def test_what_belongs_is_below_or_marked_or_was_seen(self):
        listing = parse(LISTING)
        self.assertEqual({process.pid for process in belonging(listing, 100, "aa", ())}, {101, 102, 104})
        seen = [(105, "Mon Nov 23 10:00:05 2026"), (106, "Mon Nov 23 09:00:00 2026")]
        self.assertEqual({process.pid for process in belonging(listing, 100, "aa", seen)}, {101, 102, 104, 105})

    @unittest.skipUnless(os.name == "posix", "asks ps")
    def test_ps_of_this_system_shows_processes_and_their_variables(self):
        child = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(600)"], env=dict(os.environ, DCM_PROCESSOR_CHILD="xyz")
        )
        try:
            mine = []
            deadline = time.monotonic() + 60
            while not mine and time.monotonic() < deadline:
                mine = [one for one in processes() if one.pid == child.pid and VARIABLE + "=xyz" in one.text]
            self.assertEqual([one.parent for one in mine], [os.getpid()])
        finally:
            child.kill()
            child.wait()


@unittest.skipUnless(ON_LINUX, "elsewhere it is what `auto` is, or cannot be")
class EndingsMarked(test_endings.EndingBasics):
    """Endings without adoption, as on macOS: daemons are found by `ps`."""

    CHILDREN = "posix"


@unittest.skipUnless(ON_LINUX, "reads /proc")
class MarkedHost(WithHost):
    SERVICE = test_endings.EndingBasics.SERVICE

    def test_daemons_end_with_a_killed_host(self):
        host = Host("posix")
        job = Job(host, self.modules, self.data, "svc.hangs_with_deaf_daemons").printed("ready")
        daemons = [int(word) for word in job.texts["stdout"].split() if word.isdigit()]
        host.process.kill()
        host.process.wait(60)
        for stream in (host.process.stdin, host.process.stdout, host.process.stderr):
            stream.close()
        for pid in daemons + [job.pid]:
            wait_until_gone(pid)

    def test_a_daemon_of_one_job_is_ended_and_that_of_another_is_not(self):
        host = Host("posix")
        other = Job(host, self.modules, self.data, "svc.hangs_with_deaf_daemons").printed("ready")
        others = [int(word) for word in other.texts["stdout"].split() if word.isdigit()]
        job = Job(host, self.modules, self.data, "svc.leaves_daemon")
        self.assertEqual(job.outcome()["kind"], "succeeded")
        self.assertFalse(is_alive(child_of(job)))
        self.assertEqual([pid for pid in others if not is_alive(pid)], [])
        self.assertEqual(host.close(), 0)
        for pid in others:
            wait_until_gone(pid)


class Kernel32(object):
    """As Microsoft documents the functions that are used; processes are numbers in sets."""

    def __init__(self):
        self.jobs = {}
        self.flags = {}
        self.inherited = set()
        self.refuses = set()
        self.ended = []

    def CreateJobObjectW(self, security, name):
        if "CreateJobObjectW" in self.refuses:
            return None
        handle = 2**33 + 4 * len(self.flags) + 4
        self.jobs[handle] = set()
        self.flags[handle] = 0
        return handle

    def SetInformationJobObject(self, handle, kind, information, size):
        if "SetInformationJobObject" in self.refuses:
            return 0
        assert (kind, size) == (9, 144 if ctypes.sizeof(ctypes.c_void_p) == 8 else 112)
        self.flags[handle] = information._obj.basic.flags
        return 1

    def SetHandleInformation(self, handle, mask, flags):
        assert mask == 1
        (self.inherited.add if flags else self.inherited.discard)(handle)
        return 1

    def QueryInformationJobObject(self, handle, kind, information, size, length):
        assert (kind, size) == (1, 48)
        information._obj.active = len(self.jobs[handle])
        return 1

    def GetCurrentProcess(self):
        return -1

    def AssignProcessToJobObject(self, handle, process):
        if "AssignProcessToJobObject" in self.refuses:
            return 0
        self.jobs[handle].add(process)
        return 1

    def TerminateJobObject(self, handle, code):
        self.ended += sorted(self.jobs[handle])
        self.jobs[handle].clear()
        return 1

    def CloseHandle(self, handle):
        self.ended.append("closed {:x}".format(handle))
        return 1


class JobObjects(unittest.TestCase):
    """With a stand-in for kernel32: what is asked of it, and in which order. Windows itself was not asked."""

    def setUp(self):
        self.kernel = Kernel32()
        job_object.kernel32 = self.kernel
        self.addCleanup(setattr, job_object, "kernel32", None)
        self.killed = []
        self.addCleanup(setattr, job_objects.windows, "end_tree", job_objects.windows.end_tree)
        job_objects.windows.end_tree = self.killed.append
        self.trees = job_objects.JobObjectTrees()

    def child(self, pid):
        mark = self.trees.mark()
        self.assertEqual(self.kernel.inherited, {mark.job.handle})
        mark.job.keep()
        self.trees.started(pid, mark)
        return mark.job.handle

    def test_closing_ends_it_nobody_breaks_away_and_no_other_child_inherits_it(self):
        handle = self.child(7)
        self.assertEqual(self.kernel.flags[handle], 0x2000)
        self.assertEqual(self.kernel.inherited, set())

    def test_a_child_enters_it_and_keeps_no_handle(self):
        handle = self.child(7)
        self.assertTrue(job_object.enter_job(handle))
        self.assertEqual((self.kernel.jobs[handle], self.kernel.ended), ({-1}, ["closed {:x}".format(handle)]))

    def test_what_is_in_it_is_ended_with_the_child_and_after_it(self):
        handle = self.child(7)
        self.kernel.jobs[handle] = {7, 8}
        self.trees.end(7, 15)
        self.assertEqual((self.kernel.ended, self.killed), ([7, 8], []))
        self.kernel.jobs[handle] = {9}
        self.assertEqual(self.trees.strays(7, []), [7])
        self.trees.end_stray(7, 15)
        self.assertEqual(self.trees.strays(7, []), [])
        self.assertEqual(self.kernel.ended[2:], [9, "closed {:x}".format(handle)])
        self.assertEqual(self.trees.strays(7, []), [])

    def test_a_child_that_has_not_entered_it_yet_is_ended_by_its_number(self):
        self.child(7)
        self.trees.end(7, 15)
        self.assertEqual(self.killed, [7])

    def test_where_the_system_refuses_it_goes_on_without(self):
        for refused in ("CreateJobObjectW", "SetInformationJobObject"):
            self.kernel.refuses = {refused}
            mark = self.trees.mark()
            self.assertEqual((mark.argument, mark.job), ("", None))
            self.trees.started(7, mark)
            self.trees.end(7, 15)
            self.assertEqual(self.trees.strays(7, []), [])
        self.assertEqual(self.killed, [7, 7])
        self.kernel.refuses = {"AssignProcessToJobObject"}
        self.assertFalse(job_object.enter_job(4))


if __name__ == "__main__":
    sys.exit(unittest.main())
