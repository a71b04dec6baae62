"""Every error of the page.

InterfaceError (ui)
└── PageError
    └── PortInUse   another program already listens there
"""

from __future__ import annotations

from ui.exceptions import InterfaceError


class PageError(InterfaceError):
    """The page could not be served."""


class PortInUse(PageError):
    """Another program already listens at this address."""
