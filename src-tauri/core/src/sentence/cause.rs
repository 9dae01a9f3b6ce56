//! Why the way to the server breaks, or its certificate does not hold. The network's part tells it in words (`crm/http.rs`);
//! here they become codes.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why. Where a proxy stands between, it may be the proxy's doing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Cause {
    /// What.
    pub what: CauseKind,
    /// It is the proxy that is meant.
    pub proxy: bool,
    /// What no code is known for, as it came.
    pub words: Option<String>,
}

/// The causes that are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum CauseKind {
    /// It does not accept connections.
    Refused,
    /// Its name is not known.
    Name,
    /// There is no network.
    NoNetwork,
    /// It does not answer.
    Silent,
    /// It does not speak TLS as it should.
    Tls,
    /// No connection, for no known reason.
    NoConnection,
    /// No answer in time.
    TooLate,
    /// Cut off.
    CutOff,
    /// The answer is too large.
    TooLarge,
    /// The proxy does not accept the sign-in.
    ProxySignIn,
    /// The proxy does not let Satchel through.
    ProxyCloses,
    /// The certificate has expired.
    Expired,
    /// The certificate is another address's.
    OtherAddress,
    /// The certificate's authority is not trusted.
    Untrusted,
    /// The certificate is not valid.
    NotValid,
    /// Something else.
    Other,
}

const WORDS: [(CauseKind, &str); 15] = [
    (CauseKind::Refused, "it does not accept connections"),
    (CauseKind::Name, "its name is not known here"),
    (CauseKind::NoNetwork, "there is no network"),
    (CauseKind::Silent, "it does not answer"),
    (CauseKind::Tls, "it does not speak TLS as it should"),
    (CauseKind::NoConnection, "no connection"),
    (CauseKind::TooLate, "no answer in time"),
    (CauseKind::CutOff, "cut off"),
    (CauseKind::TooLarge, "the answer is too large"),
    (
        CauseKind::ProxySignIn,
        "the proxy does not accept the sign-in. Check its user and password under “Connection”",
    ),
    (
        CauseKind::ProxyCloses,
        "the proxy does not let Satchel through to it",
    ),
    (
        CauseKind::Expired,
        "it has expired (or this computer's date is wrong)",
    ),
    (CauseKind::OtherAddress, "it belongs to another address"),
    (
        CauseKind::Untrusted,
        "it comes from an authority this computer does not trust",
    ),
    (CauseKind::NotValid, "it is not valid"),
];
const PROXY: &str = "the proxy: ";

impl Cause {
    /// The cause that these words tell.
    #[must_use]
    pub fn of(words: &str) -> Cause {
        let (proxy, rest) = match words.strip_prefix(PROXY) {
            Some(rest) => (true, rest),
            None => (false, words),
        };
        let known = WORDS.iter().find(|(_, known)| *known == rest);
        Cause {
            what: known.map_or(CauseKind::Other, |(what, _)| *what),
            proxy,
            words: known.is_none().then(|| rest.to_owned()),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = WORDS.iter().find(|(what, _)| *what == self.what);
        let words = known.map(|(_, words)| *words);
        let words = words.or(self.words.as_deref()).unwrap_or_default();
        write!(f, "{}{words}", if self.proxy { PROXY } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_that_the_network_gives_has_a_code() {
        // The words stand in quotes in the only file that gives them.
        let source = include_str!("../crm/http.rs");
        for (_, words) in WORDS {
            assert!(source.contains(&format!("{words}\"")), "{words:?}");
            assert_eq!(Cause::of(words).to_string(), words);
        }
        let given = source.split("TransportError::").skip(1);
        let literal = given.filter_map(|rest| {
            let (call, _) = rest.split_once(')')?;
            Some(call.split_once('"')?.1.split_once('"')?.0)
        });
        for words in literal.filter(|words| !words.contains('{')) {
            assert_ne!(Cause::of(words).what, CauseKind::Other, "{words:?}");
        }
        let unknown = Cause::of("the cable is out");
        assert_eq!(
            (unknown.what, unknown.to_string().as_str()),
            (CauseKind::Other, "the cable is out")
        );
    }
}
