//! How this computer gets to the server: chosen by the person, kept in the open beside the look; who the proxy knows lies in
//! the keyring, and where there is none, in memory only. Nothing of a customer or a person is in the open.
//!
//! What is kept and can't be used is as if it were not there: a mirror must open whatever became of a file.

use crate::keychain::{self, Item, Silence};
use crate::managed;
use crate::places::Places;
use satchel_core::crm::http::{AuthorityFile, Http, Password, Proxy, Settings, proxy_url};
use satchel_core::crm::origin::Origin;
use satchel_core::error::{AppError, Error};
use satchel_core::policy::Managed;
use satchel_core::sentence::Cannot;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// No file of certificates is larger, in bytes.
const AUTHORITY_CAP: u64 = 1024 * 1024;
/// The proxy's sign-in is no account's: the name of its entry in the keyring.
const EVERY_ACCOUNT: &str = "connection";

/// Which proxy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ProxyChoice {
    /// As the system says.
    #[default]
    System,
    /// None.
    None,
    /// The one typed.
    Explicit,
}

/// How this computer gets to the server, for the window.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Connection {
    /// Which proxy.
    pub proxy: ProxyChoice,
    /// The address of the one typed; stays when another is chosen.
    pub address: String,
    /// Who it knows; may be empty.
    pub user: String,
    /// There is a password.
    pub has_password: bool,
    /// No keyring keeps user and password: they are forgotten when Satchel ends.
    pub forgets_sign_in: bool,
    /// The file of the organization's own authority.
    pub authority: Option<String>,
}

/// The proxy that the person wants.
#[derive(Deserialize, specta::Type)]
pub(crate) struct ProxyWish {
    /// Which.
    pub proxy: ProxyChoice,
    /// As typed.
    pub address: String,
    /// As typed.
    pub user: String,
    /// As typed; `None`: the one that is kept.
    pub password: Option<String>,
}

/// What lies in the open.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    proxy: ProxyChoice,
    address: String,
    /// The keyring holds who the proxy knows: nobody else is asked to unlock it.
    has_sign_in: bool,
    /// The name of the authority's file, as it was chosen.
    authority: Option<String>,
}

/// Who the proxy knows.
#[derive(Clone, Default)]
struct SignIn {
    user: String,
    password: Password,
    is_kept: bool,
}

impl SignIn {
    fn new(user: &str, password: Password) -> SignIn {
        SignIn {
            user: user.to_owned(),
            password,
            is_kept: false,
        }
    }

    fn is_same_as(&self, other: &SignIn) -> bool {
        self.user == other.user && self.password == other.password
    }

    /// The same, in the keyring if there is one; nobody is taken out of it.
    fn kept(self) -> SignIn {
        let is_kept = if self.user.is_empty() {
            let _gone_or_never_there = keychain::remove(Item::ProxySignIn, EVERY_ACCOUNT);
            false
        } else {
            let both = Zeroizing::new(format!("{}\n{}", self.user, self.password.reveal()));
            keychain::set(Item::ProxySignIn, EVERY_ACCOUNT, &both).is_ok()
        };
        SignIn { is_kept, ..self }
    }
}

/// How this computer gets to the server, kept.
pub(crate) struct Route {
    places: Places,
    managed: Managed,
    /// `None`: the keyring was not asked yet.
    sign_in: Mutex<Option<SignIn>>,
}

impl Route {
    /// What is kept at `places`.
    pub(crate) fn new(places: Places, managed: Managed) -> Route {
        Route {
            places,
            managed,
            sign_in: Mutex::new(None),
        }
    }

    /// For the window. May wait for the keyring.
    pub(crate) fn shown(&self) -> Connection {
        let kept = self.kept();
        let sign_in = self.sign_in();
        let has_sign_in = !sign_in.user.is_empty();
        Connection {
            proxy: kept.proxy,
            address: kept.address,
            user: sign_in.user,
            has_password: !sign_in.password.reveal().is_empty(),
            forgets_sign_in: has_sign_in && !sign_in.is_kept,
            authority: self.authority().map(|file| file.name),
        }
    }

    /// For the engine. May wait for the keyring.
    pub(crate) fn settings(&self) -> Settings {
        let kept = self.kept();
        let proxy = match kept.proxy {
            ProxyChoice::System => Proxy::System,
            ProxyChoice::None => Proxy::None,
            ProxyChoice::Explicit => {
                let sign_in = self.sign_in();
                Proxy::Explicit {
                    address: kept.address,
                    user: sign_in.user,
                    password: sign_in.password,
                }
            }
        };
        let chosen = Settings {
            extra_ca: self.authority(),
            proxy,
            ..Settings::default()
        };
        self.managed.way(chosen, &managed::place())
    }

    /// Keeps another proxy.
    ///
    /// # Errors
    /// `Invalid` when it can't be one; `Storage`. Nothing is changed then.
    pub(crate) fn set_proxy(&self, wish: ProxyWish) -> Result<(), AppError> {
        let user = wish.user.trim();
        if wish.proxy == ProxyChoice::Explicit {
            proxy_url(&wish.address)?;
            if user.contains(|c: char| c == ':' || c.is_control()) {
                return Err(Error::Invalid(Cannot::ProxyUser).into());
            }
        }
        let before = self.sign_in();
        let after = match (wish.proxy, wish.password) {
            (ProxyChoice::Explicit, Some(typed)) => SignIn::new(user, Password::new(&typed)),
            (ProxyChoice::Explicit, None) if user != before.user => {
                SignIn::new(user, Password::default())
            }
            _ => before.clone(),
        };
        let after = if after.is_same_as(&before) {
            before
        } else {
            after.kept()
        };
        self.keep(&Kept {
            proxy: wish.proxy,
            address: wish.address.trim().to_owned(),
            has_sign_in: after.is_kept,
            ..self.kept()
        })?;
        *self.held() = Some(after);
        Ok(())
    }

    /// Keeps a copy of an authority's file: the original may lie on a stick.
    ///
    /// # Errors
    /// `Invalid` when it holds no certificate; `Storage`. Nothing is changed then.
    pub(crate) fn set_authority(&self, path: &Path) -> Result<(), AppError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let unread = |why: &str| {
            AppError::from(Error::Invalid(Cannot::AuthorityUnread {
                file: name.to_string(),
                why: why.to_owned(),
            }))
        };
        let size = std::fs::metadata(path).map_err(|e| unread(&e.kind().to_string()))?;
        if !size.is_file() || size.len() > AUTHORITY_CAP {
            return Err(unread("it is too large to be one"));
        }
        let file = AuthorityFile {
            bytes: std::fs::read(path).map_err(|e| unread(&e.kind().to_string()))?,
            name: name.into_owned(),
        };
        try_out(&file)?;
        write(&self.places.authority(), &file.bytes)?;
        self.keep(&Kept {
            authority: Some(file.name),
            ..self.kept()
        })
    }

    /// Trusts the system's authorities alone again.
    ///
    /// # Errors
    /// `Storage`.
    pub(crate) fn remove_authority(&self) -> Result<(), AppError> {
        self.keep(&Kept {
            authority: None,
            ..self.kept()
        })?;
        let _is_gone_or_unused = std::fs::remove_file(self.places.authority());
        Ok(())
    }

    fn kept(&self) -> Kept {
        let kept: Kept = std::fs::read(self.places.connection())
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        if kept.proxy == ProxyChoice::Explicit && proxy_url(&kept.address).is_err() {
            tracing::warn!("the proxy that is kept can't be used");
            return Kept {
                proxy: ProxyChoice::System,
                ..kept
            };
        }
        kept
    }

    fn keep(&self, kept: &Kept) -> Result<(), AppError> {
        let bytes = serde_json::to_vec(kept).map_err(|e| storage(&e.into()))?;
        write(&self.places.connection(), &bytes)
    }

    fn authority(&self) -> Option<AuthorityFile> {
        let name = self.kept().authority?;
        let bytes = std::fs::read(self.places.authority()).ok();
        let file = bytes.map(|bytes| AuthorityFile { name, bytes });
        let file = file.filter(|file| try_out(file).is_ok());
        if file.is_none() {
            tracing::warn!("the certificate authority file that is kept can't be used");
        }
        file
    }

    fn held(&self) -> MutexGuard<'_, Option<SignIn>> {
        self.sign_in.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sign_in(&self) -> SignIn {
        let mut held = self.held();
        if let Some(known) = held.as_ref() {
            return known.clone();
        }
        let is_kept = self.kept().has_sign_in;
        let read = match is_kept {
            true => keychain::get(Item::ProxySignIn, EVERY_ACCOUNT),
            false => Ok(String::new()),
        };
        let sign_in = |both: &str| {
            let (user, password) = both.split_once('\n').unwrap_or_default();
            SignIn {
                user: user.to_owned(),
                password: Password::new(password),
                is_kept,
            }
        };
        match read.map(Zeroizing::new) {
            Ok(both) => held.insert(sign_in(&both)).clone(),
            Err(Silence::NoEntry) => held.insert(sign_in("")).clone(),
            // Asked again next time: who the proxy knows is in there all the same.
            Err(Silence::Locked | Silence::Absent | Silence::Unanswered) => sign_in(""),
        }
    }
}

/// Would the engine take it?
fn try_out(file: &AuthorityFile) -> Result<(), AppError> {
    let settings = Settings {
        extra_ca: Some(file.clone()),
        proxy: Proxy::None,
        ..Settings::default()
    };
    Http::new(Origin::parse("https://localhost")?, &settings)?;
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| storage(&e))?;
    }
    let fresh = path.with_extension("new");
    std::fs::write(&fresh, bytes)
        .and_then(|()| std::fs::rename(&fresh, path))
        .map_err(|e| storage(&e))
}

fn storage(error: &std::io::Error) -> AppError {
    Error::Storage(error.kind().to_string()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A self-signed authority made for this test; good until 2126.
    const AUTHORITY: &str = include_str!("connection/authority.pem");

    struct Folder(std::path::PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            let _gone = std::fs::remove_dir_all(&self.0);
        }
    }

    fn route(name: &str) -> (Route, Folder) {
        let folder = std::env::temp_dir().join(format!("satchel-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        (
            Route::new(Places::new(folder.clone()), Managed::No),
            Folder(folder),
        )
    }

    fn wish(proxy: ProxyChoice, address: &str) -> ProxyWish {
        ProxyWish {
            proxy,
            address: address.to_owned(),
            user: String::new(),
            password: None,
        }
    }

    #[test]
    fn a_proxy_is_kept_and_a_wrong_one_changes_nothing() {
        let (route, folder) = route("proxy");
        assert_eq!(route.settings(), Settings::default());
        route
            .set_proxy(wish(ProxyChoice::Explicit, " proxy.example.com:3128 "))
            .unwrap();
        let wrong = route.set_proxy(wish(ProxyChoice::Explicit, "socks5://x:1"));
        assert!(wrong.unwrap_err().message.contains("HTTP proxies"));
        let again = Route::new(Places::new(folder.0.clone()), Managed::No);
        assert_eq!(again.shown().address, "proxy.example.com:3128");
        assert!(matches!(again.settings().proxy, Proxy::Explicit { .. }));
        route.set_proxy(wish(ProxyChoice::None, "")).unwrap();
        assert_eq!(again.settings().proxy, Proxy::None);
    }

    #[test]
    fn an_authority_is_copied_shown_by_name_and_removable() {
        let (route, folder) = route("authority");
        let chosen = folder.0.join("Larkfield CA.pem");
        std::fs::write(&chosen, AUTHORITY).unwrap();
        route.set_authority(&chosen).unwrap();
        std::fs::remove_file(&chosen).unwrap();
        assert_eq!(route.shown().authority.as_deref(), Some("Larkfield CA.pem"));
        let file = route.settings().extra_ca.unwrap();
        assert_eq!(file.bytes, AUTHORITY.as_bytes());

        let wrong = folder.0.join("holiday.jpg");
        std::fs::write(&wrong, b"\xff\xd8\xff").unwrap();
        let refused = route.set_authority(&wrong).unwrap_err();
        assert!(refused.message.contains("holiday.jpg"), "{refused:?}");
        assert_eq!(route.shown().authority.as_deref(), Some("Larkfield CA.pem"));

        route.remove_authority().unwrap();
        assert_eq!(route.settings(), Settings::default());
    }

    #[test]
    fn what_was_damaged_on_disk_stops_nobody() {
        let (route, folder) = route("damaged");
        for damaged in ["{", "[]", r#"{"proxy":"explicit","address":"not one"}"#] {
            std::fs::write(folder.0.join("connection.json"), damaged).unwrap();
            assert_eq!(route.settings(), Settings::default(), "{damaged}");
        }
        std::fs::write(folder.0.join("connection.json"), r#"{"authority":"a.pem"}"#).unwrap();
        std::fs::write(folder.0.join("authority.pem"), "half of one").unwrap();
        assert_eq!(route.settings(), Settings::default());
        assert_eq!(route.shown().authority, None);
    }
}
