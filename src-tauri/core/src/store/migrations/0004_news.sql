-- What others did on a case since this person looked at it, by arrival. Noted by pull, put aside by looking.
CREATE TABLE news (
  case_id TEXT NOT NULL,
  topic   TEXT NOT NULL,         -- new, standing, a field, a set, reply, note, mail, file, marked
  item    TEXT NOT NULL,         -- of words, files and e-mails: the timeline's id; else ''
  was     TEXT,                  -- JSON, of a change: what it was when this person last looked
  by      TEXT,                  -- name, where the server says
  at      INTEGER NOT NULL,      -- said, by the server; of a change: noticed
  noted_at INTEGER NOT NULL,     -- by this computer's clock
  seen_at INTEGER,               -- looked at: kept until the next look, to be taken back
  PRIMARY KEY (case_id, topic, item)
) STRICT;
CREATE INDEX news_unseen ON news (noted_at) WHERE seen_at IS NULL;

-- News in a few words, JSON; NULL: none.
ALTER TABLE case_view ADD COLUMN news TEXT;

-- What was unread stays so: why is not known.
INSERT INTO news (case_id, topic, item, at, noted_at)
  SELECT case_id, 'marked', '', last_activity_at, last_activity_at FROM case_view WHERE unread = 1;
UPDATE case_view SET news =
  '{"isNew":false,"toMe":false,"changed":[],"replies":0,"notes":0,"mails":0,"files":0,"marked":true}' WHERE unread = 1;
