"""Who said what: attribution relations (source, cue, content) of articles.

>>> from index.attribution import extract
>>> text = "Prices will fall, the minister said."
>>> [relation] = extract([(text, ())])[0]
>>> [text[a:b] for a, b in relation.source]
['the minister']
"""

from __future__ import annotations

from index.attribution.extraction import Extracted, extract, extract_with_states
from index.attribution.types import RawAttribution

__all__ = ["Extracted", "RawAttribution", "extract", "extract_with_states"]
