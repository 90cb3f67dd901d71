from .main import measure, report
