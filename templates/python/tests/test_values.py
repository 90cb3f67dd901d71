"""Values as JSON, without a host."""

import collections
import datetime
import enum
import json
import pathlib
import sys
import unittest

import support  # noqa: F401 (puts the runtime on the module search path)
from dcm_processor_runtime.child.text import safe_text
from dcm_processor_runtime.child.values import JsonValue, NotJson, is_numpy_bool

try:
    import numpy
except ImportError:
    numpy = None


class Values(unittest.TestCase):
    def check(self, value, expected, conversions=()):
        converted = JsonValue(value)
        self.assertEqual(converted.value, expected)
        self.assertEqual(json.dumps(converted.value), json.dumps(expected))
        self.assertEqual(converted.conversions, set(conversions))

    def refused(self, value, text):
        with self.assertRaises(NotJson) as caught:
            JsonValue(value)
        self.assertIn(text, str(caught.exception))

    def test_json_stays_as_it_is(self):
        value = {"a": [1, 2.5, None, True, "ü\ud800"], "b": {}}
        self.check(value, value)

    def test_subclasses_become_plain(self):
        class Uid(str):
            def __str__(self):
                return "not this"

        class Level(enum.IntEnum):
            HIGH = 3

        class Tag(str, enum.Enum):
            CT = "ct"

        Point = collections.namedtuple("Point", "x y")
        self.check([Uid("1.2"), Level.HIGH, Tag.CT, Point(1, 2)], ["1.2", 3, "ct", [1, 2]])
        self.check(collections.OrderedDict(a=1), {"a": 1})

    def test_what_doubles_cannot_hold_becomes_text(self):
        self.check(2**53 - 1, 2**53 - 1)
        self.check(-(2**53), str(-(2**53)), ["large integers"])
        self.check([float("nan"), float("-inf")], ["NaN", "-Infinity"], ["NaN or Infinity"])

    def test_an_integer_too_long_for_text_is_refused_not_raised(self):
        if hasattr(sys, "get_int_max_str_digits"):
            self.refused(10**5000, "bits")
        else:
            self.check(10**5000, str(10**5000), ["large integers"])

    def test_paths_and_dates_become_text(self):
        self.check(pathlib.PurePosixPath("a/b"), "a/b", ["file paths"])
        dates = [datetime.date(2026, 1, 2), datetime.datetime(2026, 1, 2, 3, 4)]
        self.check(dates, ["2026-01-02", "2026-01-02T03:04:00"], ["dates"])
        self.refused(datetime.timedelta(1), "timedelta")

    def test_keys_become_text_and_may_not_clash(self):
        self.check({1: 1, None: 2, 2.5: 4}, {"1": 1, "null": 2, "2.5": 4}, ["keys that are not text"])
        self.check({False: 1}, {"false": 1}, ["keys that are not text"])
        self.refused({(1, 2): 1}, "a key of the value is of type tuple")
        self.refused({"1": 1, 1: 2}, "become '1'")

    def test_what_is_not_json_is_refused_with_its_place(self):
        for value in (object(), {1}, b"bytes", 1j, range(3), NotImplemented, open):
            self.refused({"a": [value]}, "the value['a'][0] is of type " + type(value).__name__)

    def test_too_deep_too_many_too_long(self):
        circular = []
        circular.append(circular)
        circular.append(circular)
        self.refused(circular, "levels deep")
        self.refused([0] * 1000001, "more than")
        self.refused("x" * (9 * 1024 * 1024), "8 MiB")

    def test_values_whose_methods_raise_are_refused(self):
        class Bad(dict):
            def items(self):
                raise RuntimeError("no")

        self.refused(Bad(a=1), "RuntimeError: no")

    def test_text_of_values_whose_repr_raises_or_is_long(self):
        class Bad(object):
            def __repr__(self):
                raise RuntimeError("no")

        self.assertIn("Bad object whose text cannot be made: RuntimeError", safe_text(Bad()))
        self.assertLess(len(safe_text("x" * 1000000)), 70000)

    def test_text_of_values_is_their_repr(self):
        plain = ["a'b", b"\xff", bytearray(b"x"), 1.5, None, (), (1,), (1, 2), [], {}, set(), {3}, frozenset(), frozenset({4})]
        for value in plain + [plain, {"a": plain[:9], 2: {"b": (plain[:9],)}}, object, range(3)]:
            self.assertEqual(safe_text(value), repr(value))


@unittest.skipIf(numpy is None, "NumPy is not installed")
class NumpyValues(unittest.TestCase):
    def test_scalars_and_arrays_become_numbers_and_lists(self):
        value = {
            "f": numpy.float32(0.5),
            "i": numpy.int16(3),
            "b": numpy.bool_(True),
            "a": numpy.arange(4).reshape(2, 2),
            "n": numpy.array([numpy.nan]),
            numpy.int64(7): numpy.array(5),
            "l": numpy.longdouble(2),
        }
        expected = {"f": 0.5, "i": 3, "b": True, "a": [[0, 1], [2, 3]], "n": ["NaN"], "7": 5, "l": 2.0}
        self.assertEqual(JsonValue(value).value, expected)

    def test_a_volume_is_refused_before_it_fills_the_memory(self):
        with self.assertRaises(NotJson):
            JsonValue(numpy.zeros((2000, 2000), dtype="uint8"))

    def test_a_numpy_bool_is_known(self):
        self.assertTrue(is_numpy_bool(numpy.float64(1) > 0))
        self.assertFalse(is_numpy_bool(numpy.float64(1)))


class LooksLikeNumpy(unittest.TestCase):
    """The same with stand-ins, for Pythons without NumPy: only the module's name is asked for."""

    def test_what_comes_from_numpy_is_asked_for_its_plain_form(self):
        array = type("ndarray", (), {"__module__": "numpy", "size": 2, "tolist": lambda self: [1, float("inf")]})
        flag = type("bool_", (), {"__module__": "numpy", "tolist": lambda self: True})
        self.assertEqual(JsonValue([array(), flag()]).value, [[1, "Infinity"], True])
        self.assertTrue(is_numpy_bool(flag()))


if __name__ == "__main__":
    sys.exit(unittest.main())
