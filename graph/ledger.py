"""The ledger: one SQLite file that holds all that was read and judged, and is only ever appended to.

    with Ledger.open(path) as ledger:
        ledger.add(reading)          # one document, one transaction; False if it stood there already
        ledger.judge(judgements)
        ledger.revision              # a chained hash; whatever was derived from another revision is stale

Nothing is updated or deleted (triggers refuse it): a newer reader's claims stand beside the old ones, whose run is
superseded; a correction is a judgement.
"""

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Self, TypeVar

from graph import rows
from graph.claim import Claim, Participant, Quantity, claim_id, quantity_id
from graph.document import Document, document_id
from graph.errors import JudgementError, LedgerError
from graph.judgement import Judgement, Verdict
from graph.reading import Reading

SCHEMA_VERSION = 2
APPLICATION_ID = 0x1220AE7  # marks the file as ours, in SQLite's own header
EMPTY_REVISION = "0" * 64
RESCUE = "Take the ledger from a copy, or build it anew from the documents."
BUSY_SECONDS = 15  # how long a writer waits for another one

# What an entry hashes, in this order; clocks and row numbers stay out, so that the same input gives the same revision.
# The confidence of a mention stays out too: ledgers of form 1 had none, and their hashes hold.
HASHED = {
    "document": "id, sha256, address, title, publisher, published, region, language, media_type, charset, "
    "text, reader, damage",
    "run": "document, extractor, policy",
    "mention": 'start, "end", surface, name, kind, generic, academician',
    "claim": 'id, kind, status, start, "end", quote, "when", field, position, amount, confidence, pattern',
    "participant": 'claim, role, name, kind, start, "end", generic',
    "quantity": "id, indicator, low, high, unit, relation, modality, period, scope, scope_kind, "
    'start, "end", quote, confidence',
    "attribute": 'name, kind, property, value, basis, start, "end"',
    "judgement": "id, verdict, about, who, why, undoes",
}


class Ledger:
    """An open ledger; use it as a context manager."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._sql = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open the ledger at `path`.

        Parameters
        ----------
        path : Path
            A file that innonet made.
        create : bool
            Make it if it is not there.

        Raises
        ------
        LedgerError
            If there is none, it is no ledger, a newer version made it, or it cannot be opened.
        """
        name = path.name or str(path)
        try:
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            elif not path.exists():
                raise LedgerError(name, "there is no ledger here. Make one with `innonet add` or `innonet build`.")
            if path.exists() and not path.is_file():
                raise LedgerError(name, "this is a folder or a device, not a ledger. Name a file, such as innonet.db.")
            connection = sqlite3.connect(_place(path), timeout=BUSY_SECONDS, isolation_level=None, uri=True)
        except OSError as error:
            raise LedgerError(
                name, f"it cannot be opened ({error.strerror}). Check the path and its rights."
            ) from error
        except sqlite3.Error as error:
            raise LedgerError(name, _plain(error)) from error
        connection.row_factory = sqlite3.Row
        ledger = cls(path, connection)
        try:
            ledger._prepare(create)
        except sqlite3.DatabaseError as error:
            ledger.close()
            raise LedgerError(name, _plain(error)) from error
        except LedgerError:
            ledger.close()
            raise
        return ledger

    def _prepare(self, create: bool) -> None:
        version, owner = self._pragma("user_version"), self._pragma("application_id")
        empty = not self._sql.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        if not empty and owner != APPLICATION_ID:
            raise LedgerError(self.path.name, "this SQLite file is not a ledger of innonet. Name another file.")
        if version > SCHEMA_VERSION:
            raise LedgerError(
                self.path.name,
                f"a newer innonet made this ledger (form {version}, known here {SCHEMA_VERSION}). Upgrade innonet.",
            )
        if empty and not create:
            raise LedgerError(self.path.name, f"this file is empty. {RESCUE}")
        self._sql.execute("PRAGMA foreign_keys = ON")
        self._sql.execute("PRAGMA synchronous = FULL")
        if empty:
            self._sql.execute("PRAGMA journal_mode = WAL")
            with self._writing():
                if self._sql.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                    return  # another program made it while we waited
                self._create()
        elif version == 1:
            self._widen()

    def _widen(self) -> None:
        """Bring a ledger of form 1 to form 2: mentions without a confidence are as sure as they were."""
        with self._writing():
            if self._pragma("user_version") == 1:
                self._sql.execute("ALTER TABLE mention ADD COLUMN confidence REAL NOT NULL DEFAULT 1")
                self._sql.execute("PRAGMA user_version = 2")

    def _create(self) -> None:
        for statement in _statements():
            self._sql.execute(statement)
        self._sql.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self._sql.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def close(self) -> None:
        """Close the file."""
        self._sql.close()

    def __enter__(self) -> Self:
        """Return the ledger."""
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Close the file; what SQLite could not do becomes a LedgerError."""
        self.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise LedgerError(self.path.name, _plain(error)) from error

    # ------------------------------------------------------------------ writing

    def add(self, reading: Reading) -> bool:
        """Append what was read of one document, in one transaction.

        Returns
        -------
        bool
            False, and nothing changes, if these bytes were already read by this extractor.
        """
        document = reading.document
        with self._writing():
            if self.has(document.id, reading.extractor):
                return False
            entry = self._next_entry()
            if not self._sql.execute("SELECT 1 FROM document WHERE id = ?", (document.id,)).fetchone():
                self._insert("document", [rows.document_row(document, entry)])
            former = self._sql.execute("SELECT max(id) FROM run WHERE document = ?", (document.id,)).fetchone()[0]
            run = self._sql.execute(
                "INSERT INTO run (entry, document, extractor, supersedes, policy) VALUES (?, ?, ?, ?, ?) RETURNING id",
                (entry, document.id, reading.extractor, former, rows.canonical(list(reading.policy))),
            ).fetchone()[0]
            claims = _once(reading.claims)
            self._insert("mention", [rows.mention_row(m, run) for m in reading.mentions])
            self._insert("claim", [rows.claim_row(c, run) for c in claims])
            self._insert("participant", [rows.participant_row(p, c.id, run) for c in claims for p in c.participants])
            self._insert("quantity", [rows.quantity_row(q, run) for q in _once(reading.quantities)])
            self._insert("attribute", [rows.attribute_row(a, run) for a in reading.attributes])
            self._judge(entry, reading.judgements)
            self._seal(entry, "reading")
        return True

    def judge(self, judgements: Sequence[Judgement]) -> int:
        """Append judgements, in one transaction; return how many were new.

        One that already holds changes nothing, nor does what a rule says where somebody took it back before.
        """
        with self._writing():
            entry = self._next_entry()
            added = self._judge(entry, judgements)
            if added:
                self._seal(entry, "judgement")
        return added

    def _judge(self, entry: int, judgements: Iterable[Judgement]) -> int:
        added, taken_back = 0, self._taken_back()
        for j in judgements:
            about = rows.about_json(j)
            if j.verdict is Verdict.UNDO:
                if not self._holds(str(j.undoes)):
                    raise JudgementError(
                        f"{j.undoes}: no such judgement holds. `innonet review log` lists those that do."
                    )
            elif self._holds(j.id) or (j.by_rule and (str(j.verdict), about) in taken_back):
                continue
            self._sql.execute(
                "INSERT INTO judgement (entry, id, verdict, about, who, why, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (entry, j.id, str(j.verdict), about, j.who, j.why, j.undoes),
            )
            added += 1
            if j.verdict is Verdict.UNDO:
                taken_back = self._taken_back()
        return added

    def _taken_back(self) -> set[tuple[str, str]]:
        """Return the verdict and the things of each rule's judgement that was undone: no rule may say it again."""
        found = self._sql.execute(
            "SELECT DISTINCT id, verdict, about FROM judgement "
            "WHERE who GLOB 'rule:*' AND id IN (SELECT undoes FROM judgement WHERE undoes IS NOT NULL)"
        )
        return {(row["verdict"], row["about"]) for row in found.fetchall() if not self._holds(row["id"])}

    def _holds(self, id: str) -> bool:
        """Return whether a judgement was given and not taken back since."""
        given, undone = (
            self._sql.execute(f"SELECT max(seq) FROM judgement WHERE {which} = ?", (id,)).fetchone()[0]
            for which in ("undoes IS NULL AND id", "undoes")
        )
        return given is not None and (undone is None or undone < given)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._sql.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise LedgerError(self.path.name, _plain(error)) from error
        try:
            yield
        except sqlite3.DatabaseError as error:
            if self._sql.in_transaction:
                self._sql.execute("ROLLBACK")
            raise LedgerError(self.path.name, _plain(error)) from error
        except UnicodeEncodeError as error:  # half a surrogate pair, or bytes of a command line that are no UTF-8
            self._sql.execute("ROLLBACK")
            raise LedgerError(self.path.name, f"{error.object!r} is no text that can be kept. Write it anew.") from None
        except BaseException:
            self._sql.execute("ROLLBACK")
            raise
        else:
            try:
                self._sql.execute("COMMIT")
            except sqlite3.DatabaseError as error:
                raise LedgerError(self.path.name, _plain(error)) from error

    def _next_entry(self) -> int:
        return int(self._sql.execute("SELECT coalesce(max(seq), 0) + 1 FROM entry").fetchone()[0])

    def _seal(self, entry: int, what: str) -> None:
        revision = self._hash(entry, self.revision)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._sql.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", (entry, what, revision, now))

    def _insert(self, table: str, values: Sequence[Sequence[Any]]) -> None:
        if values:
            places = ", ".join("?" * len(values[0]))
            self._sql.executemany(f"INSERT INTO {table} VALUES ({places})", values)

    # ------------------------------------------------------------------ reading

    @property
    def revision(self) -> str:
        """The chained hash over all rows, 64 hex digits."""
        row = self._sql.execute("SELECT revision FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        return str(row[0]) if row else EMPTY_REVISION

    @property
    def id(self) -> str:
        """Sixteen hex digits that name this file's caches: of its first entry's revision and its place."""
        row = self._sql.execute("SELECT revision FROM entry ORDER BY seq LIMIT 1").fetchone()
        seed = f"{self.path.resolve()}\n{row[0] if row else ''}"
        return hashlib.sha256(seed.encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def has(self, document: str, extractor: str) -> bool:
        """Return whether this document was read by this extractor."""
        found = self._sql.execute("SELECT 1 FROM run WHERE document = ? AND extractor = ?", (document, extractor))
        return found.fetchone() is not None

    def documents(self) -> list[Document]:
        """Return all documents, in the order in which they came."""
        with self._trusting():
            return [rows.document(row) for row in self._sql.execute("SELECT * FROM document ORDER BY entry, id")]

    def readings(self) -> Iterator[Reading]:
        """Yield what the newest run of each document found, in the order of the documents."""
        for document in self.documents():
            yield self.reading(document)

    def newest(self, document: str) -> Reading | None:
        """Return what the newest run of the document with this id found; None if it was never read."""
        with self._trusting():
            row = self._sql.execute("SELECT * FROM document WHERE id = ?", (document,)).fetchone()
            return None if row is None else self.reading(rows.document(row))

    def reading(self, document: Document) -> Reading:
        """Return what the newest run of `document` found; its rule judgements are among `judgements()`."""
        with self._trusting():
            run = self._sql.execute(
                "SELECT * FROM run WHERE document = ? ORDER BY id DESC LIMIT 1", (document.id,)
            ).fetchone()
            return Reading(
                document,
                run["extractor"],
                mentions=tuple(rows.mention(row, document.id) for row in self._of_run("mention", run["id"])),
                claims=self._claims(document.id, run["id"]),
                quantities=tuple(rows.quantity(row, document.id) for row in self._of_run("quantity", run["id"])),
                attributes=tuple(rows.attribute(row, document.id) for row in self._of_run("attribute", run["id"])),
                policy=rows.policy(run),
            )

    def told(self, document: str) -> dict[str, Claim]:
        """Return every claim that any run read in the document with this id, by its id; of one id the newest."""
        runs = self._sql.execute("SELECT id FROM run WHERE document = ? ORDER BY id", (document,)).fetchall()
        with self._trusting():
            return {claim.id: claim for run in runs for claim in self._claims(document, run["id"])}

    def judgements(self, *, all: bool = False) -> list[Judgement]:
        """Return the judgements that hold, oldest first; with `all`, also undone ones and the undoing."""
        found = self._sql.execute(
            "SELECT j.*, e.recorded FROM judgement j JOIN entry e ON e.seq = j.entry ORDER BY j.seq"
        )
        with self._trusting():
            made = [rows.judgement(row) for row in found]
        if all:
            return made
        holding: dict[str, Judgement] = {}
        for j in made:
            if j.verdict is Verdict.UNDO:
                holding.pop(str(j.undoes), None)
            else:
                holding[j.id] = j
        return list(holding.values())

    @contextmanager
    def _trusting(self) -> Iterator[None]:
        """Say so where a row holds what none of ours can: a flipped bit may leave SQLite's own structure whole."""
        try:
            yield
        except IndexError as error:  # of a row, asked by name
            raise LedgerError(self.path.name, f"a table lacks a column. {RESCUE}") from error
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
            raise LedgerError(self.path.name, f"a row is damaged ({error}). {RESCUE}") from error

    def _claims(self, document: str, run: int) -> tuple[Claim, ...]:
        participants: dict[str, list[Participant]] = {}
        for row in self._of_run("participant", run):
            participants.setdefault(row["claim"], []).append(rows.participant(row))
        return tuple(
            rows.claim(row, document, tuple(participants.get(row["id"], ()))) for row in self._of_run("claim", run)
        )

    def _of_run(self, table: str, run: int) -> list[sqlite3.Row]:
        return self._sql.execute(f"SELECT * FROM {table} WHERE run = ? ORDER BY rowid", (run,)).fetchall()

    def _pragma(self, name: str) -> int:
        return int(self._sql.execute(f"PRAGMA {name}").fetchone()[0])

    # ------------------------------------------------------------------ proving

    def verify(self) -> list[str]:
        """Return what is wrong with the ledger, one sentence each; an empty list proves it whole.

        Checked: SQLite's own integrity, tables, columns, indexes and triggers against those that innonet makes, the
        chain of revisions over every row, every document, claim and quantity id against its content, and every quote,
        mention and attribute span against the text.
        """
        faults: list[str] = []
        try:
            with self._trusting():
                faults.extend(self._file_faults())
                faults.extend(self._schema_faults())
                faults.extend(self._chain_faults())
                faults.extend(self._content_faults())
        except LedgerError as error:
            faults.append(str(error))
        except sqlite3.DatabaseError as error:
            faults.append(f"SQLite: {error}")
        return faults

    def _file_faults(self) -> Iterator[str]:
        for row in self._sql.execute("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield f"SQLite: {row[0]}"
        for row in self._sql.execute("PRAGMA foreign_key_check"):
            yield f"SQLite: a row of {row[0]} points at nothing"

    def _schema_faults(self) -> Iterator[str]:
        found = _schema(self._sql)
        with closing(sqlite3.connect(":memory:")) as fresh:
            for statement in _statements():
                fresh.execute(statement)
            made = _schema(fresh)
            for what, name in made:
                if (what, name) not in found:
                    yield f"the {what} {name} is gone"
                elif found[what, name] != made[what, name]:
                    held, wanted = _columns(self._sql, name), _columns(fresh, name)
                    yield f"the {what} {name} {_difference(held, wanted)}"
        for what, name in found:
            if (what, name) not in made:
                yield f"the {what} {name} is none that innonet makes"

    def _chain_faults(self) -> Iterator[str]:
        revision = EMPTY_REVISION
        for row in self._sql.execute("SELECT seq, revision FROM entry ORDER BY seq").fetchall():
            if self._hash(row["seq"], revision) != row["revision"]:
                yield f"entry {row['seq']}: its rows are not those that were sealed"
            revision = row["revision"]

    def _content_faults(self) -> Iterator[str]:
        texts = {}
        for document in self.documents():
            texts[document.id] = document.text
            if document.id != document_id(document.sha256):
                yield f"document {document.id}: its id is not that of its bytes"
        self.judgements(all=True)  # what cannot be read is a fault even where it was sealed so
        for run in self._sql.execute("SELECT id, document, policy FROM run ORDER BY id").fetchall():
            rows.policy(run)
            text = texts.get(run["document"], "")
            for claim in self._claims(run["document"], run["id"]):
                expected = claim_id(
                    claim.document, claim.kind, claim.participants, claim.status, claim.start, claim.end, claim.when
                )
                if claim.id != expected:
                    yield f"claim {claim.id}: its id is not that of its content"
                if text[claim.start : claim.end] != claim.quote:
                    yield f"claim {claim.id}: its quote does not stand in the document"
            for q in self._of_run("quantity", run["id"]):
                if q["id"] != quantity_id(run["document"], q["indicator"], q["start"], q["end"], q["low"], q["high"]):
                    yield f"quantity {q['id']}: its id is not that of its content"
                if text[q["start"] : q["end"]] != q["quote"]:
                    yield f"quantity {q['id']}: its quote does not stand in the document"
            for m in self._of_run("mention", run["id"]):
                if text[m["start"] : m["end"]] != m["surface"]:
                    yield f"mention {m['surface']}: it does not stand where it should in document {run['document']}"

    def _hash(self, entry: int, before: str) -> str:
        digest = hashlib.sha256(before.encode())
        for table, columns in HASHED.items():
            if table in ("document", "run", "judgement"):
                where = "entry = ?"
            else:
                where = "run IN (SELECT id FROM run WHERE entry = ?)"
            for row in self._sql.execute(f"SELECT {columns} FROM {table} WHERE {where} ORDER BY rowid", (entry,)):
                digest.update(rows.canonical([table, *row]).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def _statements() -> list[str]:
    """Return the SQL that makes an empty ledger."""
    tables = files("graph").joinpath("ledger.sql").read_text(encoding="utf-8").split(";\n")
    triggers = [
        f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        for table in ("entry", *HASHED)
        for change in ("UPDATE", "DELETE")
    ]
    return [*filter(str.strip, tables), *triggers]


def _schema(sql: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return what a database is made of, (table, index, view or trigger, name) → its SQL without comments and blanks.

    Without these a ledger of form 1, widened, is the same as a new one.
    """
    found = sql.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid"
    )
    return {(what, name): re.sub(r"--.*|\s", "", made or "") for what, name, made in found}


def _columns(sql: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in sql.execute(f"PRAGMA table_info({table})")]


def _difference(held: Sequence[str], wanted: Sequence[str]) -> str:
    if gone := [column for column in wanted if column not in held]:
        return f"lacks {', '.join(gone)}"
    if more := [column for column in held if column not in wanted]:
        return f"has the columns {', '.join(more)} besides"
    return "is not as innonet makes it"


def _place(path: Path) -> str:
    """Return the address by which SQLite opens `path`; it cannot make its side files in a folder of reading only."""
    alone = not path.with_name(f"{path.name}-wal").exists()
    still = path.exists() and alone and not os.access(path.parent, os.W_OK)
    return path.absolute().as_uri() + ("?immutable=1" if still else "")


def _plain(error: sqlite3.Error) -> str:
    text = str(error)
    if "locked" in text or "busy" in text:
        return "another program is writing to this ledger. Wait until it is done and try again."
    if "not a database" in text:
        return "this file is not a ledger. Name another file."
    if "full" in text:
        return "the disk is full. Nothing was lost; free some space and run it again."
    if "readonly" in text or "unable to open" in text:
        return "it cannot be opened for writing here. Check the folder and its rights."
    if "malformed" in text:
        return f"this ledger is damaged ({text}). {RESCUE}"
    return f"SQLite says: {text}. Run `innonet verify`."


T = TypeVar("T", Claim, Quantity)


def _once(items: Iterable[T]) -> list[T]:
    """Return each claim or quantity once: the same thing read twice in one document is one."""
    return list({item.id: item for item in items}.values())
