"""Jobs that tell whose data they saw, so that a result in the wrong run is noticed."""
import json
import os
import time


def _images(folder):
    return sorted(
        name for _, _, names in os.walk(folder) for name in names if name.endswith(".dcm")
    )


def _wait_while(hold, patient):
    """Tells its process and waits for as long as a test wants it to; whether that was wanted."""
    hold = os.path.join(os.environ["LOGS"], hold)
    if not os.path.exists(hold):
        return False
    with open(os.path.join(os.environ["LOGS"], "held-%d" % os.getpid()), "w") as file:
        file.write(patient)
    while os.path.exists(hold):
        time.sleep(0.02)
    return True


def measure(jobName, headers, params, added_params, **kwargs):
    data = os.environ["DATA"]
    print("measuring")
    patient = headers["tags"]["PatientID"]
    _wait_while("hold", patient)
    found = {"patient": patient, "images": len(_images(data))}
    with open(os.path.join(data, "measure.json"), "w") as file:
        json.dump(found, file)
    if _wait_while("hold-to-print", patient):
        for number in range(4000):
            print("%d of 4000 long lines %s" % (number, "." * 100))
    return found


def report(jobName, headers, params, added_params, **kwargs):
    with open(os.path.join(os.environ["DATA"], "measure.json")) as file:
        found = json.load(file)
    with open(os.path.join(os.environ["DATA"], "report.json"), "w") as file:
        json.dump(found, file)
    return {"patient": headers["tags"]["PatientID"], "measured": found}


def unsteady(jobName, headers, params, added_params, **kwargs):
    """Fails where no attempt before it left its file; for every other patient, always."""
    patient = headers["tags"]["PatientID"]
    place = os.path.join(os.environ["DATA"], "unsteady.json")
    was_tried = os.path.exists(place)
    with open(place, "w") as file:
        json.dump({"patient": patient}, file)
    if not was_tried or int(patient.split("-")[1]) % 2 == 0:
        raise RuntimeError("Not this time")
    return {"patient": patient}


def last(jobName, headers, params, added_params, dependency_results, **kwargs):
    """The post service: tells what it was told of everything before it."""
    found = {
        "patient": headers["tags"]["PatientID"],
        "told": {
            name: one["state"] if "state" in one else {key: each["state"] for key, each in one.items()}
            for name, one in dependency_results.items()
        },
    }
    with open(os.path.join(os.environ["DATA"], "last.json"), "w") as file:
        json.dump(found, file)
    return found
