"""Language models: their output is a draft that the evidence has to confirm before it is shown.

LangChain is imported when a model is opened, never before.
"""

from __future__ import annotations

from rag.models.client import Model, open_model
from rag.models.settings import ModelSettings

__all__ = ["Model", "ModelSettings", "open_model"]
