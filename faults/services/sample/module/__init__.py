from .main import last, measure, report, unsteady
