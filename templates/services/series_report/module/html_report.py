"""Writes the report as one HTML file that needs no other: it can be mailed, archived, opened without a network."""

from html import escape

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Series report</title>
<style>
  :root {{ color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }}
  body {{ max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }}
  h1 {{ font-size: 1.5rem; margin-bottom: 0; }}
  h2 {{ font-size: 1.1rem; margin-top: 2rem; }}
  table {{ border-collapse: collapse; width: 100%; }}
  th, td {{ text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884; }}
  th {{ font-weight: 600; }}
  td.number, th.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
  ul {{ margin: 0; padding-left: 1.1rem; }}
  svg {{ width: 100%; height: 1.1rem; display: block; }}
  .slice {{ fill: currentColor; opacity: .55; }}
  .missing {{ fill: #d6336c; }}
  .good {{ color: #2b8a3e; }}
  @media (prefers-color-scheme: dark) {{ .good {{ color: #69db7c; }} .missing {{ fill: #ff8787; }} }}
</style>
</head>
<body>
<h1>Series report</h1>
<p>Patient {patient}: {series} series, {images} images.</p>
{studies}
</body>
</html>
"""

STUDY = """<h2>{title}</h2>
<table>
<tr><th class="number">No.</th><th>Series</th><th class="number">Images</th><th>Raster</th><th class="number">Slices every</th>
<th style="width:28%">Where they lie</th><th>Findings</th></tr>
{rows}
</table>
"""

ROW = """<tr><td class="number">{number}</td><td>{title}</td><td class="number">{images}</td><td>{raster}</td>
<td class="number">{spacing}</td><td>{strip}</td><td>{findings}</td></tr>
"""


def html_report(headers, reports):
    """Returns the page. Everything that comes from DICOM files is escaped: it may contain anything."""
    studies = {}
    for report in reports:
        studies.setdefault(report["studyId"], []).append(report)
    return PAGE.format(
        patient=escape(headers["tags"].get("PatientID") or headers["id"]),
        series=len(reports),
        images=sum(report["images"] for report in reports),
        studies="".join(study_section(group) for group in studies.values()),
    )


def study_section(reports):
    first = reports[0]
    parts = [readable_date(first["StudyDate"]), first["StudyDescription"]]
    title = " · ".join(part for part in parts if part) or first["studyId"]
    return STUDY.format(title=escape(title), rows="".join(series_row(report) for report in reports))


def series_row(report):
    title = " · ".join(part for part in (report["Modality"], report["SeriesDescription"]) if part)
    raster = ""
    if report["rows"] and report["columns"]:
        raster = "{} × {}".format(report["columns"], report["rows"])
        if report["pixelSpacing"]:
            raster += ", {:.3g} mm".format(report["pixelSpacing"][0])
    return ROW.format(
        number=escape(str(report["SeriesNumber"])),
        title=escape(title or report["seriesId"]),
        images=report["images"],
        raster=raster,
        spacing="{:.3g} mm".format(report["sliceSpacing"]) if report["sliceSpacing"] else "–",
        strip=slice_strip(report),
        findings=finding_list(report["findings"]),
    )


def finding_list(findings):
    if not findings:
        return '<span class="good">none</span>'
    return "<ul>{}</ul>".format("".join("<li>{}</li>".format(escape(finding)) for finding in findings))


def slice_strip(report):
    """A line with a mark for each slice, and a coloured one where a slice is missing."""
    there = [image["position"] for image in report["files"] if image["position"] is not None]
    places = there + report["missingPositions"]
    if len(places) < 2 or max(places) == min(places):
        return ""
    start, length = min(places), max(places) - min(places)
    width = min(4.0, 300.0 / len(places))
    marks = [("slice", place) for place in there] + [("missing", place) for place in report["missingPositions"]]
    bars = [
        '<rect class="{}" x="{:.2f}" y="0" width="{:.2f}" height="10"/>'.format(
            kind, (place - start) / length * (400 - width), width
        )
        for kind, place in marks
    ]
    label = "{:.0f} mm, {} slices, {} missing".format(length, len(there), report["missingSlices"])
    return '<svg viewBox="0 0 400 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'.format(
        label, "".join(bars)
    )


def readable_date(value):
    """20240311 -> 2024-03-11; anything else as it is."""
    return "-".join((value[:4], value[4:6], value[6:])) if len(value) == 8 and value.isdigit() else value
