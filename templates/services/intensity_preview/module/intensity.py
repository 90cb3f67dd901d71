"""Histogram, volumes by threshold and the window of the previews."""

from collections import Counter

from .volume import NotUsable

# Bars of the histogram.
BINS = 128


def describe_intensities(volume, is_ct, params):
    """Returns range, histogram, window and, for CT, volumes. Intensities are Hounsfield units there, else arbitrary."""
    counts = intensity_counts(volume)
    total = sum(counts.values())
    window = params["ctWindow"] if is_ct else window_around(counts)
    return {
        "unit": "HU" if is_ct else "arbitrary",
        "voxels": total,
        "voxelMl": round(volume.voxel_ml(), 9),
        "minimum": min(counts),
        "maximum": max(counts),
        "mean": round(sum(value * count for value, count in counts.items()) / total, 3),
        "histogram": histogram(counts),
        "window": window,
        # Thresholds mean tissues in CT only. They are an estimate: contrast agent in a vessel can count as bone, the air
        # around the patient counts as air.
        "volumesMl": volumes(counts, params["ctTissues"], volume.voxel_ml()) if is_ct else None,
    }


def intensity_counts(volume):
    """How often each intensity occurs, after rescaling (PS3.3, section C.11.1.1.2), without padding."""
    counts = Counter()
    for (slope, intercept), stored_counts in volume.counts.items():
        for stored, count in stored_counts.items():
            if stored != volume.format["padding"]:
                counts[volume.number_of(stored) * slope + intercept] += count
    if not counts:
        raise NotUsable("all its pixels are padding")
    return counts


def histogram(counts):
    """Bars of equal width from the smallest to the greatest intensity."""
    low, high = min(counts), max(counts)
    width = (high - low) / BINS or 1.0
    bars = [0] * BINS
    for value, count in counts.items():
        bars[min(BINS - 1, int((value - low) / width))] += count
    return {"from": low, "binWidth": width, "counts": bars}


def volumes(counts, tissues, voxel_ml):
    """Millilitres between the thresholds of each tissue: from <= intensity < to; null has no limit."""
    result = {}
    for tissue, (low, high) in tissues.items():
        voxels = sum(
            count
            for value, count in counts.items()
            if (low is None or value >= low) and (high is None or value < high)
        )
        result[tissue] = round(voxels * voxel_ml, 1)
    return result


def window_around(counts):
    """A window that leaves out the darkest quarter, most of it background, and the brightest 0.5 % of the voxels."""
    total, seen = sum(counts.values()), 0
    low, high = min(counts), max(counts)
    for value in sorted(counts):
        seen += counts[value]
        if seen <= total * 0.25:
            low = value
        if seen >= total * 0.995:
            high = value
            break
    return {"center": (low + high) / 2.0, "width": max(1.0, high - low)}
