"""Which functions get `dependency_results`: those of old must not fail for it."""

import functools
import unittest

from support import WithHost

from dcm_processor_runtime.child.signature import accepts

KEYWORD = "dependency_results"


class Signatures(unittest.TestCase):
    """What is asked of the function itself."""

    def test_functions_that_take_it(self):
        class Callable:
            def __call__(self, jobName, dependency_results):
                return None

            def method(self, **kwargs):
                return None

        def strict(jobName, headers, params, added_params, *, dependency_results=None):
            return None

        def base(first, jobName, **kwargs):
            return None

        for function in (
            lambda jobName, dependency_results: None,
            strict,
            lambda **kwargs: None,
            lambda jobName, *args, **kwargs: None,
            Callable(),
            Callable().method,
            functools.partial(base, 1),
        ):
            self.assertTrue(accepts(function, KEYWORD), function)

    def test_functions_that_do_not(self):
        def strict(jobName, headers, params, added_params):
            return None

        @functools.wraps(strict)
        def honest(*args, **kwargs):
            return strict(*args, **kwargs)

        def silent(*args, **kwargs):
            return strict(*args, **kwargs)

        class Wrapper:
            def __call__(self, *args, **kwargs):
                return strict(*args, **kwargs)

        circle = lambda jobName: None  # noqa: E731
        circle.__wrapped__ = circle
        for function in (strict, honest, silent, Wrapper(), functools.partial(silent), circle, print, int):
            self.assertFalse(accepts(function, KEYWORD), function)


class Calls(WithHost):
    """What a worker function is really called with."""

    SERVICE = """
        def old(jobName, headers, params, added_params):
            return "called"

        def any_keyword(jobName, **kwargs):
            return sorted(kwargs)

        def named(jobName, headers, params, added_params, dependency_results):
            return dependency_results["first"]["result"]["volume"]
    """

    def test_of_functions_that_take_it_and_of_old_ones(self):
        results = {"first": {"state": "succeeded", "result": {"volume": 12.5}, "files": []}}
        common = ["added_params", KEYWORD, "headers", "params"]
        for function, expected in (("old", "called"), ("any_keyword", common), ("named", 12.5)):
            _, outcome = self.run_job(function, dependencyResults=results)
            self.assertEqual(outcome.get("result"), expected, outcome)


if __name__ == "__main__":
    unittest.main()
