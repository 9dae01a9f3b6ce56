-- What pickers offer, saved answers, and a case's e-mails. server_* as in 0001.

-- Teams, tags, accounts, contacts. The two long ones are walked through page by page, and learned from cases besides: a
-- member's look-up shows far fewer of them than the cases refer to (server-contract 4).
DROP TABLE server_named;
CREATE TABLE server_named (
  kind      TEXT NOT NULL,       -- team, tag, account, contact
  server_id TEXT NOT NULL,
  name      TEXT NOT NULL,
  note      TEXT NOT NULL,       -- what tells two of one name apart: a contact's e-mail
  seek      TEXT NOT NULL,       -- name and note without accents and capitals
  walk      INTEGER NOT NULL,    -- the last walk through the look-up that met it; 0: none
  in_case   INTEGER NOT NULL,    -- 1: a case refers to it
  PRIMARY KEY (kind, server_id)
) STRICT;
CREATE INDEX server_named_by_id ON server_named (server_id);

ALTER TABLE server_person ADD COLUMN seek TEXT NOT NULL DEFAULT '';
-- People are read again at once, so that they can be sought.
DELETE FROM cursor WHERE name = 'directory_at';

-- Answers to put into a reply: macros and articles of the knowledge base.
CREATE TABLE server_answer (
  kind      TEXT NOT NULL,       -- macro, article
  server_id TEXT NOT NULL,
  title     TEXT NOT NULL,
  text      TEXT NOT NULL,       -- as the server has it, with its %tokens%
  published INTEGER NOT NULL,
  seek      TEXT NOT NULL,       -- title and text without accents and capitals
  PRIMARY KEY (kind, server_id)
) STRICT;

CREATE TABLE server_email (
  server_id TEXT NOT NULL PRIMARY KEY,
  case_id   TEXT NOT NULL REFERENCES server_case (case_id),
  direction TEXT NOT NULL,       -- inbound, outbound
  sender    TEXT NOT NULL,
  receivers TEXT NOT NULL,       -- as the server writes them, with copies
  subject   TEXT NOT NULL,
  text      TEXT NOT NULL,       -- plain; the formatted part is never kept
  formatted INTEGER NOT NULL,    -- 1: it had a formatted part
  at        INTEGER NOT NULL
) STRICT;
CREATE INDEX server_email_by_case ON server_email (case_id, at);
