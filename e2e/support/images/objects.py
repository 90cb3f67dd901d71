"""Writes objects that belong to the images of a folder: a segmentation, a film, a report and a document.

Usage: objects.py IMAGES OUT
"""
import os
import sys

import numpy
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
BASIC_TEXT = "1.2.840.10008.5.1.4.1.1.88.11"
DOCUMENT = "1.2.840.10008.5.1.4.1.1.104.1"
MULTI_FRAME = "1.2.840.10008.5.1.4.1.1.7.2"


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


def write_segmentation(images, path):
    """Two segments on the second image: the upper left quarter by reference, the lower right one by place alone."""
    source = images[1]
    made = new_object(source, SEGMENTATION, "1.2.826.0.1.3680043.10.7", "SEG", 7, "Quarters")
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
    made.PixelData = numpy.packbits(masks.reshape(-1), bitorder="little").tobytes()
    made["PixelData"].VR = "OB"
    made.save_as(path)


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


def main(folder, out):
    """Reads the images by their numbers, and writes what belongs to them."""
    images = [pydicom.dcmread(os.path.join(folder, name)) for name in os.listdir(folder)]
    images.sort(key=lambda image: image.InstanceNumber)
    write_segmentation(images, os.path.join(out, "segmentation.dcm"))
    write_film(images, os.path.join(out, "film.dcm"))
    write_report(images, os.path.join(out, "report.dcm"))
    write_document(images, os.path.join(out, "document.dcm"))


main(*sys.argv[1:])
