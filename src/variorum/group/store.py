"""A grouping on disk: one SQLite file, laid out in docs/formats.md, read as a whole and written in one transaction.

Nothing of an article's text is stored but its counts of terms, six-word runs of its quotations, the first characters
of it and its title.  A file that is cut off, damaged or of another kind raises ``FormatError``.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from .. import encode
from ..errors import FormatError
from ..model import Event, Grouping, Link, Storyline
from . import find, told
from .describe import Card
from .grow import Growth, State
from .ledger import Change
from .measure import RANKED
from .profile import Profile
from .texts import Text

APPLICATION = 0x56524D47
VERSION = 2
MOST_BYTES = 50_000_000
"""Bytes that a stored profile may have once it is unpacked."""
_TABLES = f"""
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE texts(number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, unread INTEGER NOT NULL,
  profile BLOB NOT NULL);
CREATE TABLE vectors(text INTEGER, name TEXT, data BLOB NOT NULL, PRIMARY KEY(text, name)) WITHOUT ROWID;
CREATE TABLE articles(id TEXT PRIMARY KEY, text INTEGER NOT NULL, batch INTEGER NOT NULL,
  card TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pairs(a INTEGER, b INTEGER, {", ".join(f"{name} REAL NOT NULL" for name in RANKED)},
  event REAL NOT NULL, storyline REAL NOT NULL, PRIMARY KEY(a, b)) WITHOUT ROWID;
CREATE TABLE events(id TEXT PRIMARY KEY, storyline TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE storylines(id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE used(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE log(number INTEGER PRIMARY KEY, batch INTEGER NOT NULL, level TEXT NOT NULL, change TEXT NOT NULL,
  id TEXT NOT NULL, source TEXT, members TEXT NOT NULL, why TEXT NOT NULL);
"""


def opened(path: str | Path, *, afresh: bool = False) -> State:
    """The stored grouping; an empty one where there is no file yet, or one without a byte.

    Raises ``FormatError`` where the file is no grouping, or one of another version.  ``afresh``: its scores may be
    those of another version, since they will be made again.
    """
    file = Path(path)
    if not file.exists() or (file.is_file() and file.stat().st_size == 0):
        return State()
    with _connected(file) as db, _reading(file):
        _checked(file, db, afresh=afresh)
        return _state(file, db)


def saved(path: str | Path, before: State, growth: Growth) -> None:
    """Write what has changed since ``before`` was read.  Raises ``FormatError`` where another run has written the file
    meanwhile, or it cannot be written."""
    file = Path(path)
    after = growth.state
    with _connected(file) as db:
        db.execute("BEGIN IMMEDIATE")
        _fits(file, db, before)
        known = before.articles()
        new = sorted((t for t in after.texts if t.number >= len(before.texts)), key=lambda t: t.number)
        db.executemany(
            "INSERT INTO texts VALUES(?, ?, ?, ?)",
            ((t.number, _plain(t.key), t.unread, _packed(t.profile)) for t in new),
        )
        db.executemany(
            "INSERT INTO vectors VALUES(?, ?, ?)",
            ((t.number, name, _bytes(row)) for t in new for name, row in sorted(t.vectors.items())),
        )
        cards = sorted(
            ((c.id, t.number, c) for t in after.texts for c in t.cards if c.id not in known), key=lambda row: row[0]
        )
        db.executemany(
            "INSERT INTO articles VALUES(?, ?, ?, ?)",
            ((_plain(i), n, after.batch, _json(asdict(c))) for i, n, c in cards),
        )
        _write_pairs(db, after)
        _write_groups(db, before, after)
        _write_log(db, growth.changes)
        meta = {"batch": str(after.batch), "recipe": recipe(), "profile": _shape()}
        db.executemany("INSERT OR REPLACE INTO meta VALUES(?, ?)", sorted(meta.items()))
        db.execute("COMMIT")


def log(path: str | Path) -> tuple[Change, ...]:
    """The whole log of a stored grouping, oldest first."""
    file = Path(path)
    with _connected(file) as db, _reading(file):
        _checked(file, db, afresh=True)
        rows = db.execute("SELECT batch, level, change, id, source, members, why FROM log ORDER BY number")
        return tuple(
            Change(batch=b, level=v, change=c, id=i, source=s, members=tuple(json.loads(m)), why=w)
            for b, v, c, i, s, m, w in rows
        )


@contextmanager
def _connected(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that leaves the file as it was unless the block commits; what fails is a ``FormatError``."""
    db = None
    try:
        db = sqlite3.connect(file, isolation_level=None)
        yield db
    except sqlite3.Error as error:
        raise FormatError(f"{file}: not a grouping that can be used: {error}") from error
    finally:
        if db is not None:
            db.close()


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """What is stored cannot be trusted: anything that does not fit is damage."""
    try:
        yield
    except (zlib.error, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise FormatError(f"{file}: a damaged grouping: {error!r}") from error


def _checked(file: Path, db: sqlite3.Connection, *, afresh: bool) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise FormatError(f"{file}: not a stored grouping")
    if (found := db.execute("PRAGMA user_version").fetchone()[0]) != VERSION:
        raise FormatError(f"{file}: a grouping of format {found}, not {VERSION}")
    if (said := db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        raise FormatError(f"{file}: a damaged grouping: {said}")
    if file.stat().st_size < _whole(file):
        raise FormatError(f"{file}: a damaged grouping: its end is missing")
    meta = dict(db.execute("SELECT key, value FROM meta"))
    if meta["profile"] != _shape():
        raise FormatError(f"{file}: made by another version: group the articles again, from the start")
    if meta["recipe"] != recipe() and not afresh:
        raise FormatError(f"{file}: its scores are those of another version: group it afresh")


def _whole(file: Path) -> int:
    """Bytes that the file has by its own header (https://www.sqlite.org/fileformat.html, 1.3)."""
    with file.open("rb") as source:
        header = source.read(32)
    size = int.from_bytes(header[16:18], "big")
    return (65536 if size == 1 else size) * int.from_bytes(header[28:32], "big")


def _state(file: Path, db: sqlite3.Connection) -> State:
    vectors: dict[int, dict[str, Any]] = {}
    for text, name, data in db.execute("SELECT text, name, data FROM vectors"):
        vectors.setdefault(text, {})[name] = _vectors(name, data)
    cards: dict[int, list[Card]] = {}
    for text, body in db.execute("SELECT text, card FROM articles"):
        cards.setdefault(text, []).append(_card(json.loads(body)))
    rows = db.execute("SELECT number, key, unread, profile FROM texts ORDER BY number")
    texts = [
        Text(
            key=f"#{cards[n][0].id}" if k.startswith("#") else k,
            number=n,
            profile=_profile(p),
            unread=bool(u),
            cards=tuple(sorted(cards[n], key=lambda c: c.id)),
            vectors=vectors[n],
        )
        for n, k, u, p in rows
    ]
    texts.sort(key=lambda t: t.cards[0].id)
    state = State(
        texts=tuple(texts),
        pairs=_pairs(db, texts),
        grouping=_grouping(db),
        used=frozenset(i for (i,) in db.execute("SELECT id FROM used")),
        batch=int(db.execute("SELECT value FROM meta WHERE key = 'batch'").fetchone()[0]),
    )
    _consistent(file, state, sum(map(len, cards.values())))
    return state


def _bytes(row: NDArray[Any]) -> bytes:
    return row.tobytes() if row.dtype == np.int8 else row.astype("<f4").tobytes()


def _vectors(name: str, data: bytes) -> NDArray[Any]:
    """What is stored of :func:`measure.vectors` for one text."""
    if name == "told":
        return np.frombuffer(data, dtype=np.int8).reshape(told.MOST, encode.WIDTH)
    return np.frombuffer(data, dtype="<f4").astype(np.float32)


def _consistent(file: Path, state: State, articles: int) -> None:
    grouped = [a for e in state.grouping.events for a in e.articles]
    threaded = [e for s in state.grouping.storylines for e in s.events]
    whole = sorted(grouped) == sorted(state.articles()) and len(grouped) == articles
    whole = whole and sorted(threaded) == sorted(e.id for e in state.grouping.events)
    if not whole or sorted(t.number for t in state.texts) != list(range(len(state.texts))):
        raise FormatError(f"{file}: a damaged grouping: articles and events do not fit together")


def _pairs(db: sqlite3.Connection, texts: Sequence[Text]) -> find.Table:
    columns = ", ".join(("a", "b", *RANKED, "event", "storyline"))
    rows = db.execute(f"SELECT {columns} FROM pairs ORDER BY a, b").fetchall()
    if not rows:
        return find.empty()
    stored = np.array(rows, dtype=np.float64)
    place = np.zeros(len(texts), dtype=np.int64)
    place[[t.number for t in texts]] = np.arange(len(texts))
    a, b = (place[stored[:, column].astype(np.int64)] for column in (0, 1))
    return find.table(np.minimum(a, b), np.maximum(a, b), stored[:, 2:-2], stored[:, -2], stored[:, -1])


def _write_pairs(db: sqlite3.Connection, state: State) -> None:
    number = np.array([t.number for t in state.texts], dtype=np.int64)
    pairs, some = state.pairs, state.pairs.changed
    if some.all():  # of an older scoring nothing is left
        db.execute("DELETE FROM pairs")
    left, right = number[pairs.ranked.left[some]], number[pairs.ranked.right[some]]
    a, b = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((b, a))
    scores = np.column_stack([pairs.ranked.scores, pairs.event, pairs.storyline])[some][order].tolist()
    marks = ", ".join("?" * (len(RANKED) + 4))
    db.executemany(
        f"INSERT OR REPLACE INTO pairs VALUES({marks})",
        ((x, y, *row) for x, y, row in zip(a[order].tolist(), b[order].tolist(), scores, strict=True)),
    )


def _grouping(db: sqlite3.Connection) -> Grouping:
    events = [
        Event(storyline=s, **_grouped(json.loads(body), "articles", "places"))
        for s, body in db.execute("SELECT storyline, body FROM events")
    ]
    storylines = [
        Storyline(**_grouped(json.loads(body), "events")) for (body,) in db.execute("SELECT body FROM storylines")
    ]
    articles = {e.id: e.articles for e in events}
    return Grouping(
        events=tuple(sorted(events, key=lambda e: e.articles)),
        storylines=tuple(sorted(storylines, key=lambda s: min(articles[e] for e in s.events))),
    )


def _grouped(body: dict[str, Any], *lists: str) -> dict[str, Any]:
    links = tuple(Link(**link) for link in body["links"])
    return body | {"links": links} | {name: tuple(body[name]) for name in lists}


def _write_groups(db: sqlite3.Connection, before: State, after: State) -> None:
    for table, old, new in (
        ("events", before.grouping.events, after.grouping.events),
        ("storylines", before.grouping.storylines, after.grouping.storylines),
    ):
        was, now = {g.id: g for g in old}, {g.id: g for g in new}
        gone = [(i,) for i in sorted(was.keys() - now.keys())]
        db.executemany(f"DELETE FROM {table} WHERE id = ?", gone)
        for identity in sorted(i for i in now if was.get(i) != now[i]):
            body = asdict(now[identity])
            body.pop("threads", None)
            thread = [body.pop("storyline")] if table == "events" else []
            marks = ", ".join("?" * (2 + len(thread)))
            row = (identity, *thread, _json(body))
            db.execute(f"INSERT OR REPLACE INTO {table} VALUES({marks})", row)
    db.executemany("INSERT INTO used VALUES(?)", [(i,) for i in sorted(after.used - before.used)])


def _write_log(db: sqlite3.Connection, changes: Sequence[Change]) -> None:
    db.executemany(
        "INSERT INTO log(batch, level, change, id, source, members, why) VALUES(?, ?, ?, ?, ?, ?, ?)",
        ((c.batch, c.level, c.change, c.id, c.source, _json(c.members), _plain(c.why)) for c in changes),
    )


def _fits(file: Path, db: sqlite3.Connection, before: State) -> None:
    """Whether the file is as it was read; a new one gets its tables."""
    if before.batch == 0:
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise FormatError(f"{file}: written by another run meanwhile")
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        for statement in _TABLES.split(";\n"):
            if statement.strip():
                db.execute(statement)
        return
    row = db.execute("SELECT value FROM meta WHERE key = 'batch'").fetchone()
    if row is None or row[0] != str(before.batch):
        raise FormatError(f"{file}: written by another run meanwhile")


def recipe() -> str:
    """A digest of what the scores are made with."""
    return _digest("links.npz", " ".join(RANKED))


def _digest(table: str, beside: str = "") -> str:
    stored = (files("variorum") / f"weights/{table}").read_bytes()
    return hashlib.sha256(stored + beside.encode()).hexdigest()[:16]


def _shape() -> str:
    """What is stored of a text, and what its vectors are made with: the whitening is that of one encoder."""
    return " ".join([*sorted(f.name for f in fields(Profile)), _digest("links_told.npz")])


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _plain(text: str) -> str:
    """Text that can be stored, whatever an input's escapes have made of it."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _packed(profile: Profile) -> bytes:
    """A profile as JSON (sets sorted), compressed."""
    plain = {f.name: getattr(profile, f.name) for f in fields(Profile)} | {"told": ()}  # their vectors are stored
    listed = {name: sorted(v) if isinstance(v, frozenset) else v for name, v in plain.items()}
    return zlib.compress(_json(listed).encode("ascii"), 6)


def _profile(packed: bytes) -> Profile:
    unpacked = zlib.decompressobj().decompress(packed, MOST_BYTES)
    body: Mapping[str, Any] = json.loads(unpacked)
    hints = get_type_hints(Profile)
    return Profile(**{name: _as(hints[name], value) for name, value in body.items()})


def _as(hint: Any, value: Any) -> Any:
    """A value of JSON as what a field of a profile holds."""
    if get_origin(hint) is not frozenset:
        return tuple(value) if get_origin(hint) is tuple else value
    of = get_args(hint)[0]
    return frozenset(tuple(v) for v in value) if get_origin(of) is tuple else frozenset(value)


def _card(body: dict[str, Any]) -> Card:
    return Card(**body | {"days": tuple(body["days"]), "places": tuple(body["places"])})
