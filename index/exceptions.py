"""Every error of the index, in one tree.

OnRecordError
├── ArticleError            an article could not be read
│   ├── UnsupportedFormat   no reader for this kind of file
│   ├── EmptyArticle        nothing but white space or boilerplate
│   └── FetchError          a web page or feed could not be fetched
├── QuoteError              a span does not lie inside its article
├── EncoderError            the embedding model is missing, damaged or another one
├── CollectionError         the collection's folder
│   ├── CollectionNotFound
│   ├── CollectionLocked    another process is writing
│   ├── DiskFull            no room for what is to be written
│   ├── SchemaTooNew        written by a newer version
│   └── CollectionDamaged   the truth itself is unreadable
├── AliasError              a line of the alias file cannot be used, or names contradict
├── CorrectionError         a correction is none, or there is none of this number
├── QueryError              a full-text query is broken
├── ArticleNotFound
└── SpeakerNotFound

Each message says what happened, to which file or option, and how to fix it.
"""

from __future__ import annotations


class OnRecordError(Exception):
    """Base class of every error this project raises on purpose."""


class ArticleError(OnRecordError):
    """An article could not be read."""


class UnsupportedFormat(ArticleError):
    """There is no reader for this kind of file."""


class EmptyArticle(ArticleError):
    """The file holds no text that could be quoted."""


class FetchError(ArticleError):
    """A web page or feed could not be fetched."""


class QuoteError(OnRecordError):
    """A span does not lie inside its article."""


class EncoderError(OnRecordError):
    """The embedding model is missing, damaged, or not the one the collection was built with."""


class CollectionError(OnRecordError):
    """The collection's folder cannot be used as asked."""


class CollectionNotFound(CollectionError):
    """There is no collection at this path."""


class CollectionLocked(CollectionError):
    """Another process is writing to the collection."""


class DiskFull(CollectionError):
    """There is no room on the disk for what is to be written."""


class SchemaTooNew(CollectionError):
    """The collection was written by a newer version of this program."""


class CollectionDamaged(CollectionError):
    """The database that holds the truth cannot be read."""


class AliasError(OnRecordError):
    """A line of the file that merges and splits speakers cannot be used."""


class CorrectionError(OnRecordError):
    """What was to be corrected cannot be, or a line of an import is no correction."""


class QueryError(OnRecordError):
    """A full-text query is broken, or asks for nothing."""


class ArticleNotFound(OnRecordError):
    """No article with this id (or prefix of an id)."""


class SpeakerNotFound(OnRecordError):
    """No speaker with this name or id."""
