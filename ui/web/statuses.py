"""The HTTP status that an error is answered with, by the API and by the page's own addresses."""

from __future__ import annotations

from starlette.exceptions import HTTPException

from index.exceptions import (
    AliasError,
    ArticleNotFound,
    CollectionError,
    CorrectionError,
    OnRecordError,
    QueryError,
    SpeakerNotFound,
)
from rag.exceptions import QuestionError
from ui.exceptions import (
    AmbiguousSpeaker,
    DossiersUnreadable,
    ExportError,
    InputError,
    NoSuchArticles,
    NoSuchDossier,
)
from ui.web.exceptions import Busy

_STATUSES: tuple[tuple[type[OnRecordError], int], ...] = (
    (ArticleNotFound, 404),
    (SpeakerNotFound, 404),
    (NoSuchArticles, 404),
    (NoSuchDossier, 404),
    (AliasError, 400),
    (AmbiguousSpeaker, 400),
    (CorrectionError, 400),
    (ExportError, 400),
    (InputError, 400),
    (QueryError, 400),
    (QuestionError, 400),
    (CollectionError, 503),
    (DossiersUnreadable, 503),
    (Busy, 503),
)


def status_of(error: Exception) -> int:
    """400 and 404 for what was asked, 503 for what cannot be done just now, 500 for the rest."""
    return next((code for kind, code in _STATUSES if isinstance(error, kind)), 500)


def refused(error: OnRecordError) -> HTTPException:
    """What the dialogs of the page are answered: the status, and words to show as they are."""
    gone = {
        ArticleNotFound: "This article is no longer in the collection.",
        NoSuchDossier: "This dossier is not there any more.",
    }
    return HTTPException(status_of(error), gone.get(type(error), str(error)))
