"""Whether a statement may stand under a name: a second look at what was extracted."""

from index.verifying.cases import Case
from index.verifying.model import Bounds, Verdict, Verifier, default_verifier, features

__all__ = ["Bounds", "Case", "Verdict", "Verifier", "default_verifier", "features"]
