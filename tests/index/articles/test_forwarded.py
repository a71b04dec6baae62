"""What a mail passes on is by whoever wrote it, in whatever form a mail program passes it on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from index.articles import read
from index.types import Article, Failure

Write = Callable[..., Path]

FIRST = "The theatre of Aalvik will open again in March, its director said."
SECOND = "“We have a roof once more,” said Signe Moe, who has led it for ten years."
BODY = f"{FIRST}\n\n{SECOND}"
TITLE = "A roof: at last"
NOTE = "Is this for us? Moe wants an answer."
DAY = date(2024, 3, 5)


def mail(text: str, subject: str = f"Fwd: {TITLE}", html: str = "") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = subject
    made["From"] = "Ada Lind <ada.lind@desk.example>"
    made["Date"] = "Fri, 08 Mar 2024 09:00:00 +0100"
    made.set_content(text, cte="quoted-printable")
    if html:
        made.add_alternative(html, subtype="html", cte="quoted-printable")
    return made


def articles(path: Path) -> list[Article]:
    found = list(read(path))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


GMAIL = f"""---------- Forwarded message ---------
From: Aalvik Avis <news@avis.example>
Date: Tue, Mar 5, 2024 at 7:12 PM
Subject: {TITLE}
To: <ada.lind@desk.example>


{BODY}
"""
APPLE = "Begin forwarded message:\n\n" + "\n".join(
    f"> {line}".rstrip()
    for line in f"""From: Aalvik Avis <news@avis.example>
Subject: {TITLE}
Date: 5 March 2024 at 19:12:00 CET
To: Ada Lind <ada.lind@desk.example>

{BODY}""".split("\n")
)
THUNDERBIRD = f"""-------- Forwarded Message --------
Subject:  {TITLE}
Date:  Tue, 5 Mar 2024 19:12:00 +0100
From:  Aalvik Avis <news@avis.example>
To:  ada.lind@desk.example

{BODY}
"""
OUTLOOK = f"""________________________________
Von: Aalvik Avis <news@avis.example>
Gesendet: 5 March 2024 19:12
An: Lind, Ada <ada.lind@desk.example>
Betreff: {TITLE}

{BODY}
"""


@pytest.mark.parametrize("below", [GMAIL, APPLE, THUNDERBIRD, OUTLOOK])
@pytest.mark.parametrize("note", ["", "fyi\n\n", f"{NOTE}\n\n"])
@pytest.mark.parametrize("prefix", ["Fwd:", "WG:", "RE: FW:"])
def test_a_mail_that_is_passed_on_in_the_text(
    write: Write, below: str, note: str, prefix: str
) -> None:
    data = mail(note + below, f"{prefix} {TITLE}").as_bytes()
    *notes, item = articles(write("m.eml", data))
    assert (item.text.strip(), item.title) == (BODY, TITLE)
    assert (item.source, item.author, item.published) == ("Aalvik Avis", "", DAY)
    assert [(n.text.strip(), n.author) for n in notes] == (
        [(NOTE, "Ada Lind")] if NOTE in note else []
    )


@pytest.mark.parametrize("apart", [True, False])
def test_a_mail_that_is_passed_on_in_html(write: Write, *, apart: bool) -> None:
    rows = [
        "<b>From: </b>Aalvik Avis &lt;<a href='mailto:n@a.example'>news@avis.example</a>&gt;",
        f"<b>Subject: </b><b>{TITLE}</b>",
        "<b>Date: </b>5 March 2024 at 19:12:00 CET",
        "<b>To: </b>Ada Lind &lt;ada.lind@desk.example&gt;",
    ]
    head = "".join(f"<div>{row}</div>" for row in rows) if apart else "<br>".join(rows)
    html = f"<div>{NOTE}</div><div>{head}</div><p>Update: it rains.</p><p>{FIRST}</p>"
    note, item = articles(write("m.eml", mail("plain", html=html).as_bytes()))
    assert (note.text, note.author) == (NOTE, "Ada Lind")
    assert item.text == f"Update: it rains.\n\n{FIRST}"
    assert (item.title, item.source, item.published) == (TITLE, "Aalvik Avis", DAY)


@pytest.mark.parametrize(
    ("sender", "author", "source"),
    [
        ("Signe Moe <signe@avis.example>", "Signe Moe", ""),
        ("Moe, Signe <signe@avis.example>", "Signe Moe", ""),
        ("Signe Moe <noreply-signe@avis.example>", "", "Signe Moe"),
        ("Google Alerts <googlealerts-noreply@alerts.example>", "", "Google Alerts"),
    ],
)
def test_whose_mail_is_passed_on(write: Write, sender: str, author: str, source: str) -> None:
    below = GMAIL.replace("Aalvik Avis <news@avis.example>", sender)
    [item] = articles(write("m.eml", mail(below).as_bytes()))
    assert (item.author, item.source) == (author, source)


def test_an_answer_with_the_mail_that_it_answers(write: Write) -> None:
    below = OUTLOOK.replace("Aalvik Avis <news@", "Signe Moe <signe@")
    own, other = articles(write("m.eml", mail(f"In May.\n\n{below}", f"AW: {TITLE}").as_bytes()))
    assert (own.text.strip(), own.author) == ("In May.", "Ada Lind")
    assert (other.text.strip(), other.author) == (BODY, "Signe Moe")


def test_a_mail_that_was_passed_on_twice(write: Write) -> None:
    below = OUTLOOK.replace("Aalvik Avis <news@", "Per Hove <per@").replace(
        BODY, f"{NOTE}\n\n{GMAIL}"
    )
    items = articles(write("m.eml", mail(below).as_bytes()))
    assert [(i.text.strip(), i.author, i.source) for i in items] == [
        (NOTE, "Per Hove", ""),
        (BODY, "", "Aalvik Avis"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"Subject: {TITLE}\nWhen: 5 March\nWhere: Aalvik\n\n{BODY}",  # from nobody
        f"{FIRST}\n\nContact: a@b.example\nSite: b.example\nSubject: another\n\n{SECOND}",
    ],
)
def test_lines_with_colons_are_no_mail(write: Write, kit: Any, text: str) -> None:
    item = kit.article(write("m.eml", mail(text).as_bytes()))
    assert item.text.strip() == text
    assert item.author == "Ada Lind"


def attached(text: str = NOTE) -> EmailMessage:
    inner = mail(BODY, TITLE)
    inner.replace_header("From", "Aalvik Avis <news@avis.example>")
    inner.replace_header("Date", "Tue, 05 Mar 2024 19:12:00 +0100")
    inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="plan.pdf")
    outer = mail(text)
    outer.add_attachment(inner)
    outer.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="own.pdf")
    return outer


@pytest.mark.parametrize("many", [False, True])
def test_a_mail_that_is_attached(write: Write, *, many: bool) -> None:
    data = attached().as_bytes()
    path = write("m.mbox" if many else "m.eml", b"From a\n" + data if many else data)
    note, first, item, second = read(path)
    assert isinstance(note, Article)
    assert isinstance(item, Article)
    assert (note.text.strip(), note.author) == (NOTE, "Ada Lind")
    assert (item.text.strip(), item.title, item.source) == (BODY, TITLE, "Aalvik Avis")
    assert item.published == DAY
    assert item.path == f"{path.absolute()}{'[1]' if many else ''}[2]"
    for loss, name in ((first, "own.pdf"), (second, "plan.pdf")):
        assert isinstance(loss, Failure)
        assert name in loss.reason


def test_an_attached_mail_under_no_words(write: Write) -> None:
    items = [x for x in read(write("m.eml", attached("FYI").as_bytes())) if isinstance(x, Article)]
    assert [item.source for item in items] == ["Aalvik Avis"]


def test_an_attached_mail_without_text_is_told(write: Write) -> None:
    made = mail(BODY)
    made.add_attachment(mail(""))
    item, loss = read(write("m.eml", made.as_bytes()))
    assert isinstance(item, Article)
    assert isinstance(loss, Failure)
    assert loss.reason.startswith("an attachment, message/rfc822")


@pytest.mark.parametrize("ending", ["eml", "mhtml"])
def test_mails_inside_mails_without_end(write: Write, kit: Any, ending: str) -> None:
    data = b"Content-Type: message/rfc822\n\n" * 20_000 + b"\nHello."
    assert "damaged" in kit.failure(write(f"m.{ending}", data)).reason


WRONG = f"Subject: No\nContent-Type: text/plain; charset=cp1252\n\n{FIRST} \x81\n".encode("latin-1")


def test_a_mail_that_cannot_be_decoded_is_refused(write: Write, kit: Any) -> None:
    assert "cp1252" in kit.failure(write("m.eml", WRONG)).reason
    many = b"From a\n" + WRONG + b"\nFrom b\n" + mail(BODY).as_bytes()
    failure, item = read(write("m.mbox", many))
    assert isinstance(failure, Failure)
    assert isinstance(item, Article)


def test_an_attached_mail_that_cannot_be_decoded_is_told(write: Write) -> None:
    head = f'Subject: Yes\nContent-Type: multipart/mixed; boundary="B"\n\n--B\n\n{BODY}\n--B\n'
    inner = b"Content-Type: message/rfc822\n\n" + WRONG
    item, loss = read(write("m.eml", head.encode() + inner + b"\n--B--\n"))
    assert isinstance(item, Article)
    assert isinstance(loss, Failure)
    assert loss.reason.startswith("an attachment, message/rfc822")
