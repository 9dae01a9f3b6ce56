-- The house. Every time is microseconds since 1970 UTC; every id of ours is a UUIDv7 as text; JSON columns hold arrays of
-- {"id","name"} unless said otherwise. server_* tables are written by pull and by acknowledgements only, intent by
-- mutations and push only, case_view is derived from both (architecture, rule 4).

-- Whose mirror this is. One row.
CREATE TABLE identity (
  one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  account TEXT NOT NULL          -- JSON: origin, dialect, organization, me, capabilities
) STRICT;

-- Secrets of machines without a keyring (docs/decisions/0006). Empty elsewhere.
CREATE TABLE secret (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- How far pull is, by name. JSON.
CREATE TABLE cursor (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE server_case (
  case_id     TEXT NOT NULL PRIMARY KEY,
  server_id   TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  status      TEXT NOT NULL,
  priority    TEXT NOT NULL,
  case_type   TEXT,              -- NULL: none
  description TEXT,              -- NULL: no answer has carried it yet
  closed_on   TEXT,              -- YYYY-MM-DD in the organization's zone
  account     TEXT,              -- JSON {"id","name"}
  contacts    TEXT NOT NULL,
  assignees   TEXT NOT NULL,
  teams       TEXT NOT NULL,
  tags        TEXT NOT NULL,
  created_by  TEXT,              -- JSON {"id","name"}
  created_at  INTEGER NOT NULL,
  is_active   INTEGER NOT NULL,
  extra       TEXT NOT NULL,     -- JSON object: top-level fields without a column of their own
  standing    TEXT NOT NULL,     -- visible, inactive, merged, denied, gone
  merged_into TEXT,              -- server id
  watched     INTEGER,           -- 1: this person watches it; NULL: not known
  sweep       INTEGER NOT NULL,  -- the last sweep that saw it
  listed_at   INTEGER NOT NULL,
  detailed_at INTEGER,           -- NULL: comments and files were never read
  dirty       INTEGER NOT NULL,  -- 1: its detail may have changed
  detail_after INTEGER NOT NULL DEFAULT 0  -- not to be read before: the server failed on it
) STRICT;
CREATE INDEX server_case_by_detail ON server_case (dirty, detailed_at);
CREATE INDEX server_case_by_sweep ON server_case (sweep) WHERE standing = 'visible';

CREATE TABLE server_comment (
  comment_id TEXT NOT NULL PRIMARY KEY,
  server_id  TEXT NOT NULL UNIQUE,
  case_id    TEXT NOT NULL REFERENCES server_case (case_id),
  author     TEXT,               -- JSON {"id","name"}; NULL: the customer
  text       TEXT NOT NULL,
  audience   TEXT NOT NULL,      -- public, internal
  at         INTEGER NOT NULL
) STRICT;
CREATE INDEX server_comment_by_case ON server_comment (case_id, at);

CREATE TABLE server_attachment (
  attachment_id TEXT NOT NULL PRIMARY KEY,
  server_id     TEXT NOT NULL UNIQUE,
  case_id       TEXT NOT NULL REFERENCES server_case (case_id),
  file_name     TEXT NOT NULL,
  by            TEXT,            -- JSON {"id","name"}
  at            INTEGER NOT NULL,
  path          TEXT             -- as the server wrote it: used on its own origin only
) STRICT;
CREATE INDEX server_attachment_by_case ON server_attachment (case_id, at);

-- Bytes of files that were read or wait to be sent, checked by their hash whenever they are used.
CREATE TABLE blob (
  attachment_id TEXT NOT NULL PRIMARY KEY,
  sha256        TEXT NOT NULL,
  bytes         BLOB NOT NULL
) STRICT;

-- What the server's log says happened on a case.
CREATE TABLE server_activity (
  server_id TEXT NOT NULL PRIMARY KEY,
  case_id   TEXT NOT NULL REFERENCES server_case (case_id),
  by        TEXT,
  action    TEXT NOT NULL,
  text      TEXT NOT NULL,
  at        INTEGER NOT NULL
) STRICT;
CREATE INDEX server_activity_by_case ON server_activity (case_id, at);

CREATE TABLE server_person (
  server_id TEXT NOT NULL PRIMARY KEY,
  user_id   TEXT,
  name      TEXT NOT NULL,
  email     TEXT NOT NULL
) STRICT;
CREATE INDEX server_person_by_user ON server_person (user_id);

-- Teams, accounts, tags.
CREATE TABLE server_named (
  kind      TEXT NOT NULL,       -- team, account, tag
  server_id TEXT NOT NULL,
  name      TEXT NOT NULL,
  PRIMARY KEY (kind, server_id)
) STRICT;

-- One row of intent for each thing a person wants and the server has not confirmed.
CREATE TABLE intent (
  intent_id  TEXT NOT NULL PRIMARY KEY,
  case_id    TEXT NOT NULL,      -- the lane
  seq        INTEGER NOT NULL,   -- its place in the lane
  slot       TEXT,               -- what an intent with a value is about; NULL: it adds something
  version    INTEGER NOT NULL,   -- of the payload
  payload    TEXT NOT NULL,      -- JSON
  state      TEXT NOT NULL,      -- pending, sending, unknown, held
  attempts   INTEGER NOT NULL,
  not_before INTEGER,
  held       TEXT,               -- JSON: why
  trouble    TEXT,
  withdrawn  INTEGER NOT NULL DEFAULT 0,  -- 1: taken back after its bytes had left
  created_at INTEGER NOT NULL,
  UNIQUE (case_id, seq)
) STRICT;
-- One intent per case and slot that can still be changed.
CREATE UNIQUE INDEX intent_one_per_slot ON intent (case_id, slot)
  WHERE slot IS NOT NULL AND state IN ('pending', 'held');

-- Written, and on disk, before the first byte of an intent leaves (invariant I11).
CREATE TABLE attempt (
  intent_id   TEXT NOT NULL,
  n           INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  server_date INTEGER,           -- the server's clock when the baseline was read
  baseline    TEXT NOT NULL,     -- JSON array: server ids of everything that could be mistaken for ours
  failed_date INTEGER,           -- the server's clock, as far as known, when it failed or its outcome became unknown
  trouble     TEXT,              -- what was said then
  PRIMARY KEY (intent_id, n)
) STRICT;

-- Which server row an intent was found to have become: no row is claimed twice.
CREATE TABLE claimed (
  server_id TEXT NOT NULL PRIMARY KEY,
  intent_id TEXT NOT NULL
) STRICT;

-- What was sent, merged, held and discarded, for the case's history.
CREATE TABLE history (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id   TEXT NOT NULL,
  intent_id TEXT,
  at        INTEGER NOT NULL,
  record    TEXT NOT NULL        -- JSON
) STRICT;
CREATE INDEX history_by_case ON history (case_id, id);

-- Unsent text, saved while it is typed. Cleared by sending or by the person only.
CREATE TABLE draft (
  case_id  TEXT NOT NULL,
  audience TEXT NOT NULL,
  text     TEXT NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (case_id, audience)
) STRICT;

-- When the person last looked at a case.
CREATE TABLE seen (
  case_id TEXT NOT NULL PRIMARY KEY,
  at      INTEGER NOT NULL
) STRICT;

CREATE TABLE alert (
  alert_id TEXT NOT NULL PRIMARY KEY,
  case_id  TEXT NOT NULL,
  reason   TEXT NOT NULL,        -- newUrgent, raised
  version  TEXT NOT NULL,        -- what made it: one alert per case, reason and version
  at       INTEGER NOT NULL,
  shown_at INTEGER,
  seen_at  INTEGER,
  UNIQUE (case_id, reason, version)
) STRICT;

-- Which of our ids things of the server's had before this database was rebuilt: unsent work still speaks of them.
CREATE TABLE known_id (
  server_id TEXT NOT NULL PRIMARY KEY,
  id        TEXT NOT NULL,
  name      TEXT               -- of a case
) STRICT;
CREATE INDEX known_id_by_id ON known_id (id);

-- What the screens show: fold(server, intents), rewritten in the transaction that changed either.
CREATE TABLE case_view (
  row              INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id          TEXT NOT NULL UNIQUE,
  server_id        TEXT,
  name             TEXT NOT NULL,
  status           TEXT NOT NULL,
  status_rank      INTEGER NOT NULL,
  is_open          INTEGER NOT NULL,
  is_waiting       INTEGER NOT NULL,
  priority         TEXT NOT NULL,
  priority_rank    INTEGER NOT NULL,
  is_urgent        INTEGER NOT NULL,
  case_type        TEXT,
  description      TEXT NOT NULL,
  closed_on        TEXT,
  account          TEXT,         -- name
  assignees        TEXT NOT NULL,
  contacts         TEXT NOT NULL,
  teams            TEXT NOT NULL,
  tags             TEXT NOT NULL,
  created_by       TEXT,         -- name
  created_at       INTEGER NOT NULL,
  last_activity_at INTEGER NOT NULL,
  comments         INTEGER NOT NULL,
  files            INTEGER NOT NULL,
  unread           INTEGER NOT NULL,
  mine             INTEGER NOT NULL,
  unassigned       INTEGER NOT NULL,
  pending          INTEGER NOT NULL,
  held             INTEGER NOT NULL,
  standing         TEXT NOT NULL,
  listed           INTEGER NOT NULL  -- 1: belongs in lists (on the server, or with unsent work)
) STRICT;
CREATE INDEX case_view_by_activity ON case_view (listed, last_activity_at);
CREATE INDEX case_view_by_open_activity ON case_view (listed, is_open, last_activity_at);
CREATE INDEX case_view_by_created ON case_view (listed, created_at);
CREATE INDEX case_view_by_priority ON case_view (listed, priority_rank, last_activity_at DESC);
CREATE INDEX case_view_by_name ON case_view (listed, name COLLATE NOCASE);

-- Full text over the view, unsent work included. rowid = case_view.row.
CREATE VIRTUAL TABLE case_text USING fts5 (
  name, description, comments, people,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
