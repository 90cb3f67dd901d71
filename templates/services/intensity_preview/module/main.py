"""Does the work of the job "intensity_preview": previews in three planes, a histogram, volumes by threshold.

It shows how a job uses what another one made: the report of series_report says in which order the slices lie and where
in each file the pixels are, so this job needs no DICOM reader. Nothing but Python's standard library is used.
"""

import json
import os
from html import escape

from .intensity import describe_intensities
from .planes import plane_images
from .png import write_png
from .volume import NotUsable, read_volume

try:
    from dcm_processor_runtime import progress
except ImportError:
    # Run by another program, or by hand.
    def progress(percent, message=""):
        pass


def worker(jobName, headers, params, added_params, **kwargs):
    """Writes previews and histogram of each promised series; returns what the history shows."""
    data = os.environ["DATA"]
    reports = added_params["series_report"]["outputs"]
    promises = added_params[jobName]

    done, skipped = [], []
    for number, (series_id, promise) in enumerate(sorted(promises["outputs"].items())):
        share = 100.0 / len(promises["outputs"])
        with open(path_below(data, reports[series_id]["json"]["path"]), encoding="utf-8") as stream:
            report = json.load(stream)
        title = report["SeriesDescription"] or series_id

        def advance(fraction):
            progress(share * (number + fraction), "Reading {}".format(title))

        try:
            entry = preview_series(data, report, promise, params, advance)
        except NotUsable as reason:
            print("{}: left out, {}".format(title, reason))
            skipped.append({"seriesId": series_id, "reason": str(reason)})
            entry = {"seriesId": series_id, "skipped": str(reason)}
        else:
            print("{}: {}".format(title, summary_line(entry)))
            done.append(entry)
        write_json(path_below(data, promise["histogram"]["path"]), entry)

    write_overview(path_below(data, promises["overview"]["path"]), done)
    progress(100, "Previews written")
    return {"previewed": len(done), "skipped": skipped, "overview": promises["overview"]["path"]}


def preview_series(data, report, promise, params, advance):
    """Reads one series, writes its images and returns the content of its histogram file."""
    volume = read_volume(data, report, advance)
    entry = {key: report[key] for key in ("seriesId", "SeriesDescription", "Modality", "StudyDate")}
    entry.update(describe_intensities(volume, report["Modality"] == "CT", params))

    entry["images"] = {}
    for plane, width, rows in plane_images(volume, entry["window"]):
        name = plane + ".png"
        write_png(path_below(data, promise["images"]["path"] + "/" + name), width, rows)
        entry["images"][plane] = name
    return entry


def summary_line(entry):
    if entry["volumesMl"] is None:
        return "intensities {:.0f} to {:.0f}".format(entry["minimum"], entry["maximum"])
    return ", ".join("{} {:.0f} ml".format(name, volume) for name, volume in entry["volumesMl"].items())


def path_below(data, path):
    """The place of a path with "/" below DATA on this machine; its folder is made where it is missing."""
    place = os.path.join(data, *path.split("/"))
    os.makedirs(os.path.dirname(place), exist_ok=True)
    return place


def write_json(path, value):
    with open(path, "w", encoding="utf-8") as stream:
        json.dump(value, stream, indent=2, ensure_ascii=False)


def write_overview(path, entries):
    """A page with all previews; the images lie beside it, one folder per series."""
    sections = []
    for entry in entries:
        title = "{} · {} · {}".format(entry["Modality"], entry["SeriesDescription"], summary_line(entry))
        images = "".join(
            '<img src="{0}/{1}" alt="{2}">'.format(entry["seriesId"], name, plane)
            for plane, name in entry["images"].items()
        )
        sections.append("<h2>{}</h2>\n<p>{}</p>\n".format(escape(title), images))
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(
            '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Previews</title>\n'
            "<style>body { background: #111; color: #ddd; font: 15px system-ui, sans-serif; margin: 2rem }\n"
            "h2 { font-size: 1rem } p { display: flex; gap: 1rem; align-items: flex-start }\n"
            "img { width: 20rem; max-width: 32% }</style>\n"
        )
        stream.write("<h1>Previews</h1>\n" + "".join(sections) + "</html>\n")
