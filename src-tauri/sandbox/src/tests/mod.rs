//! What the stand-in promises, as sentences. Shapes are compared with `fixtures/`, cut down from answers of a real
//! server.

mod both;
mod demo;
mod described;
mod doors;
mod eras;
mod faces;
mod faults;
mod lab;
mod lists;
mod replay;
mod shapes;
mod talking;
mod writing;

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{ADMIN, Crm, Dialect, Method, NewWebCase, Request, Response};

/// The moment everything begins at.
fn start() -> DateTime<Utc> {
    "2026-11-23T09:12:47.898988Z".parse().unwrap()
}

/// A server and somebody who asks; each request comes a second after the one before.
struct World {
    crm: Crm,
    at: DateTime<Utc>,
    token: &'static str,
}

impl World {
    fn new() -> World {
        World::of(Crm::new(Dialect::Bottlecrm, 7))
    }

    fn documented() -> World {
        World::of(Crm::new(Dialect::Documented, 7))
    }

    fn of(crm: Crm) -> World {
        World {
            crm,
            at: start(),
            token: ADMIN,
        }
    }

    fn tick(&mut self) -> DateTime<Utc> {
        self.at += Duration::seconds(1);
        self.at
    }

    fn as_(&mut self, token: &'static str) -> &mut World {
        self.token = token;
        self
    }

    fn request(&mut self, method: Method, target: &str) -> Request {
        let at = self.tick();
        let request = Request::new(method, target, at).bearer(self.token);
        match self.crm.dialect() {
            Dialect::Bottlecrm => request,
            Dialect::Documented => {
                let org = self.crm.org().id.to_string();
                request.with_header("organization-id", &org)
            }
        }
    }

    fn get(&mut self, target: &str) -> Response {
        let request = self.request(Method::Get, target);
        self.crm.handle(&request)
    }

    fn send(&mut self, method: Method, target: &str, body: Value) -> Response {
        let request = self.request(method, target).json(&body);
        self.crm.handle(&request)
    }

    fn post(&mut self, target: &str, body: Value) -> Response {
        self.send(Method::Post, target, body)
    }

    fn patch(&mut self, case: Uuid, body: Value) -> Response {
        self.send(Method::Patch, &format!("/api/cases/{case}/"), body)
    }

    fn delete(&mut self, target: &str) -> Response {
        let request = self.request(Method::Delete, target);
        self.crm.handle(&request)
    }

    fn upload(&mut self, method: Method, target: &str, parts: &[Part<'_>]) -> Response {
        let request = self.request(method, target);
        let mut request = request.with_header("Content-Type", "multipart/form-data; boundary=XX");
        for part in parts {
            let (field, file, bytes) = match part {
                Part::Field(field, text) => (field, String::new(), text.as_bytes()),
                Part::File(field, name, bytes) => (field, format!("; filename=\"{name}\""), *bytes),
            };
            let head =
                format!("--XX\r\nContent-Disposition: form-data; name=\"{field}\"{file}\r\n\r\n");
            request.body.extend(head.as_bytes());
            request.body.extend(bytes);
            request.body.extend(b"\r\n");
        }
        request.body.extend(b"--XX--\r\n");
        self.crm.handle(&request)
    }

    /// A case of the administrator.
    fn case(&mut self, name: &str) -> Uuid {
        let at = self.tick();
        let new = NewWebCase {
            name: name.to_owned(),
            ..NewWebCase::default()
        };
        self.crm.web_creates_case("ada", new, at)
    }

    fn profile(&self, name: &str) -> Uuid {
        self.crm.person(name).unwrap().profile
    }

    fn detail(&mut self, case: Uuid) -> Value {
        self.get(&format!("/api/cases/{case}/")).json()
    }
}

#[derive(Clone)]
enum Part<'a> {
    Field(&'a str, &'a str),
    File(&'a str, &'a str, &'a [u8]),
}

fn id(value: &Value) -> Uuid {
    value.as_str().unwrap().parse().unwrap()
}

/// A request body every dialect takes.
fn new_case(name: &str) -> Value {
    json!({ "name": name, "status": "New", "priority": "Normal" })
}
