//! What an administrator set for this computer: read strictly, enforced by the shell and the terminal, shown to the person as
//! it stands. What is in it can only take away, never give. Where it lies on each system is `place`, and nowhere else.
//!
//! A file that can't be read, is larger than any policy, names what this program does not know, or holds a value that makes
//! no sense is no policy: everything that a policy could forbid is off until it is mended, and the person is told why.

use crate::crm::http::{AuthorityFile, Proxy, Settings, proxy_url};
use crate::crm::origin::Origin;
use crate::error::Error;
use crate::sentence::Cannot;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// No policy is larger.
const SIZE_LIMIT: usize = 64 * 1024;

/// No file of certificates is larger.
const AUTHORITY_LIMIT: u64 = 1024 * 1024;

/// What can be switched off.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Feature {
    /// Writing cases out of the encrypted mirror.
    Export,
    /// Putting a case on paper or into a PDF.
    Print,
    /// Copying to the clipboard by Satchel's own acts.
    Clipboard,
    /// Saving files of cases out of the encrypted mirror.
    Attachments,
}

impl Feature {
    /// All of them.
    pub const ALL: [Feature; 4] = [
        Feature::Export,
        Feature::Print,
        Feature::Clipboard,
        Feature::Attachments,
    ];

    /// As it is called in a refusal.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Feature::Export => "Exporting",
            Feature::Print => "Printing",
            Feature::Clipboard => "Copying",
            Feature::Attachments => "Saving files",
        }
    }
}

/// How the server is reached, where an administrator says so.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(untagged)]
pub enum PolicyProxy {
    /// `"none"` or `"system"`.
    Word(ProxyWord),
    /// An address like `proxy.example.com:3128`.
    Address(String),
}

/// A proxy in a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum ProxyWord {
    /// Straight to the server.
    None,
    /// As the system says.
    System,
}

/// What is set. Everything may be absent.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Policy {
    /// The only server that may be signed in to.
    pub server: Option<String>,
    /// A file with certificates of the organization's authority, beside the policy or by its full path.
    pub authority: Option<String>,
    /// How the server is reached.
    pub proxy: Option<PolicyProxy>,
    /// How many hours a mirror may be open without having heard of its server: the lease.
    pub max_offline_hours: Option<u32>,
    /// What is off.
    #[serde(default)]
    pub off: Vec<Feature>,
}

/// What holds on this computer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Managed {
    /// Nobody set anything.
    No,
    /// Somebody did.
    Yes {
        /// What.
        policy: Policy,
    },
    /// Somebody meant to: what could be forbidden is, until the file is mended.
    Broken {
        /// Why it is no policy.
        why: String,
    },
}

impl Managed {
    /// Is this off?
    #[must_use]
    pub fn forbids(&self, feature: Feature) -> bool {
        match self {
            Managed::No => false,
            Managed::Yes { policy } => policy.off.contains(&feature),
            Managed::Broken { .. } => true,
        }
    }

    /// How long a mirror may be open without having heard of its server. `None`: for ever.
    #[must_use]
    pub fn max_offline(&self) -> Option<Duration> {
        let hours = self.policy()?.max_offline_hours?;
        Some(Duration::from_secs(u64::from(hours) * 3600))
    }

    /// The organization's own authority: its file lies beside the policy at `place`, or where its full path says.
    ///
    /// # Errors
    /// The file can't be read, or is larger than certificates are.
    pub fn authority(&self, place: &Path) -> std::io::Result<Option<AuthorityFile>> {
        let Some(name) = self.policy().and_then(|policy| policy.authority.as_ref()) else {
            return Ok(None);
        };
        let path = place.parent().unwrap_or(Path::new("")).join(name);
        if std::fs::metadata(&path)?.len() > AUTHORITY_LIMIT {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        Ok(Some(AuthorityFile {
            name: name.clone(),
            bytes: std::fs::read(path)?,
        }))
    }

    /// The way to the server, with what is set in place of what the person chose.
    #[must_use]
    pub fn way(&self, chosen: Settings, place: &Path) -> Settings {
        let Some(policy) = self.policy() else {
            return chosen;
        };
        let proxy = match &policy.proxy {
            None => chosen.proxy,
            Some(PolicyProxy::Word(ProxyWord::None)) => Proxy::None,
            Some(PolicyProxy::Word(ProxyWord::System)) => Proxy::System,
            Some(PolicyProxy::Address(address)) => {
                // Who the proxy knows stays the person's.
                let (user, password) = match chosen.proxy {
                    Proxy::Explicit { user, password, .. } => (user, password),
                    Proxy::System | Proxy::None => Default::default(),
                };
                Proxy::Explicit {
                    address: address.clone(),
                    user,
                    password,
                }
            }
        };
        Settings {
            extra_ca: self.authority(place).ok().flatten().or(chosen.extra_ca),
            proxy,
            ..chosen
        }
    }

    /// An act that may be off.
    ///
    /// # Errors
    /// `Invalid`, saying who switched it off.
    pub fn allows(&self, feature: Feature) -> Result<(), Error> {
        match self {
            _ if !self.forbids(feature) => Ok(()),
            Managed::Broken { why } => Err(Error::Invalid(Cannot::OffBroken {
                feature,
                why: why.to_string(),
            })),
            _ => Err(Error::Invalid(Cannot::Off { feature })),
        }
    }

    /// The same in whole days, as a lease is kept: never more than was set, but for the first day.
    #[must_use]
    pub fn max_lease_days(&self) -> Option<u32> {
        let hours = self.policy()?.max_offline_hours?;
        Some((hours / 24).max(1))
    }

    /// What is set, where it could be read.
    #[must_use]
    pub fn policy(&self) -> Option<&Policy> {
        match self {
            Managed::Yes { policy } => Some(policy),
            Managed::No | Managed::Broken { .. } => None,
        }
    }

    /// May this server be signed in to, and spoken to? With a broken policy none may: which one is allowed is not known.
    ///
    /// # Errors
    /// Why not.
    pub fn allows_server(&self, origin: &Origin) -> Result<(), Cannot> {
        match self {
            Managed::No => Ok(()),
            Managed::Broken { why } => Err(Cannot::ServerUnknown { why: why.clone() }),
            Managed::Yes { policy } => match policy.server.as_deref().map(Origin::parse) {
                Some(Ok(only)) if only != *origin => Err(Cannot::ServerOther),
                _ => Ok(()),
            },
        }
    }
}

/// Where an administrator puts it: outside of what the person may write.
#[must_use]
pub fn place() -> PathBuf {
    let path = if cfg!(target_os = "windows") {
        "C:\\ProgramData\\Satchel\\policy.json"
    } else if cfg!(target_os = "macos") {
        "/Library/Application Support/Satchel/policy.json"
    } else {
        "/etc/satchel/policy.json"
    };
    PathBuf::from(path)
}

/// Reads what lies at `path`.
#[must_use]
pub fn read(path: &Path) -> Managed {
    let broken = |why: &str| Managed::Broken {
        why: why.to_owned(),
    };
    match std::fs::metadata(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Managed::No,
        Err(e) => return broken(&e.kind().to_string()),
        Ok(about) if !about.is_file() => return broken("it is no file"),
        Ok(about) if about.len() > SIZE_LIMIT as u64 => return broken("it is too large"),
        Ok(_) => {}
    }
    let managed = match std::fs::read(path) {
        Ok(bytes) => parse(&bytes),
        Err(e) => return broken(&e.kind().to_string()),
    };
    match managed.authority(path) {
        Err(_) => broken("the file named by “authority” can't be read"),
        Ok(_) => managed,
    }
}

/// What the bytes of a policy say.
#[must_use]
pub fn parse(bytes: &[u8]) -> Managed {
    let broken = |why: String| Managed::Broken { why };
    if bytes.len() > SIZE_LIMIT {
        return broken("it is too large".to_owned());
    }
    // A list would be taken for a policy that sets nothing.
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return broken("it is no JSON object".to_owned());
    }
    let policy: Policy = match serde_json::from_slice(bytes) {
        Ok(policy) => policy,
        // Line and column; what stands there is the administrator's.
        Err(e) => {
            return broken(format!(
                "line {}, column {}: {}",
                e.line(),
                e.column(),
                kind(&e)
            ));
        }
    };
    match nonsense(&policy) {
        Some(why) => broken(why.to_owned()),
        None => Managed::Yes { policy },
    }
}

fn kind(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        serde_json::error::Category::Data => "a name or value that is not known",
        serde_json::error::Category::Eof => "it ends too early",
        _ => "it is no JSON",
    }
}

/// A value that is well-formed and makes no sense.
fn nonsense(policy: &Policy) -> Option<&'static str> {
    if let Some(server) = &policy.server
        && Origin::parse(server).is_err()
    {
        return Some("“server” is no address");
    }
    if let Some(PolicyProxy::Address(address)) = &policy.proxy
        && proxy_url(address).is_err()
    {
        return Some("“proxy” is no address");
    }
    match policy.max_offline_hours {
        Some(0) => return Some("“maxOfflineHours” is 0"),
        Some(hours) if hours > 24 * 366 => return Some("“maxOfflineHours” is more than a year"),
        _ => {}
    }
    if policy
        .authority
        .as_deref()
        .is_some_and(|a| a.trim().is_empty())
    {
        return Some("“authority” is empty");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"{"server": "crm.example.com", "authority": "ca.pem", "proxy": "proxy.example.com:3128",
        "maxOfflineHours": 72, "off": ["export", "print", "clipboard", "attachments"]}"#;

    #[test]
    fn what_is_set_holds_and_what_is_not_does_not() {
        let managed = parse(WHOLE.as_bytes());
        let policy = managed.policy().expect("a policy");
        assert_eq!(policy.authority.as_deref(), Some("ca.pem"));
        assert!(Feature::ALL.iter().all(|one| managed.forbids(*one)));
        assert_eq!(managed.max_offline(), Some(Duration::from_secs(72 * 3600)));
        assert_eq!(managed.max_lease_days(), Some(3));
        let at = |text: &str| Origin::parse(text).unwrap();
        assert_eq!(
            managed.allows_server(&at("https://CRM.example.com/x")),
            Ok(())
        );
        assert!(
            managed
                .allows_server(&at("crm.example.com.evil.example"))
                .is_err()
        );

        let some = parse(br#"{"off": ["print"]}"#);
        assert!(some.forbids(Feature::Print) && !some.forbids(Feature::Export));
        assert_eq!(some.max_offline(), None);
        assert_eq!(some.allows_server(&at("any.example")), Ok(()));
        for (text, word) in [
            ("\"none\"", ProxyWord::None),
            ("\"system\"", ProxyWord::System),
        ] {
            let managed = parse(format!("{{\"proxy\": {text}}}").as_bytes());
            assert_eq!(
                managed.policy().unwrap().proxy,
                Some(PolicyProxy::Word(word))
            );
        }
        assert!(!Managed::No.forbids(Feature::Export));
    }

    #[test]
    fn what_is_no_policy_forbids_everything_and_says_where_it_is_wrong() {
        let deep = "[".repeat(20_000);
        let large = format!("{{\"server\": \"{}\"}}", "a".repeat(SIZE_LIMIT));
        for hostile in [
            "",
            " ",
            "{",
            "[]",
            "null",
            "42",
            "\"off\"",
            &deep,
            &large,
            "{} {}",
            r#"{"sever": "crm.example.com"}"#,
            r#"{"Server": "crm.example.com"}"#,
            r#"{"server": 1}"#,
            r#"{"server": "http://crm.example.com"}"#,
            r#"{"server": "a@crm.example.com"}"#,
            r#"{"server": "crm.example.com", "server": "evil.example"}"#,
            r#"{"off": "export"}"#,
            r#"{"off": ["everything"]}"#,
            r#"{"off": {"export": true}}"#,
            r#"{"scope": "none"}"#,
            r#"{"maxOfflineHours": 0}"#,
            r#"{"maxOfflineHours": -1}"#,
            r#"{"maxOfflineHours": 1.5}"#,
            r#"{"maxOfflineHours": 99999999999}"#,
            r#"{"maxOfflineHours": 100000}"#,
            r#"{"maxOfflineHours": "72"}"#,
            r#"{"proxy": "socks5://x:1"}"#,
            r#"{"proxy": "proxy.example.com"}"#,
            r#"{"proxy": {"address": "x:1"}}"#,
            r#"{"authority": " "}"#,
            "{\"server\": \"crm\u{0}.example\"}",
        ] {
            let managed = parse(hostile.as_bytes());
            let Managed::Broken { why } = &managed else {
                panic!("taken for a policy: {hostile:.60}");
            };
            assert!(!why.is_empty() && why.len() < 120, "{why}");
            assert!(Feature::ALL.iter().all(|one| managed.forbids(*one)));
            assert!(
                managed
                    .allows_server(&Origin::parse("crm.example.com").unwrap())
                    .is_err()
            );
        }
        assert!(matches!(parse(b"\xff\xfe{}"), Managed::Broken { .. }));
    }

    #[test]
    fn no_file_is_no_policy_and_one_that_cannot_be_read_is_a_broken_one() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(&folder.path().join("policy.json")), Managed::No);
        assert!(matches!(read(folder.path()), Managed::Broken { .. }));
        let file = folder.path().join("policy.json");
        std::fs::write(&file, WHOLE).unwrap();
        let said = format!("{:?}", read(&file));
        assert!(
            said.contains("authority"),
            "its authority is not there: {said}"
        );
        std::fs::write(folder.path().join("ca.pem"), "certificates").unwrap();
        let managed = read(&file);
        let way = managed.way(Settings::default(), &file);
        assert_eq!(way.extra_ca.unwrap().bytes, b"certificates");
        assert!(matches!(way.proxy, Proxy::Explicit { .. }));
        let refused = managed.allows(Feature::Export).unwrap_err().to_string();
        assert!(refused.contains("your administrator"), "{refused}");
        std::fs::write(&file, "x".repeat(SIZE_LIMIT + 1)).unwrap();
        assert!(matches!(read(&file), Managed::Broken { .. }));
    }
}
