//! What the page may not do, whoever gets to run in it: call what it was not given, run foreign code, talk to anybody
//! but the engine, or leave.

use std::time::Duration;

use satchel_sandbox::ALICE;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::home::Home;
use crate::server::Server;

/// Commands of Tauri and its plugins, with arguments they would take.
const FOREIGN: [(&str, &str); 19] = [
    ("plugin:fs|read_file", r#"{"path": "/etc/hostname"}"#),
    ("plugin:fs|write_file", r#"{"path": "/tmp/satchel-breach"}"#),
    ("plugin:shell|execute", r#"{"program": "id", "args": []}"#),
    (
        "plugin:shell|open",
        r#"{"path": "https://example.invalid"}"#,
    ),
    (
        "plugin:opener|open_url",
        r#"{"url": "https://example.invalid"}"#,
    ),
    (
        "plugin:http|fetch",
        r#"{"clientConfig": {"url": "https://example.invalid"}}"#,
    ),
    ("plugin:dialog|open", r#"{"options": {}}"#),
    ("plugin:clipboard-manager|read_text", "{}"),
    ("plugin:process|exit", r#"{"code": 0}"#),
    ("plugin:app|version", "{}"),
    ("plugin:path|resolve_directory", r#"{"directory": 1}"#),
    (
        "plugin:event|emit",
        r#"{"event": "phase-changed", "payload": {}}"#,
    ),
    ("plugin:window|close", r#"{"label": "main"}"#),
    (
        "plugin:window|set_title",
        r#"{"label": "main", "value": "x"}"#,
    ),
    (
        "plugin:webview|create_webview_window",
        r#"{"options": {"label": "second"}}"#,
    ),
    ("plugin:webview|internal_toggle_devtools", "{}"),
    ("plugin:menu|new", r#"{"kind": "Menu"}"#),
    ("plugin:tray|new", r#"{"options": {}}"#),
    ("plugin:resources|close", r#"{"rid": 0}"#),
];

/// Time for a request that should not be made to arrive.
const A_WHILE: Duration = Duration::from_secs(1);

#[test]
fn every_command_that_is_not_the_windows_own_is_refused() {
    let desk = Desk::open(Home::new("fence_commands"), &[]);
    desk.waits_for("signin-server");
    let call = "const [command, args, done] = arguments;
        window.__TAURI_INTERNALS__.invoke(command, args)
            .then(() => done('answered'), (why) => done(String(why?.message ?? why)));";
    let own = desk.asks_and_waits(call, vec![json!("app_state"), json!({})]);
    assert_eq!(own, json!("answered"), "our own commands are answered");
    for (command, args) in FOREIGN {
        let args: Value = serde_json::from_str(args).expect("JSON");
        let said = desk.asks_and_waits(call, vec![json!(command), args]);
        let said = said.as_str().unwrap_or_default();
        assert!(said.contains("not allowed"), "{command}: {said}");
    }
    assert_eq!(
        desk.asks("return typeof window.__TAURI__", vec![]),
        json!("undefined")
    );
    assert!(desk.sees("signin-server"), "the window is still itself");
}

#[test]
fn foreign_code_does_not_run_and_the_page_talks_to_nobody() {
    let server = Server::start(5);
    let origin = server.origin();
    let desk = Desk::open(Home::new("fence_page"), &[]);
    desk.waits_for("signin-server");
    let page = desk.asks("return location.href", vec![]);

    let inline = "const script = document.createElement('script');
        script.textContent = 'window.breach = 1';
        document.head.append(script);
        const image = document.createElement('img');
        image.setAttribute('onerror', 'window.breach = 2');
        image.src = 'data:image/png;base64,x';
        document.body.append(image);
        const link = document.createElement('a');
        link.href = 'javascript:window.breach = 3';
        document.body.append(link);
        link.click();
        setTimeout(() => arguments[0](window.breach ?? null), 300);";
    assert_eq!(
        desk.asks_and_waits(inline, vec![]),
        Value::Null,
        "inline code ran"
    );
    let eval = "try { return new Function('return 1')() } catch (error) { return error.name }";
    assert_eq!(desk.asks(eval, vec![]), json!("EvalError"));

    let fetch = "const [url, done] = arguments;
        fetch(url, {mode: 'no-cors'}).then(() => done('answered'), () => done('refused'));";
    let asked = desk.asks_and_waits(fetch, vec![json!(format!("{origin}/fetch"))]);
    assert_eq!(asked, json!("refused"));
    let load = "const [url] = arguments;
        for (const [tag, name] of [['script', 'src'], ['img', 'src'], ['iframe', 'src'], ['link', 'href']]) {
            const element = document.createElement(tag);
            element.rel = 'stylesheet';
            element[name] = `${url}/${tag}`;
            document.body.append(element);
        }
        const form = document.createElement('form');
        form.action = `${url}/form`;
        document.body.append(form);
        form.submit();
        try { new WebSocket(url.replace('http', 'ws')) } catch {}
        navigator.sendBeacon?.(`${url}/beacon`, 'x');
        window.open(`${url}/window`);";
    desk.asks(load, vec![json!(origin)]);

    for target in [
        format!("{origin}/page"),
        "https://example.invalid/".to_owned(),
    ] {
        desk.asks("location = arguments[0]", vec![json!(target)]);
        std::thread::sleep(A_WHILE);
        assert_eq!(
            desk.asks("return location.href", vec![]),
            page,
            "it went to {target}"
        );
    }
    let requests: Vec<String> = server.crm().requests().map(|r| r.target.clone()).collect();
    assert!(
        requests.is_empty(),
        "the page reached a server: {requests:?}"
    );

    // The engine does reach it, so the silence before was the page's.
    desk.signs_in(&server, ALICE);
    assert!(server.crm().requests().next().is_some());
}
