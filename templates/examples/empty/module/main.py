"""Does the work.

It runs in a process of its own. The folder DATA belongs to this run alone; what is written there is kept with the run.
"""

import os


def worker(jobName, headers, params, added_params, **kwargs):
    """Looks at the files of every wanted series; what it returns is shown with the job."""
    data = os.environ["DATA"]
    print("Data:", data)
    print("Logs:", os.environ["LOGS"])
    print("Modules:", os.environ["MODULES"])

    images = 0
    # What the callback answered is handed over with what all other callbacks answered.
    for series_id in added_params[jobName]["series"]:
        folder = os.path.join(data, headers["dcmpath"], series_id)
        files = sorted(os.listdir(folder))
        images += len(files)
        print("Series {}: {} images".format(series_id, len(files)))
    return {"images": images}
