-- Finding by words, anew: file names have a place of their own, texts are folded by us (search/fold.rs), which knows Arabic
-- and scripts without blanks, and words are found from the middle by the list of words.
DROP TABLE case_text;
-- rowid = case_view.row. What is written here has been cut into words and folded already.
CREATE VIRTUAL TABLE case_text USING fts5 (
  name, people, files, description, said,
  content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
);
-- What of a case was written there: the same text is not written twice.
CREATE TABLE text_mark (
  row  INTEGER PRIMARY KEY,    -- case_view.row
  mark INTEGER NOT NULL        -- a hash of the text
) STRICT;
-- The words there, once each. One that is nowhere any more finds nothing and stays.
CREATE TABLE word (
  id   INTEGER PRIMARY KEY,
  word TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE word_part USING fts5 (
  word, content = 'word', content_rowid = 'id', tokenize = 'trigram case_sensitive 1', columnsize = 0
);
-- What the side bar counts and most conditions ask, side by side: 100,000 cases are counted without reading their texts.
CREATE INDEX case_view_by_flags ON case_view (
  listed, is_open, mine, is_urgent, unassigned, is_waiting, unread, pending, held, status, priority, priority_rank, case_type,
  files, comments, created_at, last_activity_at
);
-- Cases that are here already are written into it bit by bit (search/table.rs).
INSERT INTO cursor (name, value) SELECT 'text_behind', '0' WHERE EXISTS (SELECT 1 FROM case_view);
-- The views that were to be written again at once (0006) are, on that way, a hundred at a time.
DELETE FROM cursor WHERE name = 'views_again' AND EXISTS (SELECT 1 FROM cursor WHERE name = 'text_behind');
