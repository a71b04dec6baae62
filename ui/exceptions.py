"""Every error of the user interfaces, in one tree.

OnRecordError (index)
└── InterfaceError
    ├── SettingsError       a setting or the settings file cannot be used
    ├── InputError          what was typed or given as a file cannot be used
    ├── ExportError         an answer cannot be written as a document, or read from one
    ├── NoSuchArticles      filters that let no article through
    ├── AmbiguousSpeaker    a name that several speakers bear
    ├── NoSuchDossier       a dossier that is not there
    └── DossiersUnreadable  the file that keeps dossiers cannot be used
"""

from __future__ import annotations

from index.exceptions import OnRecordError


class InterfaceError(OnRecordError):
    """Something went wrong between a person and the program."""


class SettingsError(InterfaceError):
    """A setting or the settings file cannot be used."""


class InputError(InterfaceError):
    """What was typed, or the file that was given, cannot be used."""


class ExportError(InterfaceError):
    """An answer cannot be written as a document, or a document holds no answer."""


class NoSuchArticles(InterfaceError):
    """No article has this source, author or date, or all of what was asked for together."""


class AmbiguousSpeaker(InterfaceError):
    """Several speakers bear the name that was given."""


class NoSuchDossier(InterfaceError):
    """There is no dossier of this name, or it has been deleted."""


class DossiersUnreadable(InterfaceError):
    """The file in which dossiers are kept cannot be read or written."""
