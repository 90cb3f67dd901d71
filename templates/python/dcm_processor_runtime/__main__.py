"""`python -u -m dcm_processor_runtime`: the host of one Python environment, spoken to in JSON lines (README.md)."""

import argparse

from .host.start import start

parser = argparse.ArgumentParser(prog="dcm_processor_runtime", description="Runs jobs of DCM Processor.")
parser.add_argument(
    "--children",
    choices=("auto", "fork", "spawn", "windows"),
    default="auto",
    help="how children are made: what suits this system, or for tests fork, spawn, or spawn as on Windows",
)
start(parser.parse_args().children)
