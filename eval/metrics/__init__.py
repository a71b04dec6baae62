"""Metrics: pure functions, one subject per file, each with its source.

``spans`` when a span counts as found; ``ranking`` recall, MRR, nDCG, MAP; ``answers`` substring
match, EM, F1; ``names`` and ``speakers`` who; ``citations`` exactness, precision, recall;
``abstention``; ``selective`` risk and coverage; ``classification`` macro-F1; ``latency``.
"""

from __future__ import annotations
