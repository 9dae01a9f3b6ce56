//! The way to the server, set before anybody has signed in: a wrong proxy is named in its place, a right one is taken at
//! once and kept over a restart, and who it knows lies in the keyring and nowhere else.

use std::net::{Ipv4Addr, TcpListener};

use crate::desk::Desk;
use crate::home::Home;

#[test]
fn a_proxy_is_set_before_signing_in_and_kept_without_its_sign_in_in_the_open() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let closed = listener.local_addr().expect("its number").port();
    drop(listener);
    let mut desk = Desk::open(Home::new("connection"), &[]);
    desk.waits_for("signin-server");
    assert!(!desk.sees("proxy-explicit"), "unobtrusive: closed at first");

    desk.clicks("connection-summary");
    desk.waits_for("proxy-explicit");
    desk.clicks("proxy-explicit");
    desk.types("proxy-address", "proxy.example.com");
    desk.clicks("proxy-save");
    desk.waits_for("connection-error[data-code=invalid]");
    assert!(desk.text("connection-error").contains("port is missing"));

    desk.types_over("proxy-address", &format!("127.0.0.1:{closed}"));
    desk.types("proxy-user", "alice.of.larkfield");
    desk.types("proxy-password", "hunter2-hunter2");
    desk.clicks("proxy-save");
    desk.waits_for_text("connection-said", "Saved.");
    assert_eq!(desk.value("proxy-password"), "", "not shown again");

    // Taken at once: it is the proxy that does not answer, not a name that nobody knows.
    desk.types("signin-server", "https://crm.larkfield.example");
    desk.clicks("signin-continue");
    desk.waits_for("signin-error[data-code=offline]");
    let said = desk.text("signin-error");
    assert!(said.contains("the proxy"), "{said}");

    desk.restarts();
    desk.waits_for("signin-server");
    desk.clicks("connection-summary");
    desk.waits("the proxy that was kept", |desk| {
        desk.value("proxy-address") == format!("127.0.0.1:{closed}")
    });
    assert_eq!(desk.value("proxy-user"), "alice.of.larkfield");
    assert_eq!(desk.attributes("proxy-password", "placeholder"), ["Kept"]);
    for file in desk.home().data() {
        let bytes = std::fs::read(&file).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        for secret in ["hunter2", "alice.of.larkfield"] {
            assert!(!text.contains(secret), "{secret} in {}", file.display());
        }
    }
}
