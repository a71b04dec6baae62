"""Pages and feeds over HTTP: limits, redirects, private addresses."""

from __future__ import annotations

import gzip
import time
from datetime import date
from typing import Any

import pytest

from index.articles import read
from index.articles.fetch import fetch
from index.exceptions import FetchError
from index.types import Article, Failure

LIMITS = {"timeout_s": 5.0, "max_bytes": 1_000_000}


def page(kit: Any, more: str = "") -> str:
    body = "".join(f"<p>{p}</p>" for p in kit.prose)
    return f"<html><head><title>Who pays</title></head><body><article>{body}{more}</article></body>"


def test_page(site: Any, kit: Any) -> None:
    url = site.put("/2025/10/28/pier", page(kit))
    item = kit.article(url)
    assert item.url == url
    assert item.origins["url"] == "address"
    assert item.path == ""
    assert item.published == date(2025, 10, 28)
    assert kit.prose[1] in item.text


@pytest.mark.parametrize("kind", ["text/html; charset=windows-1251", "text/html"])
def test_page_in_another_encoding(site: Any, kit: Any, kind: str) -> None:
    head = "" if "charset" in kind else '<meta charset="windows-1251">'
    markup = head + page(kit, "<p>Мэр сказал: пирс будет.</p>")
    item = kit.article(site.put("/p", markup.encode("cp1251"), kind))
    assert "Мэр сказал: пирс будет." in item.text


def test_other_kinds_of_documents(site: Any, kit: Any) -> None:
    assert kit.article(site.put("/p.pdf", kit.pdf([list(kit.prose)]), "application/pdf")).text
    assert kit.article(site.put("/p.txt", kit.text, "text/plain")).text == kit.text


def test_redirects_are_followed(site: Any, kit: Any) -> None:
    target = site.put("/there", page(kit))
    assert kit.article(site.redirect("/here", "/there")).url == target


def test_redirects_without_end(site: Any, kit: Any) -> None:
    assert "more than 5 times" in kit.failure(site.redirect("/loop", "/loop")).reason
    assert site.asked.count("/loop") == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1/admin",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_redirect_to_a_private_address_is_refused(site: Any, kit: Any, target: str) -> None:
    assert "private network" in kit.failure(site.redirect("/here", target)).reason


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://example.com/x", "data://x/1"])
def test_redirect_to_another_scheme_is_refused(site: Any, kit: Any, target: str) -> None:
    assert "not an http" in kit.failure(site.redirect("/here", target)).reason


def test_address_that_nobody_named_must_be_public(site: Any, kit: Any) -> None:
    url = site.put("/p", page(kit))
    with pytest.raises(FetchError, match="private network"):
        fetch(url, named=False, **LIMITS)
    assert site.asked == []


def test_a_link_from_another_computer_must_be_public(site: Any, kit: Any) -> None:
    url = site.put("/p", page(kit))
    (failure,) = read(url, private=False)
    assert "private network" in failure.reason  # type: ignore[union-attr]
    assert site.asked == []


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://example.com/x", "http://", "http://[x"]
)
def test_unusable_addresses(kit: Any, url: str) -> None:
    assert kit.failure(url).origin == url


def test_errors_of_the_server(site: Any, kit: Any) -> None:
    found = kit.failure(site.url + "/missing")
    assert "404" in found.reason
    assert "save the page" in found.reason


def test_nobody_listens(site: Any, kit: Any) -> None:
    assert "cannot be fetched" in kit.failure("http://127.0.0.1:9/").reason


@pytest.mark.parametrize("told", [True, False])
def test_size_limit(site: Any, kit: Any, told: bool) -> None:
    url = site.put("/big", "x" * 5_000)
    if not told:
        # Small on the wire, large unpacked.
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        site.pages["/big"] = (200, headers, gzip.compress(b"x" * 5_000))
    assert "larger than 1,000 bytes" in kit.failure(url, max_bytes=1_000).reason


def test_slow_server(site: Any, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    url = site.put("/slow", page(kit))
    handler = site.server.RequestHandlerClass
    answer = handler.do_GET

    def wait(self: Any) -> None:
        time.sleep(0.6)
        answer(self)

    monkeypatch.setattr(handler, "do_GET", wait)
    assert "within 0.2 s" in kit.failure(url, timeout_s=0.2).reason
    time.sleep(0.6)


def rss(items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Bay Herald</title>'
        f"<language>en-GB</language>{items}</channel></rss>"
    )


def full(kit: Any, link: str) -> str:
    body = "".join(f"<p>{p}</p>" for p in kit.prose * 3)
    return (
        f"<item><title>Who pays &amp; why</title><link>{link}</link><dc:creator>Marta Lind"
        "</dc:creator><pubDate>Tue, 28 Oct 2025 08:00:00 GMT</pubDate>"
        f"<description>Short.</description><content:encoded><![CDATA[{body}"
        "<p style='display:none'>SECRET</p>]]></content:encoded></item>"
    )


def test_feed_with_whole_texts_fetches_nothing_else(site: Any, kit: Any) -> None:
    url = site.put("/feed", rss(full(kit, site.url + "/one")), "application/rss+xml")
    item = kit.article(url)
    assert site.asked == ["/feed"]
    assert (item.title, item.author, item.source) == ("Who pays & why", "Marta Lind", "Bay Herald")
    assert (item.published, item.language, item.url) == (
        date(2025, 10, 28),
        "en",
        site.url + "/one",
    )
    assert set(item.origins.values()) == {"feed"}
    assert item.text.startswith(kit.prose[0] + "\n\n" + kit.prose[1])
    assert "SECRET" not in item.text


def test_feed_of_teasers_leads_to_pages_but_not_to_private_ones(site: Any, kit: Any) -> None:
    teaser = "<item><title>T</title><link>http://127.0.0.2:1/x</link><description>Short</description></item>"
    url = site.put("/feed", rss(teaser + full(kit, site.url + "/one")), "text/xml")
    found = list(read(url))
    assert [type(f) for f in found] == [Failure, Article]
    assert "private network" in found[0].reason  # type: ignore[union-attr]
    assert found[0].origin == "http://127.0.0.2:1/x"  # type: ignore[union-attr]


def test_feed_of_teasers_reads_pages_of_its_own_host(site: Any, kit: Any) -> None:
    link = site.put("/one", page(kit))
    teaser = (
        f"<item><title>Who pays</title><link>{link}</link><description>Short …</description></item>"
    )
    url = site.put("/feed", rss(teaser), "text/xml")
    item = kit.article(url)
    assert kit.prose[2] in item.text
    assert item.url == link
    assert site.asked == ["/feed", "/one"]


def test_feed_from_a_file_never_fetches(site: Any, kit: Any, write: Any) -> None:
    teaser = (
        f"<item><title>Who pays</title><link>{site.url}/one</link>"
        "<description>The council votes today.</description></item>"
    )
    item = kit.article(write("f.xml", rss(teaser)))
    assert item.text == "The council votes today."
    assert site.asked == []


def test_atom(site: Any, kit: Any) -> None:
    body = " ".join(kit.prose * 3)
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Bay Herald</title><entry><title>Who pays'
        '</title><link href="/one"/><published>2025-10-28T08:00:00Z</published><author><name>'
        f'Marta Lind</name></author><content type="text">{body}</content></entry></feed>'
    )
    item = kit.article(site.put("/feed", atom, "application/atom+xml"))
    assert (item.text, item.author, item.published) == (body, "Marta Lind", date(2025, 10, 28))
    assert item.url == site.url + "/one"


def test_feed_without_entries(site: Any, kit: Any) -> None:
    assert "without entries" in kit.failure(site.put("/feed", rss(""), "text/xml")).reason


def test_redirect_to_a_name_that_does_not_exist(site: Any, kit: Any) -> None:
    assert "no such host" in kit.failure(site.redirect("/a", "http://nowhere.invalid/")).reason


def test_a_feed_may_link_to_a_pdf_but_not_to_another_feed(site: Any, kit: Any) -> None:
    pdf = site.put("/one.pdf", kit.pdf([list(kit.prose)]), "application/pdf")
    other = site.put("/other", rss(full(kit, "")), "text/xml")
    item = "<item><title>T</title><link>{}</link><description>Short</description></item>"
    url = site.put("/feed", rss(item.format(pdf) + item.format(other)), "text/xml")
    found = list(read(url))
    assert [type(f) for f in found] == [Article, Failure]
    assert "no page" in found[1].reason  # type: ignore[union-attr]


def test_a_redirect_to_nowhere_is_told(site: Any, kit: Any) -> None:
    site.pages["/lost"] = (302, {}, b"")
    assert "302" in kit.failure(f"{site.url}/lost").reason
