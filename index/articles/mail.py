"""Mails: newsletters and alerts, one in a file (.eml) or many (.mbox), and what they pass on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart

from index.articles.answered import answered
from index.articles.decode import decode
from index.articles.draft import Draft
from index.articles.forwarded import parted
from index.articles.html import fragment
from index.articles.mail_footers import list_places, without_common_ends, without_footer
from index.articles.names import is_person
from index.exceptions import ArticleError
from index.types import canonical_text

# The line between two mails: a field of the next one's head follows, which no text begins with.
_FROM = re.compile(rb"^From [^\r\n]*\r?\n(?=>?From |[!-9;-~]+:)", re.MULTILINE)
_SIGNATURE = re.compile(r"\n-- (?:\n(?!-- \n)[^\n]*){0,10}\Z")  # only a short last one
_HTML_SIGNATURE = re.compile(_SIGNATURE.pattern.replace("-- ", "--"))  # a page ends no line so
_ANSWER = re.compile(r"\s*(?:Re|RE|re|AW|Aw|SV|Sv|Rif|TR)[ \t]*:")
_SENDER = re.compile(r"(?P<name>.*?)[\s\"]*<(?P<address>[^<>]*)>.*")
_NOBODY = re.compile(r"not?[-._]?reply", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…][\"”’»)]*(?:\s|$)")
_BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)


def read_eml(data: bytes) -> Iterator[tuple[str, Draft | ArticleError]]:
    """Read a mail and those that it passes on, in its text or attached: an article each."""
    try:
        drafts = _drafts(message_from_bytes(data, policy=policy.default))
    except ArticleError as error:
        yield "", error
        return
    except _BROKEN:
        yield "", ArticleError("the mail is damaged; save its text as .txt and add that")
        return
    if not drafts:
        yield "", ArticleError("the mail holds no text; add what is attached to it by itself")
    for number, draft in enumerate(drafts):
        yield f"[{number + 1}]" if number else "", draft


def _drafts(mail: EmailMessage) -> list[Draft]:
    bodies, attached = _parts(mail)
    sources = [_source(body) for body in bodies]
    places = list_places(mail)
    texts = (_text(body, source, places) for body, source in zip(bodies, sources, strict=True))
    text = "\n\n".join(words for words in texts if words.strip())
    others = [part for part in attached if not _is_shown(part, "".join(sources))]
    subject, sender, day = (str(mail.get(name) or "") for name in ("Subject", "From", "Date"))
    note, passed_on = parted(text, subject)
    is_answer = bool(mail.get("In-Reply-To") or mail.get("References") or _ANSWER.match(subject))
    note, repeated = answered(note, subject, is_answer=is_answer)
    passed_on = [*repeated, *passed_on]
    drafts = [_draft(m.text, m.subject, m.sender, m.date) for m in passed_on]
    losses = []
    for part in others:
        inner = _attached(part)
        drafts += inner
        losses += [] if inner else [_missing(part)]
    # Whoever passes on a mail may write "FYI" and no sentence above it.
    if note.strip() and (_SENTENCE.search(note) or not drafts):
        drafts.insert(0, _draft(note, subject, sender, day))
    for draft in drafts[:1]:
        draft.losses += losses
    return drafts


def _parts(part: EmailMessage | MIMEPart) -> tuple[list[MIMEPart], list[MIMEPart]]:
    """The texts of a mail that programs show one below the other, and what is attached to it."""
    kind, whole = part.get_content_type(), part.get_content_disposition() != "attachment"
    if whole and kind in ("text/plain", "text/html"):
        return [part], []
    if kind == "multipart/alternative":
        body = part.get_body(("html", "plain"))
        return ([body] if body is not None else []), list(part.iter_attachments())
    if not part.is_multipart() or part.get_content_maintype() != "multipart":
        return [], [part]
    bodies: list[MIMEPart] = []
    attached: list[MIMEPart] = []
    for inner in part.iter_parts():
        texts, others = _parts(inner)
        bodies += texts
        attached += others
    return bodies, attached


def _attached(part: MIMEPart) -> list[Draft]:
    """The articles of an attached mail; none where it is none or cannot be read."""
    if part.get_content_type() != "message/rfc822":
        return []
    try:
        return _drafts(part.get_content())
    except (ArticleError, *_BROKEN):
        return []


def _draft(text: str, subject: str, sender: str, day: str) -> Draft:
    draft = Draft(text=text)
    draft.put("title", subject, "mail header")
    match = _SENDER.fullmatch(sender)
    name, address = (match["name"].strip('" '), match["address"]) if match else (sender, "")
    last, comma, first = name.partition(", ")
    if comma and is_person(f"{first} {last}"):  # as address books write it: "Moe, Signe"
        name = f"{first} {last}"
    draft.put("author" if _is_own(address, name) else "source", name, "mail header")
    draft.put("published", day, "mail header")
    return draft


def read_mbox(data: bytes) -> Iterator[tuple[str, Draft | ArticleError]]:
    """Read each mail of a mailbox; one that cannot be read never costs the others."""
    starts = [m for m in _FROM.finditer(data) if _begins(data, m.start())]
    if not starts:
        yield "", ArticleError("is not a mailbox (no line begins with “From ”); save it as .eml")
        return
    ends = [m.start() for m in starts[1:]] + [len(data)]
    mails: list[tuple[str, Draft | ArticleError]] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        mail = re.sub(rb"^>(>*From )", rb"\1", data[start.end() : end], flags=re.MULTILINE)
        mails += [(f"[{number}]{label}", found) for label, found in read_eml(mail)]
    drafts = [found for _, found in mails if isinstance(found, Draft)]
    texts = without_common_ends((_sender_of(draft), draft.text) for draft in drafts)
    for draft, text in zip(drafts, texts, strict=True):
        draft.text = text
    yield from mails


def _sender_of(draft: Draft) -> str:
    return draft.fields.get("author") or draft.fields.get("source", "")


def _is_own(address: str, name: str) -> bool:
    """Whether a mail comes from a person: its address holds a word or is the initials of a name."""
    mailbox, words = address.partition("@")[0].casefold(), name.casefold().split()
    initials = "".join(word[0] for word in words)
    return (
        is_person(name)
        and not _NOBODY.search(mailbox)
        and (mailbox in (initials, initials[:1]) or any(word in mailbox for word in words))
    )


def _begins(data: bytes, place: int) -> bool:
    """Whether a “From ” line stands at the start or behind an empty line, as between mails."""
    return place == 0 or data[max(0, place - 4) : place].endswith((b"\n\n", b"\r\n\r\n"))


def _source(part: MIMEPart) -> str:
    raw = part.get_payload(decode=True)
    return decode(raw if isinstance(raw, bytes) else b"", part.get_content_charset())


def _text(part: MIMEPart, text: str, places: frozenset[str]) -> str:
    if part.get_content_subtype() == "html":
        return _HTML_SIGNATURE.sub("", fragment(text, is_mail=True, places=places))
    text = without_footer(_SIGNATURE.sub("", canonical_text(text)), places)
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
