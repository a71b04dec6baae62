"""Every error of the answering layer, in one tree.

OnRecordError (index)
├── QuestionError           the question cannot be asked as it is
│   └── EmptyQuestion
└── ModelError              a language model cannot be used as asked
    ├── ModelSettingsError  its name, address or a setting cannot be used
    ├── ModelNotInstalled   the package for its provider is missing
    └── ModelFailure        it was asked and did not answer as needed
        ├── ModelUnreachable    nobody listens, or the connection broke
        ├── ModelTimeout
        ├── ModelRateLimited
        ├── ModelKeyRefused     no key, or one that is not accepted
        ├── ModelRequestRefused the provider does not take the request
        └── ModelOutputUnusable empty, endless, refused or not in the form asked for

A ModelFailure never ends an answer: the built-in answer is given, with the message as the reason.
No message holds a key: all texts that come from a provider pass ``rag.models.secrets.redact``.
"""

from __future__ import annotations

from index.exceptions import OnRecordError


class QuestionError(OnRecordError):
    """The question cannot be asked as it is."""


class EmptyQuestion(QuestionError):
    """There are no words in the question."""


class ModelError(OnRecordError):
    """A language model cannot be used as asked."""


class ModelSettingsError(ModelError):
    """The model's name, its address or another setting cannot be used."""


class ModelNotInstalled(ModelError):
    """The package for the model's provider is not installed."""


class ModelFailure(ModelError):
    """The model was asked and did not answer as needed.

    ``retry`` says whether asking again may help, ``after`` how many seconds the provider asked to
    wait first (0 where it did not say).
    """

    retry = False

    def __init__(self, message: str, *, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


class ModelUnreachable(ModelFailure):
    """Nobody listens at the model's address, the connection broke, or the server failed."""

    retry = True


class ModelTimeout(ModelFailure):
    """The model took longer than allowed."""

    retry = True


class ModelRateLimited(ModelFailure):
    """The provider takes no more requests for now."""

    retry = True


class ModelKeyRefused(ModelFailure):
    """There is no key, or the provider does not accept it."""


class ModelRequestRefused(ModelFailure):
    """The provider does not take the request, for example because there is no such model."""


class ModelOutputUnusable(ModelFailure):
    """The output is empty, endless, a refusal, or not in the form asked for."""
