"""Every error of the page.

InterfaceError (ui)
└── PageError
    ├── PortInUse                another program already listens there
    ├── PasswordsUnusable        the file of users, a name or a password is no good
    ├── PasswordsNeeded          an address that others reach, and nobody who may sign in
    ├── ConversationsUnreadable  the file that keeps conversations cannot be used
    ├── Busy                     too many requests of programs at once
    └── ArticleNotEdited         what was typed for an article cannot be taken
"""

from __future__ import annotations

from ui.exceptions import InterfaceError


class PageError(InterfaceError):
    """The page could not be served."""


class PortInUse(PageError):
    """Another program already listens at this address."""


class PasswordsUnusable(PageError):
    """The file of users cannot be read, or a name or password cannot be taken."""


class PasswordsNeeded(PageError):
    """Other computers would reach the page, and nobody has been given a password."""


class ConversationsUnreadable(PageError):
    """The file in which conversations are kept cannot be read or written."""


class Busy(PageError):
    """Too many requests are at work, or this one has waited too long for its turn."""


class ArticleNotEdited(PageError):
    """A field of an article cannot be changed to this."""
