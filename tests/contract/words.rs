//! The six shapes of a server's refusals (server-contract 3.9), as words that a person can read: no JSON, no page.

use crate::table::{JSON, answering, at, case, local};
use satchel_core::case::CaseSet;
use satchel_core::crm::CrmError;

#[tokio::test]
async fn all_six_shapes_are_words_that_a_person_can_read() {
    for (body, words) in [
        (
            r#"{"error": true, "errors": {"name": ["Too long.", "Taken."], "closed_on": ["Needed."]}}"#,
            "name: Too long. name: Taken. closed on: Needed.",
        ),
        (r#"{"error": true, "errors": "You can't."}"#, "You can't."),
        (
            r#"{"account": ["'x' is not a valid id."]}"#,
            "account: 'x' is not a valid id.",
        ),
        (
            r#"{"attachment": "Files must be 25 MB or smaller."}"#,
            "attachment: Files must be 25 MB or smaller.",
        ),
        (r#"{"detail": "JSON parse error"}"#, "JSON parse error"),
        (
            r#"{"error": "Invalid or expired code"}"#,
            "Invalid or expired code",
        ),
        ("<html><h1>Bad Request (400)</h1></html>", "error 400"),
        (
            r#"{"error": true, "errors": {"custom_fields": {"region": "must be one of ['a', 'b']", "size": ["A number."]}}}"#,
            "region: must be one of ['a', 'b'] size: A number.",
        ),
        (
            r#"{"non_field_errors": ["Both can't be."]}"#,
            "Both can't be.",
        ),
        (
            r#"{"error": true, "errors": {"status": [{"message": "No.", "code": 7}]}}"#,
            "status: No.",
        ),
        (
            r#"{"error": true, "errors": "{\"name\": [\"Taken.\"]}"}"#,
            "name: Taken.",
        ),
        (
            r#"{"error": true, "errors": "{'name': [ErrorDetail(string='Taken.', code='unique')]}"}"#,
            "error 400",
        ),
        (r#"{"error": true, "errors": {}}"#, "error 400"),
        ("", "error 400"),
    ] {
        let refuses = answering("400 Bad Request", JSON, body).await;
        let crm = at(&local(&refuses));
        let said = crm
            .set_related(&case(), CaseSet::Teams, &[])
            .await
            .unwrap_err();
        assert_eq!(said, CrmError::Rejected(words.to_owned()), "{body}");
    }
}
