"""Reads the header of a DICOM file: the few elements a geometry check needs, and where the pixels begin.

It knows the two uncompressed little-endian transfer syntaxes and reads the header of every compressed one. It reads
no pixels, so a file of any size costs the same. A real project would rather use pydicom; this shows how little it takes.
"""

import math
import os
import struct

IMPLICIT = "1.2.840.10008.1.2"
EXPLICIT = "1.2.840.10008.1.2.1"
# Data sets of these are not stored as plain little-endian bytes.
UNSUPPORTED = {
    "1.2.840.10008.1.2.1.99": "deflated data sets",
    "1.2.840.10008.1.2.2": "big-endian data sets",
}

# The elements that are kept: tag -> (keyword, how to decode the value).
WANTED = {
    0x00020010: ("TransferSyntaxUID", "text"),
    0x00180050: ("SliceThickness", "decimal"),
    0x00200013: ("InstanceNumber", "decimal"),
    0x00200032: ("ImagePositionPatient", "decimals"),
    0x00200037: ("ImageOrientationPatient", "decimals"),
    0x00280002: ("SamplesPerPixel", "number"),
    0x00280004: ("PhotometricInterpretation", "text"),
    0x00280008: ("NumberOfFrames", "decimal"),
    0x00280010: ("Rows", "number"),
    0x00280011: ("Columns", "number"),
    0x00280030: ("PixelSpacing", "decimals"),
    0x00280100: ("BitsAllocated", "number"),
    0x00280101: ("BitsStored", "number"),
    0x00280103: ("PixelRepresentation", "number"),
    0x00280120: ("PixelPaddingValue", "number"),
    0x00281052: ("RescaleIntercept", "decimal"),
    0x00281053: ("RescaleSlope", "decimal"),
}
PIXEL_DATA = 0x7FE00010
ITEM, ITEM_END, SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
UNDEFINED = 0xFFFFFFFF
# In Explicit VR, these have a length of four bytes instead of two (PS3.5, section 7.1.2).
LONG_VRS = {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"}


class NotReadable(Exception):
    """Says in words why a file is of no use."""


def read_header(path):
    """Returns the wanted elements by keyword and "pixels": {"offset", "length"}, or None where they are compressed."""
    size = os.path.getsize(path)
    with open(path, "rb") as stream:
        header = read_meta(stream, size)
        syntax = header["TransferSyntaxUID"]
        if syntax in UNSUPPORTED:
            raise NotReadable("{} are not supported".format(UNSUPPORTED[syntax]))
        for tag, vr, length, offset in elements(stream, size, syntax != IMPLICIT):
            if tag == PIXEL_DATA:
                header["pixels"] = pixels_at(offset, length, size)
                return header
            keep(header, stream, tag, length, offset)
    raise NotReadable("the file has no pixels, or ends before them")


def read_meta(stream, size):
    """Reads the file meta information and leaves the stream at the first element of the data set."""
    header = {"TransferSyntaxUID": IMPLICIT}
    stream.seek(128)
    if stream.read(4) != b"DICM":
        # Old programs wrote bare data sets: no preamble, no meta information.
        stream.seek(0)
        beginning = stream.read(6)
        if beginning[:2] not in (b"\x02\x00", b"\x08\x00"):
            raise NotReadable("it is not a DICOM file")
        if beginning[4:6].isalpha():
            header["TransferSyntaxUID"] = EXPLICIT
        stream.seek(0)
        if beginning[:2] == b"\x08\x00":
            return header
    begin = stream.tell()
    for tag, vr, length, offset in elements(stream, size, True):
        if tag >> 16 != 0x0002:
            break
        keep(header, stream, tag, length, offset)
        begin = offset + length
    stream.seek(begin)
    return header


def elements(stream, size, explicit):
    """Yields (tag, vr, length, offset of the value) of each element at the top level."""
    position = stream.tell()
    while position + 8 <= size:
        stream.seek(position)
        tag, vr, length = element_header(stream, explicit)
        offset = stream.tell()
        yield tag, vr, length, offset
        if length == UNDEFINED:
            stream.seek(offset)
            # What has the representation UN and no length is written in Implicit VR (PS3.5, section 6.2.2).
            skip_sequence(stream, size, explicit and vr != b"UN")
            position = stream.tell()
        else:
            position = offset + length
            if position > size:
                raise NotReadable("the file is cut off")


def element_header(stream, explicit):
    """Reads tag, value representation (empty in Implicit VR) and length."""
    try:
        group, element, length = struct.unpack("<HHL", stream.read(8))
        tag = group << 16 | element
        if not explicit or group == 0xFFFE:
            return tag, b"", length
        # The last four bytes were two letters and, for most representations, a short length.
        vr = struct.pack("<L", length)[:2]
        if vr in LONG_VRS:
            return tag, vr, struct.unpack("<L", stream.read(4))[0]
        return tag, vr, length >> 16
    except struct.error:
        raise NotReadable("the file is cut off")


def skip_sequence(stream, size, explicit):
    """Moves the stream behind a sequence of undefined length, whatever is nested in it."""
    # One entry for each sequence or item that is still open: are its elements in Explicit VR?
    opened = [explicit]
    while opened:
        tag, vr, length = element_header(stream, opened[-1])
        if tag in (SEQUENCE_END, ITEM_END):
            opened.pop()
        elif length == UNDEFINED:
            opened.append(opened[-1] and vr != b"UN")
        elif stream.tell() + length > size:
            raise NotReadable("the file is cut off")
        else:
            stream.seek(length, os.SEEK_CUR)


def keep(header, stream, tag, length, offset):
    """Adds the element to the header if it is a wanted one that can be decoded."""
    if tag not in WANTED or length > 1024:
        return
    keyword, kind = WANTED[tag]
    stream.seek(offset)
    value = stream.read(length)
    try:
        if kind == "number":
            header[keyword] = struct.unpack("<H", value[:2])[0]
            return
        text = value.decode("ascii").strip(" \0")
        if kind == "text":
            header[keyword] = text
        elif text:
            numbers = [float(part) for part in text.split("\\")]
            if not all(math.isfinite(number) for number in numbers):
                raise ValueError(text)
            header[keyword] = numbers if kind == "decimals" else numbers[0]
    except (ValueError, struct.error):
        raise NotReadable("the value of {} is nonsense".format(keyword))


def pixels_at(offset, length, size):
    if length == UNDEFINED:
        return None
    if offset + length > size:
        raise NotReadable("the file is cut off within its pixels")
    return {"offset": offset, "length": length}
