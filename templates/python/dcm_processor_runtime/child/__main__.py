"""`python -m dcm_processor_runtime.child TOKEN MARK`: a child where the host cannot fork."""

import sys

from .spawned import begin

begin(int(sys.argv[1]), sys.argv[2])
