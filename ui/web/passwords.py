"""Users and their passwords, kept as salted scrypt hashes in a text file.

One line for a user: ``name:scrypt:N:r:p:SALT:HASH``, salt and hash in base 64. The parameters are
OWASP's second choice for scrypt (32 MiB, three rounds); each line carries its own, so that they can
be raised later without making anybody choose a new password.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
import shlex
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from index.reasons import reason
from ui.web.exceptions import PasswordsUnusable

COST = (2**15, 8, 3)
"""scrypt's N, r and p for new passwords: about half a second of one processor."""
SHORTEST = 8
"""Fewest characters of a password."""
_NAME = re.compile(r"[\w.@+-]{1,64}")
_MOST = (2**20, 16, 16)
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Hashed:
    """A password's hash with what it takes to make it again."""

    cost: tuple[int, int, int]
    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, password: str, cost: tuple[int, int, int] = COST) -> Hashed:
        """Hash a password with a new salt."""
        salt = secrets.token_bytes(16)
        return cls(cost, salt, _scrypt(password, salt, cost))

    @classmethod
    def parse(cls, text: str) -> Hashed:
        """Read ``scrypt:N:r:p:SALT:HASH``. Raises ValueError."""
        kind, n, r, p, salt, digest = text.split(":")
        cost = (int(n), int(r), int(p))
        if kind != "scrypt" or any(not 0 < a <= b for a, b in zip(cost, _MOST, strict=True)):
            raise ValueError(text)
        made = cls(cost, base64.b64decode(salt, validate=True), base64.b64decode(digest))
        if len(made.digest) != _BYTES or len(made.salt) < 16:
            raise ValueError(text)
        return made

    def __str__(self) -> str:
        parts = (*self.cost, _text(self.salt), _text(self.digest))
        return "scrypt:" + ":".join(map(str, parts))

    def fits(self, password: str) -> bool:
        """Whether this is the password's hash; takes equally long either way."""
        return hmac.compare_digest(_scrypt(password, self.salt, self.cost), self.digest)


class PasswordFile:
    """The users of a page. The file is read again when it has changed."""

    def __init__(self, path: Path, cost: tuple[int, int, int] = COST) -> None:
        self.path = path
        self.cost = cost
        self._seen: tuple[int, int] | None = None
        self._users: dict[str, Hashed] = {}

    def names(self) -> list[str]:
        """Everybody who may sign in. Raises PasswordsUnusable."""
        return sorted(self.users())

    def users(self) -> dict[str, Hashed]:
        """The hashes by name. Raises PasswordsUnusable, which names the line."""
        try:
            state = self.path.stat()
            seen = (state.st_mtime_ns, state.st_size)
            if seen != self._seen:
                self._users = self._read()
                self._seen = seen
        except FileNotFoundError:
            self._users, self._seen = {}, None
        except (OSError, UnicodeDecodeError) as error:
            raise PasswordsUnusable(f"{self.path}: cannot be read: {reason(error)}") from error
        return self._users

    def allows(self, user: str, password: str) -> bool:
        """Whether this user has this password; an unknown user takes as long to refuse."""
        known = self.users().get(user)
        if known is None:
            Hashed.of(password, self.cost)
            return False
        return known.fits(password)

    def set(self, user: str, password: str) -> None:
        """Add a user or change the password. Raises PasswordsUnusable where either is no good."""
        if not _NAME.fullmatch(user):
            raise PasswordsUnusable(
                f"{user!r} is not a valid user name; use letters, digits and . _ @ + -"
            )
        if len(password) < SHORTEST:
            raise PasswordsUnusable(f"a password has at least {SHORTEST} characters")
        self._write({**self.users(), user: Hashed.of(password, self.cost)})

    def remove(self, user: str) -> None:
        """Take a user out. Raises PasswordsUnusable where there is none of this name."""
        users = dict(self.users())
        if users.pop(user, None) is None:
            raise PasswordsUnusable(f"{self.path}: no user {user!r}")
        self._write(users)

    def _read(self) -> dict[str, Hashed]:
        users = {}
        for number, line in enumerate(self.path.read_text(encoding="utf-8").split("\n"), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            name, _, rest = line.partition(":")
            try:
                users[name] = Hashed.parse(rest.strip())
            except (ValueError, binascii.Error) as error:
                raise PasswordsUnusable(
                    f"{self.path}: line {number} is not a user with a hashed password; "
                    f"make it with: onrecord passwd {shlex.quote(str(self.path))} {name or 'USER'}"
                ) from error
        return users

    def _write(self, users: dict[str, Hashed]) -> None:
        """Replace the file as a whole; nobody but its owner can read it."""
        text = "".join(f"{name}:{users[name]}\n" for name in sorted(users))
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=".users-")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(text)
            Path(name).replace(self.path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _scrypt(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    # The same word typed on two machines may come in two Unicode forms.
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    most = 256 * n * r
    return hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, maxmem=most, dklen=_BYTES)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
