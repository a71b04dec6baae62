"""Write the two sample articles that are not plain text: 07-….docx and 08-….pdf.

Run it in the environment of the project: ``python examples/make_binary.py``. The same input gives
the same PDF; a Word file differs in its time stamps only.
"""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "articles"

DOCX = FOLDER / "07-partnership-not-membership.docx"
DOCX_TITLE = "Partnership yes, membership no, Musabayov says"
DOCX_AUTHOR = "Ines Falk"
DOCX_LINES = ("By Ines Falk", "Published: 26 January 2026")
DOCX_TEXT = (
    "Azerbaijan wants more cooperation with NATO but is not trying to get in, according to Rasim "
    "Musabayov, a political analyst who sits in the parliament of Azerbaijan.",
    "The deputy denied that membership is what Baku is after; his country, he told Caliber.Az, has "
    "said so time and again. What it does want, in his account, is practical work, and there is "
    "plenty of that: military education, protection against cyber threats, the clearing of mines.",
    "For Musabayov the partnership is a Turkish affair first of all. To work with NATO, the expert "
    "explained, amounts in practice to an alliance with Türkiye. The two countries have come so "
    "close in their coordination, their standards and their operations that few members of the "
    "alliance could match them, he claimed. He doubted that France and Italy hold as many "
    "exercises together. Azerbaijan and Turkey, by contrast, train everybody from the gendarmes "
    "and the Internal Troops to the air force, the navy and the special units. He added that a "
    "common command centre exists in Türkiye by now. In scale and in depth, the lawmaker said, "
    "this cooperation has no equal.",
    "Baku means to stay on its course, Musabayov said. At the same time it is building military "
    "ties in Central Asia, with Kazakhstan and Uzbekistan in the first place. These too will "
    "grow, he believes.",
)

PDF = FOLDER / "08-two-poles.pdf"
PDF_TITLE = "Europe and America compete for Baku, Austrian analyst says"
PDF_AUTHOR = "Tomas Reyl"
PDF_DATE = "Published: 27 January 2026"
PDF_TEXT = (
    "It is no accident that NATO courts Azerbaijan just now, Rudolf Valeev believes. The Austrian "
    "analyst says that the country has turned into a prize for which Europe and the United States "
    "compete.",
    "Not long ago there was no rivalry of this kind, he recalled. Today more and more people look "
    "on the alliance as a military body of the Europeans, and America sets its own means against "
    "it. The unity of the West, Valeev declared, is a thing of the past. Two centres of power "
    "with different aims have begun to vie with each other.",
    "Washington's attention to the South Caucasus forces Europe to act, in the analyst's view. It "
    "has grasped that without an offer of its own it would stand at the edge of what happens in "
    "the region. For several years, he complained, the Europeans paid no heed to what Baku wanted "
    "and proposed, often sided openly with Armenia and left it at empty words.",
    "That has changed, according to Valeev. He read the statement that NATO published after "
    "Radmila Šekerinska's trip as proof: it says what the country's gas has meant for the energy "
    "of allied states. Europe, he concluded, now sees how much the Azerbaijani state matters and "
    "is prepared to build up military cooperation with it.",
)


def write_docx() -> None:
    """Write the Word file."""
    from docx import Document

    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = DOCX_TITLE, DOCX_AUTHOR, "en"
    properties.created = properties.modified = datetime(2026, 1, 26, 8, tzinfo=UTC)
    properties.comments = "Written for On Record"
    document.add_heading(DOCX_TITLE, 0)
    for line in (*DOCX_LINES, *DOCX_TEXT):
        document.add_paragraph(line)
    document.save(str(DOCX))


def pdf(title: str, author: str, blocks: tuple[str, ...]) -> bytes:
    """A one-page PDF in Helvetica, 90 characters a line."""

    def escaped(text: str) -> bytes:
        raw = text.encode("cp1252").replace(b"\\", b"\\\\")
        return raw.replace(b"(", b"\\(").replace(b")", b"\\)")

    body = b"BT /F1 10 Tf 14 TL 50 790 Td\n"
    for block in blocks:
        for line in textwrap.wrap(block, 90):
            body += b"(" + escaped(line) + b") Tj T*\n"
        body += b"T*\n"
    body += b"ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
        b"<< /Title (%s) /Author (%s) >>" % (escaped(title), escaped(author)),
    )
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\n" % (len(objects) + 1)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def main() -> None:
    """Write both files."""
    write_docx()
    PDF.write_bytes(pdf(PDF_TITLE, PDF_AUTHOR, (PDF_TITLE, PDF_DATE, *PDF_TEXT)))


if __name__ == "__main__":
    main()
