# The function named by "worker" in settings.json is found here.
from .main import worker
