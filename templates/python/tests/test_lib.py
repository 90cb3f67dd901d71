"""`dcm_processor_lib`, as services use it."""

import os
import subprocess
import sys
import tempfile
import unittest

from support import RUNTIME_FOLDER


def run(source, **environment):
    """Runs a piece of Python in an interpreter of its own; returns what it printed."""
    variables = dict(os.environ, PYTHONPATH=RUNTIME_FOLDER, PYTHONIOENCODING="utf-8", PYTHONDONTWRITEBYTECODE="1")
    variables.pop("LOGS", None)
    variables.update(environment)
    done = subprocess.Popen([sys.executable, "-c", source], env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = done.communicate()
    assert done.returncode == 0, err
    return out.decode("utf-8"), err.decode("utf-8")


class Library(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def log(self):
        (name,) = os.listdir(self.folder)
        self.assertRegex(name, r"^\d{4}_\d{2}_\d{2}\.log$")
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read().splitlines()

    def test_a_logger_writes_to_the_days_file_and_to_the_output_once(self):
        source = "import dcm_processor_lib as l\nfor _ in range(2): log = l.get_logger('svc')\nlog.debug('grün %d', 5)"
        out, _ = run(source, LOGS=self.folder)
        self.assertEqual(len(self.log()), 1)
        self.assertTrue(self.log()[0].endswith("svc DEBUG: grün 5"))
        self.assertEqual(out.splitlines(), self.log())

    def test_print_writes_to_both_as_well(self):
        out, _ = run("from dcm_processor_lib import print\nprint('a', 1, name='svc')\nprint('b')", LOGS=self.folder)
        self.assertEqual(out, "a 1\nb\n".replace("\n", os.linesep))
        self.assertTrue(self.log()[0].endswith(" svc: a 1"))
        self.assertTrue(self.log()[1].endswith(": b"))

    def test_without_a_folder_it_only_prints(self):
        self.assertEqual(run("from dcm_processor_lib import print\nprint('a')")[0].strip(), "a")
        out, err = run("from dcm_processor_lib import print\nprint('a')", LOGS=os.path.join(self.folder, "missing"))
        self.assertEqual(out.strip(), "a")
        self.assertIn("cannot be written", err)

    def test_lines_of_processes_that_log_at_once_stay_whole(self):
        source = "import dcm_processor_lib as l\nlog = l.get_logger('svc')\nfor n in range(200): log.info('x' * 3000)"
        variables = dict(os.environ, PYTHONPATH=RUNTIME_FOLDER, LOGS=self.folder, PYTHONDONTWRITEBYTECODE="1")
        running = [
            subprocess.Popen([sys.executable, "-c", source], env=variables, stdout=subprocess.DEVNULL) for _ in range(3)
        ]
        for process in running:
            self.assertEqual(process.wait(), 0)
        lines = self.log()
        self.assertEqual(len(lines), 600)
        self.assertTrue(all(line.endswith("INFO: " + "x" * 3000) for line in lines))


if __name__ == "__main__":
    sys.exit(unittest.main())
