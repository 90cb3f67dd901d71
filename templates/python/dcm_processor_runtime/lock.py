"""`python -m dcm_processor_runtime.lock`: what this environment is made of, as one line of JSON.

Packages are those that jobs can import, the first of a name on the search path, as Python's own metadata names them.
`folders` are those whose change means that something was installed or removed.
"""

import json
import os
import platform
import sys
from typing import Any, Dict, List, Optional, Tuple

Packages = List[Tuple[str, str]]


def lock() -> Dict[str, Any]:
    """The environment that this process runs in."""
    source, packages = _packages()
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "executable": sys.executable,
        "platform": platform.platform(),
        "machine": platform.machine(),
        "source": source,
        "packages": [{"name": name, "version": version} for name, version in _first_of_each(packages)],
        "folders": [folder for folder in sys.path if os.path.isdir(folder)],
    }


def _packages() -> Tuple[Optional[str], Packages]:
    try:
        from importlib import metadata
    except ImportError:
        return _packages_of_old()
    found = []
    for one in metadata.distributions():
        try:
            found.append((one.metadata["Name"], one.version))
        except Exception:  # The metadata of one package may be damaged; pip goes past it as well.
            continue
    return "importlib.metadata", found


def _packages_of_old() -> Tuple[Optional[str], Packages]:
    """Before Python 3.8 only setuptools knows."""
    try:
        import pkg_resources  # type: ignore[import]
    except Exception:
        return None, []
    return "pkg_resources", [(one.project_name, one.version) for one in pkg_resources.working_set]


def _first_of_each(packages: Packages) -> Packages:
    first = {}  # type: Dict[str, Tuple[str, str]]
    for name, version in packages:
        if name and version:
            first.setdefault(str(name).lower().replace("_", "-"), (str(name), str(version)))
    return [first[key] for key in sorted(first)]


if __name__ == "__main__":
    # Alone on its line: modules that the machine loads into every Python may have printed before.
    sys.stdout.write("\n" + json.dumps(lock()) + "\n")
