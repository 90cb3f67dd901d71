"""What the tests of the bundled services share: services installed as the product does it, and DICOM files to work on."""

import atexit
import contextlib
import functools
import hashlib
import importlib
import io
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SERVICES = os.path.dirname(HERE)
PROJECT = os.path.dirname(os.path.dirname(SERVICES))


class Installation:
    """A throw-away application: REGISTRY, MODULES and DATA with one patient."""

    def __init__(self):
        self.root = tempfile.mkdtemp(prefix="services-")
        self.data = os.path.join(self.root, "data")
        os.makedirs(self.data)
        for name in ("series_report", "intensity_preview"):
            for part, place in (("registry", "registry"), ("module", "modules")):
                shutil.copytree(os.path.join(SERVICES, name, part), os.path.join(self.root, place, name))
        self.patient = hashlib.sha1(b"DEMO-0001").hexdigest()
        self.headers = {
            "id": self.patient,
            "tags": {"PatientID": "DEMO-0001"},
            "dcmpath": "dicom/" + self.patient,
            "studyIds": ["study"],
            "seriesIds": [],
            "studies": [
                {"id": "study", "tags": {"StudyDate": "20240311", "StudyDescription": "A study"}, "series": []}
            ],
        }

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def add_series(self, series_id, **tags):
        """Makes the folder of a series and its entry in the headers; returns the folder."""
        self.headers["seriesIds"].append(series_id)
        complete = {"ImageType": "ORIGINAL\\PRIMARY\\AXIAL", "Modality": "CT", "SeriesDescription": series_id}
        complete.update(tags)
        self.headers["studies"][0]["series"].append({"id": series_id, "tags": complete})
        folder = os.path.join(self.data, "dicom", self.patient, series_id)
        os.makedirs(folder)
        return folder

    def plan(self, *names):
        """Asks the callbacks in turn; returns (added_params, {name: what the callback printed}) of the accepted."""
        added_params, printed = {}, {}
        for name in names:
            settings = self.settings(name)
            callback = self.function("registry", name, settings["callback"])
            with captured() as output:
                answer = callback(
                    jobName=name, headers=self.headers, params=settings["params"], added_params=added_params
                )
            printed[name] = output.getvalue()
            if isinstance(answer, tuple) and answer[0]:
                added_params[name] = answer[1]
        return added_params, printed

    def run(self, *names):
        """Plans the jobs and runs them in order; returns the result of the last one and what it printed."""
        added_params, _ = self.plan(*names)
        before = os.environ.get("DATA")
        os.environ["DATA"] = self.data
        try:
            for name in names:
                settings = self.settings(name)
                worker = self.function("modules", name, settings["worker"])
                with captured() as output:
                    result = worker(
                        jobName=name, headers=self.headers, params=settings["params"], added_params=added_params
                    )
                # A result must be JSON to be kept.
                json.dumps(result)
        finally:
            if before is None:
                del os.environ["DATA"]
            else:
                os.environ["DATA"] = before
        return result, output.getvalue()

    def settings(self, name):
        with open(os.path.join(self.root, "registry", name, "settings.json"), encoding="utf-8") as stream:
            return json.load(stream)[0]

    def function(self, place, name, full_name):
        """Imports a function by its full name, as the scheduler and the worker do, each with a search path of its own."""
        package, attribute = full_name.rsplit(".", 1)
        for module in [key for key in sys.modules if key == name or key.startswith(name + ".")]:
            del sys.modules[module]
        sys.path.insert(0, os.path.join(self.root, place))
        try:
            importlib.invalidate_caches()
            return getattr(importlib.import_module(package), attribute)
        finally:
            sys.path.pop(0)

    def read_json(self, path):
        with open(os.path.join(self.data, *path.split("/")), encoding="utf-8") as stream:
            return json.load(stream)

    def read_text(self, path):
        with open(os.path.join(self.data, *path.split("/")), encoding="utf-8") as stream:
            return stream.read()


@contextlib.contextmanager
def captured():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        yield output


@functools.lru_cache(maxsize=None)
def sample_patient():
    """Writes the project's synthetic patient once; returns the folder that has CT-1/2, MR-1/3 and MR-1/4 below it."""
    node = os.path.join(PROJECT, "node_modules", ".bin", "node")
    folder = tempfile.mkdtemp(prefix="phantom-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    generator = os.path.join(PROJECT, "scripts", "phantom", "cli.ts")
    subprocess.check_call(
        [node if os.path.exists(node) else "node", generator, folder], stdout=subprocess.DEVNULL
    )
    return os.path.join(folder, "DEMO-0001")


def demo_installation():
    """An installation with the three series of the sample patient."""
    installation = Installation()
    for series_id, folder, modality in (
        ("ct", "CT-1/2", "CT"),
        ("t1", "MR-1/3", "MR"),
        ("t2", "MR-1/4", "MR"),
    ):
        target = installation.add_series(series_id, Modality=modality)
        os.rmdir(target)
        shutil.copytree(os.path.join(sample_patient(), *folder.split("/")), target)
    return installation


def text_element(tag, vr, text):
    value = text.encode("ascii")
    return element(tag, vr, value + (b" " if len(value) % 2 else b""))


def element(tag, vr, value, explicit=True, length=None):
    """One element; `length` overrides the true one."""
    length = len(value) if length is None else length
    head = struct.pack("<HH", tag >> 16, tag & 0xFFFF)
    if not explicit:
        return head + struct.pack("<L", length) + value
    if vr in (b"OW", b"SQ", b"UN", b"OB"):
        return head + vr + b"\0\0" + struct.pack("<L", length) + value
    return head + vr + struct.pack("<H", length) + value


def write_slice(path, number, values, explicit=True, **more):
    """Writes a slice of 2 x 2 pixels 3 mm above the one with the number before.

    `more`: `syntax`, `before_pixels` (encoded elements), `signed`, `bits`, `slope`, `intercept`, `orientation`,
    `pixels` (an encoded element in place of the values), `position` ("{}" in it stands for 3 mm times the number).
    """
    syntax = more.get("syntax", "1.2.840.10008.1.2.1" if explicit else "1.2.840.10008.1.2")
    meta = element(0x00020010, b"UI", (syntax + "\0" * (len(syntax) % 2)).encode("ascii"))
    body = [
        (0x00200013, b"IS", str(number)),
        (0x00200032, b"DS", more.get("position", "0\\0\\{}").format(3 * number)),
        (0x00200037, b"DS", more.get("orientation", "1\\0\\0\\0\\1\\0")),
        (0x00280002, b"US", 1),
        (0x00280010, b"US", 2),
        (0x00280011, b"US", 2),
        (0x00280030, b"DS", "2\\2"),
        (0x00280100, b"US", 16),
        (0x00280101, b"US", more.get("bits", 16)),
        (0x00280103, b"US", 1 if more.get("signed") else 0),
        (0x00281052, b"DS", str(more.get("intercept", 0))),
        (0x00281053, b"DS", str(more.get("slope", 1))),
    ]
    encoded = b""
    for tag, vr, value in body:
        raw = struct.pack("<H", value) if vr == b"US" else value.encode("ascii") + b" " * (len(value) % 2)
        encoded += element(tag, vr, raw, explicit)
    pixels = element(0x7FE00010, b"OW", struct.pack("<4H", *[v & 0xFFFF for v in values]), explicit)
    with open(path, "wb") as stream:
        stream.write(b"\0" * 128 + b"DICM" + element(0x00020000, b"UL", struct.pack("<L", len(meta))) + meta)
        stream.write(encoded + more.get("before_pixels", b"") + more.get("pixels", pixels))
