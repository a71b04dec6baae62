"""Fetching what the user named by its address, and nothing on a private network besides.

An address that the user typed may lead anywhere, also to this machine. A redirect, or a link inside
a feed, may not: a page must not be able to make this program read a router or a cloud's metadata.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.articles.visits import NEVER, Visit
from index.exceptions import FetchError
from index.reasons import reason

if TYPE_CHECKING:
    import httpx

_REDIRECTS = 5
_AGENT = "onrecord (reads articles its user names)"
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf,"
    "application/json;q=0.9,text/plain;q=0.8,*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: ``url`` is where the redirects ended.

    ``unchanged`` where the server says that it is what was had at the last visit; then there are no
    ``data``. ``visit`` has the marks to ask it so the next time.
    """

    url: str
    data: bytes
    media_type: str
    charset: str | None
    visit: Visit = NEVER
    unchanged: bool = False


def is_url(source: str) -> bool:
    """Whether ``source`` is an address rather than a path."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source))


def fetch(
    url: str,
    *,
    timeout_s: float,
    max_bytes: int,
    named: bool = True,
    trusted: str = "",
    last: Visit = NEVER,
) -> Fetched:
    """Get one document over HTTP.

    ``named`` tells that the user named this address, so that its host may be a private one;
    ``trusted`` is an address they named before, whose host and port may be private too.
    ``timeout_s`` limits the whole, redirects included; ``last`` is the visit before. Raises
    FetchError.
    """
    import httpx

    deadline = time.monotonic() + timeout_s
    private = _place(url) if named else (_place(trusted) if trusted else None)
    try:
        with httpx.Client(
            follow_redirects=False,
            timeout=timeout_s,
            headers={"User-Agent": _AGENT, "Accept": _ACCEPT},
        ) as client:
            for _ in range(_REDIRECTS + 1):
                place = _place(url)
                if place != private:
                    _refuse_private(url, place[0])
                with client.stream("GET", url, headers=last.headers()) as response:
                    if place != private:
                        _refuse_private_peer(url, response)
                    if response.has_redirect_location:
                        url = str(response.url.join(response.headers["location"]))
                        continue
                    if response.status_code == 304 and last.headers():
                        return Fetched(url, b"", "", None, last, unchanged=True)
                    if response.status_code != 200:
                        raise FetchError(
                            f"{url} answered {response.status_code} {response.reason_phrase}; "
                            "open it in a browser, save the page and add the file"
                        )
                    data = _body(url, response, deadline, timeout_s, max_bytes)
                    media_type = response.headers.get("content-type", "").split(";")[0]
                    charset = response.charset_encoding
                    marks = (response.headers.get(name, "") for name in ("etag", "last-modified"))
                    return Fetched(url, data, media_type.strip().lower(), charset, Visit(*marks))
    except httpx.TimeoutException as error:
        raise FetchError(f"{url} did not answer within {timeout_s:g} s; try again later") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
        raise FetchError(f"{url} cannot be fetched: {_why(error)}; check the address") from error
    raise FetchError(f"{url} redirects more than {_REDIRECTS} times; name the page it ends at")


def _why(error: Exception) -> str:
    """In words; most errors of httpx pass on what the operating system said, number and all."""
    words = reason(error)
    if "Name or service not known" in words or "Temporary failure in name resolution" in words:
        return "no such host"
    return words[0].lower() + words[1:] if str(error) else "the connection broke off"


def _body(
    url: str, response: httpx.Response, deadline: float, timeout_s: float, max_bytes: int
) -> bytes:
    too_large = FetchError(f"{url} is larger than {max_bytes:,} bytes; it was not read")
    size = response.headers.get("content-length", "")
    if size.isdigit() and int(size) > max_bytes:
        raise too_large
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > max_bytes:
            raise too_large
        if time.monotonic() > deadline:
            raise FetchError(f"{url} was not complete after {timeout_s:g} s; try again later")
    return bytes(data)


def _place(url: str) -> tuple[str, int]:
    """Host and port of ``url``. Raises FetchError where it is not http or https."""
    import httpx

    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"{url} is not a web address; check it") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchError(f"{url} is not an http or https address; save the page and add the file")
    return parsed.host.lower(), parsed.port or (443 if parsed.scheme == "https" else 80)


def _refuse_private(url: str, host: str) -> None:
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError) as error:
        if urllib.request.getproxies():
            return  # names are looked up by the proxy
        raise FetchError(f"{url}: no such host; check the address") from error
    for address in found:
        _refuse_address(url, address)


def _refuse_private_peer(url: str, response: httpx.Response) -> None:
    """Check whom we are really connected to: a name may resolve differently the second time."""
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    if peer and not urllib.request.getproxies():
        _refuse_address(url, str(peer[0]))


def _refuse_address(url: str, address: str) -> None:
    ip = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    if not (mapped or ip).is_global:
        raise FetchError(
            f"{url} leads to {address}, an address on a private network that you did not name; "
            "name it yourself if you want it read"
        )
