-- What is kept of the files of cases, and why not.

-- Bytes lie here once, whoever's they are, and go with the last file that has them.
CREATE TABLE content (
  sha256 TEXT NOT NULL PRIMARY KEY,
  bytes  BLOB NOT NULL
) STRICT;
INSERT OR IGNORE INTO content (sha256, bytes) SELECT sha256, bytes FROM blob;

ALTER TABLE blob DROP COLUMN bytes;
ALTER TABLE blob ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blob ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0;  -- when it came, or was last opened by the person
UPDATE blob SET size = (SELECT length(bytes) FROM content WHERE content.sha256 = blob.sha256);
CREATE INDEX blob_by_sha256 ON blob (sha256);

CREATE TRIGGER blob_gone AFTER DELETE ON blob
WHEN NOT EXISTS (SELECT 1 FROM blob WHERE sha256 = old.sha256)
BEGIN
  DELETE FROM content WHERE sha256 = old.sha256;
END;

-- What came of fetching a file that is not here.
CREATE TABLE download (
  attachment_id TEXT NOT NULL PRIMARY KEY,
  failures      INTEGER NOT NULL,  -- in a row
  not_before    INTEGER NOT NULL,
  why           TEXT,              -- in words; NULL: it was larger than allowed
  size          INTEGER            -- at least, where trying told
) STRICT;

-- Cases whose files the person wants kept. The person's own: never sent.
CREATE TABLE pin (
  case_id TEXT NOT NULL PRIMARY KEY,
  at      INTEGER NOT NULL
) STRICT;
