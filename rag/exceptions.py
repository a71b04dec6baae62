"""Every error of the answering layer, in one tree.

OnRecordError (index)
└── QuestionError           the question cannot be asked as it is
    └── EmptyQuestion
"""

from __future__ import annotations

from index.exceptions import OnRecordError


class QuestionError(OnRecordError):
    """The question cannot be asked as it is."""


class EmptyQuestion(QuestionError):
    """There are no words in the question."""
