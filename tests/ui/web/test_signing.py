"""Staying signed in by a cookie: who it stands for, and when it ends."""

from __future__ import annotations

from typing import Any

import pytest

from ui.web import signing
from ui.web.passwords import Hashed
from ui.web.signing import IDLE, Sessions

CHEAP = (2**10, 8, 1)
ADA = Hashed.of("correct horse", CHEAP)


def test_a_token_stands_for_one_user_until_they_sign_out() -> None:
    sessions = Sessions()
    one, other = sessions.begin("ada", ADA), sessions.begin("ada", ADA)
    assert one != other
    assert sessions.user(one, {"ada": ADA}) == "ada"
    sessions.end(one)
    assert sessions.user(one, {"ada": ADA}) is None
    assert sessions.user(other, {"ada": ADA}) == "ada"
    assert sessions.user("", {"ada": ADA}) is None


def test_a_changed_or_removed_password_signs_out() -> None:
    sessions = Sessions()
    tokens = [sessions.begin("ada", ADA) for _ in range(2)]
    assert sessions.user(tokens[0], {"ada": Hashed.of("another horse", CHEAP)}) is None
    assert sessions.user(tokens[1], {"bob": ADA}) is None
    assert sessions.user(tokens[0], {"ada": ADA}) is None  # and it does not come back


def test_who_does_nothing_for_long_is_signed_out() -> None:
    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    token = sessions.begin("ada", ADA)
    for _ in range(3):
        now[0] += IDLE - 1
        assert sessions.user(token, {"ada": ADA}) == "ada"
    now[0] += IDLE
    assert sessions.user(token, {"ada": ADA}) is None


def test_the_oldest_sessions_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "MOST_SESSIONS", 5)
    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    tokens = []
    for _ in range(9):
        now[0] += 1
        tokens.append(sessions.begin("ada", ADA))
    assert len(sessions.known) == 5
    assert [sessions.user(t, {"ada": ADA}) for t in tokens[-5:]] == ["ada"] * 5


def scope(**headers: str) -> dict[str, Any]:
    named = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return {"type": "http", "method": "GET", "path": "/", "headers": named, "server": ["x", 80]}


@pytest.mark.parametrize("cookie", ["", "onrecord-81=other", "onrecord-80", "=;;=", 'a="'])
def test_other_cookies_hold_no_token(cookie: str) -> None:
    assert signing.token_of(scope(cookie=cookie)) == ""
    assert signing.token_of(scope(cookie="a=b; onrecord-80=mine")) == "mine"


def test_the_cookie_is_for_encrypted_ways_only_where_there_is_one() -> None:
    plain = signing.signed_in(scope(origin="http://127.0.0.1"), "t").headers["set-cookie"]
    behind = signing.signed_in(scope(origin="https://page.example"), "t").headers["set-cookie"]
    assert "Secure" not in plain
    assert "Secure" in behind
    for cookie in (plain, behind):
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie


def test_what_was_typed_is_shown_as_text() -> None:
    page = bytes(signing.form_page("No <b>way</b>", '"><script>x</script>').body).decode()
    assert "<script" not in page
    assert "<b>" not in page
