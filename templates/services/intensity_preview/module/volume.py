"""Reads the pixels of a series, slice by slice.

Pure Python is slow where it touches each pixel and fast where a built-in does: counting with Counter, looking up with
map, slicing arrays. So no pixel is touched by a statement of ours, and the volume is never in memory as a whole.
"""

import os
import sys
from array import array
from collections import Counter

UNCOMPRESSED = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1"}


class NotUsable(Exception):
    """Says in words why a series cannot be previewed."""


class Volume:
    """What is kept of a series: counts of all stored values and the pixels that the three planes show."""

    def __init__(self, report):
        self.rows = report["rows"]
        self.columns = report["columns"]
        row_spacing, column_spacing = report["pixelSpacing"] or [1.0, 1.0]
        self.slice_spacing = report["sliceSpacing"] or report["sliceThickness"] or 1.0
        self.row_spacing = row_spacing
        self.column_spacing = column_spacing
        self.orientation = report["orientation"]
        self.slices = 0
        # One entry per rescale: (slope, intercept) -> how often each stored value occurs.
        self.counts = {}
        # Per slice: its rescale, the pixels of its middle row and of its middle column.
        self.rescales = []
        self.middle_rows = []
        self.middle_columns = []
        # The slice in the middle: its rescale and all its pixels.
        self.middle_slice = None
        self.format = report["pixelFormat"]

    def voxel_ml(self):
        """Volume of one voxel in millilitres."""
        return self.row_spacing * self.column_spacing * self.slice_spacing / 1000.0

    def number_of(self, stored):
        """The number that the 16 bits of a pixel mean (PS3.5, section 8.1): only the stored bits count."""
        bits = self.format["bitsStored"]
        stored &= (1 << bits) - 1
        if self.format["signed"] and stored >> (bits - 1):
            stored -= 1 << bits
        return stored


def read_volume(data, report, advance):
    """Returns the Volume of a series; calls advance(fraction) as it goes on."""
    files = one_per_place(report["files"])
    check_format(report, files)
    volume = Volume(report)
    length = volume.rows * volume.columns * 2
    for index, entry in enumerate(files):
        pixels = read_pixels(os.path.join(data, *entry["file"].split("/")), entry["pixels"]["offset"], length)
        rescale = (entry["slope"], entry["intercept"])
        volume.counts.setdefault(rescale, Counter()).update(pixels)
        begin = volume.rows // 2 * volume.columns
        volume.middle_rows.append(pixels[begin : begin + volume.columns])
        volume.middle_columns.append(pixels[volume.columns // 2 :: volume.columns])
        volume.rescales.append(rescale)
        if index == len(files) // 2:
            volume.middle_slice = pixels
        advance((index + 1.0) / len(files))
    volume.slices = len(files)
    return volume


def check_format(report, files):
    """Refuses what this reader cannot read, with the reason."""
    form = report["pixelFormat"]
    if not files:
        raise NotUsable("none of its files can be read")
    if not report["alike"]:
        raise NotUsable("its images differ in size, direction or kind of pixels")
    if form["transferSyntax"] not in UNCOMPRESSED or any(entry["pixels"] is None for entry in files):
        raise NotUsable("its pixels are compressed")
    if form["bitsAllocated"] != 16 or form["samplesPerPixel"] != 1 or form["frames"] != 1:
        raise NotUsable("it has other pixels than one 16-bit number each")
    if not form["bitsStored"] or not 0 < form["bitsStored"] <= 16:
        raise NotUsable("the files do not say how many bits of a pixel count")
    if not report["rows"] or not report["columns"]:
        raise NotUsable("the files do not say how many rows and columns they have")
    if any(entry["pixels"]["length"] < report["rows"] * report["columns"] * 2 for entry in files):
        raise NotUsable("files have fewer pixels than rows and columns tell")


def one_per_place(files):
    """Without further echoes or time points at a place: the first image there stands for it."""
    kept = []
    for entry in files:
        if kept and entry["position"] is not None and kept[-1]["position"] == entry["position"]:
            continue
        kept.append(entry)
    return kept


def read_pixels(path, offset, length):
    """The pixels of a file as an array of unsigned 16-bit numbers."""
    pixels = array("H")
    with open(path, "rb") as stream:
        stream.seek(offset)
        pixels.frombytes(stream.read(length))
    if sys.byteorder == "big":
        pixels.byteswap()
    return pixels
