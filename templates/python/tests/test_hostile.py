"""Worker functions and callbacks that pull the ground away under the runtime: each gets an outcome, and others go on."""

import os
import sys
import unittest

from support import ON_LINUX, WithHost
from test_callbacks import WithSession

from dcm_processor_runtime.child.report import ReportReader


class HostileBasics(WithHost):
    """What must hold however children are made."""

    SERVICE = """
        import os, sys, threading, time

        class Broken(object):
            def write(self, text):
                raise RuntimeError("no writing")
            def flush(self):
                raise RuntimeError("no flushing")

        def quick(**_):
            return "quick"

        def replaces_streams(**_):
            sys.stdout = sys.stderr = Broken()
            return {"value": float("nan")}

        def closes_streams(**_):
            sys.stdout.close()
            sys.stderr.close()
            return {"value": float("nan"), "other": object()}

        def deletes_streams(**_):
            del sys.stdout, sys.stderr
            return {1, 2}

        def exits_with_text_on_broken_streams(**_):
            sys.stderr = Broken()
            sys.exit("nothing to do")

        def exits_with_what_has_no_text(**_):
            class Silent(object):
                def __str__(self):
                    raise RuntimeError("no text")
            sys.exit(Silent())

        def raises_what_leaves_when_asked(**_):
            class Leaving(BaseException):
                def __str__(self):
                    sys.exit(3)
            raise Leaving()

        def replaces_exit(**_):
            os._exit = lambda code: None
            return "stayed"

        def wanders(**_):
            os.mkdir("gone")
            os.chdir("gone")
            os.rmdir(os.path.join(os.environ["DATA"], "gone"))
            return "lost"

        def doubles(**_):
            value = [0]
            for _ in range(60):
                value = [value, value]
            return value

        def returns_many(**_):
            return [[0.5] * 1000] * 20000

        def returns_bytes(**_):
            return bytes(50000000)

        def returns_long_text(**_):
            return ["x" * 1000000] * 1000000

        def returns_deep(**_):
            value = []
            for _ in range(100000):
                value = [value]
            return value

        def returns_circle(**_):
            value = {}
            value["self"] = [value]
            return value

        def bad_file(**_):
            class File(open(os.devnull).__class__):
                @property
                def closed(self):
                    raise RuntimeError("neither open nor closed")
            global one, other
            one = File(open(os.devnull, "rb"))
            other = open("written.txt", "w")
            other.write("all of it")
            one.__dict__["self"] = one

        def leaves_process(**_):
            import multiprocessing
            process = multiprocessing.get_context("fork").Process(target=time.sleep, args=(600,))
            process.start()
            return process.pid

        def pipes():
            return [fd for fd in range(3, 200) if _is_pipe(fd)]

        def _is_pipe(fd):
            import stat
            try:
                return stat.S_ISFIFO(os.fstat(fd).st_mode)
            except OSError:
                return False

        def reports_by_hand(params, **_):
            for fd in pipes():
                try:
                    os.write(fd, params.encode() + b"\\n")
                except OSError:
                    pass
            return "honest"

        def floods_reports(**_):
            chunk = b"+" + b"x" * 4094 + b"\\n"
            for fd in pipes():
                try:
                    for _ in range(50000):
                        os.write(fd, chunk)
                except OSError:
                    pass
            os._exit(0)
    """

    def test_streams_that_fail_do_not_undo_a_result(self):
        for function in ("replaces_streams", "closes_streams", "deletes_streams"):
            _, outcome = self.run_job(function)
            self.assertEqual(outcome["kind"], "succeeded", (function, outcome))
        _, outcome = self.run_job("replaces_streams")
        self.assertEqual(outcome["result"], {"value": "NaN"})

    def test_leaving_in_a_way_that_cannot_be_told_is_leaving_all_the_same(self):
        _, outcome = self.run_job("exits_with_text_on_broken_streams")
        self.assertIn("sys.exit(1)", outcome["message"])
        _, outcome = self.run_job("exits_with_what_has_no_text")
        self.assertIn("sys.exit(1)", outcome["message"])
        _, outcome = self.run_job("raises_what_leaves_when_asked")
        self.assertEqual((outcome["kind"], outcome["error"]["type"].split(".")[-1]), ("failed", "Leaving"))

    def test_a_job_that_replaces_the_way_out_still_leaves(self):
        job, outcome = self.run_job("replaces_exit")
        self.assertEqual((outcome["kind"], outcome["result"]), ("succeeded", "stayed"))
        self.assertEqual(job.texts["stderr"], "")
        self.assertEqual(self.run_job("quick")[1]["result"], "quick")

    def test_a_working_folder_that_is_gone_harms_nothing(self):
        _, outcome = self.run_job("wanders")
        self.assertEqual(outcome["result"], "lost")

    def test_what_is_kept_as_text_costs_no_more_than_its_beginning(self):
        limit = {"memoryBytes": 400 * 1024 * 1024} if ON_LINUX else {}
        for function, begins in (
            ("doubles", "[[[["),
            ("returns_many", "[[0.5, 0.5"),
            ("returns_bytes", "b'\\x00"),
            ("returns_long_text", "['xxx"),
            ("returns_deep", "[[[["),
            ("returns_circle", "{'self': [{"),
        ):
            _, outcome = self.run_job(function, timeoutMs=30000, **limit)
            self.assertEqual((outcome["kind"], outcome.get("resultIsRepr")), ("succeeded", True), (function, outcome))
            self.assertTrue(outcome["result"].startswith(begins), function)
            self.assertLess(len(outcome["result"]), 70000)


class Hostile(HostileBasics):
    """What only Linux can show, or what is the same for all children."""

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_a_process_of_multiprocessing_that_goes_on_is_ended_and_the_result_kept(self):
        job, outcome = self.run_job("leaves_process")
        self.assertEqual(outcome["kind"], "succeeded")
        self.assertIn("still ran", job.texts["stderr"])

    @unittest.skipUnless(os.name == "posix", "looks for pipes")
    def test_a_job_that_finds_the_pipe_for_reports_harms_itself_only(self):
        for line in (
            '!{"progress":{"percent":true,"message":"x"}}',
            '!{"progress":{"percent":1e400,"message":"x"}}',
            '!{"progress":{"percent":-1,"message":"x"}}',
            '!{"exit":1' + "0" * 400 + "}",
            '!{"result":[1e400],"resultIsRepr":false}',
            '!{"result":' + "[" * 900 + "]" * 900 + ',"resultIsRepr":false}',
            '!{"answer":{"kind":"accepted"}}',
        ):
            arguments = {"jobName": "test", "headers": {}, "params": line, "added_params": {}}
            job, outcome = self.run_job("reports_by_hand", arguments=arguments)
            self.assertIn(outcome["kind"], ("succeeded", "failed", "died"))
            self.assertEqual(job.progress, [], line)
            self.assertEqual(self.run_job("quick")[1]["result"], "quick", line)

    @unittest.skipUnless(ON_LINUX, "reads /proc")
    def test_reports_without_end_cost_the_host_no_memory(self):
        before = self.peak()
        self.assertEqual(self.run_job("floods_reports")[1]["kind"], "died")
        self.assertLess(self.peak() - before, 100 * 1024)

    def peak(self):
        """The most memory that the host has had, in KB."""
        with open("/proc/{}/status".format(self.host.hello["pid"])) as status:
            return int(status.read().split("VmHWM:")[1].split()[0])


@unittest.skipUnless(ON_LINUX, "only there a limit can be set")
class OutOfMemory(WithHost):
    SERVICE = """
        def takes_all(**_):
            kept = []
            while True:
                kept.append({"piece": [object() for _ in range(10)]})
    """

    def test_memory_that_ran_out_piece_by_piece_is_said(self):
        _, outcome = self.run_job("takes_all", memoryBytes=128 * 1024 * 1024)
        self.assertEqual((outcome["kind"], outcome.get("error", {}).get("type")), ("failed", "MemoryError"), outcome)
        self.assertIn("limit of 128 MB", outcome["error"]["message"])


class HostileSpawned(HostileBasics):
    """The same where each child is an interpreter of its own."""

    CHILDREN = "spawn"


class HostileCallbacks(WithSession):
    CALLBACKS = """
        import os, sys

        class Broken(object):
            def write(self, text):
                raise RuntimeError("no writing")
            def flush(self):
                raise RuntimeError("no flushing")

        def yes(**_):
            return True

        def replaces_streams(**_):
            sys.stdout = sys.stderr = Broken()
            return True

        def deletes_streams(**_):
            del sys.stdout, sys.stderr
            return True

        def closes_descriptors(**_):
            os.close(1)
            os.close(2)
            return True

        def closes_everything(**_):
            os.closerange(0, 200)
            return True

        def raises_base(**_):
            raise GeneratorExit()

        def prints_no_text(**_):
            os.write(1, b"\\xff\\xfe!")
            return True

        def answers_by_hand(**_):
            import stat
            for fd in range(3, 200):
                try:
                    if stat.S_ISFIFO(os.fstat(fd).st_mode):
                        os.write(fd, b'!{"answer":{"kind":"perhaps"}}\\n!{"answer":{"kind":"accepted","injected":[],"warning":null}}\\n')
                except OSError:
                    pass
            return False
    """

    def test_streams_that_fail_do_not_undo_an_answer(self):
        for callback in ("replaces_streams", "deletes_streams", "closes_descriptors"):
            session = self.open(callback)
            self.assertEqual(self.ask(callback, session)["kind"], "accepted", callback)
            self.assertEqual(self.ask("yes", session)["kind"], "accepted", callback)
            self.close(session)

    def test_one_that_closes_everything_has_died_and_says_why(self):
        answer = self.ask("closes_everything")
        self.assertEqual(answer["cause"], "died")
        self.assertIn("closed the pipe", answer["message"])
        self.check("yes", {"kind": "accepted"})

    def test_what_is_raised_and_printed_is_of_any_kind(self):
        self.assertIn("GeneratorExit", self.ask("raises_base")["message"])
        self.assertEqual(self.ask("prints_no_text")["output"], "\ufffd\ufffd!")

    @unittest.skipUnless(os.name == "posix", "looks for pipes")
    def test_an_answer_that_is_none_is_passed_over(self):
        self.check("answers_by_hand", {"kind": "declined"})


class Readers(unittest.TestCase):
    def test_a_message_without_end_is_let_go_of_and_the_next_one_is_heard(self):
        messages = []
        reader = ReportReader(messages.append)
        for _ in range(5000):
            reader.feed(b"x" * 65536)
        self.assertEqual(reader.size, 0)
        reader.feed(b'\n!{"exit":1}\n')
        for _ in range(5000):
            reader.feed(b"+" + b"x" * 60000 + b"\n")
        self.assertLess(reader.size, 64 * 1024 * 1024)
        reader.feed(b'.\n!{"exit":2}\n')
        self.assertEqual(messages, [{"exit": 1}, {"exit": 2}])


if __name__ == "__main__":
    sys.exit(unittest.main())
