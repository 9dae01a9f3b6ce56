//! The address of a server, as people type it.

use crate::error::Error;

/// Scheme, host and port of a server. `https`, except on this computer itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Reads what a person typed: with or without `https://`, with or without a path behind it.
    ///
    /// # Errors
    /// `Invalid`, in words for the person.
    pub fn parse(typed: &str) -> Result<Origin, Error> {
        let invalid = |why: &str| Err(Error::Invalid(why.to_owned()));
        let typed = typed.trim();
        let (scheme, rest) = typed.split_once("://").unwrap_or(("", typed));
        let authority = rest
            .split(['/', '?', '#'])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        if authority.is_empty() {
            return invalid("Type the address of your CRM server, like crm.example.com.");
        }
        if authority.contains('@') {
            return invalid("An address has no name or password in it.");
        }
        if !authority
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']' | '_'))
        {
            return invalid("This is not an address. It looks like crm.example.com.");
        }
        let loopback = is_loopback(&authority);
        match scheme.to_lowercase().as_str() {
            "https" => Ok(Origin(format!("https://{authority}"))),
            "" if !loopback => Ok(Origin(format!("https://{authority}"))),
            "" | "http" if loopback => Ok(Origin(format!("http://{authority}"))),
            "http" => invalid("Satchel does not sign in over plain http. Use https://."),
            _ => invalid("An address starts with https://."),
        }
    }

    /// As text, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host == "localhost"
        || host == "::1"
        || host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_type_it() {
        let read = |t: &str| Origin::parse(t).unwrap().0;
        assert_eq!(read(" crm.example.com "), "https://crm.example.com");
        assert_eq!(
            read("https://CRM.example.com/api/cases/?x=1"),
            "https://crm.example.com"
        );
        assert_eq!(read("127.0.0.1:8000"), "http://127.0.0.1:8000");
        assert_eq!(read("http://[::1]:80/"), "http://[::1]:80");
    }

    #[test]
    fn plain_http_to_another_computer_is_refused_with_the_reason() {
        assert!(
            Origin::parse("http://crm.example.com")
                .unwrap_err()
                .to_string()
                .contains("https")
        );
        assert!(Origin::parse("http://127.0.0.1.evil.example").is_err());
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for typed in [
            "",
            "https://",
            "ftp://x",
            "a b.example",
            "https://user:pw@crm.example.com",
        ] {
            assert!(Origin::parse(typed).is_err(), "{typed}");
        }
    }
}
