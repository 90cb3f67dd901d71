"""Decides whether a report is wanted, and promises where it will be.

The callback is asked once for every patient (or study, or series) that has arrived. It sees the tags, not the files, and
answers True or False, or (True, {...}): the dictionary is handed to all other jobs as added_params[<name of this job>].
"""

from .series import all_series
from .trigger import is_wanted

# The name of the service.
FOLDER = __name__.split(".")[0]


def callback(jobName, headers, params, added_params, **kwargs):
    """Accepts what has at least one series that fulfils the conditions in trigger.py."""
    wanted = [series.id for series in all_series(headers) if is_wanted(series)]
    if not wanted:
        print("No series fulfils the conditions in trigger.py.")
        return False
    report = {"type": "pdf", "path": "{}/report.pdf".format(FOLDER)}
    # "storage" is what a storage manager stores with the study, where the application has one.
    return True, {"series": wanted, "outputs": {"report": report}, "storage": dict(report, seriesId=wanted[0])}
