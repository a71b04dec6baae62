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
from index.types import canonical_text

_FROM = re.compile(rb"^From [^\r\n]*\r?\n", re.MULTILINE)
_SIGNATURE = re.compile(r"\n-- (?:\n(?!-- \n)[^\n]*){0,10}\Z")  # only a short last one
_BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError)


def read_eml(data: bytes) -> Draft:
    """Read one mail. Raises ArticleError where it holds no text."""
    try:
        mail = message_from_bytes(data, policy=policy.default)
        body = mail.get_body(("html", "plain"))
        source = _source(body) if body is not None else ""
        text = _text(body, source) if body is not None else ""
        others = [part for part in mail.iter_attachments() if not _is_shown(part, source)]
        head = {name: str(mail.get(name) or "") for name in ("Subject", "From", "Date")}
    except _BROKEN as error:
        raise ArticleError("the mail is damaged; save its text as .txt and add that") from error
    if not text.strip():
        raise ArticleError("the mail holds no text; add what is attached to it by itself")
    draft = Draft(text=text)
    draft.put("title", head["Subject"], "mail header")
    sender, address = parseaddr(head["From"])
    draft.put("author" if _is_own(address, sender) else "source", sender, "mail header")
    draft.put("published", head["Date"], "mail header")
    draft.losses += map(_missing, others)
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


def _is_own(address: str, name: str) -> bool:
    """Whether a mail comes from a person: its address holds a word or is the initials of a name."""
    mailbox, words = address.partition("@")[0].casefold(), name.casefold().split()
    initials = "".join(word[0] for word in words)
    return is_person(name) and (
        mailbox in (initials, initials[:1]) or any(word in mailbox for word in words)
    )


def _begins(data: bytes, place: int) -> bool:
    """Whether a “From ” line stands at the start or behind an empty line, as between mails."""
    return place == 0 or data[max(0, place - 4) : place].endswith((b"\n\n", b"\r\n\r\n"))


def _source(part: MIMEPart) -> str:
    raw = part.get_payload(decode=True)
    return decode(raw if isinstance(raw, bytes) else b"", part.get_content_charset())


def _text(part: MIMEPart, text: str) -> str:
    if part.get_content_subtype() == "html":
        return fragment(text)
    text = _SIGNATURE.sub("", canonical_text(text))
    if str(part.get_param("format")).lower() != "flowed":
        return text
    # A line that ends with a space goes on in the next one (RFC 3676).
    return re.sub(
        r" \n(?=[^>\n])", "" if str(part.get_param("delsp")).lower() == "yes" else " ", text
    )


def _is_shown(part: MIMEPart, body: str) -> bool:
    """Whether a part is a picture that the mail shows in its text, such as a logo."""
    if part.get_content_maintype() != "image":
        return False
    known_as = str(part.get("Content-ID") or "").strip(" <>")
    return bool(known_as) and f"cid:{known_as}" in body


def _missing(part: MIMEPart) -> str:
    name = part.get_filename() or part.get_content_type()
    if part.get_content_maintype() == "image":
        return f"an attached picture, {name}; if it holds words, add them as text"
    return f"an attachment, {name}; save it and add it by itself"
