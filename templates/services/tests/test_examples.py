"""What new services begin with, on the sample patient."""

import json
import os
import shutil
import unittest

import support

EXAMPLES = os.path.join(os.path.dirname(support.SERVICES), "examples")
TRIGGER = 'def is_wanted(series):\n    return series.equals("Modality", "ct")\n'


def place(installation, example):
    """Puts an example into an installation, under a name of its own; returns that."""
    name = example.replace("-", "_")
    with open(os.path.join(EXAMPLES, example, "example.json"), encoding="utf-8") as stream:
        params = json.load(stream)["job"]["params"]
    for part, folder in (("registry", "registry"), ("module", "modules")):
        target = os.path.join(installation.root, folder, name)
        shutil.copytree(os.path.join(EXAMPLES, example, part), target)
        shared = os.path.join(EXAMPLES, "shared", part)
        for file in os.listdir(shared):
            if file.endswith(".py"):
                shutil.copy(os.path.join(shared, file), target)
    settings = [{"worker": name + ".worker", "callback": name + ".callback", "params": params}]
    write(os.path.join(installation.root, "registry", name, "settings.json"), json.dumps(settings))
    write(os.path.join(installation.root, "registry", name, "trigger.py"), TRIGGER)
    return name


def write(file, text):
    with open(file, "w", encoding="utf-8") as stream:
        stream.write(text)


class Examples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = support.demo_installation()
        os.environ["LOGS"] = os.environ["MODULES"] = cls.installation.root

    @classmethod
    def tearDownClass(cls):
        cls.installation.remove()

    def run_example(self, example):
        name = place(self.installation, example)
        result, printed = self.installation.run(name)
        return name, result, printed

    def test_empty(self):
        _, result, printed = self.run_example("empty")
        self.assertEqual(result, {"images": 60})
        self.assertIn("Series ct: 60 images", printed)

    def test_header_report(self):
        name, result, _ = self.run_example("header-report")
        self.assertEqual(result, {"series": 1, "images": 60})
        report = self.installation.read_json(name + "/ct.json")
        self.assertEqual((report["series"]["Modality"], report["images"]), ("CT", 60))
        self.assertEqual(len(self.installation.read_text(name + "/series.csv").splitlines()), 2)

    def test_segmentation(self):
        name, result, printed = self.run_example("segmentation")
        self.assertEqual(result, {"series": 1, "model": []})
        self.assertEqual(self.installation.read_json(name + "/ct.json")["images"], 60)
        self.assertIn("holds no model yet", printed)

    def test_pdf_report(self):
        name, result, _ = self.run_example("pdf-report")
        self.assertEqual(result["pages"], 1)
        with open(os.path.join(self.installation.data, name, "report.pdf"), "rb") as stream:
            content = stream.read()
        self.assertTrue(content.startswith(b"%PDF-1.4"))
        # Where the last object begins is where the table says.
        table = int(content.split(b"startxref\n")[1].split(b"\n")[0])
        self.assertTrue(content[table:].startswith(b"xref"))

    def test_nifti_conversion(self):
        if shutil.which("dcm2niix") is None:
            with self.assertRaisesRegex(RuntimeError, "dcm2niix was not found"):
                self.run_example("nifti-conversion")
            return
        _, result, _ = self.run_example("nifti-conversion")
        self.assertEqual(result["series"], 1)
        self.assertGreater(result["bytes"], 10000)

    def test_what_is_not_wanted_is_declined(self):
        name = "declining"
        target = os.path.join(self.installation.root, "registry", name)
        shutil.copytree(os.path.join(EXAMPLES, "empty", "registry"), target)
        for file in ("__init__.py", "series.py"):
            shutil.copy(os.path.join(EXAMPLES, "shared", "registry", file), target)
        write(os.path.join(target, "trigger.py"), TRIGGER.replace("ct", "us"))
        write(os.path.join(target, "settings.json"), json.dumps([{"callback": name + ".callback", "params": None}]))
        added, printed = self.installation.plan(name)
        self.assertEqual((added, printed[name]), ({}, "No series fulfils the conditions in trigger.py.\n"))


if __name__ == "__main__":
    unittest.main()
