"""The memory limit of a job."""

import unittest

from support import ON_LINUX, WithHost

MEGABYTE = 1024 * 1024


@unittest.skipUnless(ON_LINUX, "only Linux keeps the limit")
class Memory(WithHost):
    """What becomes of a job that takes more than it asked for."""

    SERVICE = """
        import mmap, subprocess, sys

        def takes(jobName, headers, params, added_params):
            return len(bytearray(params))

        def has_a_child_that_takes(params, **_):
            return subprocess.call([sys.executable, "-c", "bytearray({})".format(params)], stderr=subprocess.DEVNULL)

        def reserves(params, **_):
            return len(mmap.mmap(-1, params, prot=0, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))

        def limit(**_):
            import resource
            return resource.getrlimit(resource.RLIMIT_DATA)[0]
    """

    def run_with(self, function, params, **request):
        arguments = {"jobName": "test", "headers": {}, "params": params, "added_params": {}}
        return self.run_job(function, arguments=arguments, **request)[1]

    def test_more_than_it_asked_for_is_an_error_that_says_so(self):
        outcome = self.run_with("takes", 600 * MEGABYTE, memoryBytes=256 * MEGABYTE)
        self.assertEqual(outcome["error"]["type"], "MemoryError")
        self.assertEqual(
            outcome["error"]["message"],
            "The job asked for more memory than its limit of 256 MB (resources.memory).",
        )

    def test_holds_for_what_it_starts(self):
        outcome = self.run_with("has_a_child_that_takes", 600 * MEGABYTE, memoryBytes=256 * MEGABYTE)
        self.assertEqual(outcome["result"], 1)

    def test_less_is_left_alone_and_so_is_the_next_job(self):
        outcome = self.run_with("takes", 100 * MEGABYTE, memoryBytes=256 * MEGABYTE)
        self.assertEqual(outcome["result"], 100 * MEGABYTE)
        self.assertEqual(self.run_with("limit", None)["result"], -1)

    def test_what_is_only_reserved_does_not_count(self):
        size = 64 * 1024 * MEGABYTE
        self.assertEqual(self.run_with("reserves", size, memoryBytes=256 * MEGABYTE).get("result"), size)


if __name__ == "__main__":
    unittest.main()
