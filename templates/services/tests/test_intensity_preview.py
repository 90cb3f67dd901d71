import os
import struct
import unittest
import zlib

import support

BOTH = ("series_report", "intensity_preview")


def read_png(path):
    """Decodes a grey PNG without filters; returns its rows."""
    with open(path, "rb") as stream:
        content = stream.read()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    offset, chunks = 8, {}
    while offset < len(content):
        length, name = struct.unpack(">L4s", content[offset : offset + 8])
        chunk = content[offset + 8 : offset + 8 + length]
        assert struct.unpack(">L", content[offset + 8 + length : offset + 12 + length])[0] == zlib.crc32(name + chunk)
        chunks[name] = chunk
        offset += 12 + length
    width, height, bits, colour = struct.unpack(">LLBB", chunks[b"IHDR"][:10])
    assert (bits, colour) == (8, 0)
    pixels = zlib.decompress(chunks[b"IDAT"])
    assert len(pixels) == height * (width + 1)
    return [pixels[row * (width + 1) + 1 : (row + 1) * (width + 1)] for row in range(height)]


def mean(rows):
    return sum(map(sum, rows)) / float(sum(map(len, rows)))


class SamplePatient(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = support.demo_installation()
        cls.result, cls.printed = cls.installation.run(*BOTH)

    @classmethod
    def tearDownClass(cls):
        cls.installation.remove()

    def image(self, series_id, plane):
        return read_png(os.path.join(self.installation.data, "previews", series_id, plane + ".png"))

    def test_every_voxel_is_counted_once(self):
        for series_id, voxels in (("ct", 60 * 512 * 512), ("t1", 24 * 256 * 256)):
            entry = self.installation.read_json("previews/{}/histogram.json".format(series_id))
            self.assertEqual(entry["voxels"], voxels)
            self.assertEqual(sum(entry["histogram"]["counts"]), voxels)

    def test_volumes_of_the_phantom_are_those_of_a_torso(self):
        volumes = self.installation.read_json("previews/ct/histogram.json")["volumesMl"]
        self.assertTrue(3000 < volumes["lung"] < 5000, volumes)
        self.assertTrue(9000 < volumes["soft tissue"] < 16000, volumes)
        self.assertTrue(300 < volumes["bone"] < 1500, volumes)
        self.assertLess(sum(volumes.values()), 380 * 380 * 300 / 1000.0)

    def test_mr_has_no_volumes_because_its_intensities_have_no_unit(self):
        entry = self.installation.read_json("previews/t1/histogram.json")
        self.assertEqual((entry["unit"], entry["volumesMl"]), ("arbitrary", None))

    def test_pixels_are_square_in_all_planes(self):
        self.assertEqual([len(self.image("ct", "axial")), len(self.image("ct", "axial")[0])], [512, 512])
        # 60 slices of 5 mm in pixels of 380 / 512 mm.
        for plane in ("coronal", "sagittal"):
            self.assertEqual([len(self.image("ct", plane)), len(self.image("ct", plane)[0])], [404, 512])

    def test_the_head_is_up_the_back_is_right_and_the_patients_right_side_is_left(self):
        coronal = self.image("ct", "coronal")
        self.assertLess(mean(coronal[:200]), mean(coronal[200:]))  # lungs above, belly below
        belly = coronal[-150:-60]
        self.assertGreater(mean([row[100:256] for row in belly]), mean([row[256:412] for row in belly]))  # liver
        sagittal = self.image("ct", "sagittal")
        self.assertGreater(mean([row[256:] for row in sagittal]), mean([row[:256] for row in sagittal]))  # spine

    def test_an_oblique_series_has_all_three_planes(self):
        entry = self.installation.read_json("previews/t2/histogram.json")
        self.assertEqual(set(entry["images"]), {"axial", "coronal", "sagittal"})

    def test_result_names_what_was_done(self):
        self.assertEqual(self.result, {"previewed": 3, "skipped": [], "overview": "previews/index.html"})
        self.assertRegex(self.printed, r"ct: air \d+ ml, lung \d+ ml")


class SmallSeries(unittest.TestCase):
    def setUp(self):
        self.installation = support.Installation()
        self.addCleanup(self.installation.remove)

    def run_series(self, slices, modality="CT", **more):
        folder = self.installation.add_series("s", Modality=modality)
        for number, values in enumerate(slices):
            support.write_slice(os.path.join(folder, "{}.dcm".format(number)), number, values, **more)
        result, printed = self.installation.run(*BOTH)
        return self.installation.read_json("previews/s/histogram.json"), result, printed

    def test_signed_pixels_and_rescale(self):
        entry, _, _ = self.run_series([[-500, 0, 100, 1000]] * 2, signed=True, slope=2, intercept=-24)
        self.assertEqual((entry["minimum"], entry["maximum"]), (-1024, 1976))
        # A voxel has 2 x 2 x 3 mm.
        self.assertEqual(entry["volumesMl"], {"air": 0.0, "lung": 0.0, "soft tissue": 0.0, "bone": 0.0})
        self.assertEqual(entry["voxelMl"], 0.012)

    def test_bits_above_the_stored_ones_do_not_count(self):
        entry, _, _ = self.run_series([[0xF001, 0x0002, 0xA003, 0x0FFF]], bits=12)
        self.assertEqual((entry["minimum"], entry["maximum"]), (1, 4095))

    def test_the_highest_stored_bit_is_the_sign_of_signed_pixels(self):
        entry, _, _ = self.run_series([[0x0FFF, 0x0001, 0x07FF, 0x0800]], bits=12, signed=True)
        self.assertEqual((entry["minimum"], entry["maximum"]), (-2048, 2047))

    def test_padding_is_no_intensity(self):
        padding = support.element(0x00280120, b"US", struct.pack("<H", 63536))
        entry, _, _ = self.run_series([[63536, 10, 20, 30]], signed=True, before_pixels=padding)
        self.assertEqual((entry["voxels"], entry["minimum"]), (3, 10))

    def test_implicit_vr(self):
        entry, _, _ = self.run_series([[1, 2, 3, 4]] * 3, explicit=False)
        self.assertEqual((entry["voxels"], entry["mean"]), (12, 2.5))

    def test_one_slice_has_one_plane(self):
        entry, _, _ = self.run_series([[1, 2, 3, 4]], orientation="0\\1\\0\\0\\0\\-1")
        self.assertEqual(entry["images"], {"sagittal": "sagittal.png"})

    def test_a_strongly_oblique_stack_takes_no_axis_twice(self):
        entry, _, _ = self.run_series([[1, 2, 3, 4]] * 3, orientation="0.7\\0.7\\0.14\\-0.7\\0.7\\0.1")
        self.assertEqual(set(entry["images"]), {"axial", "coronal", "sagittal"})

    def test_a_sagittal_stack_is_named_and_turned_by_its_directions(self):
        # Rows run from front to back, columns from head to feet, slices from right to left.
        self.run_series(
            [[0, 0, 0, 0], [0, 0, 0, 0], [4000, 4000, 4000, 4000]],
            modality="MR",
            orientation="0\\1\\0\\0\\0\\-1",
            position="-{}\\0\\0",
        )
        axial = read_png(os.path.join(self.installation.data, "previews", "s", "axial.png"))
        self.assertEqual([row[0] for row in axial], [255] * len(axial))
        self.assertEqual([row[-1] for row in axial], [0] * len(axial))

    def test_compressed_pixels_are_left_out_with_the_reason(self):
        fragments = support.element(0x7FE00010, b"OB", b"", length=0xFFFFFFFF) + b"\xfe\xff\xdd\xe0\0\0\0\0"
        entry, result, printed = self.run_series(
            [[0, 0, 0, 0]], pixels=fragments, syntax="1.2.840.10008.1.2.4.70"
        )
        self.assertEqual(entry["skipped"], "its pixels are compressed")
        self.assertEqual((result["previewed"], len(result["skipped"])), (0, 1))
        self.assertIn("left out, its pixels are compressed", printed)

    def test_fewer_pixels_than_rows_and_columns_tell_are_left_out(self):
        short = support.element(0x7FE00010, b"OW", b"\0\0")
        entry, _, _ = self.run_series([[0, 0, 0, 0]], pixels=short)
        self.assertIn("fewer pixels", entry["skipped"])

    def test_images_of_different_kinds_are_not_mixed(self):
        folder = self.installation.add_series("s")
        support.write_slice(os.path.join(folder, "1.dcm"), 1, [1, 2, 3, 4])
        support.write_slice(os.path.join(folder, "2.dcm"), 2, [1, 2, 3, 4], signed=True)
        self.installation.run(*BOTH)
        entry = self.installation.read_json("previews/s/histogram.json")
        self.assertIn("differ in size, direction or kind", entry["skipped"])

    def test_only_padding_is_left_out(self):
        padding = support.element(0x00280120, b"US", struct.pack("<H", 7))
        entry, _, _ = self.run_series([[7, 7, 7, 7]], before_pixels=padding)
        self.assertEqual(entry["skipped"], "all its pixels are padding")


class Callback(unittest.TestCase):
    def setUp(self):
        self.installation = support.Installation()
        self.addCleanup(self.installation.remove)

    def test_declines_other_modalities_and_says_why(self):
        self.installation.add_series("us", Modality="US")
        added, printed = self.installation.plan(*BOTH)
        self.assertEqual(list(added), ["series_report"])
        self.assertIn("declines: the patient has no series of CT or MR", printed["intensity_preview"])

    def test_declines_when_the_job_it_depends_on_was_declined(self):
        self.installation.add_series("ct", ImageType="")
        added, _ = self.installation.plan(*BOTH)
        self.assertEqual(added, {})


if __name__ == "__main__":
    unittest.main()
