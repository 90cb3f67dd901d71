from .main import part, together
