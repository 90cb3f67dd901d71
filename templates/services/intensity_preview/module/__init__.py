# DCM Processor finds the function named by "worker" in settings.json here.
from .main import worker
