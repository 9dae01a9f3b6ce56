//! What must not have come of a text: an element of its making, a script that ran, a request to elsewhere, a page that is
//! wider than its window, rows of different heights.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use crate::desk::Desk;

/// Listens to what the content policy refuses: a text that is only text asks for nothing that could be refused.
const TRIPWIRE: &str = "window.refused = [];
    document.addEventListener('securitypolicyviolation',
        (event) => window.refused.push(event.violatedDirective + ' ' + event.blockedURI));
    return location.href";

/// The harm that can be seen in the page, as a sentence; empty when all is well.
const HARM: &str = r#"
    const harm = [];
    if (window.hit !== undefined) harm.push('something ran');
    if (window.refused === undefined) harm.push('the page was loaded anew');
    else if (window.refused.length > 0) harm.push('something was asked for: ' + window.refused.slice(0, 3).join(', '));
    const made = ['script', 'style', 'link', 'meta', 'base', 'iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'image',
        'video', 'audio', 'source', 'track', 'math', 'foreignObject', 'animate', 'set', 'use', 'marquee', 'template', 'slot',
        'keygen', 'plaintext', 'xmp', 'noscript', 'table table', 'x', 'x-y', 'b', 'title', 'a[href]', '[style*=position]'];
    for (const one of document.body.querySelectorAll(made.join(','))) {
        // Our own: rows are placed by style, tables of keys have heads.
        if (one.closest('svg.lucide') !== null) continue;
        harm.push('an element was made: ' + one.outerHTML.slice(0, 120));
    }
    for (const one of document.querySelectorAll('*')) {
        for (const { name, value } of one.attributes) {
            if (name.startsWith('on')) harm.push('a handler: ' + one.outerHTML.slice(0, 120));
            if (/^(src|href|xlink:href|action|formaction|data|poster|srcset|background|srcdoc)$/.test(name)
                && one.closest('head') === null && !value.startsWith('attachment:'))
                harm.push('an address: ' + one.outerHTML.slice(0, 120));
        }
    }
    for (const one of document.querySelectorAll('.theirs *')) {
        if (!['MARK', 'SPAN', 'DEL', 'INS', 'STRONG'].includes(one.tagName))
            harm.push('an element inside a text: ' + one.outerHTML.slice(0, 120));
    }
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth || document.body.scrollWidth > root.clientWidth) {
        const wide = [...document.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1
            || one.getBoundingClientRect().left < -1);
        const last = wide.map((one) => one.tagName + '.' + one.className).slice(0, 12).join(' > ');
        harm.push('the page scrolls sideways: ' + root.scrollWidth + ' > ' + root.clientWidth + ': ' + last);
    }
    if (root.scrollHeight > root.clientHeight) {
        // What nothing between it and the page cuts off.
        const cuts = (one) => getComputedStyle(one).overflowY !== 'visible';
        const free = [...document.body.querySelectorAll('*')].filter((one) => {
            if (one.getBoundingClientRect().bottom <= root.clientHeight + 1) return false;
            for (let up = one.offsetParent; up instanceof Element && up !== document.body; up = up.offsetParent) if (cuts(up)) return false;
            return getComputedStyle(one).position === 'absolute';
        });
        const some = free.map((one) => one.parentElement.className + ' > ' + one.className).slice(0, 3).join(', ');
        harm.push('the page grew: ' + root.scrollHeight + ' > ' + root.clientHeight + ': ' + some);
    }
    for (const one of document.querySelectorAll('.timeline, .viewport, [data-page], aside, nav, main, .facts, .properties')) {
        if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible')
            harm.push('it scrolls sideways: ' + one.className + ' ' + one.scrollWidth + ' > ' + one.clientWidth);
    }
    const heights = new Set([...document.querySelectorAll('[data-testid=queue-row]')].map((row) => row.offsetHeight));
    if (heights.size > 1) harm.push('rows of different heights: ' + [...heights].join(', '));
    for (const row of document.querySelectorAll('[data-testid=queue-row] > *')) {
        if (row.offsetHeight > row.parentElement.offsetHeight + 1)
            harm.push('a cell grows out of its row: ' + row.className + ' ' + row.offsetHeight);
    }
    return harm.slice(0, 5).join('\n');
"#;

/// Whoever goes elsewhere comes here, and is counted.
pub(crate) struct Elsewhere {
    /// Host and port.
    pub(crate) host: String,
    came: Arc<AtomicUsize>,
}

impl Elsewhere {
    /// Begins to listen.
    pub(crate) fn start() -> Elsewhere {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("its number").port();
        let came = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&came);
        std::thread::spawn(move || {
            for guest in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                let mut guest = guest;
                let _asked = guest.read(&mut [0; 1024]);
                let _told = guest.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
            }
        });
        Elsewhere {
            host: format!("127.0.0.1:{port}"),
            came,
        }
    }

    /// How many came.
    pub(crate) fn came(&self) -> usize {
        self.came.load(Ordering::SeqCst)
    }
}

/// A page that is watched from now on.
pub(crate) struct Watched {
    page: String,
}

impl Watched {
    /// Begins to watch.
    pub(crate) fn page(desk: &Desk) -> Watched {
        let page = desk.asks(TRIPWIRE, vec![]);
        Watched {
            page: page.as_str().unwrap_or_default().to_owned(),
        }
    }

    /// Nothing came of any text so far.
    #[track_caller]
    pub(crate) fn is_unharmed(&self, desk: &Desk, place: &str) {
        let harm = harm(desk);
        assert!(harm.is_empty(), "{place}:\n{harm}");
        let page = desk.asks("return location.href", vec![]);
        assert_eq!(page, json!(self.page), "{place}: it went elsewhere");
    }
}

/// The harm, as a sentence.
pub(crate) fn harm(desk: &Desk) -> String {
    let harm = desk.asks(HARM, vec![]);
    harm.as_str().unwrap_or("no answer").to_owned()
}
