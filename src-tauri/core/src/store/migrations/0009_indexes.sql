-- Questions for a person, an account, a contact, a team or a tag look through the different values of a column, which are few,
-- instead of through every case with its texts. Counting reads nothing but these.
CREATE INDEX case_view_by_assignees ON case_view (assignees, listed, is_open);
CREATE INDEX case_view_by_account ON case_view (account, listed, is_open);
CREATE INDEX case_view_by_contacts ON case_view (contacts, listed, is_open) WHERE contacts <> '[]';
CREATE INDEX case_view_by_teams ON case_view (teams, listed, is_open) WHERE teams <> '[]';
CREATE INDEX case_view_by_tags ON case_view (tags, listed, is_open) WHERE tags <> '[]';
-- The orders by status and by what is due first, read and not sorted. What is due last first comes from case_view_by_due, backwards.
CREATE INDEX case_view_by_status ON case_view (listed, status_rank, last_activity_at DESC);
CREATE INDEX case_view_by_due_first ON case_view (listed, due_at IS NULL, due_at);
-- What is to be read whole next is asked before each step of the loop, and how much is here at each change of its status.
DROP INDEX server_case_by_detail;
CREATE INDEX server_case_by_detail ON server_case (standing, dirty, detailed_at, detail_after);
