"""Every error of the page.

OnRecordError
└── PageError
    └── PortInUse   another program already listens there
"""

from __future__ import annotations

from index.exceptions import OnRecordError


class PageError(OnRecordError):
    """The page could not be served."""


class PortInUse(PageError):
    """Another program already listens at this address."""
