-- How many conversations a smaller scope still lacks is counted at each change of the status: the cases that it takes are found in
-- indexes, and how each was read is in this one, beside none of its texts.
CREATE INDEX server_case_by_reading ON server_case (case_id, standing, detailed_at, dirty, detail_after);
CREATE INDEX case_view_by_closing ON case_view (closed_on, case_id) WHERE closed_on IS NOT NULL;
