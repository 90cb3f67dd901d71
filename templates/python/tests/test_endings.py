"""How jobs end that do not end by themselves, and what becomes of the processes they leave behind."""

import os
import sys
import time
import unittest

from support import ON_LINUX, WithHost, is_alive, wait_until_gone

POSIX = os.name == "posix"


def child_of(job):
    """The process a job says it has started."""
    job.printed("ready")
    return int(job.texts["stdout"].split("child ")[1].split()[0])


class EndingBasics(WithHost):
    """What must hold however children are made."""

    SERVICE = """
        import os, signal, subprocess, sys, threading, time

        def quick(**_):
            return "quick"

        def hangs(**_):
            print("ready")
            time.sleep(600)

        def hangs_deaf(**_):
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            child = subprocess.Popen(
                [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf'); time.sleep(600)"],
                stdout=subprocess.PIPE,
            )
            child.stdout.readline()
            print("child", child.pid, "ready")
            time.sleep(600)

        def cleans_up(**_):
            def clean(*_):
                open("cleaned", "w").close()
                os._exit(1)
            signal.signal(signal.SIGTERM, clean)
            print("ready")
            # In short pieces: a signal just before a sleep begins is handled only when that sleep is over.
            while True:
                time.sleep(0.01)

        def catches_everything(**_):
            while True:
                try:
                    signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))
                    print("ready")
                    time.sleep(600)
                except BaseException as error:
                    return "went on"

        def killed(**_):
            os.kill(os.getpid(), signal.SIGKILL)

        def crashes(**_):
            import ctypes
            ctypes.string_at(0)

        def exits_hard(**_):
            os._exit(7)

        def leaves_child(**_):
            child = subprocess.Popen([sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"])
            print("child", child.pid, "ready")
            return "left"

        def leaves_daemon(**_):
            read, write = os.pipe()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.setsid()
                    os.environ.clear()
                    os.write(write, str(os.getpid()).encode())
                    time.sleep(600)
                os._exit(0)
            print("child", os.read(read, 20).decode(), "ready")
            return "left"

        def hangs_with_deaf_daemons(**_):
            read, write = os.pipe()
            if os.fork() == 0:
                os.setsid()
                for _ in range(3):
                    if os.fork() == 0:
                        os.setsid()
                        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                            signal.signal(number, signal.SIG_IGN)
                        os.chdir("/")
                        os.environ.clear()
                        os.write(write, b"%d\\n" % os.getpid())
                        os.closerange(0, 100)
                        while True:
                            time.sleep(600)
                os._exit(0)
            with os.fdopen(read) as pids:
                print("daemons", *[pids.readline().strip() for _ in range(3)], "ready", flush=True)
            time.sleep(600)

        def dies_with_daemon(**_):
            leaves_daemon()
            os.kill(os.getpid(), signal.SIGKILL)

        def leaves_printing_child(**_):
            child = subprocess.Popen(["sh", "-c", "while :; do echo noise; done"])
            return child.pid

        def leaves_thread(**_):
            threading.Thread(target=time.sleep, args=(600,)).start()
            return "left"

        def crashes_at_exit(**_):
            import atexit
            atexit.register(os.abort)
            return "whole"

        def stops_itself(**_):
            os.kill(os.getpid(), signal.SIGSTOP)

        def floods(**_):
            chunk = b"x" * 65536
            for _ in range(1600):
                os.write(1, chunk)
            return "flooded"
    """

    def test_a_time_out_ends_the_job(self):
        _, outcome = self.run_job("hangs", timeoutMs=50)
        self.assertEqual(outcome, {"kind": "timed-out", "droppedOutputBytes": 0})

    def test_a_job_is_cancelled(self):
        job = self.start("hangs").printed("ready")
        self.host.send({"request": "cancel", "id": job.id})
        self.assertEqual(job.outcome(), {"kind": "cancelled", "droppedOutputBytes": 0})

    def test_jobs_that_ignore_sigterm_are_killed_with_what_they_started(self):
        cancelled, stopped = self.start("hangs_deaf"), self.start("stops_itself")
        child = child_of(cancelled)
        while stopped.pid is None:
            stopped.next_event()
        for job in (cancelled, stopped):
            self.host.send({"request": "cancel", "id": job.id})
        self.assertEqual([cancelled.outcome()["kind"], stopped.outcome()["kind"]], ["cancelled", "cancelled"])
        self.assertFalse(is_alive(child))

    def test_a_killed_or_crashed_job_says_so_and_others_go_on(self):
        other = self.start("hangs").printed("ready")
        _, outcome = self.run_job("killed")
        self.assertEqual((outcome["kind"], outcome["exitCode"], outcome["signal"]), ("died", None, "SIGKILL"))
        job, outcome = self.run_job("crashes")
        self.assertEqual((outcome["kind"], outcome["signal"]), ("died", "SIGSEGV"))
        self.assertIn("in crashes", job.texts["stderr"])
        _, outcome = self.run_job("exits_hard")
        self.assertEqual((outcome["kind"], outcome["exitCode"], outcome["signal"]), ("died", 7, None))
        self.assertEqual(self.run_job("quick")[1]["result"], "quick")
        self.host.send({"request": "cancel", "id": other.id})
        self.assertEqual(other.outcome()["kind"], "cancelled")

    def test_a_child_left_behind_is_ended_and_holds_nothing_up(self):
        begun = time.monotonic()
        job, outcome = self.run_job("leaves_child")
        self.assertEqual((outcome["kind"], outcome["result"]), ("succeeded", "left"))
        self.assertLess(time.monotonic() - begun, 60)
        wait_until_gone(child_of(job))

    def test_daemons_in_sessions_of_their_own_are_ended(self):
        for function, kind in (("leaves_daemon", "succeeded"), ("dies_with_daemon", "died")):
            job, outcome = self.run_job(function)
            self.assertEqual(outcome["kind"], kind)
            self.assertFalse(is_alive(child_of(job)))

    def test_a_time_out_ends_daemons_that_are_deaf_to_every_signal(self):
        job = self.start("hangs_with_deaf_daemons", timeoutMs=2000).printed("ready")
        daemons = [int(word) for word in job.texts["stdout"].split() if word.isdigit()]
        self.assertEqual(len(daemons), 3)
        self.assertEqual(job.outcome()["kind"], "timed-out")
        self.assertEqual([pid for pid in daemons if is_alive(pid)], [])


class Endings(WithHost):
    """What is the same for all children."""

    SERVICE = EndingBasics.SERVICE

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # It takes seconds, so it runs beside the other tests.
        cls.staying = cls.start("leaves_thread")

    def test_a_job_is_cancelled_before_it_is_ready(self):
        job = self.start("hangs")
        self.host.send({"request": "cancel", "id": job.id})
        self.assertEqual(job.outcome()["kind"], "cancelled")

    @unittest.skipUnless(POSIX, "Windows has no SIGTERM to be deaf to")
    @unittest.skipUnless(POSIX, "Windows has no SIGTERM")
    def test_a_cancelled_job_may_clean_up(self):
        job = self.start("cleans_up").printed("ready")
        self.host.send({"request": "cancel", "id": job.id})
        self.assertEqual(job.outcome()["kind"], "cancelled")
        self.assertTrue(os.path.exists(os.path.join(self.data, "cleaned")))

    @unittest.skipUnless(POSIX, "Windows has no SIGTERM")
    def test_a_job_that_returns_after_sigterm_is_cancelled_all_the_same(self):
        job = self.start("catches_everything").printed("ready")
        self.host.send({"request": "cancel", "id": job.id})
        self.assertEqual(job.outcome()["kind"], "cancelled")

    def test_cancelling_what_is_unknown_harms_nothing(self):
        self.host.send({"request": "cancel", "id": "never heard of"})
        self.assertEqual(self.run_job("quick")[1]["result"], "quick")

    @unittest.skipUnless(POSIX, "signals are a matter of POSIX")
    @unittest.skipUnless(POSIX, "signals are a matter of POSIX")
    def test_a_crash_after_the_result_does_not_undo_it(self):
        _, outcome = self.run_job("crashes_at_exit")
        self.assertEqual((outcome["kind"], outcome["result"]), ("succeeded", "whole"))

    @unittest.skipUnless(ON_LINUX, "only Linux finds processes that left their session")
    @unittest.skipUnless(POSIX, "uses sh")
    def test_a_child_that_prints_for_ever_does_not_hold_the_job_open(self):
        _, outcome = self.run_job("leaves_printing_child")
        self.assertEqual(outcome["kind"], "succeeded")
        wait_until_gone(outcome["result"])

    def test_a_thread_that_stays_is_ended_and_the_result_kept(self):
        outcome = self.staying.outcome()
        self.assertEqual((outcome["kind"], outcome["result"]), ("succeeded", "left"))
        self.assertIn("still ran", self.staying.texts["stderr"])

    def test_a_flood_of_output_is_counted_to_the_byte_while_another_job_runs(self):
        flood = self.start("floods", logLimitBytes=1000)
        self.assertEqual(self.run_job("quick")[1]["result"], "quick")
        outcome = flood.outcome()
        self.assertEqual(outcome["result"], "flooded")
        self.assertEqual(outcome["droppedOutputBytes"], 1600 * 65536 - 1000)
        self.assertEqual(len(flood.texts["stdout"]), 1000)


class EndingsSpawned(EndingBasics):
    """The same where each child is an interpreter of its own."""

    CHILDREN = "spawn"


if __name__ == "__main__":
    sys.exit(unittest.main())
