"""Word documents with everything that writers put into them: the final text, and all of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.articles import read
from index.types import Article, Failure

Write = Callable[..., Path]

FIRST = "The ferry to Sund will run twice a day, the company said."
LAST = "Tickets are sold on board."
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def document(middle: str, notes: str = "", kind: str = "footnotes") -> bytes:
    """A document of three parts: FIRST, ``middle`` as its XML, LAST."""
    from docx import Document
    from docx.oxml import parse_xml

    made = Document()
    made.add_paragraph(FIRST)
    last = made.add_paragraph(LAST)
    for element in parse_xml(f"<w:body {NAMESPACES}>{middle}</w:body>"):
        last._p.addprevious(element)
    out = io.BytesIO()
    made.save(out)
    if notes:
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(f"word/{kind}.xml", f"<w:{kind} {NAMESPACES}>{notes}</w:{kind}>")
    return out.getvalue()


def middle(write: Write, kit: Any, xml: str, notes: str = "", kind: str = "footnotes") -> list[str]:
    """The paragraphs between FIRST and LAST."""
    blocks = kit.article(write("d.docx", document(xml, notes, kind))).text.split("\n\n")
    assert (blocks[0], blocks[-1]) == (FIRST, LAST)
    return list(blocks[1:-1])


BOX = f"<w:txbxContent>{paragraph(run('“It is slow,” said Ulla Borg.'))}</w:txbxContent>"
SHAPE = f"<wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp>"


@pytest.mark.parametrize(
    "shape",
    [
        f"<w:drawing>{SHAPE}</w:drawing>",
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{SHAPE}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>",
    ],
)
def test_text_boxes(write: Write, kit: Any, shape: str) -> None:
    for around, expected in (("", []), (run("Borg sails."), ["Borg sails."])):
        found = middle(write, kit, paragraph(f"{around}<w:r>{shape}</w:r>"))
        assert found == [*expected, "“It is slow,” said Ulla Borg."]


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_notes_stand_behind_their_paragraph(write: Write, kit: Any, kind: str) -> None:
    note = kind.removesuffix("s")
    reference = f"<w:r><w:{note}Reference w:id='4'/></w:r>"
    xml = paragraph(run("Borg sails") + reference + run(" daily.")) + paragraph(run("Always."))
    notes = (
        f"<w:{note} w:type='separator' w:id='0'><w:p/></w:{note}>"
        f"<w:{note} w:id='4'>{paragraph(run('Borg to the author.'))}</w:{note}>"
        f"<w:{note} w:id='9'>{paragraph(run('Not referred to.'))}</w:{note}>"
    )
    found = middle(write, kit, xml, notes, kind)
    assert found == ["Borg sails daily.", "Borg to the author.", "Always."]


def table(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def test_tables_within_tables(write: Write, kit: Any) -> None:
    inner = table(paragraph(run("three")), paragraph(run("four")) + paragraph(run("five")))
    xml = table(paragraph(run("one")), paragraph(run("two")) + inner + paragraph(""))
    assert middle(write, kit, xml) == ["one", "two", "three", "four", "five"]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (run("It ") + f"<w:del>{run('never ')}</w:del>" + run("sails."), ["It sails."]),
        (run("It ") + f"<w:ins>{run('never ')}</w:ins>" + run("sails."), ["It never sails."]),
        (f"<w:moveFrom>{run('Gone. ')}</w:moveFrom><w:moveTo>{run('Here.')}</w:moveTo>", ["Here."]),
        (f"<w:smartTag>{run('Sund')}</w:smartTag>" + run(" is far."), ["Sund is far."]),
        (
            f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Borg')}</w:sdtContent></w:sdt>" + run(" said."),
            ["Borg said."],
        ),
        (f"<w:hyperlink>{run('A link')}</w:hyperlink>" + run(" too."), ["A link too."]),
        (f"<w:fldSimple>{run('7')}</w:fldSimple>" + run(" miles."), ["7 miles."]),
        (run("seen ") + run("SECRET", "<w:vanish/>"), ["seen"]),
        (run("seen ") + run("too", "<w:vanish w:val='0'/>"), ["seen too"]),
        (run("x is ") + "<m:oMath><m:r><m:t>2y</m:t></m:r></m:oMath>", ["x is 2y"]),
    ],
)
def test_the_final_text_of_a_paragraph(
    write: Write, kit: Any, xml: str, expected: list[str]
) -> None:
    assert middle(write, kit, paragraph(xml)) == expected
    block = f"<w:sdt><w:sdtContent>{paragraph(xml)}</w:sdtContent></w:sdt>"
    assert middle(write, kit, block) == expected
    assert middle(write, kit, table(paragraph(xml))) == expected


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next(write: Write, kit: Any) -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    xml = paragraph(mark + run("One and")) + paragraph(run(" two.")) + paragraph(run("Three."))
    assert middle(write, kit, xml) == ["One and two.", "Three."]


def test_a_deleted_row_is_gone(write: Write, kit: Any) -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc></w:tr>"
    gone = row.format("<w:trPr><w:del/></w:trPr>", paragraph(run("gone")))
    kept = row.format("", paragraph(run("kept")))
    assert middle(write, kit, f"<w:tbl>{gone}{kept}</w:tbl>") == ["kept"]


def test_a_document_inside_the_document_is_told(write: Write) -> None:
    item, loss = list(read(write("d.docx", document("<w:altChunk/>"))))
    assert isinstance(item, Article)
    assert isinstance(loss, Failure)
    assert loss.partial
    assert "a document inside the document" in loss.reason
