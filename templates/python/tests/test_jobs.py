"""What a job sees, and what becomes of what it returns, prints and raises."""

import os
import sys
import unittest

from support import ON_LINUX, RUNTIME_FOLDER, WithHost


class JobBasics(WithHost):
    """What must hold however children are made."""

    SERVICE = """
        import os, sys, threading, subprocess, time

        def arguments(**keywords):
            return keywords

        def surroundings(**_):
            import json
            names = ("DATA", "MODULES", "MODULE", "LANG", "PYTHONIOENCODING", "EXTRA", "SECRET", "http_proxy", "HTTPS_PROXY")
            return {
                "variables": {name: os.environ.get(name) for name in names},
                "cwd": os.getcwd(),
                "last": sys.path[-1],
                "json": json.__file__,
                "stdin": sys.stdin.read() if sys.stdin else "",
                "raw": os.read(0, 10).decode(),
            }

        def prints(**_):
            print("from Python")
            print("no line end", end="", flush=False)
            os.write(1, b"|from the descriptor|")
            subprocess.call([sys.executable, "-c", "print('from a child')"])
            print("an error", file=sys.stderr)

        def prints_and_crashes(**_):
            print("last words", end="")
            os._exit(3)

        def unicode(**_):
            for byte in "grün €".encode("utf-8"):
                os.write(1, bytes([byte]))
                time.sleep(0.001)
            os.write(1, b"\\xff!")
            os.write(1, b"\\xe2\\x82")

        def many(**_):
            os.write(1, b"a" * 150)
            os.write(2, b"b" * 100)

        def progresses(**_):
            from dcm_processor_runtime import progress
            progress(10, "begun")
            progress(55.5)
            progress(200, "x" * 5000)
            thread = threading.Thread(target=progress, args=(60, "in a thread"))
            thread.start()
            thread.join()

        def progress_of_forked(**_):
            from dcm_processor_runtime import progress
            if os.fork() == 0:
                for number in range(2000):
                    progress(number % 100, "child")
                os._exit(0)
            return "y" * 3000000

        def raises(**_):
            def inner():
                raise ValueError("no slices in series 1.2.3")
            inner()

        class OwnError(Exception):
            pass

        def raises_own(**_):
            raise OwnError("x" * 1000000)

        def raises_base(**_):
            raise KeyboardInterrupt()

        class Unprintable(Exception):
            def __str__(self):
                raise RuntimeError("not even this")

        def raises_unprintable(**_):
            raise Unprintable()

        def recursion(**_):
            def endless():
                return endless()
            return endless()

        def exits(code=3, **_):
            sys.exit(code)

        def exits_with_text(**_):
            sys.exit("nothing to do")

        def returns_nothing(**_):
            pass

        def returns_nan(**_):
            return {"dice": float("nan"), "volume": float("inf"), "large": 2 ** 60, "count": 7}

        def returns_object(**_):
            return {"a": object}

        def returns_huge(**_):
            return "z" * 20000000

        def returns_path(**_):
            import pathlib
            return [pathlib.PurePosixPath("a/b"), (1, 2)]

        def closes_stdout(**_):
            sys.stdout.close()
            sys.stderr.close()
            os.close(1)
            os.close(2)
            return "done"

        def closes_everything(**_):
            os.closerange(0, 100)
            handles = [open(os.path.join(os.environ["DATA"], "own"), "wb") for _ in range(20)]
            return "lost"

        def leaves_files_open(**_):
            global handle
            handle = open("left-open.txt", "w")
            handle.write("written")
            import atexit
            atexit.register(lambda: open("at-exit.txt", "w").close())

        def finishing_thread(**_):
            def work():
                time.sleep(0.3)
                open("from-thread.txt", "w").close()
            threading.Thread(target=work).start()
            return "returned"

        def idle_pool(**_):
            from concurrent.futures import ThreadPoolExecutor
            global pool
            pool = ThreadPoolExecutor(2)
            return pool.submit(lambda: 5).result()

        def forks_and_both_return(**_):
            pid = os.fork()
            return "child" if pid == 0 else "parent"

        def pool_of_processes(**_):
            import multiprocessing
            with multiprocessing.get_context("fork").Pool(2) as pool:
                return pool.map(abs, [-1, -2, 3])

        def random_number(**_):
            import random
            return random.random()
    """

    def setUp(self):
        for name in os.listdir(self.data):
            os.remove(os.path.join(self.data, name))

    def test_is_called_with_the_four_keywords(self):
        arguments = {"jobName": "a", "headers": {"id": "ü"}, "params": None, "added_params": {"b": {"c": [1]}}}
        _, outcome = self.run_job("arguments", arguments=arguments)
        expected = {"kind": "succeeded", "result": arguments, "resultIsRepr": False, "droppedOutputBytes": 0}
        self.assertEqual(outcome, expected)

    def test_sees_its_folders_variables_and_an_empty_stdin(self):
        _, outcome = self.run_job("surroundings", variables={"EXTRA": "1"})
        result = outcome["result"]
        self.assertEqual(result["variables"]["DATA"], self.data)
        self.assertEqual(result["variables"]["MODULES"], self.modules)
        self.assertEqual(result["variables"]["MODULE"], self.modules)
        self.assertEqual(result["variables"]["LANG"], "C.UTF-8")
        self.assertEqual(result["variables"]["EXTRA"], "1")
        self.assertTrue(result["variables"]["PYTHONIOENCODING"].startswith("utf-8"))
        self.assertEqual(result["cwd"], self.data)
        self.assertEqual(result["last"], self.modules)
        self.assertEqual((result["stdin"], result["raw"]), ("", ""))

    def test_everything_printed_arrives(self):
        job, outcome = self.run_job("prints")
        self.assertEqual(outcome["kind"], "succeeded")
        self.assertEqual(job.texts["stdout"], "from Python\nno line end|from the descriptor|from a child\n")
        self.assertEqual(job.texts["stderr"], "an error\n")

    def test_what_was_printed_before_a_crash_is_not_lost(self):
        job, outcome = self.run_job("prints_and_crashes")
        self.assertEqual((outcome["kind"], outcome["exitCode"], outcome["signal"]), ("died", 3, None))
        self.assertEqual(job.texts["stdout"], "last words")

    def test_progress_of_a_forked_process_does_not_garble_a_long_result(self):
        _, outcome = self.run_job("progress_of_forked")
        self.assertEqual(outcome["result"], "y" * 3000000)

    def test_an_exception_has_its_type_message_and_the_traceback_of_user_code(self):
        _, outcome = self.run_job("raises")
        self.assertEqual(outcome["kind"], "failed")
        self.assertEqual(outcome["error"]["type"], "ValueError")
        self.assertEqual(outcome["error"]["message"], "no slices in series 1.2.3")
        self.assertIn("in inner", outcome["error"]["traceback"])
        self.assertNotIn("dcm_processor_runtime", outcome["error"]["traceback"])

    def test_sys_exit_is_no_result(self):
        _, outcome = self.run_job("exits")
        self.assertEqual((outcome["kind"], outcome["exitCode"], outcome["signal"]), ("died", 3, None))
        self.assertIn("sys.exit(3)", outcome["message"])
        job, outcome = self.run_job("exits_with_text")
        self.assertEqual((outcome["kind"], outcome["exitCode"]), ("died", 1))
        self.assertEqual(job.texts["stderr"], "nothing to do\n")

    def test_closing_stdout_harms_nothing(self):
        _, outcome = self.run_job("closes_stdout")
        self.assertEqual((outcome["kind"], outcome["result"]), ("succeeded", "done"))

    def test_closing_all_descriptors_never_writes_the_result_into_a_file_of_the_job(self):
        _, outcome = self.run_job("closes_everything")
        self.assertEqual((outcome["kind"], outcome["exitCode"]), ("died", 113))
        self.assertEqual(os.path.getsize(os.path.join(self.data, "own")), 0)

    def test_idle_threads_of_a_pool_do_not_hold_the_job(self):
        _, outcome = self.run_job("idle_pool")
        self.assertEqual((outcome["kind"], outcome["result"]), ("succeeded", 5))

    def test_only_the_job_itself_tells_the_result(self):
        _, outcome = self.run_job("forks_and_both_return")
        self.assertEqual(outcome["result"], "parent")
        _, outcome = self.run_job("pool_of_processes")
        self.assertEqual(outcome["result"], [1, 2, 3])

    def test_jobs_do_not_draw_the_same_random_numbers(self):
        numbers = {self.run_job("random_number")[1]["result"] for _ in range(4)}
        self.assertEqual(len(numbers), 4)


class Jobs(WithHost):
    """What is the same for all children."""

    SERVICE = JobBasics.SERVICE
    setUp = JobBasics.setUp

    def test_a_service_cannot_hide_the_standard_library(self):
        self.write(self.modules, "json/__init__.py", "broken = True")
        _, outcome = self.run_job("surroundings")
        self.assertFalse(outcome["result"]["json"].startswith(self.modules))

    def test_a_service_sees_its_new_code_at_once(self):
        for number in (1, 2, 3):
            self.write(self.modules, "changing/__init__.py", "def worker(**_): return {}".format(number))
            outcome = self.start("changing.worker").outcome()
            self.assertEqual(outcome["result"], number)

    def test_characters_cut_by_reads_stay_whole_and_broken_ones_are_replaced(self):
        job, _ = self.run_job("unicode")
        self.assertEqual(job.texts["stdout"], "grün €\ufffd!\ufffd")

    def test_output_beyond_the_limit_is_counted_only(self):
        job, outcome = self.run_job("many", logLimitBytes=100)
        self.assertEqual(len(job.texts["stdout"]) + len(job.texts["stderr"]), 100)
        self.assertEqual(outcome["droppedOutputBytes"], 150)

    def test_progress_arrives_clamped_and_cut(self):
        job, _ = self.run_job("progresses")
        self.assertEqual(job.progress[:2], [(10, "begun"), (55.5, "")])
        self.assertEqual(job.progress[2][0], 100)
        self.assertLess(len(job.progress[2][1]), 2000)
        self.assertEqual(job.progress[3], (60, "in a thread"))

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_an_exception_of_the_service_with_a_huge_message_is_cut(self):
        _, outcome = self.run_job("raises_own")
        self.assertEqual(outcome["error"]["type"], "svc.OwnError")
        self.assertLess(len(outcome["error"]["message"]), 70000)
        self.assertLess(len(outcome["error"]["traceback"]), 70000)

    def test_exceptions_of_every_kind_are_the_jobs_own(self):
        for function, kind in (
            ("raises_base", "KeyboardInterrupt"),
            ("raises_unprintable", "svc.Unprintable"),
            ("recursion", "RecursionError"),
        ):
            _, outcome = self.run_job(function)
            self.assertEqual((outcome["kind"], outcome["error"]["type"]), ("failed", kind))

    def test_returning_nothing_succeeds(self):
        _, outcome = self.run_job("returns_nothing")
        self.assertEqual((outcome["kind"], outcome["result"]), ("succeeded", None))

    def test_numbers_that_json_lacks_become_text(self):
        job, outcome = self.run_job("returns_nan")
        expected = {"dice": "NaN", "volume": "Infinity", "large": str(2**60), "count": 7}
        self.assertEqual((outcome["result"], outcome["resultIsRepr"]), (expected, False))
        self.assertIn("kept as text in the result: NaN or Infinity, large integers.", job.texts["stderr"])

    def test_paths_and_tuples_are_converted(self):
        _, outcome = self.run_job("returns_path")
        self.assertEqual((outcome["result"], outcome["resultIsRepr"]), (["a/b", [1, 2]], False))

    def test_a_result_that_is_not_json_is_its_repr(self):
        job, outcome = self.run_job("returns_object")
        self.assertEqual((outcome["result"], outcome["resultIsRepr"]), ("{'a': <class 'object'>}", True))
        self.assertIn("the value['a'] is of type type", job.texts["stderr"])

    def test_a_huge_result_is_cut_but_the_job_succeeded(self):
        _, outcome = self.run_job("returns_huge")
        self.assertEqual((outcome["kind"], outcome["resultIsRepr"]), ("succeeded", True))
        self.assertLess(len(outcome["result"]), 70000)

    def test_files_left_open_are_written_and_exit_handlers_run(self):
        _, outcome = self.run_job("leaves_files_open")
        self.assertEqual(outcome["kind"], "succeeded")
        with open(os.path.join(self.data, "left-open.txt")) as file:
            self.assertEqual(file.read(), "written")
        self.assertTrue(os.path.exists(os.path.join(self.data, "at-exit.txt")))

    def test_a_thread_that_ends_soon_is_waited_for(self):
        _, outcome = self.run_job("finishing_thread")
        self.assertEqual(outcome["result"], "returned")
        self.assertTrue(os.path.exists(os.path.join(self.data, "from-thread.txt")))

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_missing_functions_and_folders_say_what_is_missing(self):
        for worker, text in (
            ("nowhere.worker", "no Python module 'nowhere'"),
            ("svc.nothing", "has no function 'nothing'"),
            (".worker", "'<service>.<function>'"),
            ("svc.os", "is not a function"),
        ):
            outcome = self.start(worker).outcome()
            self.assertEqual(outcome["kind"], "failed")
            self.assertIn(text, outcome["error"]["message"])
        outcome = self.start("arguments", dataFolder=os.path.join(self.data, "missing")).outcome()
        self.assertEqual(outcome["error"]["type"], "FileNotFoundError")

    def test_a_module_that_fails_to_import_fails_the_job_with_its_traceback(self):
        self.write(self.modules, "broken/__init__.py", "def worker(:\n")
        outcome = self.start("broken.worker").outcome()
        self.assertEqual(outcome["error"]["type"], "SyntaxError")
        self.assertIn("def worker(:", outcome["error"]["traceback"])
        self.write(self.modules, "lacking/__init__.py", "import not_installed_anywhere")
        outcome = self.start("lacking.worker").outcome()
        self.assertEqual(outcome["error"]["type"], "ModuleNotFoundError")
        self.assertIn("not_installed_anywhere", outcome["error"]["traceback"])

    def test_python_started_by_a_job_finds_the_library(self):
        self.assertTrue(os.path.isdir(os.path.join(RUNTIME_FOLDER, "dcm_processor_lib")))
        self.write(
            self.modules,
            "starts/__init__.py",
            """
            import subprocess, sys
            def worker(**_):
                return subprocess.check_output([sys.executable, "-c", "import dcm_processor_lib; print('ü')"]).decode("utf-8")
            """,
        )
        outcome = self.start("starts.worker").outcome()
        self.assertEqual(outcome["result"].strip(), "ü")


class JobsSpawned(JobBasics):
    """The same where each child is an interpreter of its own."""

    CHILDREN = "spawn"


@unittest.skipUnless(ON_LINUX, "elsewhere it is what `auto` is, or cannot be")
class JobsAsOnWindows(JobBasics):
    """The same with the threads and waiting that Windows needs."""

    CHILDREN = "windows"


class Surroundings(WithHost):
    SERVICE = JobBasics.SERVICE

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.host.close()
        from support import Host

        cls.host = Host(environment={"http_proxy": "http://p", "HTTPS_PROXY": "http://q", "LANG": "de_DE.UTF-8"})

    def test_proxies_of_the_machine_are_unset_and_given_ones_set(self):
        _, outcome = self.run_job("surroundings", variables={"http_proxy": "http://p"})
        self.assertEqual(outcome["result"]["variables"]["http_proxy"], "http://p")
        self.assertIsNone(outcome["result"]["variables"]["HTTPS_PROXY"])
        self.assertEqual(outcome["result"]["variables"]["LANG"], "de_DE.UTF-8")

    def test_either_name_of_the_modules_folder_stands_for_both(self):
        _, outcome = self.run_job("surroundings", variables={"MODULES": "/elsewhere"})
        self.assertEqual(outcome["result"]["variables"]["MODULE"], "/elsewhere")


if __name__ == "__main__":
    sys.exit(unittest.main())
