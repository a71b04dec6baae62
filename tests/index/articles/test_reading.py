"""Folders, standard input, manifests, and what happens to files that cannot be read."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import FORMATS, read
from index.exceptions import ArticleError
from index.types import Article, Failure

Write = Callable[..., Path]


def test_folder_is_read_in_order_without_hidden_files(write: Write, kit: Any) -> None:
    for name in ("b.txt", "a/z.txt", "a/.secret.txt", ".git/config.txt", "c.txt"):
        write(name, f"{name}: {kit.text}")
    root = write("b.txt", f"b.txt: {kit.text}").parent
    found = [Path(a.path).relative_to(root).as_posix() for a in read(root)]  # type: ignore[union-attr]
    assert found == ["a/z.txt", "b.txt", "c.txt"]


def test_one_bad_file_never_stops_the_rest(write: Write, kit: Any, tmp_path: Path) -> None:
    write("a.pdf", b"%PDF-1.4 and then nothing")
    write("b.docx", b"PK\x03\x04 broken")
    write("c.txt", b"\x00\x01\x02\x03" * 100)
    write("d.png", b"\x89PNG")
    write("e.txt", b"")
    write("f.txt", b" \n\n ")
    write("g.html", b"")
    write("h.json", b"{")
    (tmp_path / "i.txt").mkdir()
    write("j.txt", kit.text)
    found = list(read(tmp_path))
    assert [type(f) for f in found] == [Failure] * 8 + [Article]
    for item in found[:8]:
        assert isinstance(item, Failure)
        assert Path(item.origin).parent == tmp_path
        assert len(item.reason.split()) >= 5, item


def test_what_does_not_exist(tmp_path: Path, kit: Any) -> None:
    assert "no such file" in kit.failure(tmp_path / "nothing.txt").reason
    assert "no such file" in kit.failure(tmp_path / "nothing").reason
    assert "no files" in kit.failure(tmp_path).reason
    assert kit.failure("a\x00b.txt").reason


def test_unknown_format_names_the_known_ones(write: Write, kit: Any) -> None:
    assert ".docx" in kit.failure(write("a.xls", b"x")).reason


def test_a_pipe_is_not_waited_for(tmp_path: Path, kit: Any) -> None:
    os.mkfifo(tmp_path / "p.txt")
    assert "regular file" in kit.failure(tmp_path).reason


def test_file_without_permission(
    write: Write, kit: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write("a.txt", kit.text)
    path.chmod(0)
    if os.access(path, os.R_OK):
        # The super-user may read everything: let the system call itself refuse.
        def refuse(self: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(self))

        monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "Permission denied" in kit.failure(path).reason


def test_links(write: Write, kit: Any, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    write("inside/a.txt", kit.text)
    write("outside/secret.txt", "The secret. " + kit.text)
    (inside / "loop").symlink_to(inside, target_is_directory=True)
    (inside / "gone.txt").symlink_to(inside / "nothing.txt")
    (inside / "out.txt").symlink_to(outside / "secret.txt")
    (inside / "same.txt").symlink_to(inside / "a.txt")
    found = list(read(inside))
    articles = [f for f in found if isinstance(f, Article)]
    failures = {Path(f.origin).name: f.reason for f in found if isinstance(f, Failure)}
    assert [a.text for a in articles] == [kit.text]
    assert set(failures) == {"gone.txt", "out.txt"}
    assert "leads out of" in failures["out.txt"]


@pytest.mark.parametrize(
    ("page", "folder"),
    [
        ("Bridge.html", "Bridge_files"),
        ("Brücke – Echo.htm", "Brücke – Echo-Dateien"),
        ("a b.xhtml", "a b_fichiers"),
    ],
)
@pytest.mark.parametrize("quoted", [False, True])
def test_the_parts_of_a_page_that_was_saved_complete(
    write: Write, kit: Any, tmp_path: Path, page: str, folder: str, quoted: bool
) -> None:
    inside = f"{quote(folder) if quoted else folder}/ad.html"
    text = "<p>" + kit.text.replace("\n\n", "</p><p>") + "</p>"
    write(page, f"<meta charset=utf-8><iframe src='./{inside}'></iframe><article>{text}</article>")
    write(f"{folder}/ad.html", "<p>Buy the best boots of the valley, our customers said today.</p>")
    write(f"{folder}/app.js", "void 0")
    assert "harbour council" in kit.article(tmp_path).text


def test_a_folder_named_like_a_page_that_does_not_point_into_it(
    write: Write, kit: Any, tmp_path: Path
) -> None:
    write("Bridge.html", "<article><p>" + kit.text.replace("\n\n", "</p><p>") + "</p></article>")
    write("Bridge_notes/one.txt", "Mayor Hartwig said that the pier would be ready in spring.\n")
    assert len(list(read(tmp_path))) == 2


def test_too_large(write: Write, kit: Any) -> None:
    assert "larger than 100 bytes" in kit.failure(write("a.txt", kit.text), max_bytes=100).reason


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"Plain words about the pier. They go on.", "Plain words"),
        (b"<!doctype html><body><p>Words on a page about it.</p></body>", "Words on"),
        (b'{"text": "Words in a record.", "title": "T"}', "Words in"),
        (b'[{"text": "Words in a list of records."}]', "Words in"),
        (b'{"text": "First line."}\n{"text": "Second line."}\n', "First line"),
    ],
)
def test_standard_input_is_known_by_its_beginning(data: bytes, start: str) -> None:
    first = next(iter(read("-", stdin=io.BytesIO(data))))
    assert isinstance(first, Article), first
    assert first.text.startswith(start)
    assert first.origin == ""


def test_standard_input_pdf(kit: Any) -> None:
    data = kit.pdf([list(kit.prose)])
    assert kit.article("-", stdin=io.BytesIO(data)).text.startswith("The harbour council")


def test_standard_input_empty_or_too_large(kit: Any) -> None:
    assert "empty" in kit.failure("-", stdin=io.BytesIO(b"")).reason
    assert "larger" in kit.failure("-", stdin=io.BytesIO(b"word " * 99), max_bytes=50).reason


MANIFESTS = {
    "m.csv": "path,title,source,published\na.txt,Who pays,Bay Herald,28 October 2025\n",
    "m.jsonl": json.dumps(
        {"path": "a.txt", "title": "Who pays", "source": "Bay Herald", "date": "2025-10-28"}
    ),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_manifest_wins(write: Write, kit: Any, name: str) -> None:
    path = write("a.txt", "---\ntitle: Another title\nauthor: Marta Lind\n---\n" + kit.text)
    table = write(name, MANIFESTS[name])
    for source in (path, path.parent):
        item = kit.article(source, manifest=table)
        assert (item.title, item.source, item.author) == ("Who pays", "Bay Herald", "Marta Lind")
        assert str(item.published) == "2025-10-28"
        assert item.origins["title"] == item.origins["published"] == "manifest"
        assert item.origins["author"] == "front matter"


def test_manifest_rows_without_a_file_are_told(write: Write, kit: Any, tmp_path: Path) -> None:
    write("a.txt", kit.text)
    table = write("m.csv", "path,title\na.txt,Who pays\nmissing.txt,Nothing\n")
    found = list(read(tmp_path, manifest=table))
    assert [type(f) for f in found] == [Article, Failure]
    assert found[1].origin.endswith("m.csv:3")  # type: ignore[union-attr]


def test_manifest_date_must_be_certain(write: Write, kit: Any) -> None:
    path = write("a.txt", kit.text)
    table = write("m.csv", "path,published\na.txt,03/04/2025\n")
    assert "m.csv:2" in kit.failure(path, manifest=table).reason


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("m.csv", "title\nx\n", "m.csv:2 has no path"),
        ("m.csv", "path,title\n", "no rows"),
        ("m.csv", "path\na.txt\na.txt\n", "m.csv:3 names a.txt again"),
        ("m.jsonl", "{", "m.jsonl:1 is not valid JSON"),
        ("m.jsonl", "[]", "m.jsonl:1 is not an object"),
        ("m.xlsx", "x", "neither .csv nor .jsonl"),
        ("m.csv", b"\x00\x01" * 50, "m.csv is not text"),
    ],
)
def test_unusable_manifest(write: Write, name: str, content: str | bytes, message: str) -> None:
    table = write(name, content)
    with pytest.raises(ArticleError, match=message):
        read(table.parent, manifest=table)


def test_missing_manifest(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="cannot be opened"):
        read(tmp_path, manifest=tmp_path / "none.csv")


def test_only_boilerplate_is_a_failure(write: Write, kit: Any) -> None:
    path = write("a.txt", "Subscribe to our newsletter\n\nAdvertisement\n\n© 2025 Bay Herald\n")
    assert "boilerplate" in kit.failure(path).reason


def test_every_slice_of_canonical_text(write: Write, kit: Any) -> None:
    item = kit.article(write("a.json", json.dumps({"text": "\ufeffA\u0301 half \ud800 pair.\r\n"})))
    assert item.text == "Á half \ufffd pair.\n"
    item.text.encode()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=400), ending=st.sampled_from(sorted(FORMATS)))
def test_no_bytes_make_it_raise(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    path.write_bytes(data)
    for item in read(path):
        assert isinstance(item, Article | Failure)
    for item in read("-", stdin=io.BytesIO(data)):
        assert isinstance(item, Article | Failure)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    cut=st.integers(0, 3000), junk=st.binary(max_size=30), ending=st.sampled_from([".pdf", ".docx"])
)
def test_damaged_binary_files(tmp_path: Path, kit: Any, cut: int, junk: bytes, ending: str) -> None:
    if ending == ".pdf":
        whole = kit.pdf([list(kit.prose)])
    else:
        from docx import Document

        out = io.BytesIO()
        document = Document()
        document.add_paragraph(kit.text)
        document.save(out)
        whole = out.getvalue()
    path = tmp_path / f"x{ending}"
    path.write_bytes(whole[:cut] + junk + whole[cut + len(junk) :])
    for item in read(path):
        assert isinstance(item, Article | Failure)


TEXTUAL = ".txt .md .html .json .jsonl .csv .xml .eml .mbox .rtf .srt .vtt".split()
HEADS = (
    "", "---\n", "<p>", '{"text": "', "<rss><channel>", '[{"body":"', "text\n", "From a b\n",
    "Subject: a\n\n", "{\\rtf1 ", "00:01.0 --> 00:02.0\n", "<style>.a{",
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=200), ending=st.sampled_from(TEXTUAL), head=st.sampled_from(HEADS))
def test_no_text_makes_it_raise(tmp_path: Path, text: str, ending: str, head: str) -> None:
    path = tmp_path / f"x{ending}"
    path.write_bytes((head + text).encode())
    for item in read(path):
        assert isinstance(item, Article | Failure)


def test_heavy_libraries_are_loaded_by_those_who_need_them(write: Write, kit: Any) -> None:
    heavy = "lxml trafilatura pypdf docx httpx feedparser yaml markdown_it charset_normalizer"
    code = (
        "import sys; from index.articles.reading import read; list(read(sys.argv[1]));"
        f"print([m for m in {heavy.split()} if m in sys.modules])"
    )
    path = write("a.txt", kit.text)
    found = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert found.stdout.strip() == "[]"


def test_a_folder_that_a_page_only_links_to_is_read(write: Write, kit: Any, tmp_path: Path) -> None:
    page = f'<title>News</title><p>{kit.text}</p><a href="news/a.html">More</a>'
    write("new.html", page)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.html").write_text(f"<p>{kit.text} Again.</p>", encoding="utf-8")
    found = [item.path for item in read(tmp_path) if isinstance(item, Article)]
    assert len(found) == 2


def test_signatures_end_mails_and_not_digests(write: Write, kit: Any) -> None:
    head = "From: Ada <ada@courier.example>\nSubject: Two stories\n\n"
    story = f"{kit.text}\n\n-- \nAda\n\n"
    digest = kit.article(write("d.eml", f"{head}{story}{kit.text} Again.\n\n-- \nBert\n"))
    assert "Again." in digest.text
    assert "Bert" not in digest.text


def test_prose_without_a_full_stop_is_no_menu(write: Write, kit: Any) -> None:
    thai = "สะพานท่าเรือจะปิดในเดือนมิถุนายนและจะเปิดอีกครั้งในเดือนกันยายนนายกเทศมนตรีกล่าว" * 2
    page = f"<html><title>สะพาน</title><script>1</script><article><p>{thai}</p></article></html>"
    assert thai[:40] in kit.article(write("t.html", page)).text
