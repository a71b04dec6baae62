"""Mails inside the text of a mail: what somebody passes on is by whoever wrote it.

Below a note, mail programs repeat the head of the mail that is passed on, in the language of their
user: lines with a name and a colon, one of them with an address, one with the same subject.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from index.articles.dates import parse_date
from index.articles.plain import squeezed

_LINE = re.compile(r"[ \t>*]*[^\W\d_][\w -]{0,15}?[ \t*]*:[ \t*|]*(?P<value>\S.*)")
_PREFIX = re.compile(r"\s*\w{1,4}[ \t]*:\s*")  # "Fwd:", "FW:", "WG:"
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
_QUOTED = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_LEAST, _MOST = 3, 12  # lines of a head: from whom, when, about what, to many


class Mail(NamedTuple):
    """A mail that stands in the text of another one."""

    subject: str
    sender: str
    date: str
    text: str


def parted(text: str, subject: str) -> tuple[str, list[Mail]]:
    """The words above the mails that ``text`` passes on, and these mails, the outer ones first.

    The line that leads to a mail is left out ("Begin forwarded message:").

    >>> note, [mail] = parted("FYI\\n\\nFrom: Moe <m@avis.example>\\nDate: 5 March 2024\\n"
    ...                       "Subject: A roof\\n\\nIt leaks.", "Fwd: A roof")
    >>> note, mail.sender, mail.text
    ('FYI', 'Moe <m@avis.example>', 'It leaks.')
    """
    lines, bare = text.split("\n"), _bare(subject)
    heads: list[tuple[int, int, list[str]]] = []
    for number in range(len(lines)):
        if bare and (not heads or number >= heads[-1][1]):
            head, end = _head(lines, number, bare)
            heads += [(number, end, head)] if head else []
    if not heads:
        return text, []
    ends = [*(start for start, _, _ in heads[1:]), len(lines)]
    parts = (_without_lead(lines[a:b]) for (_, a, _), b in zip(heads, ends, strict=True))
    mails = [
        _mail(head, bare, _unquoted(part)) for (*_, head), part in zip(heads, parts, strict=True)
    ]
    return "\n".join(_without_lead(lines[: heads[0][0]])), [mail for mail in mails if mail.text]


def _head(lines: list[str], start: int, subject: str) -> tuple[list[str], int]:
    """The values of a head that begins at a line, and where it ends; nothing where none begins."""
    values: list[str] = []
    end = start
    while end < len(lines) and len(values) < _MOST:
        gap = bool(values) and not lines[end].strip(" \t>")  # programs may set each line apart
        match = _LINE.fullmatch(lines[end + gap]) if end + gap < len(lines) else None
        # Behind a blank line only the addresses of others still belong to a head that is whole.
        if match is None or (gap and _is_whole(values, subject) and "@" not in match["value"]):
            break
        values.append(match["value"].strip(" \t*"))
        end += 1 + gap
    return (values, end) if _is_whole(values, subject) else ([], start)


def _is_whole(head: list[str], subject: str) -> bool:
    return (
        len(head) >= _LEAST
        and any(map(_ADDRESS.search, head))
        and any(_bare(value) == subject for value in head)
    )


def _bare(subject: str) -> str:
    """The letters of a subject without what programs write before it."""
    while match := _PREFIX.match(subject):
        subject = subject[match.end() :]
    return squeezed(subject)


def _mail(head: list[str], subject: str, text: str) -> Mail:
    """A mail by its head: from whom it is stands before to whom it went."""
    named = next(value for value in head if _bare(value) == subject)
    others = [value for value in head if value is not named]
    date = next((value for value in others if parse_date(value)), "")
    sender = next((v for v in others if v != date and not _TIME.search(v)), "")
    return Mail(named, sender, date, text)


def _without_lead(lines: list[str]) -> list[str]:
    """Lines without the last one where it only leads to a mail: "----- Forwarded message -----"."""
    while lines and not any(map(str.isalnum, lines[-1])):
        lines = lines[:-1]
    last = lines[-1].strip(" \t>") if lines else ""
    return lines[:-1] if last.startswith(("--", "__")) or last.endswith(":") else lines


def _unquoted(lines: list[str]) -> str:
    """Lines as a text, without the marks of a quotation where every line has one."""
    text = "\n".join(lines).strip("\n")
    marked = all(line.lstrip().startswith(">") for line in lines if line.strip())
    return _QUOTED.sub("", text).strip("\n") if marked else text
