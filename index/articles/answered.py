"""What a mail repeats of the one that it answers: lines behind ">", which somebody else wrote."""

from __future__ import annotations

import re

from index.articles.dates import parse_date
from index.articles.forwarded import Mail

_MARK = re.compile(r"[ \t]*>[ \t]?")
_ADDRESS = re.compile(r"(?P<before>.*?)[\s\"“(\[]*<(?P<address>[^\s<>@]+@[^\s<>@]+)>")
_DAYTIME = re.compile(r"[\d,:]+|\b[ap]\.?m\b\.?", re.IGNORECASE)
_LONGEST = 3  # lines of "On 6 May 2025 at 9:12, Ada Lind <ada@lind.example> wrote:"


def answered(text: str, subject: str, *, is_answer: bool) -> tuple[str, list[Mail]]:
    """The words of a mail itself and the mails that it repeats, the last one first.

    Behind ">" some newsletters have their links; so an answer has to say of itself that it is one,
    or a line with a colon has to lead to what it repeats.

    >>> own, [mail] = answered("He is wrong.\\n\\nOn 6 May 2025 at 9:12, Per Holl "
    ...                        "<per@holl.example> wrote:\\n> It rains.", "Rain", is_answer=False)
    >>> own, mail.sender, mail.date, mail.text
    ('He is wrong.', 'Per Holl <per@holl.example>', '6 May 2025 at 9:12', 'It rains.')
    """
    own: list[str] = []
    theirs: list[str] = []
    lead = ""
    for line in text.split("\n"):
        mark = _MARK.match(line)
        if mark is None:
            own.append(line)
            continue
        if own and any(own):
            own, found = _without_lead(own)
            lead = lead or found
            theirs += [""] if theirs and own[-1:] != [""] else []
            own += [""]
        theirs.append(line[mark.end() :])
    if not theirs or not (is_answer or lead):
        return text, []
    sender, date = _of(lead)
    words, others = answered("\n".join(theirs).strip("\n"), subject, is_answer=True)
    mails = [Mail(subject, sender, date, words)] if words.strip() else []
    return re.sub(r"\n{3,}", "\n\n", "\n".join(own)).strip("\n"), mails + others


def _without_lead(lines: list[str]) -> tuple[list[str], str]:
    """Lines without the last ones that only lead to what follows, and those joined."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    for start in range(max(end - 1, 0), max(end - 1 - _LONGEST, -1), -1):
        lead = " ".join(line.strip() for line in lines[start:end])
        if not lead.endswith(":") or not lines[start].strip():
            break
        if _ADDRESS.search(lead) and (start == 0 or not lines[start - 1].strip()):
            return lines[:start], lead
    return lines, ""


def _of(lead: str) -> tuple[str, str]:
    """Whose mail a line leads to, and when it was written."""
    match = _ADDRESS.match(lead)
    if match is None:
        return "", ""
    name = _DAYTIME.split(match["before"])[-1].strip(' ,;."“”')
    words = match["before"].removesuffix(name).split()
    dates = (" ".join(words[n:]).strip(" ,") for n in range(len(words)))
    return f"{name} <{match['address']}>", next((d for d in dates if parse_date(d)), "")
