//! The two dialects are two faces of one model: what is written through one is seen through the other.

use super::*;
use Dialect::{Bottlecrm, Documented};

impl World {
    fn through(&mut self, face: Dialect, method: Method, target: &str, body: Value) -> Response {
        let org = self.crm.org().id.to_string();
        let request = self.request(method, target);
        let request = request.with_header("organization-id", &org);
        let request = if body.is_null() {
            request
        } else {
            request.json(&body)
        };
        self.crm.handle_through(face, &request)
    }

    fn seen(&mut self, face: Dialect, target: &str) -> Response {
        self.through(face, Method::Get, target, Value::Null)
    }
}

fn texts(comments: &Value) -> Vec<&str> {
    let all = comments.as_array().unwrap().iter();
    all.map(|one| one["comment"].as_str().unwrap()).collect()
}

#[test]
fn what_is_written_through_one_face_is_seen_through_the_other() {
    for (writer, reader) in [(Documented, Bottlecrm), (Bottlecrm, Documented)] {
        let mut world = World::of(Crm::new(reader, 7));
        let object = |face| match face {
            Bottlecrm => "cases_obj",
            Documented => "case_obj",
        };
        let created = world.through(writer, Method::Post, "/api/cases/", new_case("Seen twice"));
        let case = id(&created.json()["id"]);
        let path = format!("/api/cases/{case}/");
        let said = json!({ "comment": "said through one face" });
        assert_eq!(
            world.through(writer, Method::Post, &path, said).status,
            200,
            "{writer:?}"
        );
        let closed = json!({
            "name": "Seen twice", "status": "Closed", "priority": "High", "closed_on": "2026-11-23",
        });
        assert_eq!(
            world.through(writer, Method::Put, &path, closed).status,
            200
        );

        let detail = world.seen(reader, &path).json();
        let row = &detail[object(reader)];
        assert_eq!(row["name"], "Seen twice", "{reader:?}");
        assert_eq!(
            (&row["status"], &row["priority"]),
            (&json!("Closed"), &json!("High"))
        );
        assert_eq!(texts(&detail["comments"]), ["said through one face"]);
        let list = world.seen(reader, "/api/cases/").json();
        let rows = match reader {
            Bottlecrm => &list["cases"],
            Documented => &list["results"],
        };
        assert_eq!(rows[0]["id"], json!(case));

        let answer = json!({ "comment": "answered through the other" });
        assert_eq!(
            world.through(reader, Method::Post, &path, answer).status,
            200
        );
        let detail = world.seen(writer, &path).json();
        assert_eq!(detail["comments"].as_array().unwrap().len(), 2);

        let gone = world.through(reader, Method::Delete, &path, Value::Null);
        assert!(gone.status < 300, "{}", gone.text());
        assert_eq!(world.seen(writer, &path).status, 404);
        assert_eq!(world.crm.dialect(), reader, "the server keeps its own");
    }
}

#[test]
fn a_note_for_members_stays_out_of_the_face_that_knows_no_notes() {
    let mut world = World::new();
    let case = world.case("Quiet");
    let path = format!("/api/cases/{case}/");
    let note = json!({ "comment": "between us", "is_internal": true });
    world.through(Bottlecrm, Method::Post, &path, note);
    let detail = world.seen(Documented, &path).json();
    assert_eq!(texts(&detail["comments"]), Vec::<&str>::new());
}
