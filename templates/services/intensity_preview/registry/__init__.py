# DCM Processor finds the function named by "callback" in settings.json here.
from .main import callback
