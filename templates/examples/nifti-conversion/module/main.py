"""Converts series to NIfTI with dcm2niix.

It runs in a process of its own. The folder DATA belongs to this run alone; what is written there is kept with the run.
"""

import os
import shutil
import subprocess
import sys
import tempfile


def worker(jobName, headers, params, added_params, **kwargs):
    """Keeps what the callback promised: one .nii.gz and one .json for each series."""
    program = find_dcm2niix()
    data = os.environ["DATA"]
    sizes = {}
    for series_id, promise in added_params[jobName]["outputs"].items():
        source = os.path.join(data, headers["dcmpath"], series_id)
        sizes[series_id] = convert(program, source, *[os.path.join(data, promise[kind]["path"]) for kind in ("nifti", "json")])
        print("{}: {} bytes".format(promise["nifti"]["path"], sizes[series_id]))
    return {"series": len(sizes), "bytes": sum(sizes.values())}


def find_dcm2niix():
    """The program: of this Python's environment, or of the system."""
    own = os.path.dirname(sys.executable)
    program = shutil.which("dcm2niix", path=os.pathsep.join([own, os.environ.get("PATH", "")]))
    if program is None:
        raise RuntimeError(
            "dcm2niix was not found. Install it (Debian, Ubuntu: apt install dcm2niix; macOS: brew install dcm2niix), "
            "or the Python package dcm2niix into the environment that runs this job: {}.".format(sys.executable)
        )
    return program


def convert(program, source, nifti, sidecar):
    """Converts the files of one folder; returns the size of the NIfTI file in bytes."""
    os.makedirs(os.path.dirname(nifti), exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [program, "-z", "y", "-b", "y", "-f", "volume", "-o", folder, source],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
        )
        print(done.stdout.strip())
        made = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".nii.gz")]
        if not made:
            raise RuntimeError("dcm2niix made no NIfTI file of {} (exit code {}).".format(source, done.returncode))
        # Several volumes come of one series when its images do not fit together; the largest is the one that is meant.
        largest = max(made, key=os.path.getsize)
        shutil.move(largest, nifti)
        if os.path.exists(largest[: -len(".nii.gz")] + ".json"):
            shutil.move(largest[: -len(".nii.gz")] + ".json", sidecar)
    return os.path.getsize(nifti)
