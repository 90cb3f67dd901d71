"""What callbacks are asked with, and how their answers and failures are judged."""

import marshal
import os
import py_compile
import sys
import unittest

from support import ON_LINUX, WithHost, is_alive, wait_until_gone


class WithSession(WithHost):
    """Tests that share one planning session, with the callbacks `CALLBACKS`."""

    CALLBACKS = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.write(cls.registry, "svc/__init__.py", cls.CALLBACKS)
        cls.session = cls.open("shared")
        cls.number = 0

    @classmethod
    def open(cls, name, **request):
        message = {
            "request": "open-planning",
            "session": name,
            "registryFolder": cls.registry,
            "headers": {"id": "patient"},
            "variables": {"DATA": cls.data, "REGISTRY": cls.registry, "MODULES": cls.modules, "EXTRA": "1"},
            "callbackTimeoutMs": 60000,
        }
        message.update(request)
        cls.host.send(message)
        return name

    @classmethod
    def ask(cls, callback, session=None, **question):
        cls.number += 1
        session = session or cls.session
        name = callback if "." in callback else "svc." + callback
        message = {"request": "ask", "session": session, "question": cls.number, "callback": name}
        message.update({"jobName": "job", "params": None, "addedParams": {}})
        message.update(question)
        cls.host.send(message)
        event = cls.host.next_event(lambda event: event["event"] == "answer" and event["session"] == session)
        assert event["question"] == cls.number
        return event["answer"]

    def close(self, session):
        self.host.send({"request": "close-planning", "session": session})
        self.host.next_event(lambda event: event == {"event": "planning-closed", "session": session})

    def check(self, callback, expected):
        answer = self.ask(callback)
        self.assertEqual({key: answer.get(key) for key in expected}, expected)


class CallbackBasics(WithSession):
    """What must hold however children are made."""

    CALLBACKS = """
        import os, subprocess, sys, time
        print("imported")
        calls = []

        def yes(**_):
            return True

        def no(**_):
            return False

        def nothing(**_):
            pass

        def echo(jobName, headers, added_params, params):
            calls.append(jobName)
            result = {"jobName": jobName, "headers": dict(headers), "added": added_params, "params": params, "calls": list(calls)}
            headers["spoiled"] = True
            return True, result

        def sees(**_):
            return True, {
                "variables": {name: os.environ.get(name) for name in ("REGISTRY", "DATA", "MODULES", "MODULE", "EXTRA")},
                "first": sys.path[0],
                "cwd": os.getcwd(),
                "stdin": sys.stdin.read() if sys.stdin else "",
            }

        def yes_and_none(**_):
            return [True, None]

        def none_and_dict(**_):
            return None, {"a": 1}

        def generates(**_):
            yield False

        async def coroutine(**_):
            return False

        def iterates(**_):
            return map(bool, [False])

        def exception(**_):
            return ValueError("no")

        def exception_type(**_):
            return ValueError

        def not_implemented(**_):
            return NotImplemented

        def generator_and_dict(**_):
            return (one for one in []), {"a": 1}

        def no_and_dict(**_):
            return False, {"a": object()}

        def one(**_):
            return 1

        def text(**_):
            return "yes"

        def only_dict(**_):
            return {"storage": []}

        def triple(**_):
            return True, {}, 1

        def pair_with_text(**_):
            return True, "nifti"

        def ambiguous(**_):
            class Array(object):
                def __bool__(self):
                    raise ValueError("more than one element")
            return Array()

        def odd_keys(**_):
            import pathlib
            return True, {1: {None: pathlib.PurePosixPath("a/b")}, "x": float("nan")}

        def odd_values(**_):
            return True, {"a": {"b": [open]}}

        def clashing_keys(**_):
            return True, {1: 1, "1": 2}

        def circular(**_):
            value = {}
            value["self"] = value
            return True, value

        def raises(**_):
            raise KeyError("Modality")

        def exits(**_):
            sys.exit(2)

        def hangs(**_):
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            print("child", child.pid)
            time.sleep(600)

        def dies(**_):
            print("so long")
            os._exit(4)

        def chatters(**_):
            print("on stdout")
            print("on stderr", file=sys.stderr)
            subprocess.call([sys.executable, "-c", "print('from a child')"])
            return True

        def floods(**_):
            os.write(2, b"y" * 200000)
            return True

        def forks(**_):
            pid = os.fork()
            if pid:
                os.waitpid(pid, 0)
            return pid != 0

        broken = "not a function"
    """

    def test_plain_answers(self):
        self.check("yes", {"kind": "accepted", "injected": None, "warning": None})
        self.check("one", {"kind": "accepted", "injected": None, "warning": None})
        self.check("yes_and_none", {"kind": "accepted", "injected": None, "warning": None})
        self.check("no", {"kind": "declined", "warning": None})
        for callback in ("nothing", "none_and_dict"):
            warning = "The callback 'svc.{}' answered with None, as one that returns nothing does, which counts as False.".format(callback)
            self.check(callback, {"kind": "declined", "warning": warning})
        self.check("no_and_dict", {"kind": "declined", "warning": None})
        # What is true in Python ran in the original as well.
        warning = "The callback 'svc.iterates' answered with a value of type map, which counts as True."
        self.check("iterates", {"kind": "accepted", "injected": None, "warning": warning})

    def test_each_callback_gets_its_own_copy_of_everything(self):
        session = self.open("copies")
        added = {"earlier": {"x": [1]}}
        for calls in (["a"], ["a", "b"]):
            answer = self.ask("echo", session, jobName=calls[-1], addedParams=added, params={"p": 1})
            expected = {"jobName": calls[-1], "headers": {"id": "patient"}, "added": added, "params": {"p": 1}, "calls": calls}
            self.assertEqual(answer["injected"], expected)
        self.close(session)

    def test_surroundings(self):
        variables = {"REGISTRY": self.registry, "DATA": self.data, "MODULES": self.modules, "MODULE": self.modules, "EXTRA": "1"}
        expected = {"variables": variables, "first": self.registry, "cwd": self.data, "stdin": ""}
        self.assertEqual(self.ask("sees")["injected"], expected)

    def test_a_hang_is_ended_with_what_it_started_and_the_session_goes_on(self):
        session = self.open("hanging", callbackTimeoutMs=1500)
        answer = self.ask("hangs", session)
        self.assertEqual((answer["kind"], answer["cause"]), ("failed", "timed-out"))
        self.assertIn("1.5 s", answer["message"])
        self.assertGreaterEqual(answer["durationMs"], 1500)
        if ON_LINUX:
            self.assertFalse(is_alive(int(answer["output"].split()[-1])))
        self.assertEqual(self.ask("yes", session)["kind"], "accepted")
        self.close(session)

    def test_a_dead_process_is_told_and_the_session_goes_on(self):
        answer = self.ask("dies")
        self.assertEqual((answer["kind"], answer["cause"]), ("failed", "died"))
        self.assertIn("exit code 4", answer["message"])
        self.assertIn("so long", answer["output"])
        self.check("yes", {"kind": "accepted"})

    def test_what_a_callback_prints_is_with_its_answer(self):
        self.ask("yes")
        self.assertEqual(self.ask("chatters")["output"], "on stdout\non stderr\nfrom a child\n")
        self.assertEqual(self.ask("yes")["output"], "")
        self.assertEqual(len(self.ask("floods")["output"]), 65536)

    def test_closing_ends_a_callback_that_hangs(self):
        session = self.open("closing")
        pid_file = os.path.join(self.data, "pid")
        self.write(
            self.registry,
            "slow/__init__.py",
            """
            import os, time
            def callback(**_):
                with open({0!r} + ".part", "w") as file:
                    file.write(str(os.getpid()))
                os.rename({0!r} + ".part", {0!r})
                time.sleep(600)
            """.format(pid_file),
        )
        message = {"request": "ask", "session": session, "question": 0, "callback": "slow.callback"}
        self.host.send(dict(message, jobName="job", params=None, addedParams={}))
        while not os.path.exists(pid_file):
            self.assertIsNone(self.host.process.poll())
        self.close(session)
        if ON_LINUX:
            with open(pid_file) as file:
                wait_until_gone(int(file.read()))


class Callbacks(WithSession):
    """What is the same for all children."""

    CALLBACKS = CallbackBasics.CALLBACKS

    def test_answers_of_other_types_count_by_their_truth_with_a_warning(self):
        answer = self.ask("text")
        self.assertEqual(answer["kind"], "accepted")
        self.assertIn("of type str", answer["warning"])
        answer = self.ask("only_dict")
        self.assertEqual((answer["kind"], answer["injected"]), ("accepted", None))
        self.assertIn("return True and the dict", answer["warning"])

    def test_what_can_be_converted_is_injected_with_a_warning(self):
        answer = self.ask("odd_keys")
        self.assertEqual(answer["injected"], {"1": {"null": "a/b"}, "x": "NaN"})
        for text in ("keys that are not text", "file paths", "NaN"):
            self.assertIn(text, answer["warning"])

    def test_answers_that_are_none(self):
        for callback, text in (
            ("generates", "type generator: it uses yield"),
            ("coroutine", "type coroutine: it is async"),
            ("exception", "type ValueError: an exception is raised"),
            ("exception_type", "type ValueError: an exception is raised"),
            ("not_implemented", "type NotImplementedType"),
            ("generator_and_dict", "type generator"),
            ("triple", "length 3"),
            ("pair_with_text", "type str"),
            ("ambiguous", "more than one element"),
            ("odd_values", "['b'][0]"),
            ("clashing_keys", "'1'"),
            ("circular", "levels deep"),
        ):
            answer = self.ask(callback)
            self.assertEqual((answer["kind"], answer["cause"]), ("failed", "invalid-answer"), callback)
            self.assertIn(text, answer["message"])

    def test_raising_and_leaving(self):
        for callback, text in (("raises", "KeyError: 'Modality'"), ("exits", "SystemExit: 2")):
            answer = self.ask(callback)
            self.assertEqual((answer["kind"], answer["cause"]), ("failed", "raised"))
            self.assertIn(text, answer["message"])
            self.assertIn("in " + callback, answer["traceback"])
        self.check("yes", {"kind": "accepted"})

    def test_missing_and_broken_callbacks(self):
        self.write(self.registry, "bad/__init__.py", "import not_installed_anywhere")
        self.write(self.registry, "leaves/__init__.py", "import sys; sys.exit(1)")
        os.makedirs(os.path.join(self.registry, "empty"), exist_ok=True)
        for callback, cause, text in (
            ("svc.absent", "not-found", "no function 'absent'"),
            ("svc.broken", "not-found", "not a function"),
            ("nowhere.callback", "not-found", "no Python module 'nowhere'"),
            ("empty.callback", "not-found", "__init__.py"),
            (".callback", "not-found", "<service>.<function>"),
            ("bad.callback", "import-failed", "not_installed_anywhere"),
            ("leaves.callback", "import-failed", "SystemExit"),
        ):
            answer = self.ask(callback)
            self.assertEqual((answer["kind"], answer["cause"]), ("failed", cause), callback)
            self.assertIn(text, answer["message"])

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_only_the_session_itself_answers(self):
        self.check("forks", {"kind": "accepted"})
        self.check("yes", {"kind": "accepted"})

    def test_changed_code_takes_effect_in_the_next_session(self):
        for number in (1, 2):
            self.write(self.registry, "changing/__init__.py", "def callback(**_): return True, {{'n': {}}}".format(number))
            session = self.open("changing {}".format(number))
            self.assertEqual(self.ask("changing.callback", session)["injected"], {"n": number})
            self.close(session)

    def test_a_missing_registry_is_said(self):
        session = self.open("lost", registryFolder=os.path.join(self.root, "missing"), variables={})
        answer = self.ask("yes", session)
        self.assertEqual((answer["kind"], answer["cause"]), ("failed", "import-failed"))
        self.assertIn("missing", answer["message"])


class CallbacksSpawned(CallbackBasics):
    """The same where each child is an interpreter of its own."""

    CHILDREN = "spawn"


@unittest.skipUnless(ON_LINUX, "elsewhere it is what `auto` is, or cannot be")
class CallbacksAsOnWindows(CallbackBasics):
    """The same with the threads and waiting that Windows needs."""

    CHILDREN = "windows"

class AnswersApart(WithSession):
    """Questions that leave nothing behind for the next one, with headers of their own."""

    CALLBACKS = """
import os
asked = []
print("imported")

def callback(headers, **kwargs):
    asked.append(headers["id"])
    print(",".join(asked))
    return True, {"asked": asked, "here": os.getpid()}

def dies(**kwargs):
    os._exit(3)

def doubles(**kwargs):
    os.fork()
    return True
"""

    @unittest.skipUnless(ON_LINUX, "elsewhere the process is shared")
    def test_that_each_is_the_first_one_of_its_process(self):
        answers = [self.ask("callback", isApart=True, headers={"id": name}) for name in "ab"]
        self.assertEqual([answer["injected"]["asked"] for answer in answers], [["a"], ["b"]])
        self.assertEqual([answer["output"] for answer in answers], ["imported\na\n", "b\n"])
        self.assertNotEqual(answers[0]["injected"]["here"], answers[1]["injected"]["here"])
        # Without it they share the process, which has answered nothing itself so far.
        shared = [self.ask("callback")["injected"]["asked"] for _ in "ab"]
        self.assertEqual(shared, [["patient"], ["patient", "patient"]])

    @unittest.skipUnless(ON_LINUX, "elsewhere the process is shared")
    def test_that_one_that_dies_or_forks_gives_one_answer_and_the_next_is_asked(self):
        died = self.ask("dies", isApart=True)
        self.assertEqual((died["kind"], died["cause"]), ("failed", "died"))
        self.assertIn("ended its process", died["message"])
        self.assertEqual(self.ask("doubles", isApart=True)["kind"], "accepted")
        self.assertEqual(self.ask("callback", isApart=True, headers={"id": "c"})["injected"]["asked"][-1], "c")
        self.assertEqual(self.ask("gone", isApart=True)["cause"], "not-found")

class KeptCode(WithSession):
    """Compiled code that is kept from session to session, and never for longer than its source stands."""

    def again(self):
        session = self.open("kept {}".format(os.urandom(8)))
        answer = self.ask("kept.callback", session)
        self.close(session)
        return answer.get("injected", answer)

    def test_an_edit_of_same_size_and_time_is_seen_even_beside_a_compiled_file_of_python(self):
        source = os.path.join(self.registry, "kept", "__init__.py")
        for number in (1, 2, 3):
            text = "def callback(**_): return True, {{'n': {}}}".format(number)
            self.write(self.registry, "kept/__init__.py", text)
            os.utime(source, (1000000000, 1000000000))
            if number == 1:
                py_compile.compile(source, doraise=True)
            self.assertEqual(self.again(), {"n": number})
            self.assertEqual(self.again(), {"n": number})

    def test_what_was_kept_is_used_and_damaged_or_foreign_files_are_not(self):
        self.write(self.registry, "kept/__init__.py", "def callback(**_): return True, {'file': __file__}")
        expected = self.again()
        folder = os.path.join(self.registry, ".compiled")
        (kept,) = [os.path.join(folder, name) for name in os.listdir(folder) if name.startswith("kept.")]
        with open(kept, "rb") as stream:
            content = stream.read()
        stamp = os.stat(kept).st_mtime_ns
        self.assertEqual(self.again(), expected)
        self.assertEqual(os.stat(kept).st_mtime_ns, stamp)
        for damaged in (b"", content[:100], b"nonsense", marshal.dumps((1, 2)), marshal.dumps("text")):
            with open(kept, "wb") as stream:
                stream.write(damaged)
            self.assertEqual(self.again(), expected)
            with open(kept, "rb") as stream:
                self.assertEqual(marshal.load(stream)[0][2], marshal.loads(content)[0][2])
        self.assertEqual([name for name in os.listdir(folder) if name.count(".") > 1 and name.startswith("kept.")], [])


if __name__ == "__main__":
    sys.exit(unittest.main())
