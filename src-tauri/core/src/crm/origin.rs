//! The address of a server, as people type it.

use crate::error::Error;
use crate::sentence::Cannot;
use url::Url;

/// Scheme, host and port of a server. `https`, except on this computer itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Reads what a person typed: with or without `https://`, with or without a path behind it.
    ///
    /// # Errors
    /// `Invalid`, in words for the person.
    pub fn parse(typed: &str) -> Result<Origin, Error> {
        let invalid = |what: Cannot| Err(Error::Invalid(what));
        let typed = typed.trim();
        let (scheme, rest) = typed.split_once("://").unwrap_or(("", typed));
        let authority = rest
            .split(['/', '?', '#'])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        if authority.is_empty() {
            return invalid(Cannot::AddressEmpty);
        }
        if authority.contains('@') {
            return invalid(Cannot::AddressWithName);
        }
        if !authority
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']' | '_'))
        {
            return invalid(Cannot::AddressNot);
        }
        let loopback = is_loopback(&authority);
        match scheme.to_lowercase().as_str() {
            "https" => Ok(Origin(format!("https://{authority}"))),
            "" if !loopback => Ok(Origin(format!("https://{authority}"))),
            "" | "http" if loopback => Ok(Origin(format!("http://{authority}"))),
            "http" => invalid(Cannot::AddressPlain),
            _ => invalid(Cannot::AddressScheme),
        }
    }

    /// The path, and query, of a link that this server wrote, when it leads to this origin: same scheme, host and port, no
    /// name or password in it. A path alone leads here. Read as a browser reads it, because then nothing that a browser
    /// would take elsewhere (`//x`, `\\x`, `https:x`) passes for a path.
    #[must_use]
    pub fn path_of(&self, link: &str) -> Option<String> {
        let here = Url::parse(&self.0).ok()?;
        let there = here.join(link).ok()?;
        let is_here = there.origin() == here.origin()
            && there.username().is_empty()
            && there.password().is_none();
        let path = Some(there.path()).filter(|path| is_here && *path != "/")?;
        Some(match there.query() {
            Some(query) => format!("{path}?{query}"),
            None => path.to_owned(),
        })
    }

    /// Is it on this computer itself?
    #[must_use]
    pub fn is_this_computer(&self) -> bool {
        self.0
            .split_once("://")
            .is_some_and(|(_, authority)| is_loopback(authority))
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
    fn a_link_is_a_path_here_or_nothing() {
        let here = Origin::parse("https://crm.example.com").unwrap();
        for (link, path) in [
            ("/media/a/log.txt", "/media/a/log.txt"),
            ("media/log.txt", "/media/log.txt"),
            ("https://crm.example.com/media/log.txt", "/media/log.txt"),
            ("https://CRM.example.com:443/m/x.txt?v=2#p", "/m/x.txt?v=2"),
            ("/media/Übergabe 1.pdf", "/media/%C3%9Cbergabe%201.pdf"),
            ("/media/%C3%9C.pdf", "/media/%C3%9C.pdf"),
            ("/a/../../b.txt", "/b.txt"),
        ] {
            assert_eq!(here.path_of(link).as_deref(), Some(path), "{link}");
        }
        for link in [
            "http://crm.example.com/media/x",
            "https://crm.example.com:8443/media/x",
            "https://crm.example.com.evil.example/media/x",
            "https://crm.example.com@evil.example/media/x",
            "https://me@crm.example.com/media/x",
            "https://me:pw@crm.example.com/media/x",
            "https://evil.example/https://crm.example.com/",
            "//evil.example/media/x",
            "\\\\evil.example\\media",
            "/\\evil.example/media",
            "\t//evil.example/media",
            "https:\\\\evil.example/x",
            "https:/\\evil.example/x",
            "file:///etc/passwd",
            "data:text/plain,x",
            "javascript:alert(1)",
            "ftp://crm.example.com/x",
            "",
            "/",
            "#x",
        ] {
            assert_eq!(here.path_of(link), None, "{link}");
        }
        let other_port = Origin::parse("https://crm.example.com:8443").unwrap();
        assert_eq!(other_port.path_of("https://crm.example.com/media/x"), None);
        let loopback = Origin::parse("http://127.0.0.1:8000").unwrap();
        assert_eq!(loopback.path_of("http://localhost:8000/media/x"), None);
        assert_eq!(
            loopback.path_of("http://127.1:8000/m/x").as_deref(),
            Some("/m/x")
        );
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
