-- What a user has fixed, apart from what was extracted: JSON as docs/cli.md has it. `hidden` and
-- `corrected` of a statement and `role` of a speaker follow from it, as `speaker` does; readers see
-- the view `said`, in which hidden statements are not, and a corrected one bears no words for
-- whoever it was given to before.

CREATE TABLE corrections (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    correction TEXT NOT NULL
);

ALTER TABLE statements ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statements ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE speakers ADD COLUMN role TEXT;

CREATE VIEW said AS
SELECT id, article, start, "end", content, source, cue, kind, polarity, modality, speaker,
    certainty, confidence, iif(corrected, '', form) AS form, iif(corrected, '', role) AS role
FROM statements WHERE NOT hidden;

DELETE FROM meta WHERE key = 'aliases_seen';
