"""Decides which series are converted, and promises where their files will be.

The callback is asked once for every patient (or study, or series) that has arrived. It sees the tags, not the files, and
answers True or False, or (True, {...}): the dictionary is handed to all other jobs as added_params[<name of this job>].
"""

from .series import all_series
from .trigger import is_wanted


def callback(jobName, headers, params, added_params, **kwargs):
    """Accepts what has at least one series that fulfils the conditions in trigger.py."""
    wanted = [series for series in all_series(headers) if is_wanted(series)]
    if not wanted:
        print("No series fulfils the conditions in trigger.py.")
        return False
    # Paths are relative to DATA. Services that depend on this one find the files by them.
    outputs = {
        series.id: {"nifti": promised_file(headers, series, ".nii.gz"), "json": promised_file(headers, series, ".json")}
        for series in wanted
    }
    return True, {"outputs": outputs}


def promised_file(headers, series, extension):
    """Describes a file that the worker will write."""
    base = "nifti/{}".format(headers["id"])
    filename = series.id + extension
    return {
        "type": "json" if extension == ".json" else "nifti",
        "path": "{}/{}".format(base, filename),
        "base": base,
        "filename": filename,
        "ext": extension,
    }
