"""Checks how the images of a series lie in space (PS3.3, section C.7.6.2) and describes what other jobs need to know."""

import math

# Properties in which all images of a volume agree.
SHARED = ["Rows", "Columns", "PixelSpacing", "ImageOrientationPatient", "BitsAllocated", "BitsStored"]
SHARED += ["PixelRepresentation", "SamplesPerPixel", "PhotometricInterpretation", "PixelPaddingValue"]
SHARED += ["TransferSyntaxUID"]

# Images whose position differs by less are at the same place, mm.
SAME_PLACE = 0.01

# A wider gap separates two stacks; it is not filled with missing slices.
WIDEST_GAP = 50


def describe_series(images, findings, tolerance):
    """Returns the part of a report that follows from the images; `findings` are those made while reading them."""
    findings = list(findings)
    first = images[0] if images else {}
    differences = disagreements(images)
    findings += differences
    orientation = first.get("ImageOrientationPatient")
    placed = place(images, orientation, findings)

    spacing, missing = None, []
    if placed:
        positions = [image["position"] for image in images]
        spacing, missing = check_spacing(positions, tolerance, findings)
    if images and first.get("NumberOfFrames", 1) > 1:
        findings.append("the images have several frames; the geometry within a file is not checked")

    return {
        "images": len(images),
        "rows": first.get("Rows"),
        "columns": first.get("Columns"),
        "pixelSpacing": lengths(first.get("PixelSpacing"), 2),
        "orientation": orientation if placed else None,
        "sliceThickness": (lengths([first.get("SliceThickness", 0)], 1) or [None])[0],
        "sliceSpacing": spacing,
        "missingSlices": len(missing),
        "missingPositions": missing,
        # All images have the same raster, direction and kind of pixels.
        "alike": not differences,
        # One volume: alike, evenly spaced, none missing, none damaged.
        "uniform": placed and spacing is not None and not findings,
        "findings": findings,
        "pixelFormat": {
            "transferSyntax": first.get("TransferSyntaxUID"),
            "bitsAllocated": first.get("BitsAllocated"),
            "bitsStored": first.get("BitsStored"),
            "signed": first.get("PixelRepresentation") == 1,
            "samplesPerPixel": first.get("SamplesPerPixel", 1),
            "frames": int(first.get("NumberOfFrames", 1)),
            "padding": first.get("PixelPaddingValue"),
        },
        # In spatial order. "pixels" says where in the file they are, so that nobody has to parse it again.
        "files": [
            {
                "file": image["file"],
                "InstanceNumber": image.get("InstanceNumber"),
                "position": image.get("position"),
                "pixels": image["pixels"],
                "slope": image.get("RescaleSlope", 1.0),
                "intercept": image.get("RescaleIntercept", 0.0),
            }
            for image in images
        ],
    }


def disagreements(images):
    """Names the properties in which not all images agree."""
    return [
        "the images differ in {}".format(keyword)
        for keyword in SHARED
        if not all(same(image.get(keyword), images[0].get(keyword)) for image in images)
    ]


def lengths(values, count):
    """The values if they are as many as expected and each is a length, else None."""
    return values if len(values or []) == count and min(values) > 0 else None


def same(a, b):
    """Equal, where scanners write the same direction or spacing with other last digits as well."""
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return all(abs(x - y) < 1e-4 for x, y in zip(a, b))
    return a == b


def place(images, orientation, findings):
    """Sorts the images along their common normal and notes the "position" of each; False where there is none."""
    images.sort(key=lambda image: image.get("InstanceNumber", 0))
    if not images:
        return False
    lacking = [image for image in images if len(image.get("ImagePositionPatient", [])) != 3]
    if len(orientation or []) != 6 or lacking:
        findings.append("the images do not say where they lie")
        return False
    if not all(same(image.get("ImageOrientationPatient"), orientation) for image in images):
        return False
    normal = cross(orientation[:3], orientation[3:])
    length = math.sqrt(sum(n * n for n in normal))
    if length < 0.5:
        findings.append("the directions of rows and columns are nonsense")
        return False
    for image in images:
        along = sum(n * p for n, p in zip(normal, image["ImagePositionPatient"]))
        image["position"] = round(along / length, 4)
    images.sort(key=lambda image: (image["position"], image.get("InstanceNumber", 0)))
    return True


def check_spacing(positions, tolerance, findings):
    """Returns the distance of neighbouring slices and the positions where one is missing; adds to the findings."""
    distinct = positions[:1]
    for position in positions[1:]:
        if position - distinct[-1] > SAME_PLACE:
            distinct.append(position)
    if len(distinct) < len(positions):
        extra = len(positions) - len(distinct)
        findings.append("{} images lie where another one lies (time points, echoes?)".format(extra))
    if len(distinct) < 2:
        return None, []

    gaps = [after - before for before, after in zip(distinct, distinct[1:])]
    spacing = sorted(gaps)[len(gaps) // 2]
    missing, uneven = [], 0
    for before, gap in zip(distinct, gaps):
        steps = max(1, int(round(gap / spacing)))
        if steps <= WIDEST_GAP:
            missing += [round(before + spacing * step, 4) for step in range(1, steps)]
        if steps > WIDEST_GAP or abs(gap / steps - spacing) > tolerance:
            uneven += 1
    if missing:
        findings.append("{} slices are missing".format(len(missing)))
    if uneven:
        findings.append("{} of {} distances between slices are uneven".format(uneven, len(gaps)))
    return round(spacing, 4), missing


def cross(a, b):
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
