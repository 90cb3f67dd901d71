"""Decides whether the job "intensity_preview" is wanted for a patient.

It depends on the job "series_report". Callbacks are asked in the order of "sortPosition", so this one already sees in
added_params what the callback of series_report has promised.
"""


def callback(jobName, headers, params, added_params, **kwargs):
    """Accepts a patient with a CT or MR series that series_report reports on."""
    reported = added_params.get("series_report", {}).get("outputs", {})
    outputs = {}
    for study in headers["studies"]:
        for series in study["series"]:
            modality = series["tags"].get("Modality")
            if modality in params["modalities"] and series["id"] in reported:
                folder = "previews/" + series["id"]
                outputs[series["id"]] = {
                    "histogram": {
                        "type": "json",
                        "path": folder + "/histogram.json",
                        "base": folder,
                        "filename": "histogram.json",
                        "ext": ".json",
                    },
                    "images": {"type": "folder", "path": folder},
                }

    if not outputs:
        # What a callback prints is kept: it is the reason shown for a job that was not planned.
        print("{} declines: the patient has no series of {}.".format(jobName, " or ".join(params["modalities"])))
        return False
    return True, {"outputs": outputs, "overview": {"type": "html", "path": "previews/index.html"}}
