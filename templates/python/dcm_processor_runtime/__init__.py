"""Runs callbacks and worker functions of DCM Processor services.

For services: `from dcm_processor_runtime import progress`, then `progress(40, "segmenting")` in a worker function.
"""

from .child.report import progress

__all__ = ["progress"]
