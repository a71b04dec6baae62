"""What a collection was built with: its encoder, noted with the first article and held to ever
after, and the version of what finds statements, which a new one may be run again for."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from index.commands import onrecord
from index.encoder import Encoder, EncoderIdentity, load_encoder
from index.exceptions import EncoderError
from index.store import writing
from index.store.database import Database, encode_json

IDENTITY = "encoder"
"""Key in ``meta``: the identity of the encoder, as JSON."""
SOURCE = "encoder_source"
"""Key in ``meta``: the name or path the encoder is loaded by; empty for the default one."""
STATEMENTS = "statements"
"""Key in ``meta``: the version of what found the statements; of several the oldest."""
EXTRACTION = 2
"""Raised whenever other statements are found. 1 (not noted): without a verifier."""


def encoder_of(database: Database, folder: Path, wanted: str | None) -> Encoder:
    """Load the encoder of the collection in a folder; ``wanted`` is a name or path given for it.

    Raises EncoderError where the collection was built with another one.
    """
    stored = database.meta(IDENTITY)
    source = wanted
    if source is None:
        source = database.meta(SOURCE) or None
    encoder = load_encoder(source)
    if stored is not None:
        known = EncoderIdentity.from_dict(json.loads(stored))
        if known != encoder.identity:
            raise EncoderError(
                f"{folder} was embedded with {known.name} "
                f"({known.weights_sha256[:12]}…), not with {encoder.identity.name} "
                f"({encoder.identity.weights_sha256[:12]}…); leave --encoder out, or run "
                f"`{onrecord(folder, 'rebuild --re-embed')}"
                f"{f' --encoder {wanted}' if wanted else ''}`"
            )
    return encoder


def remember_encoder(connection: sqlite3.Connection, encoder: Encoder, source: str | None) -> None:
    """Note the encoder a collection is built with, inside the caller's transaction.

    For a collection of which everything is yet to be embedded with it.
    """
    if source is not None and Path(source).expanduser().is_dir():
        source = str(Path(source).expanduser().resolve())
    identity = encode_json(encoder.identity.to_dict())
    writing.set_meta(connection, IDENTITY, identity)
    writing.set_meta(connection, SOURCE, source or "")


def remember_statements(connection: sqlite3.Connection) -> None:
    """Note that all statements are this version's, inside the caller's transaction."""
    writing.set_meta(connection, STATEMENTS, str(EXTRACTION))


def has_old_statements(database: Database) -> bool:
    """Whether some statements were found by an older version than this one."""
    known = int(database.meta(STATEMENTS) or 1)
    return known < EXTRACTION and database.one("SELECT 1 FROM statements LIMIT 1") is not None
