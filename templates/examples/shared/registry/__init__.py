# The function named by "callback" in settings.json is found here.
from .main import callback
