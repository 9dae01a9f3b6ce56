//! What a page may not do, whoever gets to run in it: call what it was not given, also from a case's own window and from a
//! frame, or leave. What the content policy refuses is in `fence/policy.rs`.

mod policy;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use satchel_sandbox::ALICE;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

/// Plugins that we do not carry, with arguments their commands would take.
const ABSENT: [(&str, &str); 14] = [
    ("fs|read_file", r#"{"path": "/etc/hostname"}"#),
    ("fs|write_file", r#"{"path": "/tmp/satchel-breach"}"#),
    ("shell|execute", r#"{"program": "id", "args": []}"#),
    ("shell|open", r#"{"path": "https://example.invalid"}"#),
    ("opener|open_url", r#"{"url": "https://example.invalid"}"#),
    (
        "http|fetch",
        r#"{"clientConfig": {"url": "https://example.invalid"}}"#,
    ),
    ("dialog|open", r#"{"options": {}}"#),
    ("clipboard-manager|read_text", "{}"),
    ("process|exit", r#"{"code": 0}"#),
    ("notification|notify", r#"{"options": {"title": "x"}}"#),
    ("updater|check", "{}"),
    ("store|load", r#"{"path": "x"}"#),
    ("sql|load", r#"{"db": "sqlite:x"}"#),
    ("single-instance|destroy", "{}"),
];

/// Calls each and answers with what was said to it, by name.
const CALLS: &str = "const [commands, done] = arguments;
    const call = (command, args) => window.__TAURI_INTERNALS__.invoke(command, args)
        .then(() => 'answered', (why) => String(why?.message ?? why));
    Promise.all(commands.map(async ([command, args]) => [command, await call(command, args)])).then(done);";

/// Time for a request that should not be made to arrive.
const A_WHILE: Duration = Duration::from_secs(1);

fn read(path: &str) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let path = root.expect("the project").join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

/// Every command of Tauri and of the plugins that this build carries, but the two that a page needs to hear of anything: out
/// of what the build itself wrote down, so that an update brings its new ones along.
fn carried() -> Vec<String> {
    let manifests = read("gen/schemas/acl-manifests.json");
    let mut commands = vec![];
    for (plugin, manifest) in manifests.as_object().expect("plugins") {
        let name = plugin.strip_prefix("core:").unwrap_or(plugin);
        let permissions = manifest["permissions"].as_object().into_iter().flatten();
        for (_, permission) in permissions.filter(|_| plugin != "__app-acl__") {
            for command in permission["commands"]["allow"]
                .as_array()
                .into_iter()
                .flatten()
            {
                commands.push(format!("{name}|{}", command.as_str().expect("a name")));
            }
        }
    }
    commands.sort();
    commands.dedup();
    commands.retain(|command| !["event|listen", "event|unlisten"].contains(&command.as_str()));
    commands
}

/// All that no window may call.
fn foreign() -> Vec<(String, Value)> {
    // What many of them take, so that none is refused for want of it.
    let args = json!({
        "label": "main", "value": true, "rid": 0, "event": "phase-changed", "payload": {}, "path": "/etc/hostname",
        "options": { "label": "second", "url": "index.html" }, "kind": "Menu", "directory": 1, "paths": ["a"], "id": "main",
    });
    let carried = carried().into_iter().map(|command| (command, args.clone()));
    let absent = ABSENT.map(|(command, args)| {
        let args: Value = serde_json::from_str(args).expect("JSON");
        (command.to_owned(), args)
    });
    carried
        .chain(absent)
        .map(|(command, args)| (format!("plugin:{command}"), args))
        .collect()
}

/// None of them is answered: each is refused, and as what may not be called.
#[track_caller]
fn are_refused(desk: &Desk, commands: &[(String, Value)]) {
    let said = desk.asks_and_waits(CALLS, vec![json!(commands)]);
    let said: Vec<(String, String)> = serde_json::from_value(said).expect("answers");
    assert_eq!(said.len(), commands.len());
    let answered: Vec<_> = said
        .iter()
        .filter(|(_, why)| !why.contains("not allowed"))
        .collect();
    assert!(answered.is_empty(), "{answered:?}");
}

#[test]
fn every_command_that_is_not_the_windows_own_is_refused() {
    let desk = Desk::open(Home::new("fence_commands"), &[]);
    desk.waits_for("signin-server");
    let own = vec![("app_state".to_owned(), json!({}))];
    let said = desk.asks_and_waits(CALLS, vec![json!(own)]);
    assert_eq!(said, json!([["app_state", "answered"]]), "ours are");
    let foreign = foreign();
    assert!(foreign.len() > 150, "{}", foreign.len());
    are_refused(&desk, &foreign);
    assert_eq!(
        desk.asks("return typeof window.__TAURI__", vec![]),
        json!("undefined")
    );
    assert!(desk.sees("signin-server"), "the window is still itself");
}

/// What a file of capabilities grants of our own commands.
fn granted(path: &str) -> BTreeSet<String> {
    let capability = read(path);
    let all = capability["permissions"].as_array().into_iter().flatten();
    let ours = all.filter_map(|name| name.as_str()?.strip_prefix("allow-"));
    ours.map(|name| name.replace('-', "_")).collect()
}

#[test]
fn a_cases_own_window_is_refused_what_is_the_main_windows() {
    let server = Server::start(5);
    let desk = Desk::open(Home::new("fence_case"), &[]);
    desk.signs_in(&server, ALICE);
    desk.looks_at("all");
    let row = desk.rows().remove(0);
    desk.opens(&row);
    let main = desk.window();
    let open = vec![("open_in_window".to_owned(), json!({ "caseId": row }))];
    let said = desk.asks_and_waits(CALLS, vec![json!(open)]);
    assert_eq!(said, json!([["open_in_window", "answered"]]));
    desk.waits("the case's own window", |desk| desk.windows().len() == 2);
    let windows = desk.windows();
    let own = windows
        .iter()
        .find(|one| **one != main)
        .expect("another window");
    desk.turns_to(own);
    desk.waits("the case in it", |desk| desk.sees("case"));

    are_refused(&desk, &foreign());
    let case = granted("src-tauri/capabilities/case.json");
    let mains = granted("src-tauri/capabilities/main.json");
    let denied: Vec<(String, Value)> = mains
        .difference(&case)
        .map(|name| (name.clone(), json!({})))
        .collect();
    assert!(denied.len() > 30, "{}", denied.len());
    are_refused(&desk, &denied);
    desk.turns_to(&main);
    assert!(desk.sees("case"), "nobody was signed out by it");
}

/// A frame has nothing to call with: those of others do not come, those of our own making are empty and hold nothing.
#[test]
fn a_frame_does_not_come_and_could_call_nothing() {
    let server = Server::start(5);
    let desk = Desk::open(Home::new("fence_frame"), &[]);
    desk.waits_for("signin-server");
    let frames = "const [origin, done] = arguments;
        const call = `<script>parent.breach = (parent.breach ?? '') + 'ran';
            window.__TAURI_INTERNALS__?.invoke('app_state').then(() => { parent.breach += ' called' })</scr` + 'ipt>';
        const url = (text, type) => URL.createObjectURL(new Blob([text], { type }));
        const ways = [{ src: origin + '/frame' }, { src: 'https://example.invalid/' }, { src: location.href },
            { src: 'data:text/html,' + encodeURIComponent(call) }, { src: url(call, 'text/html') }, { srcdoc: call },
            { src: 'javascript:parent.breach = 1' }, { src: 'about:blank' }, { src: 'attachment://localhost/x' }];
        const all = ways.map((way) => Object.assign(document.createElement('iframe'), way));
        document.body.append(...all);
        setTimeout(() => {
            const seen = all.map((one) => {
                try { return one.contentDocument?.body?.childElementCount ?? 0 } catch { return 'foreign' }
            });
            all.forEach((one) => one.remove());
            done([window.breach ?? null, seen]);
        }, 1500);";
    let said = desk.asks_and_waits(frames, vec![json!(server.origin())]);
    assert_eq!(said[0], Value::Null, "something ran in a frame");
    // Empty, or none of ours to look into.
    let seen = said[1].as_array().expect("nine frames");
    assert_eq!(seen.len(), 9);
    assert!(
        seen.iter()
            .all(|one| *one == json!(0) || *one == json!("foreign")),
        "{seen:?}"
    );
    let came: Vec<String> = server.crm().requests().map(|r| r.target.clone()).collect();
    assert!(came.is_empty(), "a frame came from {came:?}");
    assert!(desk.sees("signin-server"), "the window is still itself");
}

#[test]
fn the_page_can_not_leave() {
    let server = Server::start(5);
    let origin = server.origin();
    let desk = Desk::open(Home::new("fence_leave"), &[]);
    desk.waits_for("signin-server");
    let page = desk.asks("return location.href", vec![]);
    for target in [
        format!("{origin}/page"),
        "https://example.invalid/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "data:text/html,<h1>x</h1>".to_owned(),
        "attachment://localhost/x".to_owned(),
        "ipc://localhost/app_state".to_owned(),
        "about:blank".to_owned(),
    ] {
        desk.asks("location = arguments[0]", vec![json!(target)]);
        std::thread::sleep(A_WHILE);
        assert_eq!(
            desk.asks("return location.href", vec![]),
            page,
            "it went to {target}"
        );
    }
    let windows = desk.windows().len();
    desk.asks(
        "for (const name of ['_blank', 'x', '_top']) window.open(arguments[0], name)",
        vec![json!(format!("{origin}/window"))],
    );
    std::thread::sleep(A_WHILE);
    assert_eq!(desk.windows().len(), windows, "no window came");
    let came: Vec<String> = server.crm().requests().map(|r| r.target.clone()).collect();
    assert!(came.is_empty(), "the page reached a server: {came:?}");
    // The engine does reach it, so the silence before was the page's.
    desk.signs_in(&server, ALICE);
    assert!(server.crm().requests().next().is_some());
}
