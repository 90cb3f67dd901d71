"""Writes objects that belong to the images of a folder: a segmentation, a film, a report and a document.

Usage: objects.py IMAGES OUT [FRAMES]
       objects.py IMAGE OUT
"""
import os
import struct
import sys
import zlib

import numpy
import pydicom
import pydicom.encaps
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom._uid_dict import UID_dictionary
from pydicom.encoders.native import _encode_row
from pydicom.uid import ExplicitVRLittleEndian, RLELossless

SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
BASIC_TEXT = "1.2.840.10008.5.1.4.1.1.88.11"
DOCUMENT = "1.2.840.10008.5.1.4.1.1.104.1"
ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1"
MULTI_FRAME = "1.2.840.10008.5.1.4.1.1.7.2"

# Younger than Debian's pydicom.
DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
HTJ2K = "1.2.840.10008.1.2.4.201"
for young, name in ((DEFLATED_FRAMES, "Deflated Image Frame Compression"), (HTJ2K, "High-Throughput JPEG 2000")):
    UID_dictionary[young] = (name, "Transfer Syntax", "", "", "")

# Tags of a segmentation with a byte for each pixel.
FRACTIONAL = {
    "SegmentationType": "FRACTIONAL",
    "SegmentationFractionalType": "PROBABILITY",
    "MaximumFractionalValue": 255,
    "BitsAllocated": 8,
    "BitsStored": 8,
    "HighBit": 7,
}


def new_object(source, class_uid, uid, modality, number, description):
    """A data set of the same study and another series."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = class_uid
    meta.MediaStorageSOPInstanceUID = uid
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    made.is_little_endian, made.is_implicit_VR = True, False
    made.SOPClassUID, made.SOPInstanceUID = class_uid, uid
    for keyword in ("PatientName", "PatientID", "StudyInstanceUID", "StudyDate", "StudyTime", "FrameOfReferenceUID"):
        setattr(made, keyword, getattr(source, keyword))
    made.SeriesInstanceUID = uid + ".0"
    made.Modality, made.SeriesNumber, made.SeriesDescription = modality, number, description
    made.SamplesPerPixel, made.PhotometricInterpretation, made.PixelRepresentation = 1, "MONOCHROME2", 0
    return made


def item(**values):
    """A sequence item."""
    made = Dataset()
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


def segmentation(images, uid, number, description):
    """Two segments on the second image, the upper left quarter by reference, the lower right one by place alone; and
    the mask of each."""
    source = images[1]
    made = new_object(source, SEGMENTATION, uid, "SEG", number, description)
    rows, columns = source.Rows, source.Columns
    masks = numpy.zeros((2, rows, columns), numpy.uint8)
    masks[0, : rows // 2, : columns // 2] = 1
    masks[1, rows // 2 :, columns // 2 :] = 1
    made.Rows, made.Columns, made.NumberOfFrames = rows, columns, 2
    made.BitsAllocated, made.BitsStored, made.HighBit = 1, 1, 0
    made.SegmentationType = "BINARY"
    # Red by its CIELab value; the other one brings no colour.
    made.SegmentSequence = [
        item(SegmentNumber=1, SegmentLabel="Upper left", RecommendedDisplayCIELabValue=[34885, 53485, 50171]),
        item(SegmentNumber=2, SegmentLabel="Lower right"),
    ]
    made.SharedFunctionalGroupsSequence = [
        item(
            PlaneOrientationSequence=[item(ImageOrientationPatient=source.ImageOrientationPatient)],
            PixelMeasuresSequence=[item(PixelSpacing=source.PixelSpacing, SliceThickness="5")],
        )
    ]
    frames = []
    for number in (1, 2):
        frame = item(
            PlanePositionSequence=[item(ImagePositionPatient=source.ImagePositionPatient)],
            SegmentIdentificationSequence=[item(ReferencedSegmentNumber=number)],
        )
        if number == 1:
            reference = item(ReferencedSOPClassUID=source.SOPClassUID, ReferencedSOPInstanceUID=source.SOPInstanceUID)
            frame.DerivationImageSequence = [item(SourceImageSequence=[reference])]
        frames.append(frame)
    made.PerFrameFunctionalGroupsSequence = frames
    return made, masks


def save(made, pixels, path):
    """Writes an object with its pixel data, in frames where it is a list."""
    if isinstance(pixels, list):
        made.PixelData = pydicom.encaps.encapsulate(pixels)
        made["PixelData"].is_undefined_length = True
    else:
        made.PixelData = pixels
    made["PixelData"].VR = "OB"
    made.save_as(path)


def packed(mask):
    """Single bits, the lowest of a byte first (PS3.5 8.1.1)."""
    return numpy.packbits(mask.reshape(-1), bitorder="little").tobytes()


def rle(values):
    """One segment of RLE (PS3.5 Annex G), by pydicom's own encoder of rows."""
    segment = b"".join(bytes(_encode_row(row.tobytes())) for row in values)
    return struct.pack("<16L", 1, 64, *([0] * 14)) + segment + b"\0" * (len(segment) % 2)


def deflated(content):
    """Deflated without a header (RFC 1951)."""
    compress = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = compress.compress(content) + compress.flush()
    return content + b"\0" * (len(content) % 2)


def write_segmentation(images, path):
    """The segmentation as most programs write it: single bits, not compressed."""
    made, masks = segmentation(images, "1.2.826.0.1.3680043.10.7", 7, "Quarters")
    save(made, packed(masks), path)


def write_compressed_segmentations(images, out, frames):
    """The same segmentation in every way in which bits are compressed, and what its values may be otherwise."""

    def encoded(form):
        """A frame that was encoded before, and lies in a file."""

        def read(mask):
            with open(os.path.join(frames, "%s-%d" % (form, 0 if mask[0, 0] else 1)), "rb") as stream:
                content = stream.read()
            return content + b"\0" * (len(content) % 2)

        return read

    forms = {
        # PS3.5 8.2.2 has a byte for each bit; some programs pack them.
        "rle": (RLELossless, lambda mask: rle(mask), {}),
        "rle-packed": (RLELossless, lambda mask: rle([numpy.frombuffer(packed(mask), numpy.uint8)]), {}),
        "deflated-frames": (DEFLATED_FRAMES, lambda mask: deflated(packed(mask)), {}),
        "jpeg-2000": ("1.2.840.10008.1.2.4.90", encoded("j2k"), {}),
        "htj2k": (HTJ2K, encoded("htj2k"), {}),
        "fractional-rle": (RLELossless, lambda mask: rle(mask * 255), FRACTIONAL),
        "fractional-deflated-frames": (
            DEFLATED_FRAMES,
            lambda mask: deflated((mask * 255).tobytes()),
            FRACTIONAL,
        ),
    }
    for number, (name, (syntax, encode, tags)) in enumerate(forms.items(), 20):
        made, masks = segmentation(images, "1.2.826.0.1.3680043.11.%d" % number, number, name)
        for keyword, value in tags.items():
            setattr(made, keyword, value)
        made.file_meta.TransferSyntaxUID = syntax
        save(made, [encode(mask) for mask in masks], os.path.join(out, name + ".dcm"))
    # Of these a transcoder makes the compressed ones.
    made, masks = segmentation(images, "1.2.826.0.1.3680043.11.40", 40, "fractional")
    for keyword, value in FRACTIONAL.items():
        setattr(made, keyword, value)
    save(made, (masks * 255).tobytes(), os.path.join(out, "fractional.dcm"))


def write_film(images, path):
    """Four frames, each all of one grey: 40, 80, 120 and 160."""
    made = new_object(images[0], MULTI_FRAME, "1.2.826.0.1.3680043.10.8", "OT", 8, "Film")
    made.Rows = made.Columns = 32
    made.NumberOfFrames, made.CineRate = 4, 20
    made.BitsAllocated, made.BitsStored, made.HighBit = 8, 8, 7
    made.WindowCenter, made.WindowWidth = 128, 256
    made.PixelData = b"".join(bytes([40 * number]) * 1024 for number in range(1, 5))
    made["PixelData"].VR = "OB"
    made.save_as(path)


def coded(meaning):
    """A coded entry."""
    return item(CodeValue="1", CodingSchemeDesignator="99TEST", CodeMeaning=meaning)


def write_report(images, path):
    """A heading with a finding and a measurement, in Latin-1."""
    made = new_object(images[0], BASIC_TEXT, "1.2.826.0.1.3680043.10.9", "SR", 9, "Report")
    made.SpecificCharacterSet = "ISO_IR 100"
    unit = item(CodeValue="mm", CodingSchemeDesignator="UCUM", CodeMeaning="millimetre")
    finding = item(ValueType="TEXT", ConceptNameCodeSequence=[coded("Finding")], TextValue="Gr\u00f6\u00dfe normal")
    length = item(
        ValueType="NUM",
        ConceptNameCodeSequence=[coded("Length")],
        MeasuredValueSequence=[item(NumericValue="12.5", MeasurementUnitsCodeSequence=[unit])],
    )
    part = item(ValueType="CONTAINER", ConceptNameCodeSequence=[coded("Lungs")], ContentSequence=[finding, length])
    made.ValueType, made.ConceptNameCodeSequence, made.ContentSequence = "CONTAINER", [coded("Chest report")], [part]
    made.save_as(path)


def pdf():
    """One page with words, and a black square in its middle."""
    drawn = b"0 0 0 rg 200 300 200 200 re f BT /F1 24 Tf 60 700 Td (A page of words) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    made = b"%PDF-1.4\n"
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return made + b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(made),
    )


def write_document(images, path):
    """An encapsulated PDF."""
    made = new_object(images[0], DOCUMENT, "1.2.826.0.1.3680043.10.10", "DOC", 10, "Document")
    content = pdf()
    made.MIMETypeOfEncapsulatedDocument = "application/pdf"
    made.EncapsulatedDocument = content + b"\0" * (len(content) % 2)
    made.save_as(path)


def write_frames(source, path):
    """An enhanced CT whose frames lie at 10, 0, 15 and 5 mm."""
    made = new_object(source, ENHANCED_CT, "1.2.826.0.1.3680043.10.4.9", "CT", 2, "Frames")
    made.Rows, made.Columns, made.NumberOfFrames = source.Rows, source.Columns, 4
    made.BitsAllocated, made.BitsStored, made.HighBit = 16, 16, 15
    made.WindowCenter, made.WindowWidth = source.WindowCenter, source.WindowWidth
    made.SharedFunctionalGroupsSequence = [
        item(
            PlaneOrientationSequence=[item(ImageOrientationPatient=source.ImageOrientationPatient)],
            PixelMeasuresSequence=[item(PixelSpacing=source.PixelSpacing, SliceThickness="5")],
        )
    ]
    made.PerFrameFunctionalGroupsSequence = [
        item(PlanePositionSequence=[item(ImagePositionPatient=["0", "0", height])]) for height in ("10", "0", "15", "5")
    ]
    made.PixelData = source.PixelData * 4
    made["PixelData"].VR = "OW"
    made.save_as(path)


def main(folder, out, frames=None):
    """Reads the images by their numbers, and writes what belongs to them: with encoded frames, segmentations of those."""
    if os.path.isfile(folder):
        write_frames(pydicom.dcmread(folder), out)
        return
    images = [pydicom.dcmread(os.path.join(folder, name)) for name in os.listdir(folder)]
    images.sort(key=lambda image: image.InstanceNumber)
    if frames is not None:
        write_compressed_segmentations(images, out, frames)
        return
    write_segmentation(images, os.path.join(out, "segmentation.dcm"))
    write_film(images, os.path.join(out, "film.dcm"))
    write_report(images, os.path.join(out, "report.dcm"))
    write_document(images, os.path.join(out, "document.dcm"))


main(*sys.argv[1:])
