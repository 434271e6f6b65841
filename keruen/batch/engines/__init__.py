"""Where units are annotated: processes of this machine, or Ray."""

from .base import ENGINES, Died, EngineError
from .local import local
from .ray import ray

__all__ = ["ENGINES", "Died", "EngineError", "local", "ray"]
