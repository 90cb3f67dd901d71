"""Keeps the compiled code of services beside their source: loading it takes a fifth of the time of compiling.

Python's own `__pycache__` goes by size and second of the source, so an edit within the second of the last run would go
unseen; here the code belongs to exactly the text that it was compiled from.
"""

import marshal
import os
import sys
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)
from importlib.util import MAGIC_NUMBER
from types import CodeType
from typing import Any, Optional, Set, Tuple

# Where no service can have this name.
FOLDER = ".compiled"

_known = set()  # type: Set[str]


def keep_compiled(root: str) -> None:
    """From now on, modules below a folder are loaded from what was kept of them, or compiled and kept there.

    Forked children have what their host said; saying it again changes nothing.
    """
    if root in _known:
        return
    _known.add(root)
    loader = type("KeptSource", (KeptSource,), {"folder": os.path.join(root, FOLDER)})
    hook = FileFinder.path_hook(
        (ExtensionFileLoader, EXTENSION_SUFFIXES),
        (loader, SOURCE_SUFFIXES),
        (SourcelessFileLoader, BYTECODE_SUFFIXES),
    )

    def below_root(path: str) -> Any:
        if path == root or path.startswith(root + os.sep):
            return hook(path)
        raise ImportError("not below {}".format(root))

    sys.path_hooks.insert(0, below_root)
    sys.path_importer_cache.pop(root, None)


class KeptSource(SourceFileLoader):
    """Loads modules from what was kept of them in `folder`."""

    folder = ""

    def get_code(self, fullname: str) -> Optional[CodeType]:
        """As `importlib` asks for it."""
        kept, about = self._place(fullname)
        code = _load(kept, about)
        if code is None:
            code = self.source_to_code(about[2], about[1])
            _store(kept, about, code)
        return code

    def kept_code(self, fullname: str) -> Optional[CodeType]:
        """The same where it need not be compiled."""
        return _load(*self._place(fullname))

    def _place(self, fullname: str) -> Tuple[str, Tuple[bytes, str, bytes]]:
        file = self.get_filename(fullname)
        kept = os.path.join(self.folder, "{}.{}".format(fullname, sys.implementation.cache_tag))
        # Tracebacks name the file that the code was compiled as.
        return kept, (MAGIC_NUMBER, file, self.get_data(file))


def _load(kept: str, about: Any) -> Optional[CodeType]:
    try:
        with open(kept, "rb") as stream:
            content = marshal.load(stream)
    except (OSError, EOFError, ValueError, TypeError):
        return None
    if isinstance(content, tuple) and len(content) == 2 and content[0] == about and isinstance(content[1], CodeType):
        return content[1]
    return None


def _store(kept: str, about: Any, code: CodeType) -> None:
    unfinished = "{}.{}".format(kept, os.getpid())
    try:
        os.makedirs(os.path.dirname(kept), mode=0o700, exist_ok=True)
        with open(unfinished, "wb") as stream:
            marshal.dump((about, code), stream)
        os.replace(unfinished, kept)
    except (OSError, ValueError):
        pass  # It is compiled again the next time.
