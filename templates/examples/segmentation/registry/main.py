"""Decides which series are segmented, and promises where the results will be.

The callback is asked once for every patient (or study, or series) that has arrived. It sees the tags, not the files, and
answers True or False, or (True, {...}): the dictionary is handed to all other jobs as added_params[<name of this job>].
"""

from .series import all_series
from .trigger import is_wanted

# The name of the service.
FOLDER = __name__.split(".")[0]


def callback(jobName, headers, params, added_params, **kwargs):
    """Accepts what has at least one series that fulfils the conditions in trigger.py."""
    wanted = [series for series in all_series(headers) if is_wanted(series)]
    if not wanted:
        print("No series fulfils the conditions in trigger.py.")
        return False
    # Paths are relative to DATA. Services that depend on this one find the files by them.
    outputs = {
        series.id: {"segmentation": {"type": "json", "path": "{}/{}.json".format(FOLDER, series.id)}}
        for series in wanted
    }
    return True, {"outputs": outputs}
