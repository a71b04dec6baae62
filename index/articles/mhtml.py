"""Web pages that a browser saved as one file (.mhtml, .mht): the page among its parts."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from index.articles.draft import Draft
from index.articles.html import read_html
from index.exceptions import ArticleError

_BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)


def read_mhtml(data: bytes) -> Draft:
    """Read the page of such a file; frames and pictures are no part of it.

    Raises ArticleError where it holds no page.
    """
    try:
        saved = message_from_bytes(data, policy=policy.default)
        page = next((p for p in saved.walk() if p.get_content_type() == "text/html"), None)
        markup = page.get_payload(decode=True) if page is not None else None
        charset = page.get_content_charset() if page is not None else None
        address = _address(saved, page)
    except _BROKEN as error:
        raise ArticleError(
            "the saved page is damaged; save it again from the browser, as .html"
        ) from error
    if not isinstance(markup, bytes) or not markup.strip():
        raise ArticleError("holds no web page; save it again from the browser, as .html")
    return read_html(markup, charset, address)


def _address(saved: EmailMessage, page: EmailMessage | None) -> str:
    """Where the page stood when it was saved."""
    found = saved.get("Snapshot-Content-Location")
    if not found and page is not None:
        found = page.get("Content-Location")
    return str(found or "").strip()
