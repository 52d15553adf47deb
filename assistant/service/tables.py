"""The tables of the service's own file; times are ISO 8601 in UTC, secrets are stored as hashes only."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text

# Grows by one with every change of the tables.
VERSION = 1

metadata = MetaData()

# One row: what tokens are signed with; made at the first start.
secret = Table("secret", metadata, Column("value", String(64), primary_key=True))

accounts = Table(
    "accounts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("password", Text, nullable=False),  # Argon2id; '' where a reverse proxy lets its holder in
    Column("created", String(32), nullable=False),
)

# One row a browser that is signed in; the token itself is only in its cookie.
sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", String(64), ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("expires", String(32), nullable=False),
)

# Keys of programs that use the API; the key itself is shown once, when it is made.
keys = Table(
    "keys",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("hint", String(16), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("daily", Integer, nullable=False),
    Column("created", String(32), nullable=False),
    Column("revoked", String(32), nullable=False, server_default=""),
)

# How much a key or a site has used on a day.
usage = Table(
    "usage",
    metadata,
    Column("user", String(128), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("count", Integer, nullable=False),
)

# What was asked, without who asked; see question_log.py.
questions = Table(
    "questions",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("at", String(32), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("site", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("restated", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("outcome", String(16), nullable=False, index=True),
    Column("milliseconds", Integer, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("at", String(32), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("site", Text, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("comment", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("before", Text, nullable=False),  # the questions before it, as JSON
    Column("answer", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("handled", String(64), nullable=False, server_default=""),
)

# Files that members have sent and that are not stored yet, or lately were; see uploads.py.
uploads = Table(
    "uploads",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("author", String(64), nullable=False),
    Column("folder", String(32), nullable=False, index=True),
    Column("path", Text, nullable=False),  # of the file below the folder of uploads, `archive.zip!/file` inside one
    Column("size", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("reports", Text, nullable=False, server_default="[]"),  # ids of what was read from it, as JSON
)
