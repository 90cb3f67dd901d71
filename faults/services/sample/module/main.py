"""Two jobs that tell whose data they saw, so that a result in the wrong run is noticed."""
import json
import os
import time


def _images(folder):
    return sorted(
        name for _, _, names in os.walk(folder) for name in names if name.endswith(".dcm")
    )


def _wait_while_held(patient):
    """Tells its process and waits for as long as a test wants it to run."""
    hold = os.path.join(os.environ["LOGS"], "hold")
    if not os.path.exists(hold):
        return
    with open(os.path.join(os.environ["LOGS"], "held-%d" % os.getpid()), "w") as file:
        file.write(patient)
    while os.path.exists(hold):
        time.sleep(0.02)


def measure(jobName, headers, params, added_params, **kwargs):
    data = os.environ["DATA"]
    print("measuring")
    _wait_while_held(headers["tags"]["PatientID"])
    found = {"patient": headers["tags"]["PatientID"], "images": len(_images(data))}
    with open(os.path.join(data, "measure.json"), "w") as file:
        json.dump(found, file)
    return found


def report(jobName, headers, params, added_params, **kwargs):
    with open(os.path.join(os.environ["DATA"], "measure.json")) as file:
        found = json.load(file)
    with open(os.path.join(os.environ["DATA"], "report.json"), "w") as file:
        json.dump(found, file)
    return {"patient": headers["tags"]["PatientID"], "measured": found}
