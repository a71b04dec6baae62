"""What a mail repeats of the one that it answers, mails of several texts, and mailboxes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.articles import read
from index.types import Article, Failure

Write = Callable[..., Path]

OWN = "The harbour master of Aalvik now says that the quay will be closed until the autumn."
THEIRS = "On Monday the quay was to open in May, and nobody had looked at the piles."
LEADS = {
    "gmail": "On Mon, Mar 4, 2024 at 9:12 AM Per Holm <per@holm.example> wrote:",
    "wrapped": "On Mon, Mar 4, 2024 at 9:12 AM Per Holm <per@holm.example>\nwrote:",
    "thunderbird": "On 4 March 2024 09:12, Per Holm <per@holm.example> wrote:",
    "french": "Le 2024-03-04 09:12, Per Holm <per@holm.example> a écrit :",
}
HEAD = "From: Ada Lind <ada@lind.example>\nDate: Tue, 05 Mar 2024 10:00:00 +0000\n"


def texts(path: Path) -> list[tuple[str, str]]:
    found = list(read(path))
    assert all(isinstance(item, Article) for item in found), found
    return [(item.author, item.text.strip()) for item in found if isinstance(item, Article)]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("below", [True, False])
def test_what_a_mail_repeats_is_by_whoever_wrote_it(
    write: Write, lead: str, *, below: bool
) -> None:
    repeated = f"{LEADS[lead]}\n\n> {THEIRS}\n"
    text = f"{OWN}\n\n{repeated}" if below else f"{repeated}\n{OWN}\n"
    path = write(
        "m.eml", f"{HEAD}Subject: Re: Quay\nContent-Type: text/plain; charset=utf-8\n\n{text}"
    )
    assert texts(path) == [("Ada Lind", OWN), ("Per Holm", THEIRS)]
    first, second = (item for item in read(path) if isinstance(item, Article))
    assert (str(first.published), str(second.published)) == ("2024-03-05", "2024-03-04")


@pytest.mark.parametrize(
    "head", ["Subject: Re: Quay", "Subject: Quay\nIn-Reply-To: <1@holm.example>"]
)
def test_an_answer_between_the_lines(write: Write, head: str) -> None:
    text = f"> {THEIRS}\n>\n>> Who says so?\n\n{OWN}\n\n> And the ferry?\n\nIt stays where it is.\n"
    assert texts(write("m.eml", f"{HEAD}{head}\n\n{text}")) == [
        ("Ada Lind", f"{OWN}\n\nIt stays where it is."),
        ("", f"{THEIRS}\n\nAnd the ferry?"),
        ("", "Who says so?"),
    ]


@pytest.mark.parametrize("mark", ['class="gmail_quote"', 'type="cite"'])
def test_an_answer_in_html(write: Write, mark: str) -> None:
    lead = LEADS["gmail"].replace("<", "&lt;").replace(">", "&gt;")
    page = f"<div>{OWN}</div><div>{lead}<br></div><blockquote {mark}><p>{THEIRS}</p></blockquote>"
    head = f"{HEAD}Subject: Re: Quay\nContent-Type: text/html; charset=utf-8\n\n"
    assert texts(write("m.eml", head + page)) == [("Ada Lind", OWN), ("Per Holm", THEIRS)]


def test_links_of_a_newsletter_behind_an_arrow_are_its_own(write: Write, kit: Any) -> None:
    text = f"{OWN}\n\n> The ferry to Kellin leaves at nine.\n> More on our page."
    item = kit.article(write("m.eml", f"{HEAD}Subject: Morning news\n\n{text}\n"))
    assert item.text.strip() == text


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_every_text_of_a_mail_is_read(write: Write, kit: Any, order: tuple[int, int]) -> None:
    parts = [
        f"Content-Type: text/plain; charset=utf-8\n\n{OWN}\n",
        f"Content-Type: text/html; charset=utf-8\n\n<p>{THEIRS}</p>\n",
    ]
    body = "".join(f"--b\n{parts[n]}" for n in order)
    head = f"{HEAD}Subject: Quay\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    item = kit.article(write("m.eml", f"{head}{body}--b--\n"))
    assert item.text.split("\n\n")[order[0]].strip() == OWN
    assert THEIRS in item.text


@pytest.mark.parametrize("line", ["From here on the quay is closed.", "From May on nobody fishes."])
def test_a_paragraph_that_begins_like_the_next_mail(write: Write, line: str) -> None:
    mails = "".join(
        f"From {name}@lind.example Tue Mar  5 10:00:00 2024\nFrom: {name} <{name}@lind.example>\n"
        f"Subject: Quay\nDate: Tue, 05 Mar 2024 10:00:00 +0000\n\n{OWN}\n\n{line}\n\n"
        for name in ("ada", "per")
    )
    found = list(read(write("m.mbox", mails)))
    assert not any(isinstance(item, Failure) for item in found)
    assert [line in item.text for item in found if isinstance(item, Article)] == [True, True]


def test_who_could_not_unsubscribe_is_news(write: Write, kit: Any) -> None:
    line = "Thousands of readers could not unsubscribe from the paper, its editor said on Friday."
    assert kit.flagged(kit.article(write("a.txt", f"{OWN}\n\n{THEIRS}\n\n{line}\n"))) == []
