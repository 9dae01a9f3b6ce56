-- Questions that the person gave a name, in the side bar. The person's own: never sent.
CREATE TABLE saved_view (
  saved_id TEXT NOT NULL PRIMARY KEY,
  place    INTEGER NOT NULL,     -- its place among them, counted from 1
  name     TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE, -- the name without capitals: two that differ in nothing else would be taken for one
  question TEXT NOT NULL         -- JSON: view, text, order, columns
) STRICT;
