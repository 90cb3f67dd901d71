"""Decides whether the job "series_report" is wanted for a patient.

A callback is asked once for every patient that has arrived. It sees the tags, not the files, and answers quickly:
True or False, or (True, {...}), where the dictionary is handed to all other jobs as added_params["series_report"].
"""


def callback(jobName, headers, params, added_params, **kwargs):
    """Accepts a patient with at least one image series and promises one JSON file for each of these series."""
    outputs = {}
    for study in headers["studies"]:
        for series in study["series"]:
            # Every DICOM image says how it came about; reports, plans and key objects have no ImageType.
            if series["tags"].get("ImageType"):
                outputs[series["id"]] = {"json": promised_file("reports", series["id"], ".json")}
            else:
                print("Series {} holds no images, it is left out.".format(series["id"]))

    if not outputs:
        print("{} declines: the patient has no image series.".format(jobName))
        return False

    # The worker keeps these promises. A service that depends on this one finds the files by them.
    summary = {
        "csv": promised_file("reports", "summary", ".csv"),
        "html": promised_file("reports", "index", ".html"),
    }
    return True, {"outputs": outputs, "summary": summary}


def promised_file(folder, name, extension):
    """Describes a file that the worker will write; "path" is relative to the folder DATA and always has "/"."""
    return {
        "type": extension[1:],
        "path": "{}/{}{}".format(folder, name, extension),
        "base": folder,
        "filename": name + extension,
        "ext": extension,
    }
