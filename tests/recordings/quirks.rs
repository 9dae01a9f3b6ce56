//! The traps of the real server, each with the test that proves it: [`TABLE`].
//!
//! Most are proved in the sandbox's own tests; the rest is here. F1 to F15 are the observations of the engine's design,
//! the others the traps of the server's contract.

mod cases;
mod sessions;

use chrono::{DateTime, Duration, Utc};
use satchel_sandbox::{Crm, Method, NewWebCase, Request, Response};
use serde_json::{Value, json};
use uuid::Uuid;

/// Which test proves which quirk: quirk, file, function.
const TABLE: [(&str, &str, &str); 43] = [
    (
        "F1 the shapes are the server's",
        "shapes",
        "the_list_has_the_real_servers_keys",
    ),
    (
        "F1 deleting answers 200",
        "writing",
        "deleting_is_for_good_and_leaves_orphans",
    ),
    (
        "F2 expiry is a 403",
        "sessions",
        "a_session_that_ran_out_is_a_403_and_only_its_own_calls_say_401",
    ),
    (
        "F2 a bad token is a 403",
        "doors",
        "a_missing_wrong_or_revoked_token_is_a_403_with_one_sentence",
    ),
    (
        "F2 denial is another 403",
        "doors",
        "a_member_sees_what_they_created_are_assigned_to_or_watch",
    ),
    (
        "F3 renewing twice is a 401",
        "sessions",
        "a_session_is_renewed_once_with_each_token",
    ),
    (
        "F4 a 400 that stored the case",
        "writing",
        "a_malformed_id_in_a_list_is_refused_after_the_case_was_stored",
    ),
    (
        "F4 a 500 that stored the case",
        "faults",
        "an_error_may_come_before_or_after_the_effect",
    ),
    (
        "F5 256 characters, NUL",
        "talking",
        "a_comment_has_at_most_255_characters_and_one_more_crashes_the_server",
    ),
    (
        "F5 blanks are a comment",
        "quirks",
        "a_comment_of_blanks_is_stored",
    ),
    (
        "F6 a cut says nothing",
        "faults",
        "a_lost_request_has_no_effect_and_a_lost_reply_has",
    ),
    (
        "F6 on a real socket, each fault by its name",
        "lab",
        "each_fault_is_what_its_name_says",
    ),
    (
        "F7 names are unique",
        "writing",
        "a_name_is_unique_whatever_its_case_even_against_hidden_cases",
    ),
    (
        "F7 even against invisible cases",
        "quirks",
        "a_name_clashes_with_a_case_one_may_not_see",
    ),
    (
        "F8 silently ignored fields",
        "writing",
        "a_patch_changes_what_it_names_and_ignores_what_cannot_change",
    ),
    (
        "F8 PUT wipes",
        "writing",
        "a_put_empties_what_it_does_not_name",
    ),
    (
        "F9 a walk by time",
        "lists",
        "a_walk_by_creation_time_finds_every_case_once",
    ),
    (
        "F9 no delta, no ETag",
        "quirks",
        "nothing_tells_what_changed_since",
    ),
    (
        "F9 any limit",
        "lists",
        "ten_rows_come_if_the_limit_makes_no_sense_and_any_limit_is_obeyed",
    ),
    (
        "F10 the feed and its holes",
        "talking",
        "the_feed_tells_what_the_real_server_tells_and_hides_what_it_hides",
    ),
    (
        "F10 fifty rows",
        "talking",
        "the_feed_of_the_organization_gives_fifty_at_most_and_knows_no_offset",
    ),
    (
        "F10 before and after",
        "quirks",
        "the_log_of_a_case_tells_what_was_before_and_what_after_and_who_commented",
    ),
    (
        "F11 the redirect",
        "writing",
        "a_merged_case_answers_with_where_it_went",
    ),
    (
        "F11 a comment lost in a merge",
        "quirks",
        "a_comment_on_a_merged_case_is_stored_and_not_seen_in_the_target",
    ),
    (
        "F11 soft deletion",
        "lists",
        "hidden_and_duplicate_cases_are_out_of_the_list_but_not_out_of_the_world",
    ),
    ("F12 no Range", "quirks", "a_download_ignores_range"),
    (
        "F12 names are cut",
        "talking",
        "a_name_over_60_is_cut_and_keeps_its_suffix",
    ),
    (
        "F12 names are sanitized a little",
        "quirks",
        "a_file_loses_its_folders_and_unseen_letters_but_keeps_markup_in_its_name",
    ),
    (
        "F13 notices",
        "quirks",
        "notices_come_newest_first_a_hundred_at_most_and_know_no_offset",
    ),
    (
        "F14 tokens of one's own",
        "sessions",
        "a_token_is_minted_scoped_and_revoked_by_a_session_only",
    ),
    (
        "F15 a comment kept, its file refused",
        "talking",
        "twenty_five_megabytes_pass_and_one_byte_more_does_not_but_its_comment_does",
    ),
    (
        "forms hide cases",
        "writing",
        "a_form_without_is_active_makes_a_hidden_case",
    ),
    ("side doors", "writing", "the_side_doors_check_nothing"),
    (
        "ignored filters",
        "quirks",
        "unknown_filters_are_ignored_without_a_word",
    ),
    (
        "the zone of times",
        "lists",
        "times_are_written_in_the_organizations_zone_and_zero_microseconds_are_left_out",
    ),
    (
        "the server's date",
        "quirks",
        "every_answer_has_the_servers_date",
    ),
    (
        "the clock may be off",
        "faults",
        "a_clock_may_be_off_and_tells_so_in_its_date",
    ),
    (
        "one organization a token",
        "sessions",
        "a_session_is_for_one_organization_and_can_be_moved_to_another",
    ),
    (
        "a code burns",
        "sessions",
        "a_code_is_good_once_for_ten_minutes_and_five_tries",
    ),
    ("older servers", "eras", "the_help_desk_came_with_g"),
    (
        "unknown ids are dropped from lists without a word",
        "writing",
        "unknown_ids_in_lists_are_dropped_and_objects_with_an_id_are_taken",
    ),
    (
        "the description is a second face of the same model",
        "both",
        "what_is_written_through_one_face_is_seen_through_the_other",
    ),
    (
        "a restart keeps sessions",
        "faces",
        "a_restart_cuts_connections_and_keeps_sessions",
    ),
];

#[test]
fn every_quirk_has_its_test() {
    let sources = [
        (
            "both",
            include_str!("../../src-tauri/sandbox/src/tests/both.rs"),
        ),
        (
            "faces",
            include_str!("../../src-tauri/sandbox/src/tests/faces.rs"),
        ),
        (
            "lab",
            include_str!("../../src-tauri/sandbox/src/tests/lab.rs"),
        ),
        (
            "doors",
            include_str!("../../src-tauri/sandbox/src/tests/doors.rs"),
        ),
        (
            "eras",
            include_str!("../../src-tauri/sandbox/src/tests/eras.rs"),
        ),
        (
            "faults",
            include_str!("../../src-tauri/sandbox/src/tests/faults.rs"),
        ),
        (
            "lists",
            include_str!("../../src-tauri/sandbox/src/tests/lists.rs"),
        ),
        (
            "shapes",
            include_str!("../../src-tauri/sandbox/src/tests/shapes.rs"),
        ),
        (
            "talking",
            include_str!("../../src-tauri/sandbox/src/tests/talking.rs"),
        ),
        (
            "writing",
            include_str!("../../src-tauri/sandbox/src/tests/writing.rs"),
        ),
        ("quirks", include_str!("quirks/cases.rs")),
        ("sessions", include_str!("quirks/sessions.rs")),
    ];
    for (quirk, file, test) in TABLE {
        let found = sources.iter().find(|(name, _)| *name == file);
        let (_, source) = found.unwrap_or_else(|| panic!("{quirk}: no file {file}"));
        assert!(
            source.contains(&format!("fn {test}(")),
            "{quirk}: {file} has no {test}"
        );
    }
    for number in 1..=15 {
        let mark = format!("F{number} ");
        assert!(
            TABLE.iter().any(|(quirk, ..)| quirk.starts_with(&mark)),
            "{mark}"
        );
    }
}

struct World {
    crm: Crm,
    at: DateTime<Utc>,
}

impl World {
    fn new() -> World {
        let at = "2026-11-23T11:00:00Z".parse().expect("a time");
        World {
            crm: crate::play::world(),
            at,
        }
    }

    fn ask(&mut self, token: &str, method: Method, path: &str, body: Value) -> Response {
        self.at += Duration::seconds(1);
        let request = Request::new(method, path, self.at);
        let request = if token.is_empty() {
            request
        } else {
            request.bearer(token)
        };
        let request = if body.is_null() {
            request
        } else {
            request.json(&body)
        };
        self.crm.handle(&request)
    }

    fn get(&mut self, path: &str) -> Response {
        self.ask("bcrm_pat_admin", Method::Get, path, Value::Null)
    }

    fn case(&mut self, name: &str) -> Uuid {
        let new = NewWebCase {
            name: name.to_owned(),
            ..NewWebCase::default()
        };
        self.crm.web_creates_case("admin", new, self.at)
    }

    /// A session by code, as a client opens it.
    fn signs_in(&mut self, email: &str) -> Value {
        let ask = json!({ "email": email, "delivery": "code" });
        self.ask("", Method::Post, "/api/auth/magic-link/request/", ask);
        let code = self.crm.last_code(email).expect("a code");
        let verify = json!({ "email": email, "code": code });
        self.ask(
            "",
            Method::Post,
            "/api/auth/magic-link/verify-code/",
            verify,
        )
        .json()
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("a text")
}
