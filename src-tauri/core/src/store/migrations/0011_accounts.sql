-- How many cases each account has, in each ready-made view, and how many of them press: counted without reading a case.
DROP INDEX case_view_by_account;
CREATE INDEX case_view_by_account ON case_view (
  account, listed, is_open, mine, is_urgent, unassigned, is_waiting, last_activity_at
);
