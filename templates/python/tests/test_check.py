"""Whether functions of a service can be found and called, in a process of its own as the engine asks for it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest

RUNTIME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

RUN = """
import json, os, sys
sys.path.insert(0, {runtime!r})
os.chdir(os.environ["DATA"])
from dcm_processor_runtime.check import worker
print(json.dumps(worker(params=json.loads(sys.argv[1]))))
"""


class CheckTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="check-")
        self.addCleanup(shutil.rmtree, self.root)
        self.data = os.path.join(self.root, "data")
        os.makedirs(os.path.join(self.data, "modules", "lungs"))

    def write(self, name, text):
        with open(os.path.join(self.data, "modules", "lungs", name), "wb") as stream:
            stream.write(text if isinstance(text, bytes) else textwrap.dedent(text).encode("utf-8"))

    def check(self, *names, **params):
        order = dict({"functions": ["lungs." + name for name in names], "requirements": None}, **params)
        environment = dict(os.environ, DATA=self.data)
        done = subprocess.run(
            [sys.executable, "-c", RUN.format(runtime=RUNTIME), json.dumps(order)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=60,
        )
        self.assertEqual(done.returncode, 0, done.stderr.decode("utf-8", "replace"))
        return json.loads(done.stdout.decode("utf-8").splitlines()[-1])

    def problem(self, text, name="worker"):
        self.write("__init__.py", text)
        (function,) = self.check(name)["functions"]
        return function["problem"]

    def test_a_function_that_can_be_called_is_no_problem(self):
        for signature in ("jobName, headers, params, added_params", "jobName, headers, params, added_params, **kwargs", "**kwargs", "*args, **kwargs", "jobName, headers, params, added_params, more=1"):
            self.assertIsNone(self.problem("def worker({}): pass".format(signature)), signature)

    def test_messages_name_files_of_the_service_and_the_function_that_was_meant(self):
        said = self.problem("import os\ndef worker(**kwargs): pass\n", "wroker")["message"]
        self.assertEqual(
            said, "The module 'lungs' (module/__init__.py) has no function 'wroker'. Did you mean 'worker'?"
        )
        said = self.problem("def worker(**kwargs): pass\n", "other")["message"]
        self.assertEqual(said, "The module 'lungs' (module/__init__.py) has no function 'other'.")
        said = self.problem("", "inner.worker")["message"]
        self.assertIn("There is no Python module 'lungs.inner': looked in module and among", said)
        said = self.problem("open(__file__ + '.txt')\n")["message"]
        self.assertIn("'module/__init__.py.txt'", said)
        self.assertNotIn(self.root, said)

    def test_worker_functions_may_ask_for_what_came_of_the_jobs_before(self):
        asking = "def worker(jobName, headers, params, added_params, dependency_results, **kwargs): pass"
        self.assertIsNone(self.problem(asking))

    def test_keywords_that_the_function_does_not_take(self):
        problem = self.problem("\n\ndef worker(jobName, headers): pass")
        self.assertEqual((problem["code"], problem["file"], problem["line"]), ("signature-wrong", "__init__.py", 3))
        self.assertIn("params", problem["message"])
        self.assertEqual(self.problem("def worker(jobName, headers, params, added_params, extra): pass")["code"], "signature-wrong")
        self.assertEqual(self.problem("def worker(a, b, c, d): pass")["code"], "signature-wrong")

    def test_functions_that_would_never_run(self):
        for text in ("async def worker(**kwargs): pass", "def worker(**kwargs):\n    yield 1"):
            self.assertEqual(self.problem(text)["code"], "function-never-runs")

    def test_what_is_not_there(self):
        self.assertEqual(self.problem("")["code"], "function-not-found")
        self.assertEqual(self.problem("worker = 7")["code"], "function-not-found")
        self.assertEqual(self.problem("", "inner.worker")["code"], "function-not-found")

    def test_a_module_that_is_not_installed_is_named_with_the_line_that_imports_it(self):
        problem = self.problem("import os\nimport no_such_library.part")
        self.assertEqual((problem["code"], problem["module"]), ("module-missing", "no_such_library"))
        self.assertEqual((problem["file"], problem["line"]), ("__init__.py", 2))

    def test_a_syntax_error_is_told_with_its_place(self):
        self.write("main.py", "x = 1\ndef worker(:\n")
        problem = self.problem("from .main import worker")
        self.assertEqual((problem["code"], problem["file"], problem["line"]), ("syntax-error", "main.py", 2))

    def test_sources_of_other_encodings(self):
        self.assertIsNone(self.problem(b"\xef\xbb\xbfdef worker(**kwargs): pass"))
        self.assertIsNone(self.problem(b"# -*- coding: latin-1 -*-\nname = '\xe4'\ndef worker(**kwargs): pass"))
        self.assertEqual(self.problem(b"name = '\xe4'\ndef worker(**kwargs): pass")["code"], "syntax-error")
        self.assertIn(self.problem(b"name = 1\0\n")["code"], ("syntax-error", "import-failed"))

    def test_whatever_importing_raises(self):
        self.assertIn("sys.exit", self.problem("import sys\nsys.exit(3)")["message"])
        self.assertIn("KeyboardInterrupt", self.problem("raise KeyboardInterrupt")["message"])
        self.assertEqual(self.problem("def f(): f()\nf()")["code"], "import-failed")
        odd = "class Odd(BaseException):\n    def __str__(self): raise self\nraise Odd"
        self.assertEqual(self.problem(odd)["code"], "import-failed")

    def test_a_module_of_python_that_hides_the_service(self):
        shutil.copytree(os.path.join(self.data, "modules", "lungs"), os.path.join(self.data, "modules", "json"))
        order = {"functions": ["json.dumps"], "requirements": None}
        (function,) = self.check(**order)["functions"]
        self.assertEqual(function["problem"]["code"], "module-elsewhere")

    def test_importing_can_write_below_data_only(self):
        sys.path.insert(0, RUNTIME)
        from dcm_processor_runtime import landlock

        if not landlock.version():
            self.skipTest("this system has no Landlock")
        outside = os.path.join(self.root, "outside.txt")
        problem = self.problem("open({!r}, 'w')\n".format(outside))
        self.assertIn("PermissionError", problem["message"])
        self.assertFalse(os.path.exists(outside))
        text = "import tempfile\ntempfile.mkdtemp()\nopen('inside.txt', 'w')\ndef worker(**kwargs): pass"
        self.assertIsNone(self.problem(text))
        self.assertTrue(os.path.exists(os.path.join(self.data, "inside.txt")))

    def test_requirements_by_what_is_installed(self):
        self.write("requirements.txt", "# tools\npip\npip<1\nno-such-package-at-all; python_version < '3'\n\n")
        self.write("__init__.py", "")
        found = self.check(requirements="lungs/requirements.txt")["requirements"]
        states = [(one["line"], one["state"]) for one in found["lines"]]
        if states[0][1] == "missing":
            self.skipTest("this Python has no pip")
        self.assertEqual(states, [(2, "installed"), (3, "other-version"), (4, "not-needed")])
        self.write("requirements.txt", "pip \\\n  >= 1 # enough\n")
        found = self.check(requirements="lungs/requirements.txt")["requirements"]
        self.assertEqual([(one["line"], one["state"]) for one in found["lines"]], [(1, "installed")])
        self.assertIsNone(found["pip"])


if __name__ == "__main__":
    unittest.main()
