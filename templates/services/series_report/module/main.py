"""Does the work of the job "series_report": reads all headers of a patient, checks the geometry, writes the reports.

It runs in a process of its own. The folder DATA belongs to this run alone: dicom/<patient>/<series>/*.dcm is there,
everything a job writes stays there. Nothing but Python's standard library is used.
"""

import csv
import json
import os

from .dicom_header import NotReadable, read_header
from .geometry import describe_series
from .html_report import html_report

try:
    from dcm_processor_runtime import progress
except ImportError:
    # Run by another program, or by hand.
    def progress(percent, message=""):
        pass


def worker(jobName, headers, params, added_params, **kwargs):
    """Writes one JSON file per series, a summary as CSV and a report as HTML; returns what the history shows."""
    data = os.environ["DATA"]
    # What the callback promised, for this job as for all the others, is in added_params.
    promises = added_params[jobName]
    tolerance = (params or {}).get("spacingToleranceMm", 0.05)

    wanted = [
        (study, series)
        for study in headers["studies"]
        for series in study["series"]
        if series["id"] in promises["outputs"]
    ]
    reports = []
    for number, (study, series) in enumerate(wanted):
        title = series["tags"].get("SeriesDescription") or series["id"]
        progress(100.0 * number / len(wanted), "Reading series {} of {}".format(number + 1, len(wanted)))
        images, findings = read_images(data, "{}/{}".format(headers["dcmpath"], series["id"]))
        report = identity(headers, study, series)
        report.update(describe_series(images, findings, tolerance))
        reports.append(report)

        target = promised_path(data, promises["outputs"][series["id"]]["json"])
        with open(target, "w", encoding="utf-8") as stream:
            json.dump(report, stream, indent=2, ensure_ascii=False)
        print("{}: {} images, {}".format(title, len(images), "; ".join(report["findings"]) or "no findings"))

    write_csv(promised_path(data, promises["summary"]["csv"]), reports)
    with open(promised_path(data, promises["summary"]["html"]), "w", encoding="utf-8") as stream:
        stream.write(html_report(headers, reports))
    progress(100, "Reports written")
    return {
        "series": len(reports),
        "images": sum(report["images"] for report in reports),
        "seriesWithFindings": sum(1 for report in reports if report["findings"]),
        "report": promises["summary"]["html"]["path"],
    }


def read_images(data, folder):
    """Reads the headers of all files of a series; a file that cannot be read is a finding, not the end of the job."""
    images, findings = [], []
    for name in sorted(os.listdir(os.path.join(data, *folder.split("/")))):
        path = "{}/{}".format(folder, name)
        try:
            image = read_header(os.path.join(data, *path.split("/")))
        except NotReadable as reason:
            findings.append("{}: {}".format(name, reason))
            continue
        image["file"] = path
        images.append(image)
    return images, findings


def identity(headers, study, series):
    """Which series this is. Text comes from the headers of the job, where every character set is decoded already."""
    report = {"patientId": headers["id"], "studyId": study["id"], "seriesId": series["id"]}
    for keyword in ("StudyDate", "StudyDescription"):
        report[keyword] = study["tags"].get(keyword, "")
    for keyword in ("SeriesInstanceUID", "SeriesNumber", "SeriesDescription", "Modality"):
        report[keyword] = series["tags"].get(keyword, "")
    return report


def promised_path(data, promise):
    """The place of a promised file on this machine; its folder is made where it is missing."""
    path = os.path.join(data, *promise["path"].split("/"))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def write_csv(path, reports):
    """One line per series, for a spreadsheet."""
    columns = ["StudyDate", "StudyDescription", "SeriesNumber", "SeriesDescription", "Modality", "images", "rows"]
    columns += ["columns", "pixelSpacing", "sliceSpacing", "missingSlices", "findings", "SeriesInstanceUID"]
    # utf-8-sig: by this mark spreadsheets know that the file is Unicode.
    with open(path, "w", encoding="utf-8-sig", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(columns)
        for report in reports:
            lines.writerow([csv_cell(report[column]) for column in columns])


def csv_cell(value):
    """A value as text; never one that a spreadsheet would take for a formula."""
    if value is None:
        return ""
    text = "; ".join(str(part) for part in value) if isinstance(value, list) else str(value)
    return "'" + text if isinstance(value, str) and text[:1] in ("=", "+", "-", "@") else text
