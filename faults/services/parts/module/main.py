"""A job for each series, and one that waits for all of them."""
import json
import os


def _leave(name, found):
    with open(os.path.join(os.environ["DATA"], name), "w") as file:
        json.dump(found, file)
    return found


def part(jobName, headers, params, added_params, **kwargs):
    (series,) = [one for study in headers["studies"] for one in study["series"]]
    found = {
        "patient": headers["tags"]["PatientID"],
        "series": series["id"],
        "images": series["instanceCount"],
    }
    return _leave("part-%s.json" % series["id"], found)


def together(jobName, headers, params, added_params, dependency_results, **kwargs):
    parts = [part["result"] for part in dependency_results["part"].values()]
    for one in parts:
        with open(os.path.join(os.environ["DATA"], "part-%s.json" % one["series"])) as file:
            if json.load(file) != one:
                raise ValueError("The file of %s is not what its job returned" % one["series"])
    found = {
        "patient": headers["tags"]["PatientID"],
        "images": sum(one["images"] for one in parts),
    }
    return _leave("together.json", found)
