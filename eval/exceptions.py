"""Every error of the evaluation layer, in one tree.

OnRecordError (index)
└── EvaluationError
    ├── QuestionSetError    a question file cannot be read as one
    ├── RunError            a run folder is missing, torn, or belongs to other settings
    └── DatasetError        a public data set is not where it was said to be, or looks different
"""

from __future__ import annotations

from index.exceptions import OnRecordError


class EvaluationError(OnRecordError):
    """Something about an evaluation is not as it should be."""


class QuestionSetError(EvaluationError):
    """A question file cannot be read as one; the message names file and line."""


class RunError(EvaluationError):
    """A run folder is missing, torn, or was made with other settings."""


class DatasetError(EvaluationError):
    """A public data set is not in the folder named, or has another shape."""
