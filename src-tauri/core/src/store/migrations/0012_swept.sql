-- Which sweep saw a case last, apart from the case: a sweep notes it of every one, and each row of the widest table was written
-- anew for it. In the order of the cases' ids, which is the order in which most of them came and in which a sweep meets them.
CREATE TABLE swept (
  case_id TEXT NOT NULL PRIMARY KEY REFERENCES server_case (case_id),
  sweep   INTEGER NOT NULL  -- 0: none has seen it yet
) STRICT, WITHOUT ROWID;
INSERT INTO swept (case_id, sweep) SELECT case_id, sweep FROM server_case ORDER BY case_id;
DROP INDEX server_case_by_sweep;
ALTER TABLE server_case DROP COLUMN sweep;
-- It was asked of rows that a sweep had missed: whether they were read meanwhile. `detailed_at` tells.
ALTER TABLE server_case DROP COLUMN listed_at;
