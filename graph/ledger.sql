-- The ledger: append-only. Every row names the entry (one transaction) that brought it.

CREATE TABLE entry (
    seq      INTEGER PRIMARY KEY,
    what     TEXT NOT NULL CHECK (what IN ('reading', 'judgement')),
    revision TEXT NOT NULL,           -- SHA-256 over the former revision and this entry's rows, without clocks
    recorded TEXT NOT NULL            -- when the ledger took it in, UTC: the only clock of the project
) STRICT;

CREATE TABLE document (
    id         TEXT PRIMARY KEY,
    entry      INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,  -- the entry is written last, with its hash
    sha256     TEXT NOT NULL,
    address    TEXT NOT NULL,
    title      TEXT,
    publisher  TEXT,
    published  TEXT,
    region     TEXT,
    language   TEXT NOT NULL,
    media_type TEXT NOT NULL,
    charset    TEXT,
    text       TEXT NOT NULL,
    reader     TEXT NOT NULL,
    damage     TEXT NOT NULL           -- JSON list of sentences
) STRICT;

-- What version of what read what; the newest run of a document holds, the others are superseded.
CREATE TABLE run (
    id         INTEGER PRIMARY KEY,
    entry      INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
    document   TEXT NOT NULL REFERENCES document,
    extractor  TEXT NOT NULL,
    supersedes INTEGER REFERENCES run,
    policy     TEXT NOT NULL,          -- JSON list of verbatim stretches
    UNIQUE (document, extractor)
) STRICT;

CREATE TABLE mention (
    run         INTEGER NOT NULL REFERENCES run,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    surface     TEXT NOT NULL,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    generic     INTEGER NOT NULL,
    academician INTEGER NOT NULL,
    confidence  REAL NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE claim (
    run        INTEGER NOT NULL REFERENCES run,
    id         TEXT NOT NULL,
    kind       TEXT NOT NULL,
    status     TEXT NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    quote      TEXT NOT NULL,
    "when"     TEXT,
    field      TEXT,
    position   TEXT,
    amount     TEXT,
    confidence REAL NOT NULL,
    pattern    TEXT NOT NULL,
    PRIMARY KEY (run, id)
) STRICT;

CREATE TABLE participant (
    run     INTEGER NOT NULL REFERENCES run,
    claim   TEXT NOT NULL,
    role    TEXT NOT NULL,
    name    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    start   INTEGER,
    "end"   INTEGER,
    generic INTEGER NOT NULL,
    FOREIGN KEY (run, claim) REFERENCES claim (run, id)
) STRICT;

CREATE INDEX participant_claim ON participant (run, claim);

CREATE TABLE quantity (
    run        INTEGER NOT NULL REFERENCES run,
    id         TEXT NOT NULL,
    indicator  TEXT NOT NULL,
    low        REAL,
    high       REAL,
    unit       TEXT,
    relation   TEXT NOT NULL,
    modality   TEXT NOT NULL,
    period     TEXT,
    scope      TEXT,
    scope_kind TEXT,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    quote      TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (run, id)
) STRICT;

CREATE TABLE attribute (
    run      INTEGER NOT NULL REFERENCES run,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    property TEXT NOT NULL,
    value    TEXT NOT NULL,
    basis    TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL
) STRICT;

-- An id may stand twice: judged, undone, judged again. The last word in the order of the rows holds.
CREATE TABLE judgement (
    seq     INTEGER PRIMARY KEY,
    entry   INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
    id      TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'accept', 'reject', 'undo')),
    about   TEXT NOT NULL,             -- JSON: [[name, kind], [name, kind]], or ids of claims
    who     TEXT NOT NULL,
    why     TEXT NOT NULL,
    undoes  TEXT
) STRICT;

CREATE INDEX judgement_id ON judgement (id);
