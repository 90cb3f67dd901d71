"""The parts of the runtime by themselves."""

import os
import sys
import threading
import time
import unittest

import support  # noqa: F401 (puts the runtime on the module search path)
from dcm_processor_runtime import lock
from dcm_processor_runtime.child import report
from dcm_processor_runtime.child.environment import changes
from dcm_processor_runtime.host.loop import Loop
from dcm_processor_runtime.host.output import OutputText
from dcm_processor_runtime.host.pumps import PumpedStreams
from dcm_processor_runtime.host.streams import DescriptorStreams
from dcm_processor_runtime.wire import LineBuffer, decode, encode


class Wire(unittest.TestCase):
    def test_lines_are_found_however_the_stream_is_cut(self):
        stream = b"one\n\ntwo\nthree"
        for size in range(1, len(stream) + 1):
            lines = LineBuffer()
            found = []
            for start in range(0, len(stream), size):
                found.extend(lines.feed(stream[start : start + size]))
            self.assertEqual(found, [b"one", b"", b"two"], size)

    def test_a_message_is_one_ascii_line(self):
        line = encode({"text": "ü\n\u2028\ud800"})
        self.assertEqual(line.count(b"\n"), 1)
        self.assertEqual(decode(line.decode("ascii").encode()), {"text": "ü\n\u2028\ud800"})

    def test_what_is_not_a_message_is_a_value_error(self):
        for line in (b"", b"1", b"{", b"\xff", b'{"a": NaN}', b"[" * 100000):
            with self.assertRaises(ValueError):
                decode(line)


class Lock(unittest.TestCase):
    def test_says_what_can_be_imported_the_first_of_a_name_only(self):
        packages = [("B", "1"), ("a_b", "2"), ("A-B", "3"), (None, "1")]
        self.assertEqual(lock._first_of_each(packages), [("a_b", "2"), ("B", "1")])
        told = lock.lock()
        self.assertEqual(told["python"].split(".")[:2], [str(part) for part in sys.version_info[:2]])
        for name in ("platform", "machine", "implementation", "executable"):
            self.assertTrue(told[name])
        self.assertIn(told["source"], ("importlib.metadata", "pkg_resources", None))


class Reports(unittest.TestCase):
    def setUp(self):
        self.read, write = os.pipe()
        self.reporter = report.Reporter(write)
        self.addCleanup(os.close, self.read)
        self.addCleanup(os.close, write)

    def test_frames_come_together_again(self):
        messages = []
        reader = report.ReportReader(messages.append)
        sent = [{"result": "x" * 20000, "resultIsRepr": False}, {"exit": 3}]
        for message in sent:
            self.reporter.send(message)
        self.reporter.progress(50, "ü" * 5000)
        data = os.read(self.read, 65536)
        for start in range(0, len(data), 7):
            reader.feed(data[start : start + 7])
        self.assertEqual(messages[:2], sent)
        self.assertEqual(messages[2]["progress"]["percent"], 50)

    def test_what_is_no_report_is_passed_over(self):
        messages = []
        reader = report.ReportReader(messages.append)
        reader.feed(b"noise\n!{\n!{}x\n!{\"progress\": 1}\n!{\"progress\": {\"percent\": true, \"message\": 1}}\n")
        reader.feed(b"!{\"error\": {}}\n!{\"begun\": 1}\n!{\"result\": NaN, \"resultIsRepr\": false}\n.{\"exit\": 1}\n")
        self.assertEqual(messages, [{"exit": 1}])

    def test_progress_outside_of_a_job_is_harmless_and_nan_refused(self):
        report.progress(50, "nowhere")
        with self.assertRaises(ValueError):
            report.progress(float("nan"))
        with self.assertRaises(ValueError):
            report.progress("half")


class Output(unittest.TestCase):
    def test_streams_are_decoded_apart_within_one_limit(self):
        output = OutputText(5)
        euro = "€".encode("utf-8")
        self.assertEqual(output.take("stdout", euro[:2]), "")
        self.assertEqual(output.take("stderr", b"ab"), "ab")
        self.assertEqual(output.take("stdout", euro[2:] + b"c"), "€")
        self.assertEqual(output.take("stderr", b"d"), "")
        self.assertEqual(output.dropped, 2)

    def test_a_broken_character_at_the_end_is_shown_but_not_one_the_limit_broke(self):
        output = OutputText(100)
        self.assertEqual(output.take("stdout", b"a\xe2\x82"), "a")
        self.assertEqual(output.rest("stdout"), "\ufffd")
        output = OutputText(2)
        self.assertEqual(output.take("stdout", b"a\xe2\x82\xac"), "a")
        self.assertEqual(output.rest("stdout"), "")


class Environment(unittest.TestCase):
    def test_given_variables_overrule_and_proxies_go(self):
        order = {"kind": "job", "dataFolder": "/d", "modulesFolder": "/m", "variables": {"DATA": "/x", "https_proxy": "p"}}
        found = changes(order, {"LANG": "de", "http_proxy": "a", "https_proxy": "p", "MODULES": "/m"})
        expected = {"DATA": "/x", "MODULE": "/m", "http_proxy": None, "https_proxy": "p"}
        self.assertEqual({name: found.get(name, "absent") for name in expected}, expected)
        self.assertNotIn("LANG", found)
        self.assertNotIn("MODULES", found)


class Loops(unittest.TestCase):
    def loop(self):
        loop = Loop()
        self.addCleanup(loop.close)
        return loop

    def test_timers_come_in_order_and_cancelled_ones_do_not(self):
        loop = self.loop()
        seen = []
        loop.later(0.02, lambda: (seen.append("b"), loop.stop()))
        loop.later(0.01, lambda: seen.append("a"))
        loop.later(0.015, lambda: seen.append("never")).cancel()
        loop.run()
        self.assertEqual(seen, ["a", "b"])

    def test_cancelled_timers_do_not_pile_up(self):
        loop = self.loop()
        for _ in range(10000):
            loop.later(3600, lambda: None).cancel()
        self.assertLess(len(loop._timers), 1000)

    def test_another_thread_wakes_the_loop(self):
        loop = self.loop()
        threading.Thread(target=lambda: (time.sleep(0.01), loop.post(loop.stop))).start()
        loop.run()

    def test_a_large_message_passes_through_both_kinds_of_streams(self):
        for kind in (DescriptorStreams, PumpedStreams) if os.name == "posix" else (PumpedStreams,):
            loop = self.loop()
            streams = kind(loop)
            read, write = os.pipe()
            taken = []

            def take(data):
                taken.append(data)
                if sum(map(len, taken)) >= 3000001:
                    loop.stop()

            source = streams.source(read, take)
            sink = streams.sink(write)
            sink.write(b"a" * 3000000)
            sink.write(b"b")
            sink.flush()
            loop.run()
            self.assertEqual(b"".join(taken), b"a" * 3000000 + b"b")
            source.close()
            sink.close()


if __name__ == "__main__":
    sys.exit(unittest.main())
