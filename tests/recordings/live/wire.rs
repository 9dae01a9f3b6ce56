//! One exchange with a live server, by `curl`, which knows proxies and certificates.

use std::io::Write;
use std::process::{Command, Stdio};

use satchel_sandbox::{Request, Response};

/// A live server and a token for it.
pub(crate) struct Wire<'a> {
    pub(crate) server: &'a str,
    pub(crate) token: &'a str,
}

/// Headers that are the recording's own, and not part of the question.
const OWN: [&str; 6] = [
    "authorization",
    "token",
    "host",
    "user-agent",
    "content-length",
    "connection",
];

impl Wire<'_> {
    /// Whether there is a `curl` here.
    pub(crate) fn has_curl() -> bool {
        Command::new("curl").arg("--version").output().is_ok()
    }

    /// Asks. The token goes to `curl` by its standard input, never into a list of processes. Where no answer comes, the
    /// status is 0 and the body says why: that is a difference, and no reason to leave our cases behind.
    pub(crate) fn ask(&self, request: &Request) -> Response {
        let body = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(body.path(), &request.body).expect("a body");
        let mut settings = format!(
            "url = {}\nheader = {}\nsilent\nshow-error\ninclude\ngloboff\nmax-time = 120\nheader = \"Expect:\"\n",
            quoted(&format!(
                "{}{}",
                self.server.trim_end_matches('/'),
                request.target()
            )),
            quoted(&format!("Authorization: Bearer {}", self.token)),
        );
        for (name, value) in &request.headers {
            if !OWN.contains(&name.to_ascii_lowercase().as_str()) {
                settings += &format!("header = {}\n", quoted(&format!("{name}: {value}")));
            }
        }
        settings += &match request.method.as_str() {
            "HEAD" => "head\n".to_owned(),
            method => format!("request = \"{method}\"\n"),
        };
        if !request.body.is_empty() {
            let file = format!("@{}", body.path().display());
            settings += &format!("data-binary = {}\n", quoted(&file));
        }
        let mut curl = Command::new("curl")
            .args(["--config", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("curl");
        let mut input = curl.stdin.take().expect("an input");
        input.write_all(settings.as_bytes()).expect("settings");
        drop(input);
        let output = curl.wait_with_output().expect("an answer");
        if !output.status.success() {
            return Response {
                status: 0,
                headers: Vec::new(),
                body: output.stderr,
            };
        }
        parse(&output.stdout)
    }
}

/// A value of curl's settings.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// An answer as it came over the wire.
fn parse(bytes: &[u8]) -> Response {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.expect("the end of the head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    Response {
        status: status.and_then(|code| code.parse().ok()).expect("a status"),
        headers: lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: bytes[end + 4..].to_vec(),
    }
}
