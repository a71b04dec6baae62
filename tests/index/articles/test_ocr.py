"""Scanned pages: read by Tesseract where it is installed, refused with the way out where not."""

from __future__ import annotations

import io
import shutil
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from index.articles import ocr, read
from index.types import Article, Failure
from rag.types import SourceLine
from ui.render.answer import source_runs

LINES = (
    "Harbour bridge to close",
    "The harbour bridge in Ostra will close in June,",
    "the mayor said on Monday. Nobody was asked.",
)


def picture_of_text() -> bytes:
    """A page of text as a grey picture of 300 dots to an inch, without its PDF."""
    image = Image.new("L", (2480, 1200), 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(LINES):
        draw.text((200, 200 + 110 * number), line, font=ImageFont.load_default(60), fill=0)
    return image.tobytes()


def scanned_page(kit: Any, text: list[str]) -> bytes:
    """A PDF of one page that is only a picture, behind pages with text."""
    from pypdf import PdfReader, PdfWriter

    raw = zlib.compress(picture_of_text())
    writer = PdfWriter()
    image = Image.frombytes("L", (2480, 1200), zlib.decompress(raw))
    page = io.BytesIO()
    image.save(page, "PDF", resolution=300)
    for part in ([kit.pdf([text])] if text else []) + [page.getvalue()]:
        writer.append(PdfReader(io.BytesIO(part)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the program."""
    monkeypatch.setenv("PATH", "")


needs_tesseract = pytest.mark.skipif(
    not ocr.is_installed(), reason="Tesseract is not installed; see docs/reading.md"
)


@pytest.mark.usefixtures("nothing_installed")
def test_without_tesseract_a_scan_is_refused_with_the_way_out(tmp_path: Path, kit: Any) -> None:
    (tmp_path / "scan.pdf").write_bytes(scanned_page(kit, []))
    found = kit.failure(tmp_path / "scan.pdf")
    assert "scanned pages" in found.reason
    assert "apt install tesseract-ocr" in found.reason
    assert "pip install 'onrecord[ocr]'" in found.reason


@pytest.mark.usefixtures("nothing_installed")
def test_without_tesseract_one_scanned_page_among_others_is_told(tmp_path: Path, kit: Any) -> None:
    (tmp_path / "mixed.pdf").write_bytes(scanned_page(kit, list(kit.prose)))
    article, missing = read(tmp_path / "mixed.pdf")
    assert isinstance(article, Article)
    assert "harbour council" in article.text
    assert not article.recognised
    assert isinstance(missing, Failure)
    assert missing.partial
    assert missing.reason.startswith("page 2, which")


@pytest.mark.skipif(find_spec("pypdfium2") is None, reason="pypdfium2 is not installed")
def test_pages_are_drawn_one_at_a_time(kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFium breaks where two threads use it at once."""
    import pypdfium2

    data, render = scanned_page(kit, []), pypdfium2.PdfPage.render
    drawing, most = [0], [0]

    def slowly(*args: Any, **options: Any) -> Any:
        drawing[0] += 1
        most[0] = max(most[0], drawing[0])
        time.sleep(0.02)
        drawing[0] -= 1
        return render(*args, **options)

    monkeypatch.setattr(pypdfium2.PdfPage, "render", slowly)
    monkeypatch.setattr("pytesseract.image_to_data", lambda image, **_: {"text": []})
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: list(ocr.recognise(data, [0])), range(4)))
    assert found == [[[]]] * 4
    assert most == [1]


@needs_tesseract
@pytest.mark.parametrize("before", [False, True])
def test_what_was_recognised_is_read_and_marked(tmp_path: Path, kit: Any, before: bool) -> None:
    text = ["The council met in the town hall on Monday evening, and went home at ten."]
    (tmp_path / "scan.pdf").write_bytes(scanned_page(kit, text if before else []))
    article = kit.article(tmp_path / "scan.pdf")
    assert "will close in June" in article.text
    assert "the mayor said on Monday" in article.text
    assert ("went home at ten" in article.text) is before
    assert article.recognised
    line = SourceLine.of(article)
    assert line.to_dict()["recognised"] is True
    assert "recognised by OCR" in "".join(words for words, _ in source_runs(line))


@needs_tesseract
def test_running_heads_of_a_crooked_scan_are_no_text(tmp_path: Path, kit: Any) -> None:
    """Two pages laid on the glass by hand, the second one a little lower and turned."""
    parts = (
        ["The harbour bridge in Ostra will close in June, the mayor said,", "and the ferry will"],
        ["run all night until the bridge is open again.", "Nobody was asked about it."],
    )
    pages = []
    for number, part in enumerate(parts):
        image = Image.new("L", (2480, 1200), 255)
        draw = ImageDraw.Draw(image)
        draw.text(
            (900, 90), f"COAST COURIER {number + 12}", font=ImageFont.load_default(50), fill=0
        )
        for n, line in enumerate(part):
            draw.text((200, 300 + 100 * n), line, font=ImageFont.load_default(60), fill=0)
        moved = (1, 0.004 * number, 0, -0.004 * number, 1, -6 * number)
        pages.append(image.transform(image.size, Image.Transform.AFFINE, moved, fillcolor=255))
    pages[0].save(tmp_path / "s.pdf", "PDF", resolution=300, save_all=True, append_images=pages[1:])
    article = kit.article(tmp_path / "s.pdf")
    assert "the ferry will run all night until the bridge is open again." in article.text
    assert "COURIER" not in article.text
    assert article.published is None  # the day of the scan is not its own


def test_an_article_with_text_is_not_marked(tmp_path: Path, kit: Any) -> None:
    (tmp_path / "text.pdf").write_bytes(kit.pdf([list(kit.prose)]))
    article = kit.article(tmp_path / "text.pdf")
    assert not article.recognised
    assert "OCR" not in "".join(words for words, _ in source_runs(SourceLine.of(article)))


def test_the_program_and_both_modules_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = all(find_spec(name) for name in ("pytesseract", "pypdfium2"))
    assert ocr.is_installed() == (modules and shutil.which("tesseract") is not None)
    monkeypatch.setenv("PATH", "")
    assert not ocr.is_installed()
