//! The way to the server, hop by hop: which of them holds and which one broke. For whoever has to mend it: a wrong name and a
//! proxy that says no look alike from the list of cases. Sockets are `reach.rs`'s and the transport's; what their answers
//! mean is decided here, pure. Nothing of a customer, no secret and no address is in a report.

pub mod reach;

use crate::crm::http::{Proxy, Settings, proxy_url};
use crate::crm::origin::Origin;
use crate::crm::sign_in;
use crate::crm::transport::Transport;
use crate::crm::{Account, Credential, CrmError};
use crate::error::{AppError, Code, Error};
use crate::sentence::{Advice, Sentence};
use reach::Reached;
use serde::Serialize;

/// A part of the way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Hop {
    /// The name of the first machine is known here.
    Name,
    /// It accepts connections.
    Connection,
    /// The proxy lets us through.
    Proxy,
    /// The server's certificate verifies.
    Certificate,
    /// No page stands between us and the server.
    Portal,
    /// It answers as a web server should.
    Server,
    /// What answers is a CRM that Satchel knows.
    Api,
    /// It lets this person in.
    SignIn,
}

impl Hop {
    /// All of them, in the order of the way.
    pub const ALL: [Hop; 8] = [
        Hop::Name,
        Hop::Connection,
        Hop::Proxy,
        Hop::Certificate,
        Hop::Portal,
        Hop::Server,
        Hop::Api,
        Hop::SignIn,
    ];
}

/// How a hop is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Holds {
    /// It holds.
    Yes,
    /// It broke: what comes after it could not be tried.
    No,
    /// It is not on this way.
    NotHere,
    /// A hop before it broke, or it can't be tried alone.
    NotTried,
}

/// One hop of a report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct HopReport {
    /// Which.
    pub hop: Hop,
    /// How it is.
    pub holds: Holds,
    /// What broke it, and what to do.
    pub error: Option<AppError>,
}

/// The first machine on the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct First {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// It is a proxy, not the server.
    pub is_proxy: bool,
}

/// The first machine on the way to `origin`. `None`: a proxy that the system knows and we do not.
///
/// # Errors
/// `Invalid`: the proxy's address can't be used.
pub fn first(
    origin: &Origin,
    settings: &Settings,
    system_has_proxy: bool,
) -> Result<Option<First>, Error> {
    let of = |authority: &str, usual, is_proxy| {
        let (host, port) = host_and_port(authority, usual)?;
        Some(First {
            host,
            port,
            is_proxy,
        })
    };
    let goes_out = !origin.is_this_computer();
    Ok(match &settings.proxy {
        Proxy::Explicit { address, .. } if goes_out => {
            let url = proxy_url(address)?;
            let usual = url.port_or_known_default().unwrap_or(80);
            let host = url.host_str().unwrap_or_default();
            of(&format!("{host}:{usual}"), usual, true)
        }
        Proxy::System if goes_out && system_has_proxy => None,
        _ => match origin.as_str().split_once("://") {
            Some(("https", authority)) => of(authority, 443, false),
            Some((_, authority)) => of(authority, 80, false),
            None => None,
        },
    })
}

/// Does the environment name a proxy for servers that are reached by TLS?
#[must_use]
pub fn system_has_proxy() -> bool {
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    names
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}

fn host_and_port(authority: &str, usual: u16) -> Option<(String, u16)> {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => {
            (host, port.parse().ok()?)
        }
        _ => (authority, usual),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    (!host.is_empty()).then(|| (host.to_owned(), port))
}

/// The hop that a failure of the dialogue with the server belongs to.
#[must_use]
pub fn broken(error: &CrmError) -> Hop {
    match error {
        CrmError::Certificate(_) => Hop::Certificate,
        CrmError::Unreachable(why) if why.contains("proxy") => Hop::Proxy,
        CrmError::Unreachable(why) if why.contains("TLS") => Hop::Certificate,
        CrmError::Unreachable(why) if why.contains("name") => Hop::Name,
        CrmError::Unreachable(_) => Hop::Connection,
        CrmError::CaptivePortal => Hop::Portal,
        CrmError::SignIn | CrmError::Denied(_) => Hop::SignIn,
        CrmError::NotACrm | CrmError::TooOld | CrmError::Malformed(_) => Hop::Api,
        CrmError::Broken(_)
        | CrmError::Redirect(_)
        | CrmError::Gone
        | CrmError::Rejected(_)
        | CrmError::Unfit(_)
        | CrmError::TooLarge(_)
        | CrmError::Busy(_)
        | CrmError::Failed(_) => Hop::Server,
    }
}

/// What is on this way at all.
#[derive(Clone, Copy, Debug)]
struct Course {
    has_proxy: bool,
    is_encrypted: bool,
}

impl Course {
    fn has(self, hop: Hop) -> bool {
        match hop {
            Hop::Proxy => self.has_proxy,
            Hop::Certificate | Hop::Portal => self.is_encrypted,
            _ => true,
        }
    }
}

/// The report for a way whose hops before `at` hold; with `error`, `at` broke.
fn report(course: Course, at: Hop, error: Option<AppError>) -> Vec<HopReport> {
    let line = |hop: Hop| {
        let holds = match hop.cmp(&at) {
            _ if !course.has(hop) && hop != at => Holds::NotHere,
            std::cmp::Ordering::Less => Holds::Yes,
            std::cmp::Ordering::Equal if error.is_some() => Holds::No,
            _ => Holds::NotTried,
        };
        HopReport {
            hop,
            holds,
            error: error.clone().filter(|_| hop == at),
        }
    };
    Hop::ALL.map(line).into()
}

/// Tries the way: `first` was reached for already, as `reached` says; the rest is asked of the server. Who is named is
/// asked to be let in; a session is not tried, because asking could use it up.
pub async fn tested(
    origin: &Origin,
    first: Option<&First>,
    reached: Option<Reached>,
    transport: &dyn Transport,
    person: Option<(&Account, &Credential)>,
) -> Vec<HopReport> {
    let course = Course {
        has_proxy: first.is_none_or(|first| first.is_proxy),
        is_encrypted: origin.as_str().starts_with("https:"),
    };
    let is_proxy = first.is_some_and(|first| first.is_proxy);
    match reached {
        Some(Reached::NoName) => return report(course, Hop::Name, Some(no_name(is_proxy))),
        Some(Reached::NoAnswer) => {
            return report(course, Hop::Connection, Some(no_answer(is_proxy)));
        }
        Some(Reached::Yes) | None => {}
    }
    let failed = |error: &Error| {
        let at = match error {
            Error::Crm(error) => broken(error),
            _ => Hop::Server,
        };
        report(course, at, Some(AppError::from(error)))
    };
    if let Err(error) = sign_in::offers(transport).await {
        return failed(&error);
    }
    let token = match person.map(|(_, credential)| credential) {
        Some(Credential::Token(token)) => token,
        Some(Credential::Minted(minted)) => &minted.token,
        Some(Credential::Session { .. }) | None => return report(course, Hop::SignIn, None),
    };
    let organization = person.and_then(|(account, _)| account.organization_header().cloned());
    match sign_in::with_token(transport, origin.as_str(), token, organization).await {
        Ok(_) => {
            let mut all = report(course, Hop::SignIn, None);
            for line in all.iter_mut().filter(|line| line.hop == Hop::SignIn) {
                line.holds = Holds::Yes;
            }
            all
        }
        Err(error) => failed(&error),
    }
}

fn no_name(is_proxy: bool) -> AppError {
    let advice = match is_proxy {
        true => Advice::ProxyAddress,
        false => Advice::Vpn,
    };
    AppError::saying(Code::Offline, Sentence::NoName { proxy: is_proxy }, advice)
}

fn no_answer(is_proxy: bool) -> AppError {
    let advice = match is_proxy {
        true => Advice::ProxyPort,
        false => Advice::Firewall,
    };
    AppError::saying(
        Code::Offline,
        Sentence::NoAnswer { proxy: is_proxy },
        advice,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crm::http::Password;

    fn settings(proxy: Proxy) -> Settings {
        Settings {
            proxy,
            ..Settings::default()
        }
    }

    #[test]
    fn the_first_machine_is_the_proxy_where_there_is_one() {
        let explicit = settings(Proxy::Explicit {
            address: "proxy.example.com:3128".to_owned(),
            user: String::new(),
            password: Password::default(),
        });
        let (none, system) = (settings(Proxy::None), settings(Proxy::System));
        for (origin, settings, has, expected) in [
            (
                "crm.example.com",
                &none,
                true,
                Some(("crm.example.com", 443, false)),
            ),
            (
                "crm.example.com:8443",
                &system,
                false,
                Some(("crm.example.com", 8443, false)),
            ),
            ("crm.example.com", &system, true, None),
            (
                "crm.example.com",
                &explicit,
                false,
                Some(("proxy.example.com", 3128, true)),
            ),
            (
                "http://localhost:8000",
                &explicit,
                true,
                Some(("localhost", 8000, false)),
            ),
            (
                "http://[::1]:8000",
                &none,
                false,
                Some(("::1", 8000, false)),
            ),
        ] {
            let origin = Origin::parse(origin).unwrap();
            let found = first(&origin, settings, has).unwrap();
            let found = found
                .as_ref()
                .map(|f| (f.host.as_str(), f.port, f.is_proxy));
            assert_eq!(found, expected, "{origin:?}");
        }
    }

    #[test]
    fn what_comes_before_a_broken_hop_holds_and_what_comes_after_was_not_tried() {
        let course = Course {
            has_proxy: false,
            is_encrypted: true,
        };
        let said = AppError::from(Error::Crm(CrmError::CaptivePortal));
        let holds: Vec<Holds> = report(course, Hop::Portal, Some(said))
            .iter()
            .map(|line| line.holds)
            .collect();
        use Holds::{No, NotHere, NotTried, Yes};
        assert_eq!(
            holds,
            [Yes, Yes, NotHere, Yes, No, NotTried, NotTried, NotTried]
        );
    }
}
