import csv
import os
import struct
import unittest

import support

SEQUENCE_END = struct.pack("<HHL", 0xFFFE, 0xE0DD, 0)
ITEM_END = struct.pack("<HHL", 0xFFFE, 0xE00D, 0)
OPEN_ITEM = struct.pack("<HHL", 0xFFFE, 0xE000, 0xFFFFFFFF)


class SamplePatient(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = support.demo_installation()
        cls.result, cls.printed = cls.installation.run("series_report")

    @classmethod
    def tearDownClass(cls):
        cls.installation.remove()

    def test_every_promised_file_is_there(self):
        promises, _ = self.installation.plan("series_report")
        promised = [entry["json"] for entry in promises["series_report"]["outputs"].values()]
        promised += promises["series_report"]["summary"].values()
        self.assertEqual(len(promised), 5)
        for promise in promised:
            self.assertTrue(os.path.isfile(os.path.join(self.installation.data, *promise["path"].split("/"))))
            self.assertEqual(promise["path"], promise["base"] + "/" + promise["filename"])

    def test_geometry_is_what_the_phantom_was_made_with(self):
        expected = {"ct": (60, 512, 5.0), "t1": (24, 256, 6.0), "t2": (24, 256, 6.0)}
        for series_id, (images, rows, spacing) in expected.items():
            report = self.installation.read_json("reports/{}.json".format(series_id))
            self.assertEqual((report["images"], report["rows"], report["sliceSpacing"]), (images, rows, spacing))
            self.assertEqual(report["findings"], [])
            self.assertTrue(report["uniform"])

    def test_slices_are_listed_in_spatial_order_with_the_place_of_their_pixels(self):
        report = self.installation.read_json("reports/ct.json")
        positions = [entry["position"] for entry in report["files"]]
        self.assertEqual(positions, sorted(positions))
        entry = report["files"][0]
        size = os.path.getsize(os.path.join(self.installation.data, *entry["file"].split("/")))
        self.assertEqual(entry["pixels"], {"offset": size - 524288, "length": 524288})
        self.assertEqual((entry["slope"], entry["intercept"]), (1.0, -1024.0))

    def test_result_and_output_name_what_was_done(self):
        self.assertEqual(self.result["images"], 108)
        self.assertEqual(self.result["seriesWithFindings"], 0)
        self.assertIn("ct: 60 images, no findings", self.printed)

    def test_summary_has_a_line_per_series(self):
        with open(os.path.join(self.installation.data, "reports", "summary.csv"), encoding="utf-8-sig") as stream:
            lines = list(csv.DictReader(stream))
        self.assertEqual([line["images"] for line in lines], ["60", "24", "24"])

    def test_the_report_needs_no_other_file_and_no_network(self):
        page = self.installation.read_text("reports/index.html")
        self.assertNotIn("http", page)
        self.assertNotIn("src=", page)
        self.assertEqual(page.count("<svg"), 3)


class Geometry(unittest.TestCase):
    def setUp(self):
        self.installation = support.Installation()
        self.addCleanup(self.installation.remove)
        self.folder = self.installation.add_series("s")

    def write(self, number, **more):
        support.write_slice(os.path.join(self.folder, "{}.dcm".format(number)), number, [0, 1, 2, 3], **more)

    def report(self):
        self.installation.run("series_report")
        return self.installation.read_json("reports/s.json")

    def test_a_missing_slice_is_found_at_its_position(self):
        for number in (1, 2, 4, 5):
            self.write(number)
        report = self.report()
        self.assertEqual((report["missingSlices"], report["missingPositions"]), (1, [9.0]))
        self.assertFalse(report["uniform"])
        self.assertIn('class="missing"', self.installation.read_text("reports/index.html"))

    def test_uneven_spacing_is_not_taken_for_a_missing_slice(self):
        for number, height in enumerate((0, 3, 6, 10, 13)):
            self.write(number, position="0\\0\\{}".format(height))
        report = self.report()
        self.assertEqual(report["missingSlices"], 0)
        self.assertEqual(report["findings"], ["1 of 4 distances between slices are uneven"])

    def test_a_second_stack_far_away_is_not_filled_with_missing_slices(self):
        for number, height in enumerate((0, 3, 6, 3e9)):
            self.write(number, position="0\\0\\{}".format(height))
        self.assertEqual(self.report()["missingSlices"], 0)

    def test_two_images_at_one_place_are_named_and_do_not_spoil_the_spacing(self):
        for number, height in enumerate((0, 0, 3, 3, 6, 6)):
            self.write(number, position="0\\0\\{}".format(height))
        report = self.report()
        self.assertEqual(report["sliceSpacing"], 3.0)
        self.assertIn("3 images lie where another one lies", report["findings"][0])

    def test_last_digits_of_a_direction_do_not_make_two_directions(self):
        self.write(1, orientation="1\\0\\0\\0\\0.9999999\\0")
        self.write(2)
        self.assertEqual(self.report()["findings"], [])

    def test_a_localizer_with_several_directions_is_no_volume(self):
        self.write(1)
        self.write(2, orientation="0\\1\\0\\0\\0\\-1")
        report = self.report()
        self.assertIsNone(report["sliceSpacing"])
        self.assertEqual(report["findings"], ["the images differ in ImageOrientationPatient"])

    def test_nonsense_directions_are_a_finding(self):
        self.write(1, orientation="0\\0\\0\\0\\0\\0")
        self.assertEqual(self.report()["findings"], ["the directions of rows and columns are nonsense"])

    def test_bad_files_are_findings_and_the_others_are_read(self):
        for number in (1, 2, 3):
            self.write(number)
        whole = os.path.join(self.folder, "3.dcm")
        with open(whole, "rb") as stream:
            content = stream.read()
        for name, bad in (
            ("cut.dcm", content[:-3]),
            ("cut-in-header.dcm", content[:220]),
            ("empty.dcm", b""),
            ("text.dcm", b"Not an image. " * 40),
        ):
            with open(os.path.join(self.folder, name), "wb") as stream:
                stream.write(bad)
        self.write(4, position="0\\0\\inf")
        self.write(5, position="zero")
        report = self.report()
        self.assertEqual(report["images"], 3)
        findings = {finding.split(":")[0]: finding for finding in report["findings"]}
        self.assertEqual(set(findings), {"cut.dcm", "cut-in-header.dcm", "empty.dcm", "text.dcm", "4.dcm", "5.dcm"})
        self.assertIn("cut off within its pixels", findings["cut.dcm"])
        self.assertIn("not a DICOM file", findings["text.dcm"])

    def test_a_series_without_a_readable_file_still_gets_its_report(self):
        with open(os.path.join(self.folder, "text.dcm"), "wb") as stream:
            stream.write(b"text")
        report = self.report()
        self.assertEqual((report["images"], report["uniform"], len(report["findings"])), (0, False, 1))


class Reader(unittest.TestCase):
    """Finds the pixels behind everything that may stand before them."""

    def pixels_of(self, **more):
        installation = support.Installation()
        self.addCleanup(installation.remove)
        folder = installation.add_series("s")
        support.write_slice(os.path.join(folder, "1.dcm"), 1, [1, 2, 3, 4], **more)
        installation.run("series_report")
        report = installation.read_json("reports/s.json")
        self.assertEqual(report["images"], 1, report["findings"])
        return report["files"][0]["pixels"], os.path.getsize(os.path.join(folder, "1.dcm"))

    def assert_last_eight_bytes(self, found):
        pixels, size = found
        self.assertEqual(pixels, {"offset": size - 8, "length": 8})

    def test_implicit_vr(self):
        self.assert_last_eight_bytes(self.pixels_of(explicit=False))

    def test_sequences_of_undefined_length_within_each_other(self):
        inner = support.element(0x00400009, b"SQ", OPEN_ITEM + ITEM_END + SEQUENCE_END, length=0xFFFFFFFF)
        text = support.text_element(0x00400007, b"LO", "between")
        outer = support.element(
            0x00400275, b"SQ", OPEN_ITEM + text + inner + ITEM_END + SEQUENCE_END, length=0xFFFFFFFF
        )
        self.assert_last_eight_bytes(self.pixels_of(before_pixels=outer))

    def test_an_unknown_sequence_of_undefined_length_is_implicit_inside(self):
        inside = support.element(0x00400007, b"LO", b"between.", explicit=False)
        unknown = support.element(
            0x00411001, b"UN", OPEN_ITEM + inside + ITEM_END + SEQUENCE_END, length=0xFFFFFFFF
        )
        self.assert_last_eight_bytes(self.pixels_of(before_pixels=unknown))

    def test_ten_thousand_nested_sequences(self):
        depth = 10000
        head = support.element(0x00400275, b"SQ", OPEN_ITEM, length=0xFFFFFFFF)
        self.assert_last_eight_bytes(self.pixels_of(before_pixels=head * depth + (ITEM_END + SEQUENCE_END) * depth))

    def test_compressed_pixels_are_no_plain_pixels(self):
        fragments = support.element(0x7FE00010, b"OB", b"", length=0xFFFFFFFF) + SEQUENCE_END
        pixels, _ = self.pixels_of(pixels=fragments, syntax="1.2.840.10008.1.2.4.70")
        self.assertIsNone(pixels)


class Callback(unittest.TestCase):
    def setUp(self):
        self.installation = support.Installation()
        self.addCleanup(self.installation.remove)

    def test_declines_a_patient_without_images_and_says_why(self):
        self.installation.add_series("report", Modality="SR", ImageType="")
        added, printed = self.installation.plan("series_report")
        self.assertEqual(added, {})
        self.assertIn("declines: the patient has no image series", printed["series_report"])

    def test_leaves_out_only_the_series_without_images(self):
        self.installation.add_series("report", Modality="SR", ImageType="")
        self.installation.add_series("image")
        added, _ = self.installation.plan("series_report")
        self.assertEqual(list(added["series_report"]["outputs"]), ["image"])


class HostileText(unittest.TestCase):
    def test_text_from_files_becomes_neither_markup_nor_formula(self):
        installation = support.Installation()
        self.addCleanup(installation.remove)
        folder = installation.add_series("s", SeriesDescription="=cmd() <script>alert(1)</script> {0}")
        support.write_slice(os.path.join(folder, "1.dcm"), 1, [0, 0, 0, 0])
        installation.run("series_report")
        self.assertNotIn("<script", installation.read_text("reports/index.html"))
        self.assertIn("'=cmd()", installation.read_text("reports/summary.csv"))


if __name__ == "__main__":
    unittest.main()
