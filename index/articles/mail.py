"""Mails: newsletters and alerts, one in a file (.eml) or many (.mbox)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import MIMEPart
from email.utils import parseaddr

from index.articles.decode import decode
from index.articles.draft import Draft
from index.articles.html import fragment
from index.articles.names import is_person
from index.exceptions import ArticleError

_FROM = re.compile(rb"^From [^\r\n]*\r?\n", re.MULTILINE)
_BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError)


def read_eml(data: bytes) -> Draft:
    """Read one mail. Raises ArticleError where it holds no text."""
    try:
        mail = message_from_bytes(data, policy=policy.default)
        body = mail.get_body(("html", "plain"))
        text = _text(body) if body is not None else ""
        others = [_name(part) for part in mail.iter_attachments()]
        head = {name: str(mail.get(name) or "") for name in ("Subject", "From", "Date")}
    except _BROKEN as error:
        raise ArticleError(
            f"is not a mail that can be read ({type(error).__name__}); save its text as .txt"
        ) from error
    if not text.strip():
        raise ArticleError("the mail holds no text; add what is attached to it by itself")
    draft = Draft(text=text)
    draft.put("title", head["Subject"], "mail header")
    sender = parseaddr(head["From"])[0]
    draft.put("author" if is_person(sender) else "source", sender, "mail header")
    draft.put("published", head["Date"], "mail header")
    draft.losses += [f"an attachment, {name}; save it and add it by itself" for name in others]
    return draft


def read_mbox(data: bytes) -> Iterator[tuple[str, Draft | ArticleError]]:
    """Read each mail of a mailbox; one that cannot be read never costs the others."""
    starts = [m for m in _FROM.finditer(data) if _begins(data, m.start())]
    if not starts:
        yield "", ArticleError("is not a mailbox (no line begins with “From ”); save it as .eml")
        return
    ends = [m.start() for m in starts[1:]] + [len(data)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        mail = re.sub(rb"^>(>*From )", rb"\1", data[start.end() : end], flags=re.MULTILINE)
        try:
            yield f"[{number}]", read_eml(mail)
        except ArticleError as error:
            yield f"[{number}]", error


def _begins(data: bytes, place: int) -> bool:
    """Whether a “From ” line stands at the start or behind an empty line, as between mails."""
    return place == 0 or data[:place].endswith((b"\n\n", b"\r\n\r\n"))


def _text(part: MIMEPart) -> str:
    raw = part.get_payload(decode=True)
    text = decode(raw if isinstance(raw, bytes) else b"", part.get_content_charset())
    return fragment(text) if part.get_content_subtype() == "html" else text


def _name(part: MIMEPart) -> str:
    return part.get_filename() or part.get_content_type()
