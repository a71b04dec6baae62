-- The truth of a collection. Everything else in the folder is a cache of these tables.
-- Ids of passages and statements are never used twice (AUTOINCREMENT): the caches rely on it.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE articles (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    origin TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    author TEXT NOT NULL,
    published TEXT,
    url TEXT NOT NULL,
    path TEXT NOT NULL,
    language TEXT NOT NULL,
    origins TEXT NOT NULL,
    boilerplate TEXT NOT NULL,
    shingle_count INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX articles_by_origin ON articles (origin);
CREATE INDEX articles_by_date ON articles (published IS NULL, published, id);

CREATE TABLE sentences (
    article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (article, start)
) WITHOUT ROWID;

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE INDEX passages_by_article ON passages (article, start);

CREATE TABLE passage_vectors (
    id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    vector BLOB NOT NULL
);

CREATE TABLE speakers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'unknown'
);

-- The number that each name has had since it was first seen, so that speakers keep theirs.
CREATE TABLE names (
    key TEXT PRIMARY KEY,
    id INTEGER NOT NULL
) WITHOUT ROWID;

-- Spans are JSON: [[start, end], ...]; `form` and `role` are the words of this article. `name` to
-- `resolution` are what this article alone says of the speaker; `speaker` and `certainty` are what
-- the whole collection makes of it.
CREATE TABLE statements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    content TEXT NOT NULL,
    source TEXT NOT NULL,
    cue TEXT,
    kind TEXT NOT NULL,
    polarity TEXT NOT NULL,
    modality TEXT NOT NULL,
    speaker INTEGER REFERENCES speakers (id) ON DELETE SET NULL,
    certainty TEXT NOT NULL,
    confidence REAL NOT NULL,
    form TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    name_kind TEXT NOT NULL DEFAULT 'unknown',
    gender TEXT NOT NULL DEFAULT '',
    local INTEGER NOT NULL DEFAULT 0,
    resolution TEXT NOT NULL DEFAULT 'unresolved'
);
CREATE INDEX statements_by_article ON statements (article, start);
CREATE INDEX statements_by_speaker ON statements (speaker);

CREATE TABLE statement_vectors (
    id INTEGER PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,
    vector BLOB NOT NULL
);

-- A sample of the hashes of each article's five-word shingles, and the reprints found with it.
CREATE TABLE shingles (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE INDEX shingles_by_article ON shingles (article);

CREATE TABLE reprints (
    article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    similarity REAL NOT NULL,
    PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE INDEX reprints_by_other ON reprints (other);

-- What the cache files hold. `high` is the largest id in it, `stamp` recognises the very file.
CREATE TABLE caches (
    name TEXT PRIMARY KEY,
    generation INTEGER NOT NULL,
    count INTEGER NOT NULL,
    high INTEGER NOT NULL,
    file TEXT NOT NULL,
    stamp TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE log (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    generation INTEGER NOT NULL,
    entry TEXT NOT NULL
);
