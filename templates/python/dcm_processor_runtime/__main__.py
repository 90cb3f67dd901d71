"""`python -u -m dcm_processor_runtime`: the host of one Python environment, spoken to in JSON lines (README.md).

`--children` says how children are made: what suits this system (`auto`), or for tests `fork`, `spawn`, or spawn as on
`windows`, or as on `posix` systems that are not Linux. `--private` keeps jobs apart: folders, with colons between them, that a job reaches only as far as its request
says.
"""

import sys

from .host.start import start

# Without `argparse`: it brings eight libraries into the host, and every child pays for mapping them.
options = {"--children": "auto", "--private": ""}
given = sys.argv[1:]
options.update(zip(given[::2], given[1::2]))
if len(given) % 2 or len(options) != 2 or options["--children"] not in ("auto", "fork", "spawn", "windows", "posix"):
    sys.exit("usage: python -m dcm_processor_runtime [--children auto|fork|spawn|windows|posix] [--private FOLDER:FOLDER…]")
start(options["--children"], [folder for folder in options["--private"].split(":") if folder])
