//! Reaching for the first machine on the way: is its name known, does it accept a connection? Blocks; nothing is sent.

use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::mpsc;
use std::time::Duration;

/// A machine that does not answer in this time does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How far one comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reached {
    /// Nobody here knows its name.
    NoName,
    /// It does not accept connections.
    NoAnswer,
    /// It does.
    Yes,
}

/// Reaches for it. Takes at most some seconds for its name, and some for each of its first addresses.
#[must_use]
pub fn reach(host: &str, port: u16) -> Reached {
    let addresses = addresses(host, port);
    if addresses.is_empty() {
        return Reached::NoName;
    }
    let answers = |address: &SocketAddr| TcpStream::connect_timeout(address, PATIENCE / 2).is_ok();
    if addresses.iter().take(4).any(answers) {
        Reached::Yes
    } else {
        Reached::NoAnswer
    }
}

/// The system's look-up can't be broken off: it is left to a thread of its own.
fn addresses(host: &str, port: u16) -> Vec<SocketAddr> {
    let (tell, told) = mpsc::channel();
    let host = host.to_owned();
    std::thread::spawn(move || {
        let found = (host.as_str(), port).to_socket_addrs();
        let _nobody_waits_any_more = tell.send(found.map(Vec::from_iter).unwrap_or_default());
    });
    told.recv_timeout(PATIENCE).unwrap_or_default()
}
