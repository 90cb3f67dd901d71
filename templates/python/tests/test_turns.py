"""Jobs that are handed over before their turn, and what a forked child finds of the jobs before it."""

import os
import signal
import time
import unittest

from support import ON_LINUX, WithHost, wait_until_gone

SERVICE = """
    import os, sys, time

    counted = []

    def state(**_):
        counted.append(1)
        return [len(counted), os.environ.get("OWN"), os.getcwd(), sys.path[-1], sys.argv]

    def tells(jobName, **_):
        print(jobName)

    def overlaps(jobName, params, **_):
        with open("running", "a") as running:
            running.write("+")
        time.sleep(0.02)
        with open("running", "a") as running:
            running.write("-")

    def meets(params, **_):
        open(params["make"], "w").close()
        while not os.path.exists(params["wait"]):
            time.sleep(0.005)

    def waits(params, **_):
        while not os.path.exists(params):
            time.sleep(0.005)

    def path(**_):
        return sys.path
"""


def turn(limit, is_ahead=True):
    return {"limit": limit, "isAhead": is_ahead}


class WithGates(WithHost):
    SERVICE = SERVICE

    def arguments(self, name="test", params=None):
        return {"jobName": name, "headers": {}, "params": params, "added_params": {}}

    def gate(self, name):
        """A file that a job waits for."""
        return os.path.join(self.root, name)


class Turns(WithGates):
    def test_no_more_run_at_once_than_the_limit_and_they_begin_in_order(self):
        for limit in (1, 2):
            file = os.path.join(self.data, "running")
            open(file, "w").close()
            pids = self.all_of([lambda: self.start("overlaps", turn=turn(limit))] * 4)
            self.assertEqual(len(set(pids)), 4)
            with open(file) as stream:
                marks = stream.read()
            self.assertEqual(marks.count("+"), 4)
            running = [marks[:end].count("+") - marks[:end].count("-") for end in range(len(marks) + 1)]
            self.assertLessEqual(max(running), limit)

    def test_as_many_run_at_once_as_the_limit_allows(self):
        gates = [self.gate("one"), self.gate("other")]
        for mine, others in (gates, gates[::-1]):
            params = {"make": mine, "wait": others}
            self.start("meets", arguments=self.arguments(params=params), turn=turn(2, False))
        ended = [self.host.next_event(lambda event: event["event"] == "ended") for _ in gates]
        self.assertEqual([event["outcome"]["kind"] for event in ended], ["succeeded"] * 2)

    def all_of(self, starts):
        """Runs jobs to their end, again what was given back on a busy machine; their processes."""
        pids = []
        while starts:
            jobs = [(start, start()) for start in starts]
            starts = []
            for start, job in jobs:
                if job.outcome()["kind"] == "given-back":
                    starts.append(start)
                else:
                    pids.append(job.pid)
        return pids

    def test_one_whose_turn_does_not_come_is_given_back_and_leaves_no_process(self):
        gate = self.gate("given-back")
        first = self.start("waits", arguments=self.arguments(params=gate), turn=turn(1, False))
        behind = self.start("state", turn=turn(1))
        self.assertEqual(behind.outcome(), {"kind": "given-back"})
        self.assertIsNone(behind.pid)
        open(gate, "w").close()
        self.assertEqual(first.outcome()["kind"], "succeeded")
        again = self.start("state", turn=turn(1, False))
        self.assertEqual(again.outcome()["kind"], "succeeded")

    def test_one_that_waits_can_be_cancelled_and_the_next_begins(self):
        gate = self.gate("cancelled")
        first = self.start("waits", arguments=self.arguments(params=gate), turn=turn(1, False))
        second, third = [self.start("state", turn=turn(1)) for _ in range(2)]
        self.host.send({"request": "cancel", "id": second.id})
        self.assertEqual(second.outcome()["kind"], "cancelled")
        open(gate, "w").close()
        self.assertEqual(first.outcome()["kind"], "succeeded")
        self.assertIn(third.outcome()["kind"], ("succeeded", "given-back"))

    def test_jobs_without_a_turn_do_not_wait_for_those_that_have_one(self):
        gate = self.gate("without")
        first = self.start("waits", arguments=self.arguments(params=gate), turn=turn(1, False))
        self.assertEqual(self.run_job("state")[1]["kind"], "succeeded")
        open(gate, "w").close()
        self.assertEqual(first.outcome()["kind"], "succeeded")


@unittest.skipUnless(ON_LINUX, "elsewhere no child is made ahead")
class MadeAhead(WithGates):
    def test_a_child_that_is_killed_while_it_waits_costs_its_job_nothing(self):
        gate = self.gate("killed")
        first = self.start("waits", arguments=self.arguments(params=gate), turn=turn(1, False))
        behind = self.start("tells", arguments=self.arguments("behind"), turn=turn(1))
        first.next_event()
        for child in children_of(self.host.hello["pid"]):
            if child != first.pid:
                os.kill(child, signal.SIGKILL)
                wait_until_gone(child)
        open(gate, "w").close()
        self.assertEqual(first.outcome()["kind"], "succeeded")
        outcome = behind.outcome()
        self.assertIn(outcome["kind"], ("succeeded", "given-back"))


class TurnsOfInterpreters(Turns):
    CHILDREN = "spawn"


class Apart(WithHost):
    """What the host prepares for one child is not there for another."""

    SERVICE = SERVICE

    def test_a_module_begins_anew_in_each_job(self):
        for _ in range(3):
            self.assertEqual(self.run_job("state")[1]["result"][0], 1)

    def test_variables_and_folders_are_those_of_the_own_job(self):
        other = os.path.join(self.root, "other")
        os.mkdir(other)
        mine = self.run_job("state", variables={"OWN": "1"}, dataFolder=other)[1]["result"]
        self.assertEqual(mine[1:4], ["1", other, self.modules])
        theirs = self.run_job("state")[1]["result"]
        self.assertEqual(theirs[1:4], [None, self.data, self.modules])
        self.assertEqual(theirs[4], ["dcm-processor"])

    def test_an_edit_is_seen_by_the_next_job_even_of_the_same_length_and_second(self):
        for number in range(8):
            self.write(self.modules, "edited/__init__.py", "def worker(**_):\n    return {}\n".format(number))
            for _ in range(2):
                self.assertEqual(self.run_job("edited.worker")[1]["result"], number)

    def test_an_edit_is_seen_after_the_module_has_rested(self):
        self.write(self.modules, "rested/__init__.py", "def worker(**_):\n    return 1\n")
        self.run_job("rested.worker")
        time.sleep(0.2)
        for _ in range(3):
            self.assertEqual(self.run_job("rested.worker")[1]["result"], 1)
        self.write(self.modules, "rested/__init__.py", "def worker(**_):\n    return 2\n")
        self.assertEqual(self.run_job("rested.worker")[1]["result"], 2)

    def test_a_module_that_is_gone_is_not_run_from_memory(self):
        self.write(self.modules, "gone/__init__.py", "def worker(**_):\n    return 1\n")
        for _ in range(3):
            self.run_job("gone.worker")
        os.unlink(os.path.join(self.modules, "gone", "__init__.py"))
        self.assertEqual(self.run_job("gone.worker")[1]["kind"], "failed")

    def test_a_module_whose_import_fails_fails_alike_each_time(self):
        self.write(self.modules, "broken/__init__.py", "import os\nx = 1 / 0\ndef worker(**_):\n    return 1\n")
        for _ in range(3):
            error = self.run_job("broken.worker")[1]["error"]
            self.assertEqual(error["type"], "ZeroDivisionError")
            self.assertIn("broken/__init__.py\", line 2", error["traceback"])
            self.assertNotIn("prepared.py", error["traceback"])

    def test_parts_of_a_package_import_each_other(self):
        self.write(self.modules, "parts/__init__.py", "from .inner import value\nfrom . import inner\n")
        self.write(self.modules, "parts/inner.py", "import parts\nvalue = 5\ndef worker(**_):\n    return parts.value\n")
        for _ in range(3):
            self.assertEqual(self.run_job("parts.inner.worker")[1]["result"], 5)


def children_of(pid):
    with open("/proc/{0}/task/{0}/children".format(pid)) as listing:
        return [int(child) for child in listing.read().split()]


if __name__ == "__main__":
    unittest.main()
