"""What of a requirements.txt this environment has, and whether pip could bring the rest."""

import os
import re
import subprocess
import sys
from typing import Any, Dict, List, Optional, Tuple

# Time for pip to find out, in seconds.
LONGEST = 60
# What is kept of its words, in characters.
LAST_WORDS = 8192
# Lines that are looked at.
MOST_LINES = 1000


def look_at_requirements(file: str) -> Dict[str, Any]:
    """Each requirement with what is installed of it, and what pip says of those that are not."""
    found = [_state_of(line, text) for line, text in _lines(file)]
    is_complete = all(one["state"] in ("installed", "not-needed") for one in found)
    return {"lines": found, "pip": None if is_complete else _ask_pip(file)}


def _lines(file: str) -> List[Tuple[int, str]]:
    """As pip joins them, without comments; numbered by their first line."""
    with open(file, encoding="utf-8-sig", errors="replace") as stream:
        raw_lines = stream.read().splitlines()
    lines = []  # type: List[Tuple[int, str]]
    number, text = 0, ""
    for index, raw in enumerate(raw_lines[:MOST_LINES], 1):
        number, text = (number, text) if text else (index, "")
        if raw.endswith("\\") and not raw.lstrip().startswith("#"):
            text += raw[:-1]
            continue
        text = (text + re.sub(r"(^|\s)#.*$", "", raw)).strip()
        if text:
            lines.append((number, text))
        text = ""
    return lines


def _state_of(line: int, text: str) -> Dict[str, Any]:
    """`missing`, `other-version`, `installed`, `not-needed` on this machine, or `unknown`: only pip can tell."""
    answer = {"line": line, "text": text[:500], "state": "unknown", "installed": None}  # type: Dict[str, Any]
    parsed = None if text.startswith("-") else _parse(text.split(" --")[0])
    if parsed is None:
        return answer
    if parsed.marker is not None and not parsed.marker.evaluate():
        return dict(answer, state="not-needed")
    version = _installed(parsed.name)
    if version is None:
        return dict(answer, state="missing")
    fits = parsed.specifier.contains(version, prereleases=True)
    return dict(answer, state="installed" if fits else "other-version", installed=version)


def _parse(text: str) -> Any:
    """As the packages that know how; they are in every environment that has pip."""
    for name in ("packaging.requirements", "pip._vendor.packaging.requirements"):
        try:
            module = __import__(name, fromlist=["Requirement"])
        except ImportError:
            continue
        try:
            return module.Requirement(text)
        except Exception:  # A path, a URL, or what pip will refuse.
            return None
    # An environment without pip: a name alone can be looked for all the same.
    return _Name(text) if re.match(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", text) else None


class _Name:
    """A requirement of any version."""

    marker = None

    def __init__(self, name: str) -> None:
        self.name = name
        self.specifier = self

    def contains(self, version: str, prereleases: bool) -> bool:
        return True


def _installed(name: str) -> Optional[str]:
    try:
        from importlib import metadata
    except ImportError:
        try:
            import pkg_resources  # type: ignore[import]

            return str(pkg_resources.get_distribution(name).version)
        except Exception:
            return None
    try:
        return metadata.version(name)
    except Exception:  # It is not there, or its metadata is damaged.
        return None


def _ask_pip(file: str) -> Dict[str, Any]:
    """Has pip look for what is missing, without installing it."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-input", "--disable-pip-version-check"]
    command += ["--no-cache-dir", "--retries", "1", "--timeout", "10", "-r", os.path.basename(file)]
    try:
        done = subprocess.run(
            command,
            cwd=os.path.dirname(file),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return {"code": None, "output": "pip did not end within {} s.".format(LONGEST)}
    except OSError as error:
        return {"code": None, "output": str(error)}
    return {"code": done.returncode, "output": done.stdout.decode("utf-8", "replace")[-LAST_WORDS:]}
