"""Writes a report about series as PDF.

It runs in a process of its own. The folder DATA belongs to this run alone; what is written there is kept with the run.
"""

import os

from .pdf import write_pdf

# What is told of each series.
TAGS = ["Modality", "SeriesNumber", "BodyPartExamined", "ProtocolName", "SliceThickness", "PixelSpacing", "Manufacturer"]


def worker(jobName, headers, params, added_params, **kwargs):
    """Keeps what the callback promised."""
    promised = added_params[jobName]
    data = os.environ["DATA"]
    pages = []
    for study in headers["studies"]:
        for series in study["series"]:
            if series["id"] not in promised["series"]:
                continue
            tags = series["tags"]
            images = len(os.listdir(os.path.join(data, headers["dcmpath"], series["id"])))
            lines = ["Patient {}".format(headers["tags"].get("PatientID", ""))]
            lines += ["Study of {}: {}".format(study["tags"].get("StudyDate", ""), study["tags"].get("StudyDescription", ""))]
            lines += ["", "{} images".format(images)]
            lines += ["{}: {}".format(name, tags[name]) for name in TAGS if tags.get(name)]
            pages.append((tags.get("SeriesDescription") or "Series {}".format(tags.get("SeriesNumber", "")), lines))

    target = os.path.join(data, promised["outputs"]["report"]["path"])
    os.makedirs(os.path.dirname(target), exist_ok=True)
    write_pdf(target, (params or {}).get("title", "Report"), pages)
    print("{}: {} pages".format(promised["outputs"]["report"]["path"], len(pages)))
    return {"pages": len(pages), "report": promised["outputs"]["report"]["path"]}
