-- The ledger: who did what to whom, when and where, and which file says so.
-- Entries are appended and never changed; what is derived from them lives elsewhere.
-- Instants are seconds since 1970 UTC. Ids are 64-bit digests of what the row says, so that
-- reading a file twice, or two overlapping exports in either order, adds nothing.

-- An import: what the owner asked for in one go, and can undo as a whole.
CREATE TABLE run (
  id          INTEGER PRIMARY KEY,
  begun_at    INTEGER NOT NULL,
  undone_at   INTEGER,
  what        TEXT NOT NULL             -- the files as the owner named them, or the command
) STRICT;

-- One reading of one file. Nobody sees its entries until it is closed.
CREATE TABLE batch (
  id          INTEGER PRIMARY KEY,
  run         INTEGER NOT NULL REFERENCES run (id),
  file        TEXT NOT NULL,            -- as the owner named it; members of archives after a /
  source      TEXT NOT NULL,            -- the parser that read it
  reading     TEXT NOT NULL,            -- which of the source's files it is
  observed_on INTEGER,                  -- the day the export was made (days since 1970), if the file tells
  opened_at   INTEGER NOT NULL,
  closed_at   INTEGER,
  read        INTEGER NOT NULL DEFAULT 0,
  accepted    INTEGER NOT NULL DEFAULT 0,
  duplicate   INTEGER NOT NULL DEFAULT 0,
  ignored     TEXT NOT NULL DEFAULT '{}', -- noise by kind, JSON
  noise       INTEGER NOT NULL DEFAULT 0, -- the sum of it
  rejected    INTEGER NOT NULL DEFAULT 0,
  bugs        INTEGER NOT NULL DEFAULT 0, -- how many of the rejected are faults of ours
  digest      INTEGER NOT NULL DEFAULT 0, -- sum of the ids of the entries it holds, modulo 2^64
  CHECK (closed_at IS NULL OR read = accepted + duplicate + noise + rejected)
) STRICT;
CREATE INDEX batch_run ON batch (run);

CREATE VIEW visible_batch AS
  SELECT batch.* FROM batch JOIN run ON run.id = batch.run
  WHERE closed_at IS NOT NULL AND undone_at IS NULL;

-- One identifier as a source wrote it, with the name shown beside it.
CREATE TABLE handle (
  id          INTEGER PRIMARY KEY,
  namespace   TEXT NOT NULL,
  value       TEXT NOT NULL,
  shown       TEXT NOT NULL
) STRICT;

-- A thread, post, group or meeting.
CREATE TABLE place (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,
  key         TEXT NOT NULL
) STRICT;

-- Something that happened, something said about somebody, or a decision of the owner.
CREATE TABLE entry (
  seq         INTEGER PRIMARY KEY,      -- order of arrival; means nothing else
  id          INTEGER NOT NULL,         -- digest of all that the entry says
  batch       INTEGER NOT NULL REFERENCES batch (id),
  line        INTEGER NOT NULL,
  type        TEXT NOT NULL CHECK (type IN ('event', 'card', 'ruling')),
  kind        TEXT NOT NULL,            -- of the event or ruling; '' for a card
  at          INTEGER,                  -- NULL for a card
  precision   TEXT NOT NULL,            -- second, minute, day, month, year
  zone        TEXT NOT NULL,            -- how it was known: written, known, assumed
  sender      INTEGER,                  -- handle; NULL where nobody is named
  place       INTEGER,
  fold        INTEGER NOT NULL,         -- digest of the natural key: one happening, however many entries
  words       INTEGER NOT NULL,         -- effective words of the text
  duration_s  INTEGER,
  targets     INTEGER NOT NULL,         -- to how many it went; names that cannot be split are counted by commas
  text        TEXT NOT NULL,
  facts       TEXT NOT NULL             -- JSON object, keys sorted
) STRICT;
CREATE UNIQUE INDEX entry_id ON entry (id);
-- No index by batch: it would cost every import, and only undo would use it.

-- To whom it went; for a card or a ruling, whom it is about.
CREATE TABLE recipient (
  entry       INTEGER NOT NULL REFERENCES entry (seq),
  handle      INTEGER NOT NULL,
  PRIMARY KEY (entry, handle)
) STRICT, WITHOUT ROWID;

-- A later reading met an entry that was there already. Undoing the first reading leaves it to the later one.
CREATE TABLE sighting (
  entry       INTEGER NOT NULL,         -- entry.id
  batch       INTEGER NOT NULL REFERENCES batch (id),
  line        INTEGER NOT NULL,
  PRIMARY KEY (entry, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_batch ON sighting (batch);

-- A record that was not understood. It waits here until the parser is mended (`vinculo retry`).
CREATE TABLE reject (
  id          INTEGER NOT NULL,         -- digest of source, reading and raw record
  batch       INTEGER NOT NULL REFERENCES batch (id),
  line        INTEGER NOT NULL,
  reason      TEXT NOT NULL,            -- key of the catalogue
  raw         TEXT NOT NULL,            -- the record, JSON
  is_bug      INTEGER NOT NULL,         -- the fault is ours
  mended_by   INTEGER REFERENCES batch (id), -- the reading that understood it at last
  PRIMARY KEY (id, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX reject_batch ON reject (batch);
CREATE INDEX reject_mended ON reject (mended_by) WHERE mended_by IS NOT NULL;
