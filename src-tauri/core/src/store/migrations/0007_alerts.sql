-- Everything that happened and might deserve an alert is kept, also what no rule wanted: so a rule can be tried on the
-- last days, and a person can be told why they were not. A case_id of zeros: it is about syncing as a whole.
ALTER TABLE alert ADD COLUMN outcome TEXT NOT NULL DEFAULT 'notify';  -- notify, inbox, never
ALTER TABLE alert ADD COLUMN because TEXT NOT NULL DEFAULT 'rule';    -- rule, withAnother, noRule, own
ALTER TABLE alert ADD COLUMN rule_id TEXT;                            -- NULL: none, or older than rules
ALTER TABLE alert ADD COLUMN rule_name TEXT NOT NULL DEFAULT '';      -- as it was called then
ALTER TABLE alert ADD COLUMN breaks INTEGER NOT NULL DEFAULT 0;       -- 1: it may break through quiet hours
ALTER TABLE alert ADD COLUMN by TEXT;                                 -- name, where the server says
ALTER TABLE alert ADD COLUMN snoozed_until INTEGER;                   -- not to be shown again before
ALTER TABLE alert ADD COLUMN notification INTEGER;                    -- the desktop's number for it
ALTER TABLE alert ADD COLUMN desktop TEXT;                            -- whose number that is
CREATE INDEX alert_by_at ON alert (at);
CREATE INDEX alert_unshown ON alert (outcome) WHERE shown_at IS NULL;
