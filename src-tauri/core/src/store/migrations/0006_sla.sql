-- The clock of a case's deadlines, as the view has it: JSON {"duty","dueAt","riskAt"}; NULL: nothing is due.
ALTER TABLE case_view ADD COLUMN sla TEXT;
ALTER TABLE case_view ADD COLUMN due_at INTEGER;   -- NULL: nothing is due, or the clock is paused
ALTER TABLE case_view ADD COLUMN risk_at INTEGER;  -- little time is left from then on
CREATE INDEX case_view_by_due ON case_view (listed, due_at);
-- Every view is written again with the next transaction that opens this mirror.
INSERT INTO cursor (name, value) VALUES ('views_again', 'true')
  ON CONFLICT (name) DO UPDATE SET value = excluded.value;
