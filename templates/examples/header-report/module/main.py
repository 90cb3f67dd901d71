"""Writes the tags of series as JSON, and a table of them as CSV.

It runs in a process of its own. The folder DATA belongs to this run alone; what is written there is kept with the run.
"""

import csv
import json
import os


def worker(jobName, headers, params, added_params, **kwargs):
    """Keeps what the callback promised."""
    promised = added_params[jobName]
    columns = (params or {}).get("columns", ["Modality", "SeriesDescription"])
    rows = []
    for study in headers["studies"]:
        for series in study["series"]:
            if series["id"] not in promised["outputs"]:
                continue
            folder = os.path.join(os.environ["DATA"], headers["dcmpath"], series["id"])
            report = {
                "patient": headers["tags"],
                "study": study["tags"],
                "series": series["tags"],
                "images": len(os.listdir(folder)),
            }
            with open(path_of(promised["outputs"][series["id"]]["json"]), "w", encoding="utf-8") as stream:
                json.dump(report, stream, indent=2, ensure_ascii=False)
            rows.append([series["id"], report["images"]] + [series["tags"].get(name, "") for name in columns])
            print("{}: {} images".format(series["tags"].get("SeriesDescription") or series["id"], report["images"]))

    # Spreadsheet programs take the first three bytes for the sign of UTF-8.
    with open(path_of(promised["table"]), "w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["series", "images"] + list(columns))
        writer.writerows(rows)
    return {"series": len(rows), "images": sum(row[1] for row in rows)}


def path_of(promise):
    """The absolute path of a promised file; makes its folder."""
    path = os.path.join(os.environ["DATA"], promise["path"])
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path
