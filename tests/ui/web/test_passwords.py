"""The file of users, and who has to wait."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.web.exceptions import PasswordsNeeded, PasswordsUnusable
from ui.web.limits import Bucket
from ui.web.login import Patience
from ui.web.passwords import Hashed, PasswordFile
from ui.web.server import Options, access_of

CHEAP = (2**10, 8, 1)  # there are many here


@pytest.fixture
def users(tmp_path: Path) -> PasswordFile:
    """A file that is not there yet."""
    return PasswordFile(tmp_path / "users", CHEAP)


def test_the_right_password_and_no_other(users: PasswordFile) -> None:
    users.set("ada", "correct horse")
    assert users.allows("ada", "correct horse")
    assert not users.allows("ada", "correct horse ")
    assert not users.allows("bob", "correct horse")
    assert not PasswordFile(users.path.with_name("none")).allows("ada", "correct horse")


def test_a_hash_costs_what_is_recommended(users: PasswordFile) -> None:
    """OWASP's cheat sheet, 2025: N = 2**15, r = 8, p = 3, or what costs the same."""
    n, r, p = PasswordFile(users.path).cost
    assert (n >= 2**15, r >= 8, p >= 3) == (True, True, True)
    assert Hashed.of("correct horse").fits("correct horse")


def test_the_file_holds_no_password_and_others_cannot_read_it(users: PasswordFile) -> None:
    users.set("ada", "correct horse")
    users.set("bob", "correct horse")
    text = users.path.read_text(encoding="utf-8")
    assert "correct" not in text
    first, second = (line.partition(":")[2] for line in text.splitlines())
    assert first != second  # salted
    assert users.path.stat().st_mode & 0o077 == 0


def test_one_spelling_in_two_unicode_forms_is_one_password(users: PasswordFile) -> None:
    users.set("ada", "caf\u00e9 cr\u00e8me")
    assert users.allows("ada", "cafe\u0301 cre\u0300me")


def test_what_another_process_writes_is_seen(users: PasswordFile) -> None:
    users.set("ada", "correct horse")
    other = PasswordFile(users.path)
    other.set("bob", "battery staple")
    assert users.names() == ["ada", "bob"]
    other.remove("ada")
    assert users.names() == ["bob"]


@pytest.mark.parametrize("name", ["", "a:b", "a b", "a\nb", "x" * 65, "\u202ea"])
def test_names_that_cannot_be_kept_are_refused(users: PasswordFile, name: str) -> None:
    with pytest.raises(PasswordsUnusable):
        users.set(name, "correct horse")


def test_short_passwords_are_refused(users: PasswordFile) -> None:
    with pytest.raises(PasswordsUnusable, match="8"):
        users.set("ada", "short")
    assert not users.path.exists()


@pytest.mark.parametrize(
    "line",
    [
        "ada:correct horse",
        "ada:scrypt:1:2",
        "ada:scrypt:99999999999:8:1:c2FsdHNhbHRzYWx0c2FsdA==:" + "A" * 43 + "=",
        "ada:md5:32768:8:3:c2FsdHNhbHRzYWx0c2FsdA==:" + "A" * 43 + "=",
        "ada:scrypt:32768:8:3:c2FsdA==:" + "A" * 43 + "=",
        "ada",
    ],
)
def test_a_line_that_is_no_user_is_named(users: PasswordFile, line: str) -> None:
    users.path.write_text(f"# people\n\n{line}\n", encoding="utf-8")
    with pytest.raises(PasswordsUnusable, match="line 3"):
        users.users()


@settings(max_examples=20)
@given(password=st.text(min_size=8, max_size=20))
def test_a_hash_is_read_as_it_was_written(password: str) -> None:
    made = Hashed.of(password, CHEAP)
    assert Hashed.parse(str(made)) == made
    assert made.fits(password)


def test_an_address_that_others_reach_needs_users(users: PasswordFile) -> None:
    with pytest.raises(PasswordsNeeded, match="onrecord passwd"):
        access_of(Options(host="0.0.0.0"))
    with pytest.raises(PasswordsNeeded, match="onrecord passwd"):
        access_of(Options(host="0.0.0.0", users=users.path))
    users.set("ada", "correct horse")
    assert access_of(Options(host="0.0.0.0", users=users.path)).users is not None
    assert access_of(Options()).users is None
    assert "page.example" in access_of(Options(names=("page.example",))).hosts


def test_each_wrong_password_doubles_the_wait() -> None:
    now = [0.0]
    patience = Patience(free=3, first=1, longest=60, clock=lambda: now[0])
    waits = []
    for _ in range(12):
        now[0] += patience.wait("x")
        patience.failed("x")
        waits.append(patience.wait("x"))
    assert waits[:6] == [0, 0, 1, 2, 4, 8]
    assert max(waits) == 60
    assert patience.wait("y") == 0
    patience.succeeded("x")
    assert patience.wait("x") == 0


def test_failures_are_forgotten_in_the_end() -> None:
    now = [0.0]
    patience = Patience(free=1, longest=60, clock=lambda: now[0])
    for number in range(10_050):
        patience.failed(f"address {number}")
        now[0] += 0.1
    assert len(patience.failures) <= 10_000


@given(st.lists(st.floats(0, 3), max_size=200))
def test_no_more_passes_than_the_rate_allows(pauses: list[float]) -> None:
    now = [0.0]
    bucket = Bucket(rate=2, burst=5, clock=lambda: now[0])
    passed = 0
    for pause in pauses:
        now[0] += pause
        passed += bucket.take("x") == 0
    assert passed <= 5 + 2 * now[0] + 1e-6


def test_who_waits_as_told_may_pass() -> None:
    now = [0.0]
    bucket = Bucket(rate=0.5, burst=2, clock=lambda: now[0])
    assert [bucket.take("x"), bucket.take("x")] == [0, 0]
    wait = bucket.take("x")
    assert wait == pytest.approx(2)
    now[0] += wait + 0.001
    assert bucket.take("x") == 0
