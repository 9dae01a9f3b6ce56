//! How this computer gets to the server, as plain data: whose certificates count besides the system's, and which proxy.
//!
//! Who keeps it is the host's business; `http.rs` does it.

use crate::error::{Error, Result};
use crate::sentence::Cannot;
use std::fmt;
use std::time::Duration;
use url::Url;
use zeroize::Zeroizing;

/// How to get to a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Certificates of authorities that count besides those that the operating system trusts.
    pub extra_ca: Option<AuthorityFile>,
    /// The way out of this network.
    pub proxy: Proxy,
    /// How long nothing may move in either direction before the line is given up.
    pub silence: Duration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            extra_ca: None,
            proxy: Proxy::System,
            silence: Duration::from_secs(45),
        }
    }
}

/// A file with certificates of authorities.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthorityFile {
    /// What the person knows it by.
    pub name: String,
    /// Its bytes: PEM, with any number of certificates, or one in DER.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for AuthorityFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuthorityFile({:?})", self.name)
    }
}

/// The way out of this network. To a server on this computer itself there is never a proxy: what goes to it is not
/// encrypted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxy {
    /// As the operating system and the environment (`HTTPS_PROXY`, `NO_PROXY`) say.
    #[default]
    System,
    /// Straight to the server, whatever the system says.
    None,
    /// Through this one.
    Explicit {
        /// Its address, as people type it: `proxy.example.com:3128`.
        address: String,
        /// The name it knows the person by; empty where it does not ask.
        user: String,
        /// The password it knows the person by.
        password: Password,
    },
}

/// A password. Wiped from memory when it goes, and never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// A password as typed: not trimmed.
    #[must_use]
    pub fn new(text: &str) -> Password {
        Password(Zeroizing::new(text.to_owned()))
    }

    /// For the keyring, and for the proxy.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// The URL of a proxy's address as people type it.
///
/// # Errors
/// `Invalid`, in words for the person.
pub fn proxy_url(address: &str) -> Result<Url> {
    let invalid = |what: Cannot| Err(Error::Invalid(what));
    let typed = address.trim();
    if typed.is_empty() {
        return invalid(Cannot::ProxyEmpty);
    }
    let (scheme, rest) = typed.split_once("://").unwrap_or(("", typed));
    if !matches!(scheme.to_ascii_lowercase().as_str(), "" | "http" | "https") {
        return invalid(Cannot::ProxyKind);
    }
    let full = match scheme {
        "" => format!("http://{rest}"),
        _ => typed.to_owned(),
    };
    let Ok(url) = Url::parse(&full) else {
        return invalid(Cannot::ProxyNot);
    };
    if !url.username().is_empty() || url.password().is_some() {
        return invalid(Cannot::ProxyWithName);
    }
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return invalid(Cannot::ProxyTail);
    }
    if scheme.is_empty() && url.port().is_none() && !rest.ends_with(":80") {
        return invalid(Cannot::ProxyPort);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxys_address_is_read_as_people_type_it() {
        for (typed, read) in [
            ("proxy.example.com:3128", "http://proxy.example.com:3128/"),
            (" http://10.0.0.1:8080/ ", "http://10.0.0.1:8080/"),
            ("https://proxy.example.com", "https://proxy.example.com/"),
            ("proxy:80", "http://proxy/"),
            ("[::1]:3128", "http://[::1]:3128/"),
        ] {
            assert_eq!(proxy_url(typed).unwrap().as_str(), read, "{typed}");
        }
    }

    #[test]
    fn what_is_no_proxy_is_refused_with_the_reason() {
        for (typed, why) in [
            ("", "empty"),
            ("proxy.example.com", "port"),
            ("proxy.example.com:port", "not an address"),
            ("proxy.example.com:99999", "not an address"),
            ("socks5://proxy.example.com:1080", "HTTP proxies"),
            (
                "http://me:secret@proxy.example.com:3128",
                "fields of their own",
            ),
            ("proxy.example.com:3128/path", "behind its port"),
            ("http://", "not an address"),
        ] {
            let said = proxy_url(typed).unwrap_err().to_string();
            assert!(said.contains(why), "{typed}: {said}");
            assert!(!said.contains("secret"), "{said}");
        }
    }

    #[test]
    fn a_password_says_nothing_in_a_log() {
        let settings = Settings {
            proxy: Proxy::Explicit {
                address: "proxy:3128".to_owned(),
                user: "me".to_owned(),
                password: Password::new("hunter2"),
            },
            ..Settings::default()
        };
        assert!(!format!("{settings:?}").contains("hunter2"));
    }
}
