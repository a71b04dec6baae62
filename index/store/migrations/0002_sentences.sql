-- Sentences are searched: each has a number, which is never used twice, and a vector of its own.
-- They take the place of the statements' vectors and search files. What a sentence's vector is made
-- of is not in the database, so sentences that are here already stay without until
-- `onrecord rebuild --re-embed` (their numbers are the lowest, by which they are recognised).

ALTER TABLE sentences RENAME TO sentences_before;

CREATE TABLE sentences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);

INSERT INTO sentences (article, start, "end")
SELECT article, start, "end" FROM sentences_before ORDER BY article, start;

DROP TABLE sentences_before;

CREATE UNIQUE INDEX sentences_by_article ON sentences (article, start);

CREATE TABLE sentence_vectors (
    id INTEGER PRIMARY KEY REFERENCES sentences (id) ON DELETE CASCADE,
    vector BLOB NOT NULL
);

DROP TABLE statement_vectors;
DELETE FROM caches WHERE name IN ('statements', 'lexical/statements');
DELETE FROM meta WHERE key = 'statements_in_context';
