//! The content policy at work in the real window: it is the one that `tidy/web.rs` knows word for word, and each way to run
//! or to load something that is not ours is tried and refused, by the rule that is meant to refuse it (T7).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::read;
use crate::desk::Desk;
use crate::home::Home;
use crate::hostile::harm::Elsewhere;

/// What is tried, the rule that refuses it, and how it is tried. `to` is the address of elsewhere, `made` makes an element.
/// Where the rule is empty the web view refuses without a word: that nobody comes elsewhere tells.
const WAYS: [(&str, &str, &str); 44] = [
    (
        "a script in the page",
        "script-src",
        "made('script', { text: 'hit=1' })",
    ),
    (
        "a module in the page",
        "script-src",
        "made('script', { type: 'module', text: 'hit=1' })",
    ),
    (
        "a script of elsewhere",
        "script-src",
        "made('script', { src: to + '/script' })",
    ),
    (
        "a module of elsewhere",
        "script-src",
        "made('script', { type: 'module', src: to + '/module' })",
    ),
    (
        "a script as data",
        "script-src",
        "made('script', { src: 'data:text/javascript,hit=1' })",
    ),
    (
        "a script out of memory",
        "script-src",
        "made('script', { src: blob('hit=1', 'text/javascript') })",
    ),
    (
        "a handler",
        "script-src",
        "made('img', { onerror: 'hit=1', src: 'attachment://localhost/none' })",
    ),
    (
        "a handler that is clicked",
        "script-src",
        "made('b', { onclick: 'hit=1' }).click()",
    ),
    (
        "a link that runs",
        "script-src",
        "made('a', { href: 'javascript:hit=1' }).click()",
    ),
    ("eval", "script-src", "eval('hit=1')"),
    (
        "a function of text",
        "script-src",
        "new Function('hit=1')()",
    ),
    (
        "a function of text, asynchronous",
        "script-src",
        "new (async () => {}).constructor('hit=1')()",
    ),
    ("a timer of text", "script-src", "setTimeout('hit=1', 0)"),
    (
        "an import of data",
        "script-src",
        "await import('data:text/javascript,hit=1')",
    ),
    (
        "an import of elsewhere",
        "script-src",
        "await import(to + '/import')",
    ),
    (
        "a worker out of memory",
        "worker-src",
        "new Worker(blob('0', 'text/javascript'))",
    ),
    ("a worker of elsewhere", "", "new Worker(to + '/worker')"),
    (
        "a shared worker",
        "",
        "new SharedWorker(blob('0', 'text/javascript'))",
    ),
    (
        "a picture of elsewhere",
        "img-src",
        "made('img', { src: to + '/img' })",
    ),
    (
        "a picture as data",
        "img-src",
        "made('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' })",
    ),
    (
        "a picture out of memory",
        "img-src",
        "made('img', { src: blob('x', 'image/png') })",
    ),
    (
        "a picture of a drawing",
        "img-src",
        "made('svg:image', { href: to + '/svg-image' })",
    ),
    (
        "a fetch",
        "connect-src",
        "await fetch(to + '/fetch', { mode: 'no-cors' })",
    ),
    (
        "a fetch of our own page",
        "connect-src",
        "await fetch('/index.html')",
    ),
    ("a request", "connect-src", "request(to + '/xhr')"),
    (
        "a socket",
        "connect-src",
        "new WebSocket(to.replace('http', 'ws') + '/ws')",
    ),
    (
        "a stream of events",
        "connect-src",
        "new EventSource(to + '/events')",
    ),
    (
        "a beacon",
        "connect-src",
        "navigator.sendBeacon(to + '/beacon', 'x')",
    ),
    (
        "a style sheet",
        "style-src",
        "made('link', { rel: 'stylesheet', href: to + '/css' })",
    ),
    (
        "a style in the page",
        "style-src",
        "made('style', { text: 'body { background: url(' + to + '/bg) }' })",
    ),
    (
        "a style of an element",
        "style-src",
        "made('b', { style: 'background: url(' + to + '/bg)' })",
    ),
    (
        "a font",
        "font-src",
        "await new FontFace('x', 'url(' + to + '/font)').load()",
    ),
    (
        "a font as data",
        "font-src",
        "await new FontFace('x', 'url(data:font/woff2,x)').load()",
    ),
    (
        "a frame",
        "frame-src",
        "made('iframe', { src: to + '/frame' })",
    ),
    (
        "a frame of data",
        "frame-src",
        "made('iframe', { src: 'data:text/html,x' })",
    ),
    (
        "an object",
        "object-src",
        "made('object', { data: to + '/object' })",
    ),
    (
        "an embedded thing",
        "object-src",
        "made('embed', { src: to + '/embed' })",
    ),
    (
        "a film",
        "media-src",
        "made('video', { src: to + '/video' }).load()",
    ),
    (
        "a sound as data",
        "media-src",
        "made('audio', { src: 'data:audio/wav,x' }).load()",
    ),
    (
        "another address for all links",
        "base-uri",
        "made('base', { href: to + '/' }, document.head)",
    ),
    (
        "a form",
        "form-action",
        "made('form', { action: to + '/form', method: 'post' }).submit()",
    ),
    (
        "a manifest",
        "",
        "made('link', { rel: 'manifest', href: to + '/manifest' }, document.head)",
    ),
    (
        "something fetched before",
        "",
        "made('link', { rel: 'prefetch', href: to + '/prefetch' }, document.head)",
    ),
    (
        "a picture of a style",
        "img-src",
        "document.body.style.backgroundImage = 'url(' + to + '/cssom)'",
    ),
];

/// Tries each, a moment apart, and answers with what was refused meanwhile.
fn tries() -> String {
    let ways: Vec<String> = WAYS
        .iter()
        .map(|(_, _, script)| format!("async () => {{ {script} }}"))
        .collect();
    format!(
        r"const [to, done] = arguments;
        const seen = [];
        let policy = '';
        document.addEventListener('securitypolicyviolation', (event) => {{
            policy = event.originalPolicy;
            seen.push(event.violatedDirective + ' ' + event.effectiveDirective);
        }});
        const made = (tag, {{ text, ...attributes }}, parent = document.body) => {{
            const [name, space] = tag.startsWith('svg:') ? [tag.slice(4), 'http://www.w3.org/2000/svg'] : [tag, 'http://www.w3.org/1999/xhtml'];
            const one = document.createElementNS(space, name);
            if (text !== undefined) one.textContent = text;
            for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
            if (space.endsWith('svg')) {{
                const svg = document.createElementNS(space, 'svg');
                svg.append(one);
                parent.append(svg);
            }} else parent.append(one);
            return one;
        }};
        const blob = (text, type) => URL.createObjectURL(new Blob([text], {{ type }}));
        const request = (url) => {{ const asked = new XMLHttpRequest(); asked.open('GET', url); asked.send(); }};
        const ways = [{}];
        (async () => {{
            const answers = [];
            for (const way of ways) {{
                seen.length = 0;
                try {{ await way(); }} catch {{}}
                await new Promise((on) => setTimeout(on, 80));
                answers.push(seen.slice());
            }}
            done({{ answers, policy, hit: window.hit ?? null }});
        }})();",
        ways.join(",\n")
    )
}

#[test]
fn whatever_is_not_ours_is_refused_by_the_rule_that_is_meant_to() {
    let elsewhere = Elsewhere::start();
    let desk = Desk::open(Home::new("fence_policy"), &[]);
    desk.waits_for("signin-server");
    let page = desk.asks("return location.href", vec![]);
    let to = format!("http://{}", elsewhere.host);
    let said = desk.asks_and_waits(&tries(), vec![json!(to)]);
    assert_eq!(said["hit"], Value::Null, "something ran");
    let answers = said["answers"].as_array().expect("answers");
    assert_eq!(answers.len(), WAYS.len());
    let open: Vec<String> = WAYS
        .iter()
        .zip(answers)
        .filter(|((_, rule, _), seen)| {
            let seen = seen.as_array().into_iter().flatten();
            !rule.is_empty() && !seen.filter_map(Value::as_str).any(|one| one.contains(rule))
        })
        .map(|((what, rule, _), seen)| format!("{what}: not by {rule}, but {seen}"))
        .collect();
    assert!(open.is_empty(), "{open:#?}");
    assert_eq!(elsewhere.came(), 0, "nobody went elsewhere");
    assert_eq!(desk.asks("return location.href", vec![]), page);

    // In force word for word; Tauri adds the hashes of what it puts into the page itself.
    let settings = read("tauri.conf.json");
    let golden = settings["app"]["security"]["csp"]
        .as_str()
        .expect("a policy");
    let policy = said["policy"].as_str().expect("the policy in force");
    assert_eq!(rules(policy), rules(golden), "{policy}");
    assert!(
        !policy.contains("unsafe") && !policy.contains('*'),
        "{policy}"
    );
}

/// Its rules, in no order.
fn rules(policy: &str) -> BTreeSet<String> {
    policy.split(';').map(without_hashes).collect()
}

fn without_hashes(rule: &str) -> String {
    let words = rule.split_whitespace();
    let kept = words.filter(|word| !word.starts_with("'sha256-") && !word.starts_with("'nonce-"));
    kept.collect::<Vec<_>>().join(" ")
}
