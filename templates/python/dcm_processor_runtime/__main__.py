"""`python -u -m dcm_processor_runtime`: the host of one Python environment, spoken to in JSON lines (README.md).

`--children` says how children are made: what suits this system (`auto`), or for tests `fork`, `spawn`, or spawn as on
`windows`.
"""

import sys

from .host.start import start

# Without `argparse`: it brings eight libraries into the host, and every child pays for mapping them.
arguments = sys.argv[1:] or ["--children", "auto"]
if len(arguments) != 2 or arguments[0] != "--children" or arguments[1] not in ("auto", "fork", "spawn", "windows"):
    sys.exit("usage: python -m dcm_processor_runtime [--children auto|fork|spawn|windows]")
start(arguments[1])
